import { z } from 'zod';
import { derive, deriveVersion } from '../derive/registry.ts';
import type { RawFile } from '../importers/inputFile.ts';
import { importerOf, importers } from '../importers/registry.ts';
import { fail, type Result } from '../model/errors.ts';
import { makeFingerprint } from '../model/fingerprint.ts';
import type { ImportReport } from '../model/importReport.ts';
import type { Deriver } from '../store/deriveScopes.ts';
import type { ImportProgress } from '../store/factSet.ts';
import { installationKey } from '../store/home.ts';
import { importFacts } from '../store/importFacts.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { findFiles } from './findFiles.ts';
import { readFactSets, recogniseFiles } from './readFactSets.ts';
import { readInput } from './readInput.ts';

export const ImportFiles = z.object({
  /** Name of the source where the content names no scope: FORMAT:NAME. */
  name: z
    .string()
    .regex(/^[^\p{Cc}]{1,200}$/u, { error: 'expected 1 to 200 characters, none of them a control character' })
    .default('default'),
  /** The format, where it is not to be recognised. */
  format: z.string().optional(),
  /** Says what an import would do, and changes nothing. */
  dryRun: z.boolean().default(false),
  /** Accepts at once what would be held for confirmation. */
  confirm: z.boolean().default(false),
  /** When the files were taken from their systems, where they say no time themselves; ISO 8601, or `now`. Without it the newest time in them counts. */
  taken: z
    .string()
    .refine((time) => time === 'now' || z.iso.datetime({ offset: true }).safeParse(time).success, 'expected a time such as 2026-10-01T09:00:00Z, or now')
    .optional(),
});
export type ImportFiles = z.input<typeof ImportFiles> & { files: readonly RawFile[] };

/** What a transaction derives with. */
export const deriver: Deriver = { version: deriveVersion, derive };

/**
 * Recognises, reads and loads a set of files, in one transaction. A file that cannot be read or recognised fails all, and nothing is stored; a record that cannot be
 * accepted is counted and kept as rejected.
 */
export async function importFiles(ctx: Context, input: ImportFiles, onProgress?: ImportProgress): Promise<Result<ImportReport>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const { files, ...rest } = input;
  const read = readInput(ImportFiles, rest);
  if (!read.ok) return read;
  const { name, format, dryRun, confirm, taken } = read.value;
  const now = ctx.now();
  const takenAt = taken === undefined ? undefined : taken === 'now' ? now : new Date(taken);
  if (takenAt && takenAt > now)
    return fail('INVALID', `taken: ${taken} is in the future; expected the time at which the files were taken, ${now.toISOString()} at the latest`);
  if (files.length === 0) return fail('INVALID', 'there is no file to import');
  if (format !== undefined && !importerOf(format)) return fail('INVALID', `"${format}" is no format; known are ${importers.map(({ id }) => id).join(', ')}`);
  const done = await asResult(async () => {
    const recognised = await recogniseFiles(files, format);
    const sets = await readFactSets(recognised.files, name, makeFingerprint(installationKey()));
    const report = await importFacts(ctx.database, sets, {
      actor: ctx.actor.id,
      now,
      deriver,
      dryRun,
      confirm,
      ...(takenAt && { takenAt }),
      ...(onProgress && { onProgress }),
    });
    return { ...report, skipped: recognised.skipped };
  });
  // The question was right; it is the file that is damaged.
  return !done.ok && done.error.code === 'INVALID' ? fail('UNSUPPORTED', done.error.message) : done;
}

/** The same for paths on this machine; folders are walked. */
export async function importPaths(
  ctx: Context,
  { paths, ...input }: Omit<ImportFiles, 'files'> & { paths: readonly string[] },
  onProgress?: ImportProgress,
): Promise<Result<ImportReport>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths reads this machine's files
  if (denied) return denied;
  const files = await asResult(async () => findFiles(paths));
  return files.ok ? importFiles(ctx, { ...input, files: files.value }, onProgress) : files;
}
