import { z } from 'zod';
import type { Facet } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const FacetCredentials = z.object({
  filter: z.string().max(10_000, 'a filter has at most 10,000 characters').optional(),
  fields: z.array(z.string()).min(1, 'name at least one field').max(40, 'at most 40 fields at once'),
  limit: z.int().min(1, 'expected 1 or more').max(1000, 'at most 1,000 values a field').default(20),
  /** Only values that contain this text, in any case. */
  search: z.string().max(200, 'at most 200 characters').optional(),
});
export type FacetCredentials = z.input<typeof FacetCredentials>;

/** How many credentials have each value of each field, under the filter without that field's own terms; the values that the filter names come whatever the limit. Absent is the value `none`, as in a filter. */
export async function facetCredentials(ctx: Context, input: FacetCredentials, options: { signal?: AbortSignal } = {}): Promise<Result<Facet[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(FacetCredentials, input);
  if (!read.ok) return read;
  const { filter, fields, limit, search } = read.value;
  return ctx.engine.ask('facets', { fields, limit, ...(filter !== undefined && { filter }), ...(search && { search }) }, options);
}
