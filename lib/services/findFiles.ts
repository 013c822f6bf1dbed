import fs from 'node:fs';
import path from 'node:path';
import { isConfiguration } from '../importers/archive.ts';
import type { RawFile } from '../importers/inputFile.ts';
import { KeyblastError } from '../model/errors.ts';

/** The files of these paths, in order of their names: folders are walked (links in them are left out, and hidden entries but those in which agents and editors keep their configuration), a file named twice is taken once. */
export function findFiles(paths: readonly string[]): RawFile[] {
  const found = new Map<string, string>();
  for (const given of paths) for (const file of walk(given, given)) if (!found.has(path.resolve(file))) found.set(path.resolve(file), file);
  const only = paths.length === 1 ? paths[0]! : undefined;
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resolved, shown]) => ({ ...rawFile(resolved, within(only, shown)), ...(paths.includes(shown) ? {} : { optional: true as const }) }));
}

/** The files of one folder are named within it: the folder may lie elsewhere next time, and a file is known again by its name. */
const within = (folder: string | undefined, file: string): string => (folder === undefined || folder === file ? file : path.relative(folder, file));

function* walk(file: string, given: string): Generator<string> {
  const stat = statOf(file);
  if (!stat.isDirectory()) yield file;
  else {
    let any = false;
    for (const entry of fs.readdirSync(file, { withFileTypes: true })) {
      if ((entry.name.startsWith('.') && !isConfiguration(entry.name)) || !(entry.isFile() || entry.isDirectory())) continue;
      any = true;
      yield* walk(path.join(file, entry.name), given);
    }
    if (!any && file === given) throw new KeyblastError('NOT_FOUND', `${given} is an empty folder; nothing to import`);
  }
}

function statOf(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function rawFile(file: string, name: string): RawFile {
  return { name, size: statOf(file).size, path: file, open: () => bytesOf(file, name) };
}

async function* bytesOf(file: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 18 })) yield chunk;
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Node's errors of the file system say what happened by a code; anything else is not ours to rephrase. */
function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new KeyblastError('NOT_FOUND', `${file} does not exist; nothing was imported`);
  if (code === 'EACCES' || code === 'EPERM') return new KeyblastError('FORBIDDEN', `${file} may not be read by this user; nothing was imported`);
  if (typeof code === 'string') return new KeyblastError('UNAVAILABLE', `${file} cannot be read (${code}); nothing was imported`);
  return error;
}
