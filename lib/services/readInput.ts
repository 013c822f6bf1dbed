import type { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';

/** What was given, as the schema wants it; INVALID names each field that is not, and what was expected there. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): Result<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const said = parsed.error.issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message));
  return fail('INVALID', said.join('; '));
}
