import { fail, ok, type Result } from '../model/errors.ts';
import type { ImportRow } from '../model/imports.ts';
import type { ImportChanges } from '../model/uploads.ts';
import * as store from '../store/readImportChanges.ts';
import { readImport } from '../store/readImports.ts';
import { type Context, forbidden } from './context.ts';

/** One import with what it changed against what its source said before; one that is held, with what it would change. */
export async function readImportChanges(
  ctx: Context,
  { importId, limit = 100, offset = 0 }: { importId: number; limit?: number; offset?: number },
): Promise<Result<{ row: ImportRow; changes: ImportChanges }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const row = await readImport(ctx.database, importId);
  if (!row) return fail('NOT_FOUND', `there is no import ${importId}`);
  return ok({ row, changes: await store.readImportChanges(ctx.database, { importId, isHeld: row.state === 'held', limit, offset }) });
}
