/** What an import says it did: per file, and per source. The words of docs/facts.md. */
export type Rejection = { line: number; field?: string; reason: string };
export type FileReport = {
  /** Under which its rejected records are kept. */
  id: number;
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
  /** Of a folder or an archive, what is in no format known here. */
  skipped?: { file: string; reason: string }[];
};
