import { ok, type Result } from '../model/errors.ts';
import type { Recertification } from '../model/recertification.ts';
import { listRecertificationRows } from '../store/recertifications.ts';
import { type Context, forbidden } from './context.ts';

/** Rounds of recertification with their progress: those that go on first, by due date. */
export async function listRecertifications(ctx: Context): Promise<Result<Recertification[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await listRecertificationRows(ctx.database.pool, ctx.now()));
}
