import type { Counts } from './importReport.ts';

/** An import as lists show it: what one batch brought of one source. Times are ISO 8601. */
export type ImportRow = {
  id: number;
  batch: number;
  source: string;
  format: string;
  importerVersion: string;
  mode: 'snapshot' | 'increment';
  state: 'applied' | 'held' | 'confirmed' | 'dropped' | 'undone';
  heldReason?: string;
  /** Of the applied ones, the newest of its source: only it can be undone. */
  newest: boolean;
  dataTime: string;
  importedAt: string;
  actor: string;
  facts: number;
  rejected: number;
  nodes: Counts;
  edges: Counts;
  warnings: Record<string, number>;
  files: ImportedFile[];
};

/** A file with the number of its records. Up to 10,000 of the rejected ones are kept. */
export type ImportedFile = { id: number; name: string; records: number; accepted: number; rejected: number };

/** A source with what stands of it. */
export type SourceRow = {
  name: string;
  rank: number;
  /** How new its newest applied data are; absent where everything of it was taken back. */
  dataTime?: string;
  /** Last time that an import of it was applied. */
  importedAt?: string;
  formats: string[];
  applied: number;
  held: number;
};
