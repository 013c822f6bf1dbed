import { z } from 'zod';
import type { TablePage } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** More than a page ever shows: what exports in pieces may ask for this much at once. */
export const maxPageRows = 5000;

/** So many rows can be chosen one by one; they lie in an address. */
export const maxChosen = 500;

export const WhichCredentials = z.object({
  /** The grammar of docs/filter.md. */
  filter: z.string().max(10_000, 'a filter has at most 10,000 characters').optional(),
  /** A field of docs/filter.md, `-` before it for descending; canonical key where it is left out. */
  sort: z.string().optional(),
  /** Only these rows, by their ids; those that the last analysis does not have are left out. */
  ids: z
    .array(z.string().regex(/^\d{1,10}$/, 'expected the id of a row'))
    .max(maxChosen, `at most ${maxChosen} rows one by one; a filter has no such limit`)
    .optional(),
});

export const ListCredentials = WhichCredentials.extend({
  limit: z.int().min(0, 'expected 0 or more').max(maxPageRows, `at most ${maxPageRows} rows a page`).default(50),
  offset: z.int().min(0, 'expected 0 or more').default(0),
});
export type ListCredentials = z.input<typeof ListCredentials>;

/** One page of the credentials of the last analysis. NOT_FOUND before the first one. */
export async function listCredentials(ctx: Context, input: ListCredentials, options: { signal?: AbortSignal } = {}): Promise<Result<TablePage>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListCredentials, input);
  if (!read.ok) return read;
  const { filter, sort, ids, limit, offset } = read.value;
  return ctx.engine.ask(
    'credentials',
    { limit, offset, ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }), ...(ids && { ids }) },
    options,
  );
}
