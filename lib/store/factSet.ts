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
  /** ISO 8601, or `import`: that of the import. */
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

/** How much of an import is done: records read so far, or the step of the transaction. */
export type ImportProgress = (phase: string, done: number) => void;
