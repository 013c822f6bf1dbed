import { z } from 'zod';
import { Cell, Chart, Figures, List, Paragraph, type PlainBlock, TableHead } from './block.ts';
import { ReportHead } from './reportHead.ts';

/**
 * The one model of a report; docs/reports.md. A report may hold 1.5 million credentials, so the rows of a table are never all at hand: they come in pieces, as
 * often as they are asked for, in the same order each time, each row with a cell a column.
 */
export type Rows = () => AsyncIterable<Cell[][]>;
/** A table as it is gathered: nobody has counted its rows yet. */
export type DraftTable = TableHead & { rows: Rows };
export type Table = DraftTable & { count: number };
/** `id` is unique in the report, and so are those of tables, figures and charts. `newPage`: begins a page where there are pages. `annex`: data only, for those who compute with them:
 * in JSON, CSV, XLSX and OSCAL; paper and page leave the section out. */
export type Section<T extends DraftTable = Table> = { id: string; title: string; newPage: boolean; annex: boolean; blocks: (PlainBlock | T)[] };
export type Report<T extends DraftTable = Table> = { head: ReportHead; sections: Section<T>[] };
export type DraftReport = Report<DraftTable>;

export const reportSchemaId = 'https://keyblast.dev/schemas/report-1.json';

const TableJson = TableHead.extend({ rows: z.array(z.array(Cell)), count: z.int().min(0) });
const SectionJson = z.strictObject({
  id: z.string(),
  title: z.string(),
  newPage: z.boolean(),
  annex: z.boolean(),
  blocks: z.array(z.discriminatedUnion('kind', [Paragraph, List, Figures, Chart, TableJson])),
});

/** The JSON as one value, for whoever has room for all rows. */
export const ReportJson = z.strictObject({ format: z.literal('keyblast-report'), version: z.literal(1), head: ReportHead, sections: z.array(SectionJson) });
export type ReportJson = z.infer<typeof ReportJson>;

/** The same as JSON Schema (2020-12), as it is served. */
export const reportJsonSchema = (): object => ({ ...z.toJSONSchema(ReportJson, { io: 'output' }), $id: reportSchemaId, title: 'Keyblast report' });

/** The table of that id, or undefined. */
export const findTable = <T extends DraftTable>(report: Report<T>, id: string): T | undefined =>
  report.sections.flatMap(({ blocks }) => blocks).find((block): block is T => block.kind === 'table' && block.id === id);

export const tablesOf = <T extends DraftTable>(report: Report<T>): T[] =>
  report.sections.flatMap(({ blocks }) => blocks).filter((block): block is T => block.kind === 'table');

/** The list that the report is about: its credentials, else its first table. */
export const mainTable = <T extends DraftTable>(report: Report<T>): T | undefined => findTable(report, 'credentials') ?? tablesOf(report)[0];
