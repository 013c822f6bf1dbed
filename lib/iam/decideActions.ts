import type { ActionMask } from './actionMask.ts';
import type { ActionSet } from './catalogue.ts';
import { type Cell, holdsOn, type Stamped } from './cells.ts';
import { isOutside, type Naming, type Requester } from './principal.ts';

/** What is allowed, at both ends (`Outcome`): bits of the catalogue. Only in the `words` that were asked about can they be other than zero. */
export type Access = { certain: ActionSet; upTo: ActionSet; words: Uint16Array };

/** A principal's statements by where they stand. `within` are its boundary and session policy, each of which must allow, as must every level of `scps`. */
export type Layers = { requester: Requester; identity: Cell[]; within: Cell[][]; scps: Cell[][] };

/** Statements that count together, their actions word for word as in the question; `states` are whether each is about the resource that is asked about. */
type Group = { cells: readonly Pick<Cell, 'holds' | 'resources'>[]; bits: readonly Uint32Array[]; states: Uint8Array };

/** What of a principal's statements matters to a question. A limit that allows all of it everywhere is left out. `groups` are all of them. */
export type Plan = { mask: ActionMask; requester: Requester; identity: Group; within: Group[]; scps: Group[]; denies: Group; groups: Group[] };

export function planOf({ requester, identity, within, scps }: Layers, mask: ActionMask): Plan {
  const limits = (of: Cell[][]): Group[] => of.map((layer) => groupOf(layer, true, mask)).filter((group) => !isUnlimited(group, mask));
  const every = [identity, ...within, ...scps].flat();
  const plan = { identity: groupOf(identity, true, mask), within: limits(within), scps: limits(scps), denies: groupOf(every, false, mask) };
  return { mask, requester, ...plan, groups: [plan.identity, ...plan.within, ...plan.scps, plan.denies] };
}

/** @param allows  of the statements that allow something of the question, or of those that deny it; `naming`: of those that name the principal so */
function groupOf(of: readonly Cell[], allows: boolean, mask: ActionMask, naming?: Naming): Group {
  const [cells, found]: [Cell[], Uint32Array[]] = [[], []];
  for (const cell of of) {
    if (cell.allows !== allows || (naming && cell.naming !== naming)) continue;
    const words = mask.partOf(cell.actions);
    if (!words) continue;
    cells.push(cell);
    found.push(words);
  }
  return { cells, bits: found, states: new Uint8Array(cells.length) };
}

const isUnlimited = ({ cells, bits }: Group, mask: ActionMask): boolean =>
  cells.some(({ resources, holds }, at) => resources.every && holds === 2 && bits[at]!.every((word, i) => word === mask.bits.bits[i]));

/** Numbers of all patterns that a plan looks at, each once. */
export function patternsOf({ groups }: Plan): number[] {
  const found = new Set<number>();
  for (const { cells } of groups)
    for (const { resources } of cells) {
      for (let i = 0; i < resources.patterns.length; i++) found.add(resources.patterns[i]!);
      for (let i = 0; i < resources.open.length; i++) found.add(resources.open[i]!);
    }
  return [...found];
}

/** The resource's side of a question: the patterns that it matches, and what its own policy and its account's RCPs say of the principal. */
export type AskedResource = {
  stamped: Stamped;
  account: string;
  policy: readonly Cell[];
  rcps: readonly Cell[];
  /** Actions that nobody may do on it, and those that only its own policy can let an account do. */
  rules: { blocked: Uint32Array; needed: Uint32Array } | undefined;
};

/** Adds what is allowed to `into`. The rules are those of `evaluate`, for 32 actions at a time. */
export function decideActions(plan: Plan, resource: AskedResource, into: Access): void {
  const { mask, groups } = plan;
  const named = resource.policy.length > 0 ? namedIn(resource.policy, mask) : nobody;
  const rcps = resource.rcps.length > 0 ? groupOf(resource.rcps, false, mask) : none;
  for (let at = 0; at < groups.length; at++) settle(groups[at]!, resource.stamped);
  if (named !== nobody) for (const group of [named.itself, named.role, named.account, named.denies]) settle(group, resource.stamped);
  if (rcps !== none) settle(rcps, resource.stamped);
  const { words, bits } = mask.bits;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    into.certain[word]! |= (wordOf(plan, resource, named, rcps, i, true) & bits[i]!) | mask.free[i]!;
    into.upTo[word]! |= (wordOf(plan, resource, named, rcps, i, false) & bits[i]!) | mask.free[i]!;
  }
}

function settle({ cells, states }: Group, stamped: Stamped): void {
  for (let at = 0; at < states.length; at++) states[at] = holdsOn(cells[at]!, stamped);
}

/** What the statements of a resource's policy give, by how they name the principal. */
type Named = Record<Naming | 'denies', Group>;

function namedIn(policy: readonly Cell[], mask: ActionMask): Named {
  const as = (naming: Naming): Group => groupOf(policy, true, mask, naming);
  return { itself: as('itself'), role: as('role'), account: as('account'), denies: groupOf(policy, false, mask) };
}

const none: Group = { cells: [], bits: [], states: new Uint8Array(0) };
const nobody: Named = { itself: none, role: none, account: none, denies: none };
const everything = -1;

/** @param strict  at the certain end: what is open does not allow, and denies */
function wordOf(plan: Plan, resource: AskedResource, named: Named, rcps: Group, i: number, strict: boolean): number {
  const { mask, scps, denies } = plan;
  const denied =
    union(denies, i, !strict) | union(named.denies, i, !strict) | (union(rcps, i, !strict) & mask.underRcps[i]!) | (resource.rules?.blocked[i] ?? 0);
  const allowed = intersection(scps, i, strict) & ~denied;
  return allowed === 0 ? 0 : allowed & grantedIn(plan, resource, named, i, strict);
}

/** As `isGranted` of `evaluate`. */
function grantedIn({ requester, identity, within }: Plan, { account, rules }: AskedResource, named: Named, i: number, strict: boolean): number {
  const itself = union(named.itself, i, strict);
  if (isOutside(requester)) return itself;
  const limited = intersection(within, i, strict);
  const byIdentity = limited & (requester.kind === 'root' ? everything : union(identity, i, strict));
  const [role, ofAccount] = [union(named.role, i, strict), union(named.account, i, strict)];
  if (requester.account !== account) return byIdentity & (itself | role | ofAccount);
  return itself | (limited & role) | (byIdentity & (ofAccount | ~(rules?.needed[i] ?? 0)));
}

function union({ bits, states }: Group, i: number, strict: boolean): number {
  const least = strict ? 2 : 1;
  let word = 0;
  for (let at = 0; at < states.length; at++) if (states[at]! >= least) word |= bits[at]![i]!;
  return word;
}

function intersection(groups: readonly Group[], i: number, strict: boolean): number {
  let word = everything;
  for (const group of groups) word &= union(group, i, strict);
  return word;
}
