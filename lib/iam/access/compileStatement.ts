import { type ActionSet, openCatalogue } from '../catalogue.ts';
import { evaluateCondition } from '../evaluateCondition.ts';
import type { PolicyInput } from '../evaluation.ts';
import type { Actions, Statement } from '../parsePolicy.ts';
import { type Context, resolveText } from '../requestContext.ts';
import { all, type Ternary } from '../ternary.ts';
import { many, matchPattern } from '../textPattern.ts';

/** A statement made ready for one principal: its conditions decided, its variables filled in, its actions as bits. */
export type CompiledStatement = {
  policy: PolicyInput;
  statement: Statement;
  actions: ActionSet;
  /** All its bits are in these words. */
  firstWord: number;
  endWord: number;
  /** Of its conditions: true, or open. A statement whose conditions are false is none. */
  holds: 1 | 2;
  /** Compiled patterns of its resources, and which have a variable in them whose value nobody knows; undefined: of every resource. */
  resources: { not: boolean; patterns: readonly string[]; open: readonly boolean[] } | undefined;
};

const sets = new WeakMap<Actions, ActionSet>();

/** The actions of the catalogue that a statement is about: worked out once for a statement, however many principals it is attached to. */
export function actionsOf(actions: Actions): ActionSet {
  const known = sets.get(actions);
  if (known) return known;
  const catalogue = openCatalogue();
  const set = catalogue.noActions();
  for (const pattern of actions.patterns) catalogue.expand(pattern, set);
  if (actions.not) {
    for (let word = 0; word < set.length; word++) set[word] = ~set[word]!;
    if (catalogue.size % 32 > 0) set[set.length - 1]! &= (1 << (catalogue.size % 32)) - 1;
  }
  sets.set(actions, set);
  return set;
}

/** Undefined: it is about nothing that the principal can ask. */
export function compileStatement(policy: PolicyInput, statement: Statement, context: Context): CompiledStatement | undefined {
  const holds = all(statement.conditions, (each) => evaluateCondition(each, statement.effect, context));
  if (holds === 0) return undefined;
  const resources = compileResources(statement, context);
  if (resources === 'none') return undefined;
  const actions = actionsOf(statement.actions);
  const firstWord = actions.findIndex((word) => word !== 0);
  if (firstWord < 0) return undefined;
  return { policy, statement, actions, firstWord, endWord: actions.findLastIndex((word) => word !== 0) + 1, holds, resources };
}

/** A pattern with a variable that has no value matches nothing, and NotResource with one is about nothing at all; one with a variable that can be chosen is chosen in the principal's favour. */
function compileResources({ effect, resources }: Statement, context: Context): CompiledStatement['resources'] | 'none' {
  if (!resources) return undefined;
  const resolved = resources.patterns.map((pattern) => resolveText(pattern, context));
  if (resources.not && resolved.includes(undefined)) return 'none';
  const isHad = (effect === 'Allow') !== resources.not;
  const known = resolved.flatMap((each) => (each && (!each.chosen || isHad) ? [each] : []));
  if (!resources.not && known.length === 0) return 'none';
  if (!resources.not && known.some(({ pattern, open }) => pattern === many && open.length === 0)) return undefined;
  return { not: resources.not, patterns: known.map(({ pattern }) => pattern), open: known.map(({ open }) => open.length > 0) };
}

/** Whether it is about a resource: no, if what is open turns out so, yes. */
export function isAbout({ resources, holds }: CompiledStatement, resource: string): Ternary {
  if (!resources) return holds;
  let named: Ternary = 0;
  for (let at = 0; at < resources.patterns.length && named < 2; at++) {
    if (matchPattern(resources.patterns[at]!, resource)) named = resources.open[at] ? (named > 1 ? named : 1) : 2;
  }
  const about = resources.not ? 2 - named : named;
  return (about < holds ? about : holds) as Ternary;
}
