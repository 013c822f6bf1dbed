import { accountAdministratorKey, accountKey, arnKey } from '../../model/awsKeys.ts';
import type { Attrs, Fact, ResourceFact } from '../../model/facts.ts';
import type { DerivedFact } from '../deriver.ts';
import type { Answer } from './answer.ts';
import { type Granted, Granting, mostStatements } from './granted.ts';
import type { Listed, ListedPermissions } from './listedPermissions.ts';
import { type OnService, onServices } from './onServices.ts';
import { Question } from './question.ts';
import { ResourceSets } from './resourceSets.ts';
import type { SecretReaders } from './secretReaders.ts';
import { type Item, ServiceSets } from './serviceSets.ts';
import type { Subject } from './subject.ts';
import { unlistedBy } from './unlisted.ts';
import type { World } from './world.ts';

/** Turns what subjects may do into grants, and what nothing lists into resources. */
export class Grants {
  readonly #world: World;
  readonly #listed: ListedPermissions;
  readonly #secrets: SecretReaders;
  readonly #sets: ResourceSets;
  readonly #services: ServiceSets;
  readonly #told = new Set<string>();

  constructor(world: World, listed: ListedPermissions, secrets: SecretReaders) {
    this.#world = world;
    this.#listed = listed;
    this.#secrets = secrets;
    this.#sets = new ResourceSets(world);
    this.#services = new ServiceSets(world);
  }

  *of(subject: Subject): Generator<DerivedFact> {
    const question = new Question(subject, this.#world);
    const granting = new Granting(subject);
    for (const listed of this.#listed.of(subject, granting)) {
      yield* this.#onListed(subject, listed, question, granting);
      yield* this.#onInsides(subject, listed, granting);
    }
    if (subject.isToldAbroadOnly) return;
    for (const fact of this.#onUnlisted(subject, question, granting)) yield { fact, document: subject.at };
  }

  /** Whether a subject was granted anything. */
  isTold(key: string): boolean {
    return this.#told.has(key);
  }

  *#onUnlisted(subject: Subject, question: Question, granting: Granting): Generator<Fact> {
    for (const { arn, isPattern, places } of unlistedBy(subject, this.#world)) {
      const answer = question.answer(places);
      if (answer.size > 0) yield* this.#once({ fact: 'resource', key: arnKey(arn), name: arn, system: 'aws', ...(isPattern && { pattern: true }) });
      for (const granted of grantedIn(granting, answer)) yield* this.#grant(subject.key, { resource: arnKey(arn), granted });
    }
    yield* this.#onServices(subject, question, granting);
  }

  /** Stores are opened with their key. */
  *#onListed(subject: Subject, listed: Listed, question: Question, granting: Granting): Generator<DerivedFact> {
    const { opening, answer } = listed;
    const { storeKey } = opening;
    const opened = storeKey === undefined ? answer : this.#secrets.withKey(storeKey, answer, question);
    for (const granted of grantedIn(granting, opened)) {
      const whole = storeKey !== undefined && granted.class === 'read-secret' ? { ...granted, reads: true as const } : granted;
      if ('many' in listed) {
        const to = yield* this.#sets.facts(listed.many, granted.class);
        yield { fact: actsAs(subject, to, granted), document: subject.at };
      } else
        for (const { arn } of listed.members)
          for (const fact of this.#grant(subject.key, { resource: arnKey(arn), granted: whole })) yield { fact, document: subject.at };
    }
  }

  /** Of things that may have secrets inside: who may read them reads these, if there are any. An administrator is told of what is there for certain only. */
  *#onInsides(subject: Subject, listed: Listed, granting: Granting): Generator<DerivedFact> {
    const { opening, answer } = listed;
    const { inside } = opening;
    const [first] = 'many' in listed ? listed.many.section.members : listed.members;
    if (!inside || first?.account !== subject.account || subject.key === accountAdministratorKey(subject.account ?? '')) return;
    const [read] = [...answer.values()].flatMap((share) => granting.inside(share, inside) ?? []);
    if (!read) return;
    if ('many' in listed) {
      const to = yield* this.#sets.facts(listed.many, 'inside');
      yield { fact: actsAs(subject, to, { ...read, class: 'read-secret' }), document: subject.at };
      return;
    }
    const { actions: _, ...hangs } = read;
    for (const { arn } of listed.members)
      yield { fact: { fact: 'edge', edge: 'reads-secrets', from: subject.key, to: arnKey(arn), technique: inside.rule.id, ...hangs }, document: subject.at };
  }

  *#onServices(subject: Subject, question: Question, granting: Granting): Generator<Fact> {
    const items: Item[] = [];
    for (const each of onServices(subject, question, this.#world)) {
      const node = serviceNode(each, subject.account ?? '');
      yield* this.#once(node);
      for (const granted of grantedIn(granting, each.answer)) items.push({ resource: node.key, granted });
    }
    const [first] = items;
    if (!first || items.length <= this.#listed.mostAlone) for (const item of items) yield* this.#grant(subject.key, item);
    else {
      const to = yield* this.#services.facts(subject.account ?? '', items);
      yield { fact: 'edge', edge: 'acts-as', from: subject.key, to, evidence: statementsOf(items) };
    }
  }

  *#grant(from: string, { resource, granted: { reads, ...granted } }: Item): Generator<Fact> {
    this.#told.add(from);
    yield { fact: 'grant', from, resource, ...granted };
    const { actions: _, class: __, ...limits } = granted;
    if (reads) yield { fact: 'edge', edge: 'reads-secrets', from, to: resource, ...limits };
  }

  *#once(node: ResourceFact): Generator<Fact> {
    if (this.#told.has(node.key)) return;
    this.#told.add(node.key);
    yield node;
  }
}

const grantedIn = (granting: Granting, answer: Answer): Granted[] => [...answer].flatMap(([name, share]) => granting.granted(name, share) ?? []);

/** The first statements of several grants, each once. */
function statementsOf(items: readonly Item[]): Attrs {
  const all = items.flatMap(({ granted: { evidence } }) => (Array.isArray(evidence.statements) ? evidence.statements : []));
  return { statements: [...new Map(all.map((each) => [JSON.stringify(each), each])).values()].slice(0, mostStatements) };
}

/** A subject acts as a set as far as it has what is granted to it: what that hangs on is of the edge, and so are the actions and the statements, for others have it by others. */
function actsAs({ key }: Subject, to: string, { class: name, actions, evidence, reads: _, ...hangs }: Granted): Fact {
  const told: Attrs = { class: name, actions, ...evidence };
  return { fact: 'edge', edge: 'acts-as', from: key, to, ...hangs, evidence: told };
}

function serviceNode({ kind, service }: OnService, account: string): ResourceFact {
  const key = service === undefined ? accountKey(account) : `${accountKey(account)}/${service}`;
  const what = service === undefined ? `account ${account}` : `${service} of ${account}`;
  if (kind === 'unnamed') return { fact: 'resource', key, name: what, kind: service === undefined ? 'account' : 'service', system: 'aws' };
  return { fact: 'resource', key: `${key}/*`, name: `what nothing lists of ${what}`, pattern: true, system: 'aws' };
}
