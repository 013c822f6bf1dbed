import { arnForms } from '../../iam/arnForms.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import { expandPermissions, resourcesOf } from '../../iam/expandPermissions.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { type ProbedResource, type ResourceFamily, resourceFamilies } from '../../iam/resourceFamilies.ts';
import { many } from '../../iam/textPattern.ts';
import { actionMasks } from './actionMasks.ts';
import { type Answer, mergedByCondition } from './answer.ts';
import { FamilySections, type Part } from './familySections.ts';
import type { Granting } from './granted.ts';
import type { ListedResource } from './listedResources.ts';
import { isOwnService, missingPolicy } from './question.ts';
import type { Opening, SecretReaders } from './secretReaders.ts';
import { patternsOf, type Subject, sharedLimits } from './subject.ts';
import { type Entry, toldPermissions } from './toldPermissions.ts';
import type { World } from './world.ts';

/** What a subject may do on each of some resources, which are opened alike if they are stores: on a few, or on many, which are a set. */
export type Listed = { opening: Opening; answer: Answer } & ({ members: readonly ListedResource[] } | { many: Part });

/** Up to how many resources permissions are told one by one; of more they are told as a set: only where everybody by everything would be more grants than a database holds, there are any. */
export const mostAlone = (subjects: number): number => Math.max(25, Math.round(100_000 / subjects));

/** The inventory as policies tell it apart. Everybody is to be compiled before. */
export class ListedPermissions {
  /** Of how many things permissions are told one by one. */
  readonly mostAlone: number;
  readonly #world: World;
  readonly #secrets: SecretReaders;
  readonly #limits: readonly string[];
  readonly #byAccount = new Map<string, ResourceFamily[]>();
  /** Families some of whose resources have a policy that was imported: only that lets anyone of another account in. */
  readonly #withPolicy: ResourceFamily[] = [];
  readonly #sections = new Map<ResourceFamily, FamilySections>();

  constructor(world: World, subjects: readonly Subject[], secrets: SecretReaders, alone: number) {
    this.#world = world;
    this.#secrets = secrets;
    this.#limits = sharedLimits(subjects);
    this.mostAlone = alone;
    for (const family of resourceFamilies(probesOf(world, new Set(subjects.flatMap(patternsOf))))) {
      const { account } = inputOf(family);
      this.#byAccount.set(account, [...(this.#byAccount.get(account) ?? []), family]);
      if (family.groups.some(({ policy }) => policy && !missingPolicy(policy))) this.#withPolicy.push(family);
    }
  }

  /** Sets first, then resources in their order. */
  *of(subject: Subject, granting: Granting): Generator<Listed> {
    const single = new Map<number, Entry[]>();
    for (const entry of this.#entriesOf(subject, granting)) {
      // whoever is nobody in particular acts as nobody: what it may is told of it
      if (entry.count > this.mostAlone && subject.account !== undefined) yield* this.#many(entry);
      else
        for (const number of resourcesOf(entry.permission)) {
          const known = single.get(number);
          if (known) known.push(entry);
          else single.set(number, [entry]);
        }
    }
    yield* this.#alike(single, granting);
  }

  #entriesOf(subject: Subject, granting: Granting): Entry[] {
    const { account, compiled, abroad, missing } = subject;
    const own = subject.isToldAbroadOnly || account === undefined ? [] : (this.#byAccount.get(account) ?? []);
    const others = this.#withPolicy.filter((family) => inputOf(family).account !== account);
    const found = [
      ...expandPermissions(compiled, own, this.#world.access),
      ...(others.length > 0 ? expandPermissions(abroad, others, this.#world.access) : []),
    ];
    return toldPermissions(found, missing, granting);
  }

  *#many({ permission, answer }: Entry): Generator<Listed> {
    const { family } = permission;
    const sections = this.#sections.get(family) ?? new FamilySections(family, this.#world.resources.all, this.#limits, this.#secrets);
    this.#sections.set(family, sections);
    for (const part of sections.partsOf(permission)) yield { opening: part.section.opening, answer, many: part };
  }

  /** Resources that have the same entries have the same answer. */
  *#alike(single: Map<number, Entry[]>, granting: Granting): Generator<Listed> {
    const alike = new Map<string, { entries: Entry[]; numbers: number[] }>();
    for (const [number, entries] of single) {
      const key = entries.map(({ id }) => id).join(' ');
      const known = alike.get(key);
      if (known) known.numbers.push(number);
      else alike.set(key, { entries, numbers: [number] });
    }
    for (const { entries, numbers } of alike.values()) {
      const answers = mergedByCondition(
        entries.map((entry) => entry.answer),
        (share) => JSON.stringify(granting.hangsOn(share)),
      );
      const members = numbers.sort((a, b) => a - b).map((number) => this.#world.resources.all[number]!);
      const byOpening = Map.groupBy(members, (resource) => this.#secrets.openingOf(resource));
      for (const [opening, own] of byOpening) for (const answer of answers) yield { opening, answer, members: own };
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
