import type { OpenCondition } from '../../iam/evaluation.ts';
import { memberOf } from '../../iam/policyMembers.ts';

/**
 * ISO 8601: until when something is allowed, where all that it hangs on is that it is before one date (`DateLessThan aws:CurrentTime`, of a statement that allows). Undefined: it hangs on
 * something else, or on more.
 */
export function allowedUntil(open: readonly OpenCondition[]): string | undefined {
  const [first] = open;
  const [value] = first?.values ?? [];
  if (!first || value === undefined || first.values.length > 1 || !open.every((each) => isSame(each, first))) return undefined;
  const isBefore = /^DateLessThan(Equals)?$/.test(first.operator) && first.key.toLowerCase() === 'aws:currenttime';
  return isBefore && memberOf(first.statement.text, 'Effect') === 'Allow' ? timeOf(value) : undefined;
}

const isSame = (a: OpenCondition, b: OpenCondition): boolean =>
  a.operator === b.operator && a.key === b.key && a.values.length === 1 && a.values[0] === b.values[0] && memberOf(a.statement.text, 'Effect') === 'Allow';

/** A time without a zone is UTC, as AWS has it. */
function timeOf(value: string): string | undefined {
  const [date, rest] = /^(\d{4}-\d\d-\d\d)(T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(value)?.slice(1) ?? [];
  if (date === undefined) return undefined;
  const time = new Date(rest === undefined ? `${date}T00:00Z` : /(Z|[+-]\d\d:?\d\d)$/.test(rest) ? value : `${value}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
