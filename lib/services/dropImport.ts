import type { Result } from '../model/errors.ts';
import * as held from '../store/heldImports.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';

/** Throws a held import away. */
export async function dropImport(ctx: Context, { importId }: { importId: number }): Promise<Result<{ source: string }>> {
  return forbidden(ctx, 'analyst') ?? asResult(() => held.dropImport(ctx.database, importId, { actor: ctx.actor.id, now: ctx.now() }));
}
