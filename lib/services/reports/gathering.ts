import { KeyblastError, type Result } from '../../model/errors.ts';
import type { AnalysisSummary } from '../../model/figures.ts';
import type { ReportRow } from '../../model/reports.ts';
import type { DraftTable, Section } from '../../reports/report.ts';
import type { ReportHead } from '../../reports/reportHead.ts';
import type { KeptFigures } from '../../store/reports.ts';
import type { Context } from '../context.ts';

/** A report under way. `ctx`: its database is one snapshot, and its clock stands at `head.frozenAt`. */
export type Gathering = {
  ctx: Context;
  head: ReportHead;
  analysis: AnalysisSummary;
  /** The newest import of the snapshot. */
  newestImport: number;
  previous: (ReportRow & { newestImport: number; figures: KeptFigures }) | null;
};
export type DraftSection = Section<DraftTable>;
export type DraftBlock = DraftSection['blocks'][number];

/** Usable credentials of the estate: what figures count, under the report's scope too. */
export const counted = 'usable:true inEstate:true';
export const inScope = ({ head }: Gathering, ...terms: string[]): string => [counted, head.filter, ...terms].filter((term) => term !== '').join(' ');

/** The value of an answer that a report cannot do without; its failure is the report's. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new KeyblastError(result.error.code, result.error.message);
}

/** What the report is of is still what the engine answers from. Throws CONFLICT. */
export function sameAnalysis({ analysis }: Gathering, answered: { id: number }): void {
  if (answered.id !== analysis.id)
    throw new KeyblastError('CONFLICT', `analysis ${answered.id} took the place of analysis ${analysis.id} while the report was made; make it again.`);
}
