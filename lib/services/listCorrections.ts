import { z } from 'zod';
import type { Correction, CorrectionCounts } from '../model/corrections.ts';
import { ok, type Result } from '../model/errors.ts';
import { countCorrections as count, listCorrectionRows } from '../store/corrections.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { shownCorrection } from './shownCorrection.ts';

export const ListCorrections = z.object({
  state: z.enum(['in force', 'withdrawn', 'expired'], { error: 'expected one of in force, withdrawn, expired' }).optional(),
  /** About these nodes, by their ids. */
  nodes: z
    .array(z.string().regex(/^\d{1,10}$/, 'expected the id of a node'))
    .max(10_000)
    .optional(),
  limit: z.int().min(1).max(1000).default(500),
});
/** `own`: the one who asks made it, and may withdraw it. */
export type ListedCorrection = Correction & { own: boolean };

/** Corrections: those in force first, by their end, then those that ended. */
export async function listCorrections(ctx: Context, input: z.input<typeof ListCorrections>): Promise<Result<ListedCorrection[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListCorrections, input);
  if (!read.ok) return read;
  const { state, nodes, limit } = read.value;
  const rows = await listCorrectionRows(ctx.database.pool, { limit, ...(state && { state }), ...(nodes && { nodes: nodes.map(Number) }) });
  return ok(rows.map((row) => ({ ...shownCorrection(row), own: row.maker === ctx.actor.id })));
}

/** How many are in force now, and how many of them end soon or ended a short while ago. */
export async function countCorrections(ctx: Context): Promise<Result<CorrectionCounts>> {
  return forbidden(ctx, 'viewer') ?? ok(await count(ctx.database.pool, ctx.now()));
}
