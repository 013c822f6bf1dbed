import { type ActionBits, addBits } from '../../iam/actionBits.ts';
import { type ArnForm, anyName, arnForms, type Probe } from '../../iam/arnForms.ts';
import { hasAction, openCatalogue } from '../../iam/catalogue.ts';
import { commonText } from '../../iam/commonText.ts';
import { many, manyInSegment, matchPattern, one } from '../../iam/textPattern.ts';
import { accountOfArn } from '../../model/arn.ts';
import { awsResource } from '../../model/awsResource.ts';
import { codePointOrder } from '../../model/codePointOrder.ts';
import { wildcard } from './listedResources.ts';
import type { Place } from './question.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';

/** A resource that a policy names though nothing lists it; where `isPattern`, all that a pattern stands for and nothing lists. */
export type Unlisted = {
  /** As the policy has it, at the model's granularity. */
  arn: string;
  isPattern: boolean;
  /** What is asked for it. */
  places: readonly Place[];
};

/** What the statements of a subject name beyond what is listed, by ARN. What stands for everything is not among it. */
export function unlistedBy(subject: Subject, world: World): Unlisted[] {
  const found = new Map<string, Unlisted>();
  for (const { not, patterns, open, actions } of subject.compiled.allows()) {
    if (not) continue;
    for (const pattern of [...patterns, ...open]) {
      if (pattern === many) continue;
      const each = beyond(pattern, actions, subject, world);
      const known = each && found.get(each.arn);
      if (each) found.set(each.arn, known ? { ...known, places: [...known.places, ...each.places] } : each);
    }
  }
  return [...found.values()].sort((a, b) => codePointOrder(a.arn, b.arn));
}

/** Undefined: everything that it stands for is listed, and nothing can be made of it. */
function beyond(pattern: string, actions: ActionBits, subject: Subject, world: World): Unlisted | undefined {
  const { account = '' } = subject;
  const arn = awsResource(ownedText(pattern, account));
  const isPattern = /[*?]/.test(arn);
  if (!isPattern && world.resources.of(arn)) return undefined;
  const owner = accountOfArn(arn) ?? account;
  const missing = owner === account ? undefined : `what the resource's own policy in account ${owner} says was not imported`;
  const probes = wildcard.test(pattern)
    ? probesBy(pattern, actions, subject)
    : arnForms()
        .formsOf(pattern)
        .map((form) => ({ arn: pattern, form }));
  const places = probes.flatMap((probe): Place[] => {
    const isComplete = world.isComplete(owner, probe.form);
    if (isComplete && !isPattern) return [];
    return [{ probe, counted: !isPattern ? 'there' : isComplete ? 'toBeMade' : 'both', ...(missing !== undefined && { missing }) }];
  });
  return places.length === 0 ? undefined : { arn, isPattern, places };
}

const wildcards = new RegExp(wildcard.source, 'g');

/** As text again, with the own account where any account is meant. */
function ownedText(pattern: string, account: string): string {
  const text = pattern.replaceAll(wildcards, (each) => (each === many || each === manyInSegment ? '*' : '?'));
  const parts = text.split(':');
  if (parts[0] === 'arn' && parts[4] === '*' && account !== '') parts[4] = account;
  return parts.join(':');
}

type Head = { partition: string; region: string; account: string };

/** One of each kind of thing that a pattern stands for. Most stand for one kind, and what lies in it; for the others every form of the services is tried. */
function probesBy(pattern: string, actions: ActionBits, { partition, account = '' }: Subject): Probe[] {
  const [, , service = '', region = ''] = pattern.split(':');
  const head: Head = { partition, region: region === '' || wildcard.test(region) ? 'us-east-1' : region, account };
  const thing = madeConcrete(pattern, head);
  const likely = [
    ...arnForms()
      .formsOf(thing)
      .map((form) => ({ arn: thing, form })),
    ...arnForms().probesOf(awsResource(thing)),
  ];
  const meant = likely.filter(({ arn }) => matchPattern(pattern, arn));
  if (meant.length > 0) return meant;
  const forms = servicesOf(actions)
    .flatMap((prefix) => arnForms().ofService(prefix))
    .filter((form) => wildcard.test(service) || form.service === service);
  return forms.flatMap((form) => {
    const arn = commonText([pattern, madeFrom(form, head, anyText)]);
    return arn === undefined ? [] : [{ arn, form }];
  });
}

/** At least one character. */
const anyText = one + many;

/** Something that a pattern stands for: a name in the place of every star, and partition, region and account as they are where the pattern leaves them open. */
function madeConcrete(pattern: string, { partition, region, account }: Head): string {
  const fixed = ['arn', partition, undefined, region, account];
  const parts = pattern.split(':').map((part, at) => (at < 5 && wildcard.test(part) ? (fixed[at] ?? part) : part));
  return parts.join(':').replaceAll(wildcards, (each) => (each === many || each === manyInSegment ? anyName : 'x'));
}

/** An ARN of a form: a name in every place but those of partition, region and account. */
export function madeFrom(form: ArnForm, { partition, region, account }: Head, name: string = anyName): string {
  const fixed: Record<string, string> = { Partition: partition, Region: region, Account: account };
  return form.template.replaceAll(/\$\{([^}]*)\}|\*/g, (_, place: string | undefined) => fixed[place ?? ''] ?? name);
}

const servicesByActions = new WeakMap<ActionBits, readonly string[]>();

function servicesOf(actions: ActionBits): readonly string[] {
  const known = servicesByActions.get(actions);
  if (known) return known;
  const set = openCatalogue().noActions();
  addBits(actions, set);
  const services = openCatalogue()
    .services.filter((service) => hasAction(set, service))
    .map(({ prefix }) => prefix);
  servicesByActions.set(actions, services);
  return services;
}
