import type { ActionBits } from './actionBits.ts';
import { evaluateCondition } from './evaluateCondition.ts';
import type { PolicyInput } from './evaluation.ts';
import { matchPrincipals } from './matchStatement.ts';
import type { Resources, Statement } from './parsePolicy.ts';
import type { Naming, Requester } from './principal.ts';
import { type Context, resolveText } from './requestContext.ts';
import { isInPlace } from './statementRef.ts';
import { all, and, type Ternary } from './ternary.ts';

/** A statement, what its actions are, and those of them that AWS documents nowhere. */
export type CompiledStatement = { statement: Statement; actions: ActionBits; unknownActions: readonly string[] };
export type CompiledDocument = readonly CompiledStatement[];

/** Who asks: all that the conditions, variables and Principal elements of policies look at. */
export type Asker = { requester: Requester; bounded: boolean; context: Context };

/**
 * A statement for one asker: its conditions are decided, its variables have their values. What is left to ask of it is whether a resource matches one of its patterns; those in `open` hang on
 * a variable that nobody knows.
 */
export type Cell = {
  allows: boolean;
  /** 2: its conditions hold. 1: one of them is open. */
  holds: 1 | 2;
  actions: ActionBits;
  unknownActions: readonly string[];
  resources: CellResources;
  /** How its Principal element means the asker; in policies of resources only. */
  naming?: Naming;
  policy: PolicyInput;
  statement: Statement;
};

/** `every`: all resources, whatever they are called. `not`: those that match none of the patterns. Numbers of patterns are those of the index. */
export type CellResources = { every: boolean; not: boolean; patterns: readonly number[]; open: readonly number[] };

const none: readonly number[] = [];
const everything: CellResources = { every: true, not: false, patterns: none, open: none };

/** What is left of a policy for an asker: statements that are about it, whose conditions hold or are open. @param add  gives a pattern its number */
export function cellsOf(policy: PolicyInput, document: CompiledDocument, asker: Asker, add: (pattern: string) => number): Cell[] {
  const cells: Cell[] = [];
  for (const { statement, actions, unknownActions } of document) {
    if (!isInPlace(policy, statement)) continue;
    const { principals, effect, conditions } = statement;
    const naming = principals && matchPrincipals(principals, effect, asker);
    if (principals && !naming) continue;
    const holds = holdsFor(effect, conditions, asker);
    const resources = holds === 0 ? undefined : statement.resources ? resourcesOf(statement.resources, effect, asker.context, add) : everything;
    if (holds === 0 || !resources) continue;
    cells.push({ allows: effect === 'Allow', holds, actions, unknownActions, resources, ...(naming && { naming }), policy, statement });
  }
  return cells;
}

/** Whether a statement of a resource's policy means the asker, and its conditions hold or are open. */
export const isMeant = ({ principals, effect, conditions }: Statement, asker: Asker): boolean =>
  principals !== undefined && matchPrincipals(principals, effect, asker) !== undefined && holdsFor(effect, conditions, asker) > 0;

const holdsFor = (effect: Statement['effect'], conditions: Statement['conditions'], { context }: Asker): Ternary =>
  all(conditions, (each) => evaluateCondition(each, effect, context));

/** Undefined where it is about nothing: a variable of NotResource has no value. */
function resourcesOf({ not, patterns }: Resources, effect: 'Allow' | 'Deny', context: Context, add: (pattern: string) => number): CellResources | undefined {
  const certain: number[] = [];
  let open = none;
  const chosenMatch = (effect === 'Allow') !== not;
  for (const each of patterns) {
    const resolved = resolveText(each, context);
    if (!resolved && not) return undefined;
    if (!resolved || (resolved.chosen && !chosenMatch)) continue;
    if (resolved.open.length > 0) open = [...open, add(resolved.pattern)];
    else certain.push(add(resolved.pattern));
  }
  const every = !not && patterns.some(({ text }) => text === '*');
  return every ? everything : { every, not, patterns: certain, open };
}

/** Marks the patterns that a resource matches: of number `n`, if `stamps[n]` is `now`. */
export type Stamped = { stamps: Int32Array; now: number };

/** Whether a cell is about the resource that was stamped last; open where the variable decides, or the cell's conditions are. */
export function holdsOn({ holds, resources: { every, not, patterns, open } }: Pick<Cell, 'holds' | 'resources'>, stamped: Stamped): Ternary {
  if (every) return holds;
  const named = hasStamp(patterns, stamped) ? 2 : hasStamp(open, stamped) ? 1 : 0;
  return and((not ? 2 - named : named) as Ternary, holds);
}

function hasStamp(patterns: readonly number[], { stamps, now }: Stamped): boolean {
  for (let i = 0; i < patterns.length; i++) if (stamps[patterns[i]!] === now) return true;
  return false;
}
