import type { Result } from '../model/errors.ts';
import type { ImportReport } from '../model/importReport.ts';
import * as held from '../store/heldImports.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { deriver } from './importFiles.ts';

/** Accepts a held import: a person says that what is missing really is gone. */
export async function confirmImport(ctx: Context, { importId }: { importId: number }): Promise<Result<ImportReport>> {
  return forbidden(ctx, 'analyst') ?? asResult(() => held.confirmImport(ctx.database, importId, { actor: ctx.actor.id, now: ctx.now(), deriver }));
}
