import type { ContainmentReport } from '../model/containment.ts';
import { ok, type Result } from '../model/errors.ts';
import { readContainment as readStored } from '../store/containment.ts';
import { type Context, forbidden } from './context.ts';

/** How long it takes from exposure to containment: by band, owner and month. */
export async function readContainment(ctx: Context): Promise<Result<ContainmentReport>> {
  return forbidden(ctx, 'viewer') ?? ok(await readStored(ctx.database.pool, ctx.now()));
}
