import type { Fact } from '../model/facts.ts';

/** A record as it comes out of a file: the facts it stands for, or why it is rejected. `file` is the index in the set. */
export type FactItem =
  | { ok: true; file: number; line: number; facts: Iterable<Fact>; warnings?: readonly string[] }
  | { ok: false; file: number; line: number; field?: string; reason: string };

/** A set being read. `source`, `complete` and `dataTime` are final when the items have ended. */
export type OpenedSet = {
  readonly source: string;
  readonly mode: 'snapshot' | 'increment';
  readonly complete: boolean;
  readonly dataTime?: string | undefined;
  items: AsyncIterable<FactItem>;
};

/** Files of one format that belong together, ready to be read. */
export type FactSet = {
  format: string;
  importerVersion: string;
  /** The name given at import, for sources whose content names no scope. */
  givenName: string;
  /** Rank of its sources where neither the records nor an earlier import give one. */
  rank: number;
  /** SHA-256 over the contents of the files, whatever their order and names; 64 hexadecimal digits. */
  digest: string;
  files: { name: string; digest: string; sizeBytes: number }[];
  open(): OpenedSet;
};

export type Rejection = { line: number; field?: string; reason: string };
export type FileReport = {
  file: string;
  format: string;
  records: number;
  accepted: number;
  rejected: number;
  /** The first of them; all are counted. */
  rejections: Rejection[];
  warnings: Record<string, number>;
};
export type Counts = { added: number; changed: number; gone: number };
export type SourceReport = {
  importId: number;
  source: string;
  format: string;
  mode: 'snapshot' | 'increment';
  /** `held`: nothing changed, it waits for confirmation. */
  state: 'applied' | 'held';
  heldReason?: string;
  /** A newer snapshot of the source was there already: stored as superseded. */
  late: boolean;
  dataTime: string;
  facts: number;
  nodes: Counts;
  edges: Counts;
};
export type ImportReport = {
  /** Absent where nothing was stored. */
  batchId?: number;
  files: FileReport[];
  sources: SourceReport[];
  /** Files that the newest import of their source held already; nothing changed through them. */
  alreadyImported: { file: string; format: string; importId: number; state: 'applied' | 'held' }[];
};

/** How much of an import is done: records read so far, or the step of the transaction. */
export type ImportProgress = (phase: string, done: number) => void;
