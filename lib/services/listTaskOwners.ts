import { ok, type Result } from '../model/errors.ts';
import { listTaskOwnerNames } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';

const most = 200;

/** Who has tasks, those with the most first. */
export async function listTaskOwners(ctx: Context): Promise<Result<string[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await listTaskOwnerNames(ctx.database.pool, most));
}
