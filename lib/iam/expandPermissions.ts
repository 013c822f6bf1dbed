import type { CompiledPrincipal } from './compilePrincipal.ts';
import type { CompiledResource } from './compileResource.ts';
import type { Access } from './decideActions.ts';
import type { ResourceFamily } from './resourceFamilies.ts';

/** The same actions on some groups of a family, by their places; with `others`, on all groups but these. Words of actions are those of `bitsOf(family.actions)`, at both ends. */
export type Permission = { family: ResourceFamily; groups: readonly number[]; others: boolean; certain: Uint32Array; upTo: Uint32Array };

/**
 * All that a principal may do on the resources of some families. Most resources are told apart by none of its patterns: one entry is for all of them, and O(groups that its patterns match)
 * is what it costs. An entry for each set of patterns that some groups match; those that allow nothing are left out.
 */
export function expandPermissions(principal: CompiledPrincipal, families: readonly ResourceFamily[], access: Access): Permission[] {
  return families.flatMap((family) => expandFamily(principal, family, access));
}

function expandFamily(principal: CompiledPrincipal, family: ResourceFamily, access: Access): Permission[] {
  const question = principal.question(family.actions);
  const alone = principal.meaning(family.addressees);
  if (question.isIdle && alone.length === 0) return [];
  const { parts, other } = tellApart(question.patterns, alone, family);
  const meant = new Set(alone);
  const asked = (groups: readonly number[], sample: number, others: boolean): Permission[] => {
    question.on(sampleOf(family, sample), access, meant.has(sample));
    const [certain, upTo] = [wordsOf(access.certain, access), wordsOf(access.upTo, access)];
    return upTo.some((word) => word !== 0) ? [{ family, groups, others, certain, upTo }] : [];
  };
  const found = parts.flatMap((groups) => asked(groups, groups[0]!, false));
  return other === undefined ? found : [...found, ...asked(parts.flat(), other, true)];
}

const sampleOf = ({ groups }: ResourceFamily, at: number): CompiledResource => groups[at]!.sample;

function wordsOf(set: Uint32Array, { words }: Access): Uint32Array {
  const found = new Uint32Array(words.length);
  for (let i = 0; i < words.length; i++) found[i] = set[words[i]!]!;
  return found;
}

/**
 * Groups by the patterns that they match, each set of patterns a part; groups whose policy means the principal are parts of their own; `other` is one of those that match no pattern, if there
 * is one. A group goes from state to state with each pattern that it matches: two are in the same one if they matched the same.
 */
function tellApart(
  patterns: readonly number[],
  alone: readonly number[],
  { groups, matching, states }: ResourceFamily,
): { parts: number[][]; other: number | undefined } {
  const next = new Map<number, number>();
  const touched: number[] = [...alone];
  const move = (at: number, step: number): void => {
    const key = states[at]! * (patterns.length + alone.length) + step;
    const to = next.get(key) ?? next.size + 1;
    next.set(key, to);
    states[at] = to;
  };
  for (const [i, at] of alone.entries()) move(at, i);
  for (const [i, pattern] of patterns.entries())
    for (const at of matching.get(pattern) ?? []) {
      if (states[at] === 0) touched.push(at);
      move(at, alone.length + i);
    }
  let other = 0;
  while (other < groups.length && states[other] !== 0) other++;
  const parts = new Map<number, number[]>();
  for (const at of touched) {
    const part = parts.get(states[at]!);
    if (part) part.push(at);
    else parts.set(states[at]!, [at]);
    states[at] = 0;
  }
  return { parts: [...parts.values()], other: other < groups.length ? other : undefined };
}

/** The numbers of all resources of an entry. */
export function* resourcesOf({ family, groups, others }: Pick<Permission, 'family' | 'groups' | 'others'>): Generator<number> {
  if (!others) {
    for (const at of groups) yield* family.groups[at]!.resources;
    return;
  }
  const named = new Set(groups);
  for (const [at, { resources }] of family.groups.entries()) if (!named.has(at)) yield* resources;
}
