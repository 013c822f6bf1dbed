import { createHash } from 'node:crypto';
import type { AnyImporter, InputFile, Opened } from '../importers/importer.ts';
import { inputFile, type RawFile, sampleOf } from '../importers/inputFile.ts';
import { readFacts } from '../importers/readFacts.ts';
import { recognise } from '../importers/recognise.ts';
import { importerOf, importers } from '../importers/registry.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Fact } from '../model/facts.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import type { FactItem, FactSet, OpenedSet } from '../store/factSet.ts';

/** What a file was taken for, and why. */
export type RecognisedFile = { file: InputFile; importer: AnyImporter; why: string };

/** The importer of each file: the one asked for (a known one), else by content. A file that nobody knows fails all. */
export async function recogniseFiles(files: readonly RawFile[], format?: string): Promise<RecognisedFile[]> {
  const asked = format === undefined ? undefined : importerOf(format);
  const recognised: RecognisedFile[] = [];
  for (const raw of files) {
    const file = inputFile(raw);
    const sample = await sampleOf(file);
    if (asked) recognised.push({ file, importer: asked, why: 'as asked for' });
    else {
      const found = recognise(sample);
      if (!found.ok) throw new KeyblastError('UNSUPPORTED', `${found.reason}; nothing was imported`);
      recognised.push({ file, importer: found.importer, why: found.why });
    }
  }
  return recognised;
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
