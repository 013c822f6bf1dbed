import { z } from 'zod';
import type { Verbs } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const CountHistogram = z.object({
  filter: z.string().max(10_000, 'a filter has at most 10,000 characters').optional(),
  /** A number or time of docs/filter.md. */
  field: z.string(),
  buckets: z.int().min(3, 'expected 3 or more').max(200, 'at most 200 buckets').default(20),
});
export type CountHistogram = z.input<typeof CountHistogram>;

/** How one number is spread over the credentials that the filter matches, in buckets with round edges; logarithmic where it spans decades. */
export async function countHistogram(
  ctx: Context,
  input: CountHistogram,
  options: { signal?: AbortSignal } = {},
): Promise<Result<Verbs['histogram']['value']>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(CountHistogram, input);
  if (!read.ok) return read;
  const { filter, field, buckets } = read.value;
  return ctx.engine.ask('histogram', { field, buckets, ...(filter !== undefined && { filter }) }, options);
}
