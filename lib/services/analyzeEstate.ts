import { z } from 'zod';
import type { Progress } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import type { AnalysisSummary } from '../model/figures.ts';
import { maxHorizonDays } from '../model/weights.ts';
import { expireCorrections } from '../store/changeCorrections.ts';
import { readHorizon } from '../store/horizon.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

const horizon = `whole days from 1 to ${maxHorizonDays}, that of the settings where it is left out`;
export const AnalyzeEstate = z.object({
  /** ISO 8601 in UTC; now where it is left out. */
  asOf: z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-01T00:00:00Z' }).optional(),
  horizonDays: z
    .int({ error: `expected ${horizon}` })
    .min(1, `expected ${horizon}`)
    .max(maxHorizonDays, `expected ${horizon}`)
    .optional(),
});
export type AnalyzeEstate = z.input<typeof AnalyzeEstate>;

/** Computes every credential's blast radius from the facts that are loaded, without what corrections in force leave out, and keeps it as the last analysis. Cancelled or killed, it changes nothing. */
export async function analyzeEstate(
  ctx: Context,
  input: AnalyzeEstate,
  options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
): Promise<Result<AnalysisSummary>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(AnalyzeEstate, input);
  if (!read.ok) return read;
  await expireCorrections(ctx.database, { actor: ctx.actor.id, now: ctx.now() });
  const asOf = read.value.asOf ? new Date(read.value.asOf) : ctx.now();
  const { days, origin } =
    read.value.horizonDays === undefined ? await readHorizon(ctx.database.pool, ctx.now()) : { days: read.value.horizonDays, origin: 'asked' as const };
  return ctx.engine.ask('analyze', { asOf: asOf.toISOString(), horizonDays: days, horizonOrigin: origin, actor: ctx.actor.id }, options);
}
