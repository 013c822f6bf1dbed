import type { Json } from '../../model/facts.ts';
import { openCatalogue } from '../catalogue.ts';
import { matchWildcard } from '../matchWildcard.ts';
import type { Statement } from '../parsePolicy.ts';
import { memberOf } from '../policyMembers.ts';
import { matchPattern, type TextPattern } from '../textPattern.ts';
import { type Extent, extentsOf } from './extent.ts';
import { covers, mayOverlap } from './inclusion.ts';

/** What is left of an allow statement for one action: never more than the statement itself allows, whatever the context. */
export type Part = { action: string; not: boolean; resources: readonly string[]; condition: Json | undefined };

/** An allow statement of a policy and the version of the policy, which says whether `${…}` means something. */
export type Allowed = { statement: Statement; version: string };

/** What of the statement a use needs; undefined where the statement has nothing to do with it. */
export function partFor({ statement, version }: Allowed, action: string, resource: string | undefined): Part | undefined {
  if (!statement.resources || !allowsAction(statement, action)) return undefined;
  const extents = extentsOf(action, resource);
  const { not, patterns } = statement.resources;
  const condition = memberOf(statement.text, 'Condition');
  const part = (negated: boolean, texts: readonly string[]): Part => ({
    action: properName(action),
    not: negated,
    resources: [...new Set(texts)],
    condition: condition === undefined ? undefined : asWritten(condition, version),
  });
  const written = (of: readonly TextPattern[]): string[] => of.map(({ text }) => escaped(text, version));
  if (extents === 'granted') return part(not, written(patterns));
  if (extents === 'none') {
    const asked = patterns.filter((pattern) => isOfNothing(pattern, action));
    if (not) return asked.length === 0 ? part(true, written(patterns)) : undefined;
    return asked.length === 0 ? undefined : part(false, written(asked));
  }
  if (not) return exceptFor(extents, patterns, part, written);
  const kept = extents.flatMap(({ text, pattern }) => narrowed(text, pattern, patterns, written));
  return kept.length === 0 ? undefined : part(false, kept);
}

export const allowsAction = ({ actions }: Statement, action: string): boolean =>
  actions.patterns.some((pattern) => matchWildcard(pattern, action.toLowerCase())) !== actions.not;

/** What both have: the thing used where the statement covers it, else the statement's own patterns that lie in it or cross it. */
function narrowed(text: string, extent: TextPattern, patterns: readonly TextPattern[], written: (of: readonly TextPattern[]) => string[]): string[] {
  if (patterns.some((pattern) => covers(pattern, extent))) return [text];
  return written(patterns.filter((pattern) => mayOverlap(pattern, extent)));
}

/** Of NotResource: the thing itself where nothing that is left out touches it, nothing where all of it is left out, else as it stands. A variable without a value makes the element match nothing, so that it stays. */
function exceptFor(
  extents: readonly Extent[],
  patterns: readonly TextPattern[],
  part: (negated: boolean, texts: readonly string[]) => Part,
  written: (of: readonly TextPattern[]) => string[],
): Part | undefined {
  const left = extents.filter(({ pattern }) => !patterns.some((each) => covers(each, pattern)));
  if (left.length === 0) return undefined;
  const isPlain = patterns.every(({ parts }) => parts.every((each) => typeof each === 'string'));
  const untouched = isPlain && left.every(({ pattern }) => !patterns.some((each) => mayOverlap(each, pattern)));
  return untouched
    ? part(
        false,
        left.map(({ text }) => text),
      )
    : part(true, written(patterns));
}

/** An action that knows no resource is asked on `*`, those of S3 on `arn:aws:s3:::*`. */
function isOfNothing({ parts }: TextPattern, action: string): boolean {
  const [pattern] = parts;
  const asked = /^s3:/i.test(action) ? ['*', 'arn:aws:s3:::*'] : ['*'];
  return parts.length === 1 && typeof pattern === 'string' && asked.some((each) => matchPattern(pattern, each));
}

/** As AWS writes it, where it is known. */
function properName(action: string): string {
  const catalogue = openCatalogue();
  const id = catalogue.idOf(action);
  return id === undefined ? action : catalogue.names[id]!;
}

/** The new policy is of version 2012-10-17: what was plain text in an older one stays plain text. */
const escaped = (text: string, version: string): string => (version === '2012-10-17' ? text : text.replaceAll('${', '${$}{'));

export function asWritten(value: Json, version: string): Json {
  if (typeof value === 'string') return escaped(value, version);
  if (Array.isArray(value)) return value.map((each) => asWritten(each, version));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asWritten(each, version)]));
}
