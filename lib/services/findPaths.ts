import { z } from 'zod';
import type { Verbs } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { ends, scenarios } from '../model/figures.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const FindPaths = z.object({
  /** Key, alias or id of any node. */
  from: z.string().min(1, 'name where the paths start'),
  to: z.string().min(1, 'name where the paths end'),
  /** Steps; without it only the shortest paths. */
  maxLength: z.int().min(1, 'expected 1 or more').max(30, 'at most 30 steps').optional(),
  limit: z.int().min(1, 'expected 1 or more').max(1000, 'at most 1,000 paths').default(20),
  end: z.enum(ends, { error: `expected one of ${ends.join(', ')}` }).optional(),
  scenario: z.enum(scenarios, { error: `expected one of ${scenarios.join(', ')}` }).optional(),
});
export type FindPaths = z.input<typeof FindPaths>;

/** How one thing gets to another, step by step, each step with its evidence. */
export async function findPaths(ctx: Context, input: FindPaths, options: { signal?: AbortSignal } = {}): Promise<Result<Verbs['paths']['value']>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(FindPaths, input);
  if (!read.ok) return read;
  const { from, to, limit, maxLength, end, scenario } = read.value;
  const optional = { ...(maxLength !== undefined && { maxLength }), ...(end !== undefined && { end }), ...(scenario !== undefined && { scenario }) };
  return ctx.engine.ask('paths', { from, to, limit, ...optional }, options);
}
