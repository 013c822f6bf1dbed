import type { Result } from '../model/errors.ts';
import * as store from '../store/undoImport.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { deriver } from './importFiles.ts';

/** Takes back the newest import of a source, with all that its batch brought: the state is the one before. */
export async function undoImport(ctx: Context, { importId }: { importId: number }): Promise<Result<store.UndoneImport[]>> {
  return forbidden(ctx, 'admin') ?? asResult(() => store.undoImport(ctx.database, importId, { actor: ctx.actor.id, now: ctx.now(), deriver }));
}
