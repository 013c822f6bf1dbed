import { bitsOf } from '../../iam/actionBits.ts';
import { arnForms } from '../../iam/arnForms.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import { expandPermissions, type Permission, resourcesOf } from '../../iam/expandPermissions.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { type ProbedResource, type ResourceFamily, resourceFamilies } from '../../iam/resourceFamilies.ts';
import { many } from '../../iam/textPattern.ts';
import type { ActionClass } from '../../model/facts.ts';
import { actionMasks } from './actionMasks.ts';
import { type Answer, finished, merged, type Share } from './answer.ts';
import type { ListedResource } from './listedResources.ts';
import { isOwnService, missingPolicy } from './question.ts';
import { patternsOf, type Subject } from './subject.ts';
import type { World } from './world.ts';

/** What a subject may do on each of some resources. */
export type Listed = { resources: ResourceSet; answer: Answer };

/** Some resources; if they are many, the same object for all who may do something on just these. `digest`, only of many, tells sets apart whatever order documents came in. */
export type ResourceSet = { members: readonly ListedResource[]; digest?: string };

/**
 * Up to how many resources permissions are told one by one; of more they are told as a set, for all who have it. Sets are identities that nobody has made: only where everybody by everything
 * would be more grants than a database holds, there are any.
 */
const mostAlone = (subjects: number): number => Math.max(25, Math.round(100_000 / subjects));

/** The inventory as policies tell it apart. Everybody is to be compiled before. */
export class ListedPermissions {
  readonly mostAlone: number;
  readonly #world: World;
  readonly #byAccount = new Map<string, ResourceFamily[]>();
  /** Families some of whose resources have a policy that was imported: only that lets anyone of another account in. */
  readonly #withPolicy: ResourceFamily[] = [];
  readonly #sets = new Map<ResourceFamily, Map<string, ResourceSet>>();

  constructor(world: World, subjects: readonly Subject[]) {
    this.#world = world;
    this.mostAlone = mostAlone(subjects.length);
    for (const family of resourceFamilies(probesOf(world, new Set(subjects.flatMap(patternsOf))))) {
      const { account } = inputOf(family);
      this.#byAccount.set(account, [...(this.#byAccount.get(account) ?? []), family]);
      if (family.groups.some(({ policy }) => policy && !missingPolicy(policy))) this.#withPolicy.push(family);
    }
  }

