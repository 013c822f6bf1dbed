import { z } from 'zod';
import type { Json } from './facts.ts';

/**
 * A policy statement as evidence of an edge or grant: `evidence.statements` of facts that derive makes from policies. `text` is the statement as it stands in the policy, `index` counts from 0 there;
 * `marks` are what in it matters: a member (`Action`), or one of its values as it is written there.
 */
const statement = z.object({
  policy: z.string(),
  attachedTo: z.string().optional(),
  index: z.int().min(0),
  sid: z.string().optional(),
  text: z.custom<Json>((value) => typeof value === 'object' && value !== null),
  marks: z.array(z.object({ member: z.string(), value: z.string().optional() })).default([]),
});
export type StatementEvidence = z.infer<typeof statement>;
export type StatementMark = StatementEvidence['marks'][number];

/** The statements among what a fact came with, and the rest of it. What is no statement stays in the rest: anyone can write facts. */
export function statementsIn(evidence: Record<string, unknown>): { statements: StatementEvidence[]; rest: Record<string, unknown> } {
  const { statements, ...rest } = evidence;
  const read = z.array(statement).safeParse(statements);
  return read.success ? { statements: together(read.data), rest } : { statements: [], rest: evidence };
}

/** A statement that several calls rest on stands once, with all that matters in it. */
function together(statements: readonly StatementEvidence[]): StatementEvidence[] {
  const once = new Map<string, StatementEvidence>();
  for (const each of statements) {
    const key = JSON.stringify([each.policy, each.attachedTo, each.index]);
    const known = once.get(key);
    const marks = [...(known?.marks ?? []), ...each.marks];
    once.set(key, { ...(known ?? each), marks: [...new Map(marks.map((mark) => [JSON.stringify(mark), mark])).values()] });
  }
  return [...once.values()];
}

/** A line of a statement as JSON is written down, two spaces a level. */
export type StatementLine = { text: string; marked: boolean };

/** As AWS's own examples write a statement. The database keeps no order of members. */
const order = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const place = (member: string): number => (order.includes(member) ? order.indexOf(member) : order.length);

/** A statement as lines of JSON, those that matter marked: every line of a marked member, or only that of its value. */
export function statementLines(text: Json, marks: readonly StatementMark[]): StatementLine[] {
  const lines: StatementLine[] = [];
  const write = (value: Json, before: string, after: string, depth: number, isMarked: (value: Json) => boolean): void => {
    const pad = '  '.repeat(depth);
    const line = (said: string, marked: boolean) => lines.push({ text: pad + said, marked });
    const inner = partsOf(value);
    if (depth === 0) inner.sort(([a], [b]) => place(a) - place(b));
    if (inner.length === 0) return void line(`${before}${JSON.stringify(value)}${after}`, isMarked(value));
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    line(before + open, isMarked(value));
    inner.forEach(([name, item], at) => {
      const named = name === '' ? '' : `${JSON.stringify(name)}: `;
      const marked = depth === 0 ? markedIn(name, marks) : isMarked;
      write(item, named, at + 1 < inner.length ? ',' : '', depth + 1, marked);
    });
    line(close + after, isMarked(value));
  };
  write(text, '', '', 0, () => false);
  return lines;
}

/** Members with their names; items of a list with none. */
function partsOf(value: Json): (readonly [string, Json])[] {
  if (Array.isArray(value)) return value.map((item) => ['', item] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Whether a value within one member matters. A member that is marked as a whole matters throughout. */
function markedIn(member: string, marks: readonly StatementMark[]): (value: Json) => boolean {
  const own = marks.filter((mark) => mark.member === member);
  if (own.length === 0) return () => false;
  if (own.some((mark) => mark.value === undefined)) return () => true;
  const values = new Set(own.map((mark) => mark.value));
  return (value) => (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') && values.has(String(value));
}
