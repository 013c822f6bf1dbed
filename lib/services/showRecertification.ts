import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import { itemStates, type RecertificationPage } from '../model/recertification.ts';
import { readRecertificationItems } from '../store/recertificationItems.ts';
import { listRecertificationRows } from '../store/recertifications.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ShowRecertification = z.object({
  recertification: z.int({ error: 'expected the number of a recertification' }).positive(),
  /** Only items in this state. */
  state: z.enum(itemStates, { error: `expected one of ${itemStates.join(', ')}` }).optional(),
  /** `next` of the page before. */
  after: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
});

/** One round, and a page of what it asks about. */
export async function showRecertification(ctx: Context, input: z.input<typeof ShowRecertification>): Promise<Result<RecertificationPage>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowRecertification, input);
  if (!read.ok) return read;
  const { recertification: id, state, after, limit } = read.value;
  const { pool } = ctx.database;
  const [round] = await listRecertificationRows(pool, ctx.now(), id);
  if (!round) return fail('NOT_FOUND', `There is no recertification ${id}.`);
  const analysis = await findAnalysis(pool);
  const items = await readRecertificationItems(pool, { round: id, ...(state && { state }), after, limit: limit + 1, analysis: analysis?.id ?? null });
  const shown = items.slice(0, limit);
  return ok({ round, items: shown, ...(items.length > limit && { next: shown.at(-1)!.id }) });
}
