import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KeyblastError } from '../model/errors.ts';
import { dataPath, readJson } from './home.ts';

/**
 * Files on their way in, in the data folder, readable by its owner only: they may hold secrets, which no other place of the installation does. Gone once they are
 * imported, dropped, or a day old. On disk they are numbered: a name that somebody sent is never a path here.
 */
export type StoredFile = { name: string; sizeBytes: number; path: string };
type Meta = { actor: string; createdAt: string };

const form = /^[A-Za-z0-9_-]{16}$/;
export const uploadHours = 24;
/** Per upload: above these it is a mistake, or somebody who wants to fill the disk. */
export const mostUploadFiles = 10_000;
export const mostUploadBytes = 32 * 1024 ** 3;

function folderOf(id: string): string {
  if (!form.test(id)) throw new KeyblastError('NOT_FOUND', `there is no upload ${JSON.stringify(id.slice(0, 40))}`);
  return dataPath('uploads', id);
}

export function makeUpload(actor: string, at: Date): string {
  const id = randomBytes(12).toString('base64url');
  const folder = folderOf(id);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(folder, 'upload.json'), JSON.stringify({ actor, createdAt: at.toISOString() } satisfies Meta), { mode: 0o600 });
  return id;
}

/** Who made it; NOT_FOUND where it is gone. */
export function uploadActor(id: string): string {
  const meta = readJson(path.join(folderOf(id), 'upload.json'));
  if (typeof meta === 'object' && meta !== null && 'actor' in meta && typeof meta.actor === 'string') return meta.actor;
  throw new KeyblastError('NOT_FOUND', 'this upload is gone: it was imported, dropped, or is older than a day. Drop the files again');
}

/** Writes one file, whole or not at all. TOO_LARGE beyond the limits of an upload. */
export async function storeFile(id: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const folder = folderOf(id);
  const before = storedFiles(id);
  if (before.length >= mostUploadFiles)
    throw new KeyblastError('TOO_LARGE', `an upload may have at most ${mostUploadFiles} files; pack them into a zip archive`);
  const room = mostUploadBytes - before.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const file = path.join(folder, randomBytes(9).toString('base64url'));
  try {
    await pipeline(Readable.from(atMost(bytes, room)), fs.createWriteStream(`${file}.part`, { mode: 0o600 }));
    const sizeBytes = fs.statSync(`${file}.part`).size;
    fs.renameSync(`${file}.part`, `${file}.data`);
    fs.writeFileSync(`${file}.json`, JSON.stringify({ name, sizeBytes }), { mode: 0o600 });
    return { name, sizeBytes, path: `${file}.data` };
  } finally {
    fs.rmSync(`${file}.part`, { force: true });
  }
}

async function* atMost(bytes: AsyncIterable<Uint8Array>, room: number): AsyncGenerator<Uint8Array> {
  let left = room;
  for await (const chunk of bytes) {
    left -= chunk.byteLength;
    if (left < 0)
      throw new KeyblastError('TOO_LARGE', `an upload may have at most ${mostUploadBytes / 1024 ** 3} GiB; import larger sets with the command line`);
    yield chunk;
  }
}

/** Its files by name. */
export function storedFiles(id: string): StoredFile[] {
  const folder = folderOf(id);
  const entries = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const files = entries.flatMap((entry): StoredFile[] => {
    if (!entry.endsWith('.json') || entry === 'upload.json') return [];
    const said = readJson(path.join(folder, entry));
    if (typeof said !== 'object' || said === null || !('name' in said) || !('sizeBytes' in said)) return [];
    return [{ name: String(said.name), sizeBytes: Number(said.sizeBytes), path: path.join(folder, `${entry.slice(0, -5)}.data`) }];
  });
  return files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export function removeUpload(id: string): void {
  fs.rmSync(folderOf(id), { recursive: true, force: true });
}

/** Removes what is older than a day. */
export function sweepUploads(now: Date): void {
  const folder = dataPath('uploads');
  if (!fs.existsSync(folder)) return;
  for (const id of fs.readdirSync(folder).filter((name) => form.test(name))) {
    const meta = readJson(path.join(folder, id, 'upload.json'));
    const made =
      typeof meta === 'object' && meta !== null && 'createdAt' in meta ? Date.parse(String(meta.createdAt)) : fs.statSync(path.join(folder, id)).mtimeMs;
    if (!(now.getTime() - made < uploadHours * 3_600_000)) removeUpload(id);
  }
}
