import { anyName, arnForms } from '../../iam/arnForms.ts';
import { commonText } from '../../iam/commonText.ts';
import { many, manyInSegment, matchPattern, one, oneInSegment } from '../../iam/textPattern.ts';
import { parseArn } from '../../model/arn.ts';
import { awsResource } from '../../model/awsResource.ts';
import { codePointOrder } from '../../model/codePointOrder.ts';
import type { Json } from '../../model/facts.ts';

/** A resource that some document lists, at the model's granularity. */
export type ListedResource = {
  /** Its place in the code-point order of all ARNs. */
  number: number;
  arn: string;
  /** Empty where nothing says whose it is. */
  account: string;
  /** The document that lists it, or has its policy. */
  at: number;
  policy?: Json;
  /** As its service, or else the first that has actions on it, calls what it is: `s3:bucket`; service and word of the ARN where the catalogue has no such type. */
  what: string;
};

/** What a document says of one resource. */
export type Listing = { arn: string; account?: string | undefined; at: number; policy?: Json | undefined };

export type ListedResources = {
  all: readonly ListedResource[];
  of(arn: string): ListedResource | undefined;
  /** What lies in resources that patterns name, where they do not stand for every thing of its kind: `arn:aws:s3:::bucket/logs/`. @param patterns compiled (`lib/iam/textPattern.ts`) */
  namedWithin(patterns: Iterable<string>): Map<ListedResource, Set<string>>;
};

/**
 * Each resource once, with what any document says of it; what the first says that says it counts.
 * @param owner account of the resources of which nothing says whose they are
 */
export function listResources(listings: Iterable<Listing>, owner: string): ListedResources {
  const merged = new Map<string, Listing>();
  for (const listing of listings) {
    const arn = awsResource(listing.arn);
    const known = merged.get(arn);
    merged.set(arn, { arn, at: known?.at ?? listing.at, account: known?.account ?? listing.account, policy: known?.policy ?? listing.policy });
  }
  const ordered = [...merged.values()].sort((a, b) => codePointOrder(a.arn, b.arn));
  const all = ordered.map((listing, number) => described(listing, number, owner));
  const byArn = new Map(all.map((each) => [each.arn, each]));
  return {
    all,
    of: (arn) => byArn.get(arn),
    namedWithin(patterns) {
      const indexes = new Map([...Map.groupBy(all, ({ arn }) => serviceOf(arn))].map(([service, members]) => [service, new NameIndex(members)]));
      const found = new Map<ListedResource, Set<string>>();
      for (const pattern of patterns)
        for (const [resource, text] of withinBy(pattern, indexes)) found.set(resource, (found.get(resource) ?? new Set()).add(text));
      return found;
    },
  };
}

function described({ arn, account, at, policy }: Listing, number: number, owner: string): ListedResource {
  const parts = parseArn(arn);
  const forms = arnForms().formsOf(arn);
  const form = forms.find(({ type, service }) => type.service === service) ?? forms[0];
  const what = form ? `${form.type.service}:${form.type.name}` : `${parts?.service ?? ''}:${parts?.resource.split(/[/:]/)[0] ?? ''}`;
  const ofArn = parts && /^\d{12}$/.test(parts.account) ? parts.account : undefined;
  return { number, arn, account: account ?? ofArn ?? owner, at, what, ...(policy !== undefined && { policy }) };
}

const serviceOf = (arn: string): string => arn.split(':', 3)[2] ?? '';
/** What stands behind the fifth colon. */
const nameOf = (arn: string): string => arn.split(':').slice(5).join(':');
const headOf = (arn: string): string => arn.split(':', 5).join(':');

/** Resources of one service by what stands behind the fifth colon of their ARNs: that is what patterns fix, while region and account often are `*`. */
class NameIndex {
  readonly #sorted: { name: string; resource: ListedResource }[];
  readonly #byName: ReadonlyMap<string, ListedResource[]>;

  constructor(resources: readonly ListedResource[]) {
    this.#sorted = resources.map((resource) => ({ name: nameOf(resource.arn), resource })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    this.#byName = new Map([...Map.groupBy(this.#sorted, ({ name }) => name)].map(([name, entries]) => [name, entries.map(({ resource }) => resource)]));
  }

  named(name: string): readonly ListedResource[] {
    return this.#byName.get(name) ?? [];
  }

  *beginningWith(text: string): Iterable<ListedResource> {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]!.name < text) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#sorted.length && this.#sorted[low]!.name.startsWith(text); low++) yield this.#sorted[low]!.resource;
  }
}

/** Any of the wildcards of a compiled pattern. */
export const wildcard = new RegExp(`[${many}${manyInSegment}${one}${oneInSegment}]`);

/** Something in resources whose name the pattern fixes, or of which it fixes how the name begins. What stands for whole names is no concern here. */
function* withinBy(pattern: string, indexes: ReadonlyMap<string, NameIndex>): Iterable<[ListedResource, string]> {
  const name = nameOf(pattern);
  if (!/[/:]/.test(name)) return;
  const [beginning = ''] = name.split(wildcard, 1);
  const outer = nameOf(awsResource(`${headOf(pattern)}:${beginning}${anyName}`));
  const service = serviceOf(pattern);
  for (const index of wildcard.test(service) ? indexes.values() : [indexes.get(service) ?? []].flat())
    for (const resource of new Set([...index.named(outer), ...index.beginningWith(beginning)])) {
      const text = textWithin(pattern, resource.arn);
      if (text !== undefined) yield [resource, text];
    }
}

/** Undefined: the pattern is not about the resource, or stands for it or for everything of some kind in it. */
function textWithin(pattern: string, arn: string): string | undefined {
  if (
    arnForms()
      .probesOf(arn)
      .some((probe) => matchPattern(pattern, probe.arn))
  )
    return undefined;
  for (const inner of arnForms().patternsWithin(arn)) {
    const found = commonText([`${headOf(arn)}:${nameOf(pattern)}`, inner]);
    if (found !== undefined && matchPattern(pattern, found)) return found;
  }
  return undefined;
}
