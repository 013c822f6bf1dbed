import { ok, type Result } from '../model/errors.ts';
import { type ReopenedTask, readReopened } from '../store/readTask.ts';
import { type Context, forbidden } from './context.ts';

const shown = 100;

/** What was reopened and why, the newest hundred. */
export async function listReopened(ctx: Context): Promise<Result<ReopenedTask[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await readReopened(ctx.database.pool, shown));
}
