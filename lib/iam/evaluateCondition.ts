import type { Operator } from './conditionOperators.ts';
import type { Condition } from './parseConditions.ts';
import { type Context, type ResolvedText, resolveText } from './requestContext.ts';
import { all, any, not, type Ternary, ternary } from './ternary.ts';

/**
 * Whether a request fulfils a condition of a statement; open where its key, or a variable among its values, has a value that nobody knows (IAM User Guide, "IAM JSON policy elements:
 * Condition", "… Condition operators", "Single-valued vs. multivalued context keys"). What can be chosen is chosen so that an allow's condition holds and a deny's does not.
 */
export function evaluateCondition({ operator: qualified, key, values }: Condition, effect: 'Allow' | 'Deny', context: Context): Ternary {
  if (!qualified || context.isUnknown(key)) return 1;
  if (context.isChosen(key)) return ternary(effect === 'Allow');
  const { operator, set, ifExists } = qualified;
  const seen = context.valuesOf(key);
  if (operator.existence) return any(values, ({ text }) => ternary((text.toLowerCase() === 'true') === (seen === undefined)));
  if (seen === undefined) return ternary(ifExists || set === 'all' || (set !== 'any' && operator.negated));
  const wanted = values.map((value) => resolveText(value, context));
  if (wanted.some((each) => each?.chosen)) return ternary(effect === 'Allow');
  // "Any attempt to match it fails": where a variable has no value, neither is the opposite true.
  if (operator.negated && wanted.includes(undefined)) return 0;
  const holds = (value: string): Ternary => (operator.negated ? not(matchesOne(operator, wanted, value)) : matchesOne(operator, wanted, value));
  if (set) return (set === 'all' ? all : any)(setOf(seen), holds);
  // "Multivalued context keys require a condition set operator."
  return typeof seen === 'string' ? holds(seen) : 0;
}

/** "An empty data set, such as an empty string", is one without values. */
function setOf(seen: string | readonly string[]): readonly string[] {
  const values = typeof seen === 'string' ? [seen] : seen;
  return values.length === 1 && values[0] === '' ? [] : values;
}

/** Several values of a policy are alternatives. */
function matchesOne(operator: Operator, wanted: readonly ResolvedText[], value: string): Ternary {
  return any(wanted, (each) => (each === undefined ? 0 : each.open.length > 0 ? 1 : ternary(operator.test(each.pattern, value))));
}
