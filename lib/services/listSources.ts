import { ok, type Result } from '../model/errors.ts';
import type { SourceRow } from '../model/imports.ts';
import { readSources } from '../store/readImports.ts';
import { type Context, forbidden } from './context.ts';

/** Who has said what stands, how much it counts and how fresh it is. */
export async function listSources(ctx: Context): Promise<Result<SourceRow[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await readSources(ctx.database));
}
