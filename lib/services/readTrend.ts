import { ok, type Result } from '../model/errors.ts';
import type { Trend } from '../model/trend.ts';
import { readTrend as readStoredTrend } from '../store/readTrend.ts';
import { type Context, forbidden } from './context.ts';

/** A point a day for more than five years. */
const most = 2000;

/** The estate's figures over time: every analysis is a point, from its aggregates, which outlive its rows. */
export async function readTrend(ctx: Context): Promise<Result<Trend>> {
  return forbidden(ctx, 'viewer') ?? ok(await readStoredTrend(ctx.database, most));
}
