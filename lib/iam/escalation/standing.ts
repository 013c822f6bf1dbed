import type { Condition, Json } from '../../model/facts.ts';
import type { AwsAccount, AwsPrincipal } from '../awsEstate.ts';
import type { LevelInput, PolicyInput, PolicySet } from '../evaluation.ts';
import { onceEach } from '../once.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { addBits, type Bits, hasBit, keepBits } from './actionBits.ts';
import { requestValues } from './attackerContext.ts';
import { denies } from './denies.ts';
import { isOfEverything } from './policyBits.ts';
import type { World } from './world.ts';

/**
 * A principal as it stands after certain changes (none: as it was imported): its policies, and for each watched action whether they may allow it, allow it on everything, may deny it.
 */
export type Standing = {
  principal: AwsPrincipal;
  policies: PolicySet;
  /** Keys of the changes that made it so. */
  changes: readonly string[];
  /** What makes it only possible: a text that nobody has. */
  condition?: Condition;
  values: ReadonlyMap<string, string | readonly string[]>;
  allow: Bits;
  blanket: Bits;
  deny: Bits;
  /** What the control policies above it let through whatever the circumstances. */
  letThrough: Bits;
};

export type StandingParts = {
  identity: PolicyInput[];
  boundary?: PolicyInput;
  tags: Readonly<Record<string, string>>;
  scps: LevelInput[];
  changes: readonly string[];
  condition?: Condition;
};

export function makeStanding(world: World, principal: AwsPrincipal, parts: StandingParts): Standing {
  const { identity, boundary, tags, scps, changes, condition } = parts;
  const { rcps } = accountOf(world, principal.account);
  const bits = { allow: world.actions.none(), blanket: world.actions.none(), deny: world.actions.none(), letThrough: world.actions.none().fill(~0) };
  for (const { document } of identity) merge(bits, world.policies.of(document));
  if (boundary) limit(bits, world, [boundary.document]);
  for (const { policies } of scps) {
    const documents = policies.map(({ document }) => document);
    keepBits(bits.letThrough, limit(bits, world, documents));
  }
  for (const { policies } of rcps) for (const { document } of policies) addBits(bits.deny, world.policies.of(document).deny);
  return {
    principal,
    policies: { identity, ...(boundary && { boundary }), scps, rcps },
    changes,
    ...(condition && { condition }),
    values: requestValues(world, principal, tags),
    ...bits,
  };
}

type Three = Pick<Standing, 'allow' | 'blanket' | 'deny'>;

function merge(into: Three, bits: Three): void {
  addBits(into.allow, bits.allow);
  addBits(into.blanket, bits.blanket);
  addBits(into.deny, bits.deny);
}

/** Only what the documents allow together is left; what they deny is denied. @returns what they allow on everything */
function limit(bits: Three, world: World, documents: Json[]): Bits {
  const level = { allow: world.actions.none(), blanket: world.actions.none(), deny: bits.deny };
  for (const document of documents) merge(level, world.policies.of(document));
  keepBits(bits.allow, level.allow);
  keepBits(bits.blanket, level.blanket);
  return level.blanket;
}

const nowhere: AwsAccount = { id: '', scps: [], rcps: [], groups: [] };
export const accountOf = (world: World, account: string): AwsAccount => world.estate.accounts.get(account) ?? nowhere;

/** Whether the action is allowed on nothing, on everything, or has to be asked for each resource. */
export function extent(world: World, { allow, blanket, deny }: Standing, action: string): 'none' | 'some' | 'all' {
  const bit = world.actions.of(action);
  if (!hasBit(allow, bit)) return 'none';
  return hasBit(blanket, bit) && !hasBit(deny, bit) ? 'all' : 'some';
}

/** Nothing of its own limits it: it is allowed everything, no policy of it denies anything, and it has no boundary. What is left are limits of the account. */
export const isUnlimited = ({ policies: { identity, boundary } }: Standing): boolean =>
  !boundary && identity.some(({ document }) => allowsEverything(document)) && !identity.some(({ document }) => denies(document));

const allowsEverything = onceEach(
  (document: Json) => document,
  (document) =>
    parsePolicy(document).statements.some((statement) => isOfEverything(statement) && !statement.actions.not && statement.actions.patterns.includes('*')),
);
