import { fail, ok, type Result } from '../model/errors.ts';
import type { Rejection } from '../model/importReport.ts';
import type { ImportedFile, ImportRow } from '../model/imports.ts';
import { readImportFile, readImports, readRejections } from '../store/readImports.ts';
import { type Context, forbidden } from './context.ts';

/** Imports, newest first. */
export async function listImports(ctx: Context, { limit = 100 }: { limit?: number } = {}): Promise<Result<ImportRow[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await readImports(ctx.database, limit));
}

/** One file of an import (`ImportRow.files`). */
export async function findImportedFile(ctx: Context, { file }: { file: number }): Promise<Result<ImportedFile>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const found = await readImportFile(ctx.database, file);
  return found ? ok(found) : fail('NOT_FOUND', `there is no imported file ${file}`);
}

/** The rejected records of one file (`ImportRow.files`): line, field and reason, never their text. */
export async function listRejections(
  ctx: Context,
  { file, limit = 1000, offset = 0 }: { file: number; limit?: number; offset?: number },
): Promise<Result<Rejection[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await readRejections(ctx.database, file, limit, offset));
}
