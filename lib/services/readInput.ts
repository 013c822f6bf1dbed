import type { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';

/** What was given, as the schema wants it; INVALID names each field that is not, and what was expected there. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): Result<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const said = parsed.error.issues.map((issue) => {
    const reason = reasonOf(issue, input);
    return issue.path.length > 0 ? `${issue.path.join('.')}: ${reason}` : reason;
  });
  return fail('INVALID', said.join('; '));
}

/** What is not there is missing, rather than `undefined`, which nobody wrote. */
function reasonOf(issue: z.core.$ZodIssue, input: unknown): string {
  const there = issue.path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), input);
  if (issue.code !== 'invalid_type' || there !== undefined) return issue.message;
  return String(issue.expected) === 'nonoptional' ? 'is missing' : `is missing, expected ${issue.expected}`;
}
