import { awsResource } from '../model/awsResource.ts';
import type { ActionSet, Catalogue, ResourceType } from './catalogue.ts';
import { openCatalogue } from './catalogue.ts';
import { many } from './textPattern.ts';

/**
 * The forms of ARNs that the catalogue has for its types of resource, and what they tell of a concrete ARN: of which types it is, which actions are checked against it, and what lies within the resource that
 * the model has for it (the objects of a bucket, the indexes of a table).
 */

/** A name that stands for any: nothing real is called so. */
export const anyName = 'kb-probe';

/** A type and one of its templates. `service` is that of the ARN, in small letters: the type `role` of `sts` has ARNs of `iam`. */
export type ArnForm = { type: ResourceType; service: string; template: string; pattern: RegExp /** How much of it is fixed. */; weight: number };
/** A concrete ARN on which actions are checked, and the form that it has. */
export type Probe = { arn: string; form: ArnForm };

export type ArnForms = {
  /** Of each service of actions the most specific ones that fit, in the order of the catalogue. */
  formsOf(arn: string): readonly ArnForm[];
  /** The resource itself, and one of each kind of thing within it. @param arn  at the model's granularity (`awsResource`) */
  probesOf(arn: string): readonly Probe[];
  /** Compiled patterns (`textPattern.ts`) of all that lies within the resource, one for each kind of thing. @param arn  as above */
  patternsWithin(arn: string): readonly string[];
  /** All forms of the types of a service of actions (`s3`). */
  ofService(prefix: string): readonly ArnForm[];
  /** Actions that are checked against things of this form. */
  actionsOn(form: ArnForm): ActionSet;
};

let made: ArnForms | undefined;

/** Made once in a process, and only as far as it is asked. */
export function arnForms(): ArnForms {
  made ??= readForms(openCatalogue());
  return made;
}

function readForms(catalogue: Catalogue): ArnForms {
  const byPrefix = new Map(catalogue.services.map(({ prefix, types }) => [prefix, types.flatMap(formsOfType)]));
  const byService = new Map<string, ArnForm[]>();
  const byHead = new Map<string, ArnForm[]>();
  for (const form of [...byPrefix.values()].flat()) {
    addTo(byService, form.service, form);
    addTo(byHead, `${form.service} ${firstWord(form.template)}`, form);
  }
  const innerOf = remembered((service: string) => (byService.get(service) ?? []).flatMap(innerForm));
  const formsOf = (arn: string): ArnForm[] => {
    const [service, word] = [serviceOf(arn), firstWord(arn)];
    const candidates = [...(byHead.get(`${service} ${word}`) ?? []), ...(word === '' ? [] : (byHead.get(`${service} `) ?? []))];
    return mostSpecific(candidates.filter(({ pattern }) => pattern.test(arn)));
  };
  return {
    formsOf,
    probesOf: (arn) => [...formsOf(arn).map((form) => ({ arn, form })), ...innerOf(serviceOf(arn)).flatMap((inner) => probeWithin(arn, inner))],
    patternsWithin: (arn) => innerOf(serviceOf(arn)).flatMap((inner) => within(arn, inner, many) ?? []),
    ofService: (prefix) => byPrefix.get(prefix) ?? [],
    actionsOn: remembered((form) => actionsOn(form, catalogue)),
  };
}

function remembered<Of, Answer>(work: (of: Of) => Answer): (of: Of) => Answer {
  const known = new Map<Of, Answer>();
  return (of) => {
    const answer = known.get(of) ?? work(of);
    known.set(of, answer);
    return answer;
  };
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const serviceOf = (arn: string): string => arn.split(':', 3)[2]?.toLowerCase() ?? '';
/** The first word of the resource (`instance`), by which most types of a service are told apart; empty where a template has a name in its place. */
const firstWord = (arn: string): string => /^(?:[^:]*:){5}\/?([a-zA-Z0-9-]+)(?=[/:]|$)/.exec(arn)?.[1] ?? '';
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** `${Name}`, or a star that AWS wrote. */
const place = /\$\{([^}]*)\}|\*/g;

/** Some types have several templates, with a comma between them. */
const formsOfType = (type: ResourceType): ArnForm[] => type.arn.split(/,\s*(?=arn:)/).flatMap((template) => formOf(type, template));

/** Templates with a place for the service are left out: they would fit everything. */
function formOf(type: ResourceType, template: string): ArnForm[] {
  const service = serviceOf(template);
  if (!/^[a-z0-9-]+$/.test(service)) return [];
  const fixed = template.split(place).filter((_, at) => at % 2 === 0);
  const places = template.match(place)?.length ?? 0;
  const pattern = fixed.map((text, at) => escaped(text) + (at < places ? valuePattern(fixed, at) : '')).join('');
  return [{ type, service, template, pattern: new RegExp(`^${pattern}$`, 's'), weight: fixed.join('').length + places }];
}

/** What a place takes: of the first five parts anything without a colon, none too; of names no colon and slash, but the last one may have a path. */
function valuePattern(fixed: string[], at: number): string {
  const colons =
    fixed
      .slice(0, at + 1)
      .join('')
      .split(':').length - 1;
  if (colons < 5) return '[^:]*';
  return at === fixed.length - 2 && fixed.at(-1) === '' ? '.+' : '[^:/]+';
}

function mostSpecific(forms: ArnForm[]): ArnForm[] {
  const best = new Map<string, number>();
  for (const { type, weight } of forms) best.set(type.service, Math.max(best.get(type.service) ?? 0, weight));
  return forms.filter(({ type, weight }) => weight === best.get(type.service));
}

/** A form of things that lie within another resource: which that is, with its places named, and how one of them is called when these have values. */
type Inner = { form: ArnForm; outer: RegExp; places: string[]; whole: string };

/** Found by giving every place a mark and asking which resource of the model that would be. */
function innerForm(form: ArnForm): Inner[] {
  let count = 0;
  const whole = form.template.replaceAll(place, () => `\u0001${count++}\u0002`);
  const outer = awsResource(whole);
  if (outer === whole) return [];
  const marks = outer.match(mark) ?? [];
  return [{ form, outer: new RegExp(`^${escaped(outer).replaceAll(mark, '(.*?)')}$`, 's'), places: marks, whole }];
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: a mark that no template has
const mark = /\u0001\d+\u0002/g;

/** What lies within the resource, with a name for every place that the resource leaves open; undefined: nothing of that form does. */
function within(arn: string, { outer, places, whole }: Inner, name: string): string | undefined {
  const values = outer.exec(arn);
  if (!values) return undefined;
  const inner = whole.replaceAll(mark, (each) => (places.includes(each) ? values[places.indexOf(each) + 1]! : name));
  // a path may have made it fit where it does not belong
  return awsResource(inner) === arn ? inner : undefined;
}

function probeWithin(arn: string, inner: Inner): Probe[] {
  const found = within(arn, inner, anyName);
  return found === undefined ? [] : [{ arn: found, form: inner.form }];
}

function actionsOn({ type }: ArnForm, catalogue: Catalogue): ActionSet {
  const set = catalogue.noActions();
  const { first, end } = catalogue.service(type.service)!;
  for (let id = first; id < end; id++) {
    if (catalogue.action(id).resources.some((each) => each.type.name === type.name)) set[id >> 5]! |= 1 << (id & 31);
  }
  return set;
}
