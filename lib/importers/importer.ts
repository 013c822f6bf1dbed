import type { Fact } from '../model/facts.ts';
import type { Fingerprint } from '../model/fingerprint.ts';

/** One file of an import: its bytes already decompressed (`inputFile.ts`). `open` may be called more than once; each call reads from the start. */
export type InputFile = {
  name: string;
  /** Bytes as stored, before decompression, where known: for progress only. */
  size?: number;
  open(): AsyncIterable<Uint8Array>;
};

/** What is shown to `detect`: the file's name and the start of its text (up to 64 KiB, decompressed). */
export type Sample = { name: string; head: string };
/** How sure an importer is that a file is its own: 0 no .. 1 sure, and the sentence that says why. */
export type Recognition = { score: number; why: string };

/** One bad record never stops the file: it is counted, kept and shown as rejected, with file, line and reason. `file` is the index in the set of files. */
export type Parsed<Row> =
  | { ok: true; file: number; line: number; row: Row; warnings?: readonly string[] }
  | { ok: false; file: number; line: number; field?: string; reason: string };

/** What the importer is given beside the files. */
export type Setting = {
  fingerprint: Fingerprint;
  /** Name of the source where the content names no scope: `FORMAT:name`. */
  name: string;
};

/** A set of files being read. `source`, `complete` and `dataTime` are final when the records have ended. */
export type Opened<Row> = {
  /** Source of the records that name none themselves (`Fact.source`). */
  source: string;
  /** `snapshot`: supersedes what each of its sources said before, if complete and newer. `increment`: adds. */
  mode: 'snapshot' | 'increment';
  /** False when the files say, or show, that something is missing at the end. */
  complete: boolean;
  /**
   * ISO 8601, the importer's word; absent where it has none: then the newest time in the data counts. `import`: the data were taken when they are imported, as far as one can know, for no time in
   * them says it: a list from which the newest entry was deleted would look older than the one before.
   */
  dataTime?: string | undefined;
  records: AsyncIterable<Parsed<Row>>;
};

export type Importer<Row> = {
  /** The folder's name, also in URL and command line. */
  id: string;
  title: string;
  /** One sentence: what such a file is and how it is recognised. */
  recognisedBy: string;
  /** Raised when the same bytes would give other facts: part of an import's identity. */
  version: number;
  /** Of its sources, where settings give no other: inventories (and facts) 300, scanners 200, logs 100, the system that issues 400. */
  rank: number;
  /** True where `map` gives what `parseFact` answered already; else every fact passes it after `map`. */
  normal?: true;
  /** From content first, the name only to break ties. */
  detect(sample: Sample): Recognition;
  /** A set of files that belong together. No secret leaves `records`: it becomes a fingerprint there. */
  open(files: InputFile[], setting: Setting): Opened<Row>;
  /** One record to facts, documents included; their meaning is derive's. Pure. */
  map(row: Row): Iterable<Fact>;
};

/** An importer whose rows only it knows: what the registry holds. `open` and `map` are tied together, so that no row of one importer can reach another. */
export type AnyImporter = Omit<Importer<never>, 'open' | 'map'> & { open(files: InputFile[], setting: Setting): Opened<Iterable<Fact>> };

export function erase<Row>(importer: Importer<Row>): AnyImporter {
  const { open, map, ...rest } = importer;
  return {
    ...rest,
    open(files, setting) {
      const opened = open(files, setting);
      return withRecords(opened, mapped(opened.records, map));
    },
  };
}

/** The same set of files with other records; `source`, `complete` and `dataTime` are read through, for they change while records are read. */
export function withRecords<Row, Out>(opened: Opened<Row>, records: AsyncIterable<Parsed<Out>>): Opened<Out> {
  return {
    get source() {
      return opened.source;
    },
    get complete() {
      return opened.complete;
    },
    get dataTime() {
      return opened.dataTime;
    },
    mode: opened.mode,
    records,
  };
}

async function* mapped<Row>(records: AsyncIterable<Parsed<Row>>, map: (row: Row) => Iterable<Fact>): AsyncGenerator<Parsed<Iterable<Fact>>> {
  for await (const record of records) yield record.ok ? { ...record, row: map(record.row) } : record;
}
