import { addBits } from '../../iam/actionBits.ts';
import { arnForms } from '../../iam/arnForms.ts';
import { type ActionSet, hasAction, openCatalogue, type Service } from '../../iam/catalogue.ts';
import { many } from '../../iam/textPattern.ts';
import { type Answer, merged } from './answer.ts';
import type { Place, Question } from './question.ts';
import { limitingPatterns, type Subject } from './subject.ts';
import { madeFrom } from './unlisted.ts';
import type { World } from './world.ts';

/**
 * What a statement on everything gives beyond what is listed. `rest`: on whatever of a service nothing lists, or is still to be made. `unnamed`: of actions that know no resource. Without a
 * service: of all services together of which nothing is listed.
 */
export type OnService = { kind: 'rest' | 'unnamed'; service?: string; answer: Answer };

/** A statement on everything that is about more services than these is about the account: services of which nothing is listed are told together. */
const manyServices = 100;

export function* onServices(subject: Subject, question: Question, world: World): Generator<OnService> {
  const { services } = openCatalogue();
  const broad = actionsOnEverything(subject);
  const concerned = services.filter((service) => hasAction(broad, service));
  const isWide = concerned.length > manyServices;
  const limits = new Set([...limitingPatterns(subject)].map((pattern) => pattern.split(':', 3)[2] ?? ''));
  const isApart = ({ prefix }: Service): boolean => !isWide || world.isInUse(subject.account ?? '', prefix);
  // actions of S3 that know no resource are also had by a statement on all buckets
  const asked = services.filter((service) => hasAction(broad, service) || service.prefix === 's3');
  for (const service of asked.filter(isApart)) {
    const isBroad = hasAction(broad, service);
    const answers = { unnamed: question.onNothing([service]), rest: isBroad ? question.onRest(placesOfRest([service], subject, world), limits) : nothing };
    for (const kind of kinds) if (answers[kind].size > 0) yield { kind, service: service.prefix, answer: answers[kind] };
  }
  const others = concerned.filter((service) => !isApart(service));
  if (others.length === 0) return;
  const special = others.filter(({ prefix }) => prefix === 'kms' || limits.has(prefix));
  const plain = others.filter((service) => !special.includes(service));
  const rests = [plain, ...special.map((service) => [service])].map((some) => question.onRest(placesOfRest(some, subject, world), limits));
  const answers = { unnamed: question.onNothing(others), rest: merged(rests) };
  for (const kind of kinds) if (answers[kind].size > 0) yield { kind, answer: answers[kind] };
}

const kinds = ['unnamed', 'rest'] as const;
const nothing: Answer = new Map();

/** Actions of statements on everything, or on everything but something. */
function actionsOnEverything({ compiled }: Subject): ActionSet {
  const broad = openCatalogue().noActions();
  for (const { not, patterns, open, actions } of compiled.allows()) if (not || patterns.includes(many) || open.includes(many)) addBits(actions, broad);
  return broad;
}

const rests = new WeakMap<World, Map<string, readonly Place[]>>();

/** One thing of each form of some services; the same list for all subjects of an account. */
function placesOfRest(services: readonly Service[], subject: Subject, world: World): readonly Place[] {
  const known = rests.get(world) ?? new Map<string, readonly Place[]>();
  rests.set(world, known);
  const key = `${subject.partition} ${subject.account} ${services.map(({ first }) => first).join()}`;
  const places = known.get(key) ?? services.flatMap(({ prefix }) => makePlaces(prefix, subject, world));
  known.set(key, places);
  return places;
}

function makePlaces(prefix: string, { partition, account = '' }: Subject, world: World): Place[] {
  return arnForms()
    .ofService(prefix)
    .map((form) => ({
      probe: { arn: madeFrom(form, { partition, region: 'us-east-1', account }), form },
      counted: world.isComplete(account, form) ? 'toBeMade' : 'both',
    }));
}
