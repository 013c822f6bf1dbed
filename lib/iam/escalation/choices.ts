import { commonText } from '../commonText.ts';
import type { Condition } from '../parseConditions.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import type { Question } from './ask.ts';
import { decidingStatements, isAboutAction } from './decidingStatements.ts';
import type { Standing } from './standing.ts';

type Decided = Pick<Standing, 'policies' | 'values'>;

/** Whether the attacker picks the value of a key (in small letters); a compiled pattern: a value that matches it. */
export type IsChosen = (key: string) => boolean | string;

/** Of something that is only being made: all that the service itself asks about it, and its tags. */
export function chosenWhenMade(action: string): (key: string) => boolean {
  const service = `${action.slice(0, action.indexOf(':')).toLowerCase()}:`;
  return (key) => (key.startsWith(service) && !key.includes('resourcetag')) || key.startsWith('aws:requesttag/') || key === 'aws:tagkeys';
}

type Value = readonly [key: string, value: string | readonly string[]];

/** Sets of values tried for keys that the attacker picks. */
const limit = 64;

/** What the attacker may put for the keys it picks: first nothing, then what the conditions on the action ask for, in every combination. */
export function* chosenValues(standing: Decided, { action, isChosen, policy }: Question, given: readonly Value[]): Iterable<Value[]> {
  yield [];
  if (!isChosen) return;
  const fixed = new Set(given.map(([key]) => key));
  const statements = [...decidingStatements(standing), ...(policy ? parsePolicy(policy.document).statements : [])].filter((each) =>
    isAboutAction(each, action),
  );
  const asked = new Map<string, Condition[]>();
  for (const condition of statements.flatMap(({ conditions }) => conditions))
    if (isChosen(condition.key) && !fixed.has(condition.key)) asked.set(condition.key, [...(asked.get(condition.key) ?? []), condition]);
  const options = [...asked].map(([key, conditions]) => valuesFor(key, isChosen(key), conditions, standing));
  let count = 0;
  for (const chosen of combinations(options)) if (chosen.length > 0 && count++ < limit) yield chosen;
}

function valuesFor(key: string, within: boolean | string, conditions: readonly Condition[], { values }: Decided): (Value | undefined)[] {
  const context = readContext({ values });
  const also = typeof within === 'string' ? [within] : [];
  const wanted = new Set<string>();
  for (const { operator, values: patterns } of conditions) {
    if (operator?.operator.existence) continue;
    for (const pattern of patterns) for (const value of near(resolveText(pattern, context)?.pattern, also)) wanted.add(value);
  }
  wanted.add(commonText(also) || 'kb-probe');
  const texts = [...wanted];
  return [
    ...texts.map((value): Value => [key, value]),
    ...(conditions.some(({ operator }) => operator?.set) ? [[key, texts.slice(0, -1)] as Value] : []),
    undefined,
  ];
}

/** A value that matches the pattern, and the numbers around it. */
function near(pattern: string | undefined, also: readonly string[]): string[] {
  if (pattern === undefined) return [];
  const text = commonText([pattern, ...also]) ?? '';
  return /^-?\d+(\.\d+)?$/.test(text) ? [text, String(Number(text) - 1), String(Number(text) + 1)] : text === '' ? [] : [text];
}

function* combinations(options: readonly (Value | undefined)[][]): Iterable<Value[]> {
  const [first, ...rest] = options;
  if (!first) yield [];
  else for (const each of first) for (const others of combinations(rest)) yield each ? [each, ...others] : others;
}
