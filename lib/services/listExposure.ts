import { z } from 'zod';
import type { ExposureRow } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ListExposure = z.object({
  /** Key, alias or id of a resource or credential; all crown jewels where it is left out. */
  resource: z.string().min(1, 'name a resource by its key or an alias').optional(),
  limit: z.int().min(1, 'expected 1 or more').max(1000, 'at most 1,000 rows').default(100),
  /** Which kinds to rank where none is named; resources where it is left out. */
  kinds: z.array(z.enum(['resource', 'credential'], { error: 'expected resource or credential' })).optional(),
});
export type ListExposure = z.input<typeof ListExposure>;

/** Who reaches a resource or a credential if leaked; without one, the most exposed first. */
export async function listExposure(ctx: Context, input: ListExposure, options: { signal?: AbortSignal } = {}): Promise<Result<ExposureRow[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListExposure, input);
  if (!read.ok) return read;
  const { resource, limit, kinds } = read.value;
  return ctx.engine.ask('exposure', { limit, ...(resource !== undefined && { resource }), ...(kinds !== undefined && { kinds }) }, options);
}
