import type { Fact } from './facts.ts';
import type { ImportReport } from './importReport.ts';

/** One record of a file as a preview shows it: the facts it becomes (nothing secret in them), or why it cannot be accepted. */
export type PreviewRecord = { line: number; facts: Fact[] } | { line: number; field?: string; reason: string };
/** A file of an upload (a member of an archive is one of its own): what it was taken for and why, or why it cannot be read. */
export type PreviewFile = {
  name: string;
  sizeBytes: number;
  format?: string;
  title?: string;
  why: string;
  /** Damaged or without what its format needs, or in no format known here: an import would refuse it, or leave it out where it came in a folder or an archive. */
  refused?: 'refused' | 'unknown' | 'left out';
  records: PreviewRecord[];
  /** More follow than are shown. */
  more: boolean;
};
export type UploadPreview = { upload: string; files: PreviewFile[]; sizeBytes: number };

/** What an import that ran as a job answers: its report, and the job of the analysis that follows (absent where nothing was applied). */
export type ImportJobResult = { report: ImportReport; analysis?: string };

/** One thing that an import changed: what it is called, and what changed of it. */
export type ChangeRow = {
  what: 'node' | 'edge' | 'grant';
  /** Kind of node, type of edge, class of grant. */
  kind: string;
  change: 'added' | 'changed' | 'gone';
  name: string;
  to?: string;
  /** Id of its node, for a link. */
  node?: string;
  fields?: { field: string; before?: string; after?: string }[];
};
/** What an import changed against what its source said before: rows (a page of them) and how many there are in all; and the uses that it brought, where it is a log. */
export type ImportChanges = { rows: ChangeRow[]; total: number; uses?: { count: number; credentials: number; from: string; to: string } };
