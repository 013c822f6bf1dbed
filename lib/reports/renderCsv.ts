import { csvLine } from '../model/csvLine.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Cell } from './block.ts';
import type { Renderer } from './renderer.ts';
import { findTable, mainTable, type Report, type Table, tablesOf } from './report.ts';

/**
 * One table of a report as CSV (RFC 4180, UTF-8): the one that is asked for, else the list that the report is about. The heading names the columns by their ids; several texts in one cell have a space between them;
 * nothing else is in it, so that the JSON's digest stands in the file beside it (docs/reports.md).
 */
export const renderCsv: Renderer = {
  format: 'csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  async *render(report, { table }) {
    const { columns, rows } = chosen(report, table);
    const encoder = new TextEncoder();
    yield encoder.encode(csvLine(columns.map(({ id }) => id)));
    for await (const piece of rows()) yield encoder.encode(piece.map((row) => csvLine(row.map(asCsv))).join(''));
  },
};

/** Throws KeyblastError NOT_FOUND where the report has no such table. */
function chosen(report: Report, id: string | undefined): Table {
  const table = id === undefined ? mainTable(report) : findTable(report, id);
  if (table) return table;
  const known = tablesOf(report).map((each) => each.id);
  throw new KeyblastError('NOT_FOUND', id === undefined ? 'this report holds no table' : `this report has no table "${id}"; it has ${known.join(', ')}`);
}

const asCsv = (cell: Cell): string | number | boolean | undefined => (Array.isArray(cell) ? cell.join(' ') : (cell ?? undefined));
