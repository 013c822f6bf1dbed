import { accountKey, arnKey } from '../../model/awsKeys.ts';
import type { Fact, ResourceFact } from '../../model/facts.ts';
import type { DerivedFact } from '../deriver.ts';
import type { Answer } from './answer.ts';
import { type Granted, Granting } from './granted.ts';
import type { Listed, ListedPermissions, ResourceSet } from './listedPermissions.ts';
import type { ListedResource } from './listedResources.ts';
import { type OnService, onServices } from './onServices.ts';
import { Question } from './question.ts';
import type { SecretReaders } from './secretReaders.ts';
import { factsOfSet, type Item, type SharedSet, SharedSets } from './sharedSets.ts';
import type { Subject } from './subject.ts';
import { unlistedBy } from './unlisted.ts';
import type { World } from './world.ts';

/** Turns what subjects may do into grants, and what nothing lists into resources. */
export class Grants {
  readonly #world: World;
  readonly #listed: ListedPermissions;
  readonly #secrets: SecretReaders;
  readonly #sets = new SharedSets();
  readonly #told = new Set<string>();
  /** Of each set, its resources by the key of a store. */
  readonly #keys = new WeakMap<ResourceSet, Map<string | undefined, readonly ListedResource[]>>();

  constructor(world: World, listed: ListedPermissions, secrets: SecretReaders) {
    this.#world = world;
    this.#listed = listed;
    this.#secrets = secrets;
  }

  *of(subject: Subject): Generator<DerivedFact> {
    for (const fact of this.#factsOf(subject)) {
      if (fact.fact === 'grant') this.#told.add(fact.from);
      yield { fact, document: subject.at };
    }
  }

  /** Whether a subject was granted anything. */
  isTold(key: string): boolean {
    return this.#told.has(key);
  }

  *#factsOf(subject: Subject): Generator<Fact> {
    const question = new Question(subject, this.#world);
    const granting = new Granting(subject);
    for (const listed of this.#listed.of(subject)) yield* this.#onListed(subject, listed, question, granting);
    if (subject.isToldAbroadOnly) return;
    for (const { arn, isPattern, places } of unlistedBy(subject, this.#world)) {
      const answer = question.answer(places);
      if (answer.size > 0) yield* this.#once({ fact: 'resource', key: arnKey(arn), name: arn, system: 'aws', ...(isPattern && { pattern: true }) });
      for (const granted of grantedIn(granting, answer)) yield* told(subject.key, { resource: arnKey(arn), granted });
    }
    yield* this.#onServices(subject, question, granting);
  }

  /** Stores by their keys: those of one key are read by the same. */
  *#onListed(subject: Subject, { resources, answer }: Listed, question: Question, granting: Granting): Generator<Fact> {
    for (const [key, members] of this.#byKey(resources)) {
      const opened = key === undefined ? answer : this.#secrets.withKey(key, answer, question);
      const all = grantedIn(granting, opened).map(
        (granted): Granted => (key !== undefined && granted.class === 'read-secret' ? { ...granted, reads: true } : granted),
      );
      if (resources.digest === undefined)
        for (const { arn } of members) for (const granted of all) yield* told(subject.key, { resource: arnKey(arn), granted });
      else yield* this.#shared(subject, setOf(members, all, `${resources.digest} ${key}`));
    }
  }

  #byKey(resources: ResourceSet): Map<string | undefined, readonly ListedResource[]> {
    const known = this.#keys.get(resources) ?? Map.groupBy(resources.members, (resource) => this.#secrets.keyOf(resource));
    this.#keys.set(resources, known);
    return known;
  }

  *#onServices(subject: Subject, question: Question, granting: Granting): Generator<Fact> {
    const items: Item[] = [];
    for (const each of onServices(subject, question, this.#world)) {
      const node = serviceNode(each, subject.account ?? '');
      yield* this.#once(node);
      for (const granted of grantedIn(granting, each.answer)) items.push({ resource: node.key, granted });
    }
    if (items.length <= this.#listed.mostAlone) for (const item of items) yield* told(subject.key, item);
    else yield* this.#shared(subject, { account: subject.account ?? '', what: 'services', count: items.length, content: contentOf(items), items: () => items });
  }

  /** The subject acts as the set; what the set may do is told when it is met first. */
  *#shared(subject: Subject, set: SharedSet): Generator<Fact> {
    const [first] = set.items();
    if (!first) return;
    const { key, isNew } = this.#sets.keyOf(set, this.#world);
    if (isNew) yield* factsOfSet(key, set);
    yield { fact: 'edge', edge: 'acts-as', from: subject.key, to: key, evidence: first.granted.evidence };
  }

  *#once(node: ResourceFact): Generator<Fact> {
    if (this.#told.has(node.key)) return;
    this.#told.add(node.key);
    yield node;
  }
}

const grantedIn = (granting: Granting, answer: Answer): Granted[] => [...answer].flatMap(([name, share]) => granting.granted(name, share) ?? []);

function* told(from: string, { resource, granted: { reads, ...granted } }: Item): Generator<Fact> {
  yield { fact: 'grant', from, resource, ...granted };
  const { actions: _, class: __, ...limits } = granted;
  if (reads) yield { fact: 'edge', edge: 'reads-secrets', from, to: resource, ...limits };
}

const contentOf = (items: readonly Item[]): string =>
  items.map(({ resource, granted: { evidence: _, ...granted } }) => `${resource} ${JSON.stringify(granted)}`).join('\n');

function setOf(members: readonly ListedResource[], all: readonly Granted[], set: string): SharedSet {
  const { account, what } = members[0]!;
  const content = `${set}\n${contentOf(all.map((granted) => ({ resource: '', granted })))}`;
  function* items(): Generator<Item> {
    for (const { arn } of members) for (const granted of all) yield { resource: arnKey(arn), granted };
  }
  return { account, what, count: members.length, content, items };
}

function serviceNode({ kind, service }: OnService, account: string): ResourceFact {
  const key = service === undefined ? accountKey(account) : `${accountKey(account)}/${service}`;
  const what = service === undefined ? `account ${account}` : `${service} of ${account}`;
  if (kind === 'unnamed') return { fact: 'resource', key, name: what, kind: service === undefined ? 'account' : 'service', system: 'aws' };
  return { fact: 'resource', key: `${key}/*`, name: `what nothing lists of ${what}`, pattern: true, system: 'aws' };
}
