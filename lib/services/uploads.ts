import fs from 'node:fs';
import { z } from 'zod';
import { unpack } from '../importers/archive.ts';
import { inputFile, type RawFile } from '../importers/inputFile.ts';
import { readFacts } from '../importers/readFacts.ts';
import { importerOf, importers } from '../importers/registry.ts';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { makeFingerprint } from '../model/fingerprint.ts';
import type { PreviewFile, PreviewRecord, UploadPreview } from '../model/uploads.ts';
import { installationKey } from '../store/home.ts';
import { makeUpload, removeUpload, type StoredFile, storedFiles, storeFile, sweepUploads, uploadActor } from '../store/uploadFiles.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { recogniseOne } from './readFactSets.ts';
import { readInput } from './readInput.ts';

/** So many records of each file are shown before an import. */
const previewed = 20;

/** A place for files that are to be imported; whoever makes it imports it. */
export async function createUpload(ctx: Context): Promise<Result<{ id: string }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  sweepUploads(ctx.now());
  return ok({ id: makeUpload(ctx.actor.id, ctx.now()) });
}

/** @param name as it is to be shown, with the folders it was dropped in; never a path on this machine */
const FileName = z.string().regex(/^[^\p{Cc}]{1,1000}$/u, { error: 'expected 1 to 1000 characters, none of them a control character' });

export async function addFile(
  ctx: Context,
  { upload, name }: { upload: string; name: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<{ sizeBytes: number }>> {
  const owned = ownUpload(ctx, upload);
  if (!owned.ok) return owned;
  const named = readInput(FileName, name);
  if (!named.ok) return named;
  return asResult(async () => ({ sizeBytes: (await storeFile(upload, named.value, bytes)).sizeBytes }));
}

export async function dropUpload(ctx: Context, upload: string): Promise<Result<null>> {
  const owned = ownUpload(ctx, upload);
  if (!owned.ok) return owned;
  removeUpload(upload);
  return ok(null);
}

/** Another's upload may hold secrets that are none of one's business: it does not exist. */
export function ownUpload(ctx: Context, upload: string): Result<null> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  try {
    return uploadActor(upload) === ctx.actor.id ? ok(null) : fail('NOT_FOUND', 'there is no such upload');
  } catch (error) {
    if (error instanceof KeyblastError) return fail(error.code, error.message);
    throw error;
  }
}

/** The files of an upload as an import takes them. One that came with folders in its name is one of a set. */
export function uploadedFiles(upload: string): RawFile[] {
  return storedFiles(upload).map(asRaw);
}

const asRaw = ({ name, sizeBytes, path }: StoredFile): RawFile => ({
  name,
  size: sizeBytes,
  path,
  ...(name.includes('/') ? { optional: true as const } : {}),
  open: () => fs.createReadStream(path, { highWaterMark: 1 << 18 }),
});

/** What each file is taken for and why, with its first records; nothing is stored. @param format overrules the recognition for all of them */
export async function previewUpload(ctx: Context, { upload, format }: { upload: string; format?: string | undefined }): Promise<Result<UploadPreview>> {
  const owned = ownUpload(ctx, upload);
  if (!owned.ok) return owned;
  if (format !== undefined && !importerOf(format)) return fail('INVALID', `"${format}" is no format; known are ${importers.map(({ id }) => id).join(', ')}`);
  const stored = storedFiles(upload);
  const files: PreviewFile[] = [];
  for (const one of stored) files.push(...(await previewStored(asRaw(one), format)));
  return ok({ upload, files, sizeBytes: stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) });
}

async function previewStored(raw: RawFile, format: string | undefined): Promise<PreviewFile[]> {
  const members = await asResult(() => unpack([raw]));
  if (!members.ok) return [broken(raw, members.error.message)];
  const files: PreviewFile[] = [];
  for (const member of members.value) files.push(await previewFile(member, format));
  return files;
}

const broken = (raw: RawFile, why: string): PreviewFile => ({ name: raw.name, sizeBytes: raw.size ?? 0, why, refused: 'refused', records: [], more: false });

async function previewFile(raw: RawFile, format: string | undefined): Promise<PreviewFile> {
  const file = inputFile(raw);
  const common = { name: raw.name, sizeBytes: raw.size ?? 0 };
  const asked = format === undefined ? undefined : importerOf(format);
  const found = await asResult(async () => (asked ? { ok: true as const, importer: asked, why: 'as asked for' } : recogniseOne(file, raw.optional === true)));
  if (!found.ok) return broken(raw, found.error.message);
  if (!found.value.ok) return { ...common, why: found.value.reason, refused: raw.optional ? 'left out' : 'unknown', records: [], more: false };
  const { importer, why } = found.value;
  const records: PreviewRecord[] = [];
  const read = await asResult(async () => {
    for await (const record of readFacts(importer, [file], { fingerprint: makeFingerprint(installationKey()), name: 'default' }).records) {
      if (records.length === previewed) return true;
      records.push(
        record.ok
          ? { line: record.line, facts: record.row }
          : { line: record.line, reason: record.reason, ...(record.field !== undefined && { field: record.field }) },
      );
    }
    return false;
  });
  if (!read.ok) return { ...broken(raw, read.error.message), format: importer.id, title: importer.title };
  return { ...common, format: importer.id, title: importer.title, why, records, more: read.value };
}
