import { bitsOf } from '../../iam/actionBits.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import type { Permission } from '../../iam/expandPermissions.ts';
import { classWords } from '../../iam/permissionClasses.ts';
import type { ResourceFamily } from '../../iam/resourceFamilies.ts';
import type { ActionClass } from '../../model/facts.ts';
import { actionMasks } from './actionMasks.ts';
import { type Answer, finished, type Share } from './answer.ts';
import type { Granting } from './granted.ts';
import { missingPolicy } from './question.ts';

/** One answer for some resources of a family. `count`: how many they are, what lies in them counted too. */
export type Entry = { id: number; permission: Permission; count: number; answer: Answer };

/**
 * What is told of a subject's permissions. Where all but some groups of a family have an answer, those that have it and more are counted among all, class by class: so that one more statement of
 * one principal on one bucket does not make all other buckets a set of its own, and a denied deletion leaves readers as they are.
 * @param missing what was not imported of the subject, without which nothing is certain
 */
export function toldPermissions(permissions: readonly Permission[], missing: string | undefined, granting: Granting): Entry[] {
  const known = permissions.map((permission) => decided(permission, missing));
  return [...Map.groupBy(known, ({ permission }) => permission.family).values()].flatMap((all) => toldOfFamily(all, granting));
}

type Decided = { permission: Permission; answer: Answer; absent: string | undefined };

function decided(permission: Permission, missing: string | undefined): Decided {
  const sample = sampleOf(permission);
  const absent = missing ?? (sample.input.policy && missingPolicy(sample.input.policy));
  return { permission, answer: answerOf(permission, sample, absent), absent };
}

function toldOfFamily(all: Decided[], granting: Granting): Entry[] {
  const most = all.find(({ permission }) => permission.others);
  const parts = all.filter((each) => each !== most);
  if (!most) return parts.flatMap(({ permission, answer }) => entryOf(permission, answer));
  const comparisons = parts.map((part) => ({ part, ...compare(most, part, granting) }));
  const own = comparisons.flatMap(({ part, same }) => entryOf(part.permission, new Map([...part.answer].filter(([name]) => !same.has(name)))));
  const byHoles = Map.groupBy(most.answer, ([name]) => comparisons.flatMap(({ within }, at) => (within.has(name) ? [at] : [])).join(' '));
  const shared = [...byHoles.values()].flatMap((classes) => {
    const [[name]] = classes as [[ActionClass, Share]]; // a group has at least one
    const full = new Set(comparisons.flatMap(({ part, within }) => (within.has(name) ? part.permission.groups : [])));
    return entryOf({ ...most.permission, groups: most.permission.groups.filter((at) => !full.has(at)) }, new Map(classes));
  });
  return [...shared, ...own];
}

/** Classes of which a part has all that most have (`within`), and just that (`same`). What both have only on some condition has to be on the same one. */
function compare(most: Decided, part: Decided, granting: Granting): { within: Set<ActionClass>; same: Set<ActionClass> } {
  const [within, same] = [new Set<ActionClass>(), new Set<ActionClass>()];
  if (most.absent !== part.absent) return { within, same };
  for (const [name, mask] of wordsOfClasses(most.permission.family)) {
    const [shared, own] = [most.answer.get(name), part.answer.get(name)];
    if (!shared || !own || !isWithin(most.permission, part.permission, mask) || !hangAlike(shared, own, granting)) continue;
    within.add(name);
    if (isWithin(part.permission, most.permission, mask)) same.add(name);
  }
  return { within, same };
}

const hangAlike = (shared: Share, own: Share, granting: Granting): boolean =>
  shared.certain.length > 0 || own.certain.length > 0 || JSON.stringify(granting.hangsOn(shared)) === JSON.stringify(granting.hangsOn(own));

const wordsOf = classWords();
const wordsOfClasses = ({ actions }: ResourceFamily) => wordsOf(actions);

const isWithin = (less: Permission, more: Permission, mask: Uint32Array): boolean =>
  mask.every((word, i) => (less.certain[i]! & word & ~more.certain[i]!) === 0 && (less.upTo[i]! & word & ~more.upTo[i]!) === 0);

let entries = 0;

function entryOf(permission: Permission, answer: Answer): Entry[] {
  if (answer.size === 0) return [];
  const { family, groups, others } = permission;
  let named = 0;
  for (const at of groups) named += family.groups[at]!.resources.length;
  return [{ id: entries++, permission, count: others ? family.size - named : named, answer }];
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
