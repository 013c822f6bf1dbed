import { createHash } from 'node:crypto';
import { unpack } from '../importers/archive.ts';
import type { AnyImporter, InputFile, Opened } from '../importers/importer.ts';
import { inputFile, type RawFile, sampleOf } from '../importers/inputFile.ts';
import { readFacts } from '../importers/readFacts.ts';
import { type Recognised as Recognition, recognise } from '../importers/recognise.ts';
import { importerOf, importers } from '../importers/registry.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Fact } from '../model/facts.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import type { FactItem, FactSet, OpenedSet } from '../store/factSet.ts';

/** What a file was taken for, and why. */
export type RecognisedFile = { file: InputFile; importer: AnyImporter; why: string };

/** What was left out of a folder or an archive, and why. */
export type SkippedFile = { file: string; reason: string };
export type Recognised = { files: RecognisedFile[]; skipped: SkippedFile[] };

/** The importer of each file: the one asked for (a known one), else by content. A file that was named and that nobody knows fails all; one of a folder or an archive is left out. */
export async function recogniseFiles(files: readonly RawFile[], format?: string): Promise<Recognised> {
  const asked = format === undefined ? undefined : importerOf(format);
  const recognised: Recognised = { files: [], skipped: [] };
  for (const raw of await unpack(files)) {
    const file = inputFile(raw);
    const found = asked ? { ok: true as const, importer: asked, why: 'as asked for' } : await recogniseOne(file, raw.optional === true);
    if (found.ok) recognised.files.push({ file, importer: found.importer, why: found.why });
    else if (raw.optional) recognised.skipped.push({ file: raw.name, reason: found.reason });
    else throw new KeyblastError('UNSUPPORTED', `${found.reason}; nothing was imported`);
  }
  if (recognised.files.length > 0) return recognised;
  throw new KeyblastError(
    'UNSUPPORTED',
    `none of these ${recognised.skipped.length} files is in a format known here; nothing was imported. "keyblast formats" lists them`,
  );
}

/** @param lenient a file that is empty or no text is none that is known, rather than an error; a damaged one is an error all the same */
export async function recogniseOne(file: InputFile, lenient: boolean): Promise<Recognition> {
  try {
    return recognise(await sampleOf(file));
  } catch (error) {
    if (lenient && error instanceof KeyblastError && error.code === 'UNSUPPORTED') return { ok: false, reason: error.message };
    throw error;
  }
}

/** The files of one format are one set. Reads every file once for its digest: one that is damaged is known before anything is stored. */
export async function readFactSets(files: readonly RecognisedFile[], name: string, fingerprint: Fingerprint): Promise<FactSet[]> {
  const sets: FactSet[] = [];
  for (const importer of importers) {
    const own = files.filter((file) => file.importer === importer).map(({ file }) => file);
    if (own.length > 0) sets.push(await factSet(importer, own, name, fingerprint));
  }
  return sets;
}

async function factSet(importer: AnyImporter, files: InputFile[], name: string, fingerprint: Fingerprint): Promise<FactSet> {
  const described = [];
  for (const file of files) described.push({ name: file.name, ...(await digestOf(file)) });
  const digests = [...new Set(described.map(({ digest }) => digest))].sort();
  return {
    format: importer.id,
    importerVersion: String(importer.version),
    givenName: name,
    rank: importer.rank,
    digest: createHash('sha256').update(digests.join(' ')).digest('hex'),
    files: described,
    open: () => openSet(importer, files, name, fingerprint),
  };
}

async function digestOf(file: InputFile): Promise<{ digest: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of file.open()) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
  }
  return { digest: hash.digest('hex'), sizeBytes };
}

/** Only the importer's own word on the time of the data is passed on: without one, the store looks at each source by itself. */
function openSet(importer: AnyImporter, files: InputFile[], name: string, fingerprint: Fingerprint): OpenedSet {
  const raw: { opened?: Opened<Iterable<Fact>> } = {};
  const listening: AnyImporter = { ...importer, open: (given, setting) => (raw.opened = importer.open(given, setting)) };
  const read = readFacts(listening, files, { fingerprint, name });
  return {
    get source() {
      return read.source;
    },
    get complete() {
      return read.complete;
    },
    get dataTime() {
      return raw.opened?.dataTime;
    },
    mode: read.mode,
    items: items(read.records),
  };
}

async function* items(records: Opened<Fact[]>['records']): AsyncGenerator<FactItem> {
  for await (const record of records) {
    if (!record.ok) yield record;
    else {
      const { file, line, row, warnings } = record;
      yield { ok: true, file, line, facts: row, ...(warnings && { warnings }) };
    }
  }
}