  /** Sets first, then resources in their order. */
  *of(subject: Subject): Generator<Listed> {
    const single = new Map<number, Entry[]>();
    for (const entry of this.#entriesOf(subject)) {
      if (entry.count > this.mostAlone) yield { resources: this.#setOf(entry), answer: entry.answer };
      else
        for (const number of resourcesOf(entry.permission)) {
          const known = single.get(number);
          if (known) known.push(entry);
          else single.set(number, [entry]);
        }
    }
    yield* this.#alike(single);
  }

  #entriesOf(subject: Subject): Entry[] {
    const { account, compiled, abroad } = subject;
    const own = subject.isToldAbroadOnly || account === undefined ? [] : (this.#byAccount.get(account) ?? []);
    const others = this.#withPolicy.filter((family) => inputOf(family).account !== account);
    const found = [
      ...expandPermissions(compiled, own, this.#world.access),
      ...(others.length > 0 ? expandPermissions(abroad, others, this.#world.access) : []),
    ];
    return widened(found).map((permission) => entryOf(permission, subject));
  }

  #setOf({ permission }: Entry): ResourceSet {
    const { family, groups, others } = permission;
    const known = this.#sets.get(family) ?? new Map<string, ResourceSet>();
    this.#sets.set(family, known);
    const key = `${others} ${groups.join(' ')}`;
    const made = known.get(key) ?? this.#makeSet(permission);
    known.set(key, made);
    return made;
  }

  #makeSet(permission: Permission): ResourceSet {
    const members = [...resourcesOf(permission)].sort((a, b) => a - b).map((number) => this.#world.resources.all[number]!);
    return { members, digest: this.#world.digest(members.map(({ arn }) => arn)) };
  }

  /** Resources that have the same entries have the same answer. */
  *#alike(single: Map<number, Entry[]>): Generator<Listed> {
    const alike = new Map<string, { entries: Entry[]; numbers: number[] }>();
    for (const [number, entries] of single) {
      const key = entries.map(({ id }) => id).join(' ');
      const known = alike.get(key);
      if (known) known.numbers.push(number);
      else alike.set(key, { entries, numbers: [number] });
    }
    for (const { entries, numbers } of alike.values()) {
      const members = numbers.sort((a, b) => a - b).map((number) => this.#world.resources.all[number]!);
      yield { resources: { members }, answer: merged(entries.map(({ answer }) => answer)) };
    }
  }
}

function* probesOf(world: World, patterns: Iterable<string>): Generator<ProbedResource> {
  const within = world.resources.namedWithin(new Set([...patterns, ...world.resources.all.flatMap(patternsOfPolicy)]));
  for (const resource of world.resources.all) {
    const named = [...(within.get(resource) ?? [])].flatMap((arn) =>
      arnForms()
        .formsOf(arn)
        .map((form) => ({ arn, form })),
    );
    for (const { arn, form } of [...arnForms().probesOf(resource.arn), ...named]) {
      const compiled = world.compiled({ arn, account: resource.account, ...(isOwnService(form) && { resource }), isOpen: false });
      yield { resource: resource.number, compiled, actions: actionMasks().on(form, 'there') };
    }
  }
}

/** Patterns of a resource's own policy; a variable stands for anything. */
const patternsOfPolicy = ({ policy }: ListedResource): string[] =>
  policy === undefined
    ? []
    : parsePolicy(policy).statements.flatMap(({ resources }) =>
        (resources?.patterns ?? []).map(({ parts }) => parts.map((part) => (typeof part === 'string' ? part : many)).join('')),
      );

const inputOf = ({ groups }: ResourceFamily): CompiledResource['input'] => groups[0]!.sample.input;

/**
 * Where all but some groups of a family have an answer, those that have it and more are counted among all: so that one more statement of one principal on one bucket does not make all other
 * buckets a set of its own.
 */
function widened(permissions: readonly Permission[]): Permission[] {
  const all = new Map(permissions.flatMap((each) => (each.others ? [[each.family, each] as const] : [])));
  const included = new Map<ResourceFamily, number[]>();
  const rest = permissions.filter((each) => {
    const most = all.get(each.family);
    if (each.others || !most || !isWithin(most.certain, each.certain) || !isWithin(most.upTo, each.upTo)) return true;
    included.set(each.family, [...(included.get(each.family) ?? []), ...each.groups]);
    return !(isWithin(each.certain, most.certain) && isWithin(each.upTo, most.upTo));
  });
  return rest.map((each) => {
    const more = new Set(each.others ? included.get(each.family) : []);
    return more.size === 0 ? each : { ...each, groups: each.groups.filter((at) => !more.has(at)) };
  });
}

const isWithin = (less: Uint32Array, more: Uint32Array): boolean => less.every((word, i) => (word & ~more[i]!) === 0);

/** One answer for some resources of a family. */
type Entry = { id: number; permission: Permission; count: number; answer: Answer };
let entries = 0;

function entryOf(permission: Permission, { missing }: Subject): Entry {
  const { family, groups, others } = permission;
  let named = 0;
  for (const at of groups) named += family.groups[at]!.resources.length;
  const sample = sampleOf(permission);
  const absent = missing ?? (sample.input.policy && missingPolicy(sample.input.policy));
  return { id: entries++, permission, count: others ? family.size - named : named, answer: answerOf(permission, sample, absent) };
}

function sampleOf({ family, groups, others }: Permission): CompiledResource {
  if (!others) return family.groups[groups[0]!]!.sample;
  const named = new Set(groups);
  return family.groups.find((_, at) => !named.has(at))!.sample;
}

function answerOf({ family, certain, upTo }: Permission, on: CompiledResource, missing: string | undefined): Answer {
  const { classes } = actionMasks();
  const { words } = bitsOf(family.actions);
  const shares = new Map<ActionClass, Share>();
  for (const [i, word] of words.entries())
    for (let bits = upTo[i]!; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits);
      const id = word * 32 + bit;
      const name = classes[id]!;
      const share = shares.get(name) ?? { certain: [], possible: [], on, ...(missing !== undefined && { missing }) };
      shares.set(name, share);
      (missing === undefined && (certain[i]! >>> bit) & 1 ? share.certain : share.possible).push(id);
    }
  return finished(shares);
}
