import { accountKey } from '../../model/awsKeys.ts';
import type { Fact } from '../../model/facts.ts';
import type { Granted } from './granted.ts';
import type { World } from './world.ts';

/** What is granted on one resource. */
export type Item = { resource: string; granted: Granted };

/** Many grants that several subjects have alike. */
export type SharedSet = {
  account: string;
  /** `s3:bucket`, or `services`. */
  what: string;
  /** Told with the number of its resources. */
  count: number;
  /** What tells it apart from others of the account. */
  content: string;
  items(): Iterable<Item>;
};

/**
 * Grants on many resources, told once for all who have them: ten thousand readers of a hundred thousand buckets are 10,000 edges and 100,000 grants, not a billion. Each set is an
 * identity, a group of those that may do just that, which they act as.
 */
export class SharedSets {
  readonly #known = new Set<string>();

  /** @returns its key, and whether it is new: then its own facts are to be told as well */
  keyOf({ account, what, content }: SharedSet, world: World): { key: string; isNew: boolean } {
    const key = `${accountKey(account)}/every/${what}/${world.digest([content])}`;
    const isNew = !this.#known.has(key);
    this.#known.add(key);
    return { key, isNew };
  }
}

/** The set's own facts. */
export function* factsOfSet(key: string, { what, account, count, items }: SharedSet): Generator<Fact> {
  const classes = new Set<string>();
  for (const { resource, granted } of items()) {
    const { evidence: _, reads, ...rest } = granted;
    classes.add(granted.class);
    yield { fact: 'grant', from: key, resource, ...rest };
    if (reads)
      yield { fact: 'edge', edge: 'reads-secrets', from: key, to: resource, ...(granted.condition && { certainty: 'possible', condition: granted.condition }) };
  }
  yield { fact: 'identity', key, kind: 'group', name: `whoever may ${[...classes].join(', ')} ${count} × ${what} of ${account}`, system: 'aws' };
}
