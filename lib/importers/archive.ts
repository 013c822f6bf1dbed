import yauzl from 'yauzl';
import { KeyblastError } from '../model/errors.ts';
import { atMostRatio } from './compression.ts';
import type { RawFile } from './inputFile.ts';

/** An archive may hold so many files, and so many bytes once unpacked: a set of exports is far below, a bomb far above. */
const mostMembers = 10_000;
const mostBytes = 64 * 1024 ** 3;

/**
 * The files of a set with each zip archive replaced by its members, named `ARCHIVE/MEMBER`. Members are read one at a time when they are opened, straight from the archive.
 * Hidden files and what macOS adds are left out. An archive that could harm (a name that climbs out, a link, a bomb) or hides what is in it (encrypted) is refused whole.
 */
export async function unpack(files: readonly RawFile[]): Promise<RawFile[]> {
  const unpacked: RawFile[] = [];
  for (const file of files) {
    if (!(await isZip(file))) unpacked.push(file);
    else if (file.path === undefined)
      throw new KeyblastError('UNSUPPORTED', `${file.name} is a zip archive that is not on a disk; unpack it and import the files in it`);
    else unpacked.push(...(await membersOf(file.name, file.path)));
  }
  return unpacked;
}

async function isZip(file: RawFile): Promise<boolean> {
  for await (const chunk of file.open())
    return chunk[0] === 0x50 && chunk[1] === 0x4b && ((chunk[2] === 3 && chunk[3] === 4) || (chunk[2] === 5 && chunk[3] === 6));
  return false;
}

async function membersOf(name: string, file: string): Promise<RawFile[]> {
  const zip = await opened(name, file);
  try {
    const members: RawFile[] = [];
    let bytes = 0;
    await eachEntry(zip, name, (entry) => {
      if (isLeftOut(entry.fileName)) return;
      bytes += entry.uncompressedSize;
      checkEntry(name, entry, members.length, bytes);
      members.push({ name: `${name}/${entry.fileName}`, size: entry.compressedSize, optional: true, open: () => bytesOf(name, file, entry) });
    });
    if (members.length === 0) throw new KeyblastError('INVALID', `${name} holds no file; nothing to import`);
    return members.sort((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    zip.close();
  }
}

const isLeftOut = (member: string): boolean =>
  member.endsWith('/') || member.split('/').some((part) => part === '__MACOSX' || (part.startsWith('.') && !isConfiguration(part)));
/** Hidden folders in which agents and editors keep their configuration, and such a file itself. */
export const isConfiguration = (part: string): boolean =>
  /^\.(?:mcp\.json|claude(?:\.json)?|cursor|vscode|kiro|gemini|codex|roo|continue|aws|config)$/.test(part);

const [link, fileKinds] = [0o120000, 0o170000];

function checkEntry(name: string, entry: yauzl.Entry, before: number, bytes: number): void {
  const refuse = (what: string): never => {
    throw new KeyblastError('INVALID', `${name}: ${what}; nothing of it was imported`);
  };
  if (((entry.externalFileAttributes >>> 16) & fileKinds) === link) refuse(`its member ${shown(entry)} is a link, expected files only`);
  if (entry.isEncrypted()) refuse(`its member ${shown(entry)} is encrypted; unpack it and import the files in it`);
  if (before + 1 > mostMembers) refuse(`it holds more than ${mostMembers} files`);
  if (bytes > mostBytes) refuse(`it unpacks to more than ${mostBytes / 1024 ** 3} GiB`);
  atMostRatio(`${name}: its member ${shown(entry)}`, entry.compressedSize, entry.uncompressedSize);
}

const shown = ({ fileName }: yauzl.Entry): string => JSON.stringify(fileName.slice(0, 200));

/** Reads the list of members. yauzl refuses names that are absolute or climb out (`../`) as it reads them. */
function eachEntry(zip: yauzl.ZipFile, name: string, each: (entry: yauzl.Entry) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(damaged(name, error)));
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      try {
        each(entry);
        zip.readEntry();
      } catch (error) {
        reject(error);
      }
    });
    zip.readEntry();
  });
}

const opened = (name: string, file: string): Promise<yauzl.ZipFile> =>
  yauzl.openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true }).catch((error: Error) => {
    throw damaged(name, error);
  });

async function* bytesOf(name: string, file: string, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  const zip = await opened(name, file);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) yield chunk as Uint8Array; // a stream of bytes: no encoding was set
  } catch (error) {
    throw error instanceof Error && !(error instanceof KeyblastError) ? damaged(`${name}/${entry.fileName}`, error) : error;
  } finally {
    zip.close();
  }
}

/** yauzl's messages quote names only, but in its own words: what matters is said in ours. */
function damaged(name: string, error: Error): KeyblastError {
  const climbs = /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(error.message)?.[1];
  if (climbs !== undefined)
    return new KeyblastError(
      'INVALID',
      `${name}: its member ${JSON.stringify(climbs.slice(0, 200))} would lie outside of the archive; nothing of it was imported`,
      { cause: error },
    );
  const what = /multi-disk/.test(error.message) ? 'is one part of a split zip archive' : 'is damaged or cut off (its zip data cannot be read)';
  return new KeyblastError('INVALID', `${name} ${what}; fetch it again, nothing of it was imported`, { cause: error });
}
