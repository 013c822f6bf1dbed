import { ok, type Result } from '../model/errors.ts';
import type { LeftUndone } from '../model/exceptions.ts';
import { readLeftUndone as readStored } from '../store/readLeftUndone.ts';
import { findAnalysis } from '../store/results.ts';
import { type Context, forbidden } from './context.ts';

/** What accepted exceptions leave undone, to stand beside the figures of the last analysis; null where nothing was analysed. */
export async function readLeftUndone(ctx: Context): Promise<Result<LeftUndone | null>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const analysis = await findAnalysis(ctx.database.pool);
  return ok(analysis ? await readStored(ctx.database.pool, analysis.id) : null);
}
