import { ok, type Result } from '../model/errors.ts';
import type { ImportJobResult } from '../model/uploads.ts';
import type { ImportProgress } from '../store/factSet.ts';
import { removeUpload } from '../store/uploadFiles.ts';
import type { Context } from './context.ts';
import { importFiles } from './importFiles.ts';
import type { ImportUpload } from './importUploadInput.ts';
import { startJob } from './startJob.ts';
import { ownUpload, uploadedFiles } from './uploads.ts';

/**
 * Imports what was uploaded, and asks for an analysis where something was applied. The files are removed once they are in; after a failure they stay for another try,
 * as another format for example, until they are a day old.
 */
export async function importUpload(ctx: Context, input: ImportUpload, onProgress?: ImportProgress): Promise<Result<ImportJobResult>> {
  const { upload, ...options } = input;
  const owned = ownUpload(ctx, upload);
  if (!owned.ok) return owned;
  const done = await importFiles(ctx, { ...options, files: uploadedFiles(upload) }, onProgress);
  if (!done.ok) return done;
  removeUpload(upload);
  if (!done.value.sources.some(({ state }) => state === 'applied')) return ok({ report: done.value });
  const analysis = await startJob(ctx, 'analyze', {});
  return ok({ report: done.value, ...(analysis.ok && { analysis: analysis.value.id }) });
}
