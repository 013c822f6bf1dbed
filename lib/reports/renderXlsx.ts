import type { Renderer } from './renderer.ts';
import { tablesOf } from './report.ts';
import { blockSheets, reportSheet } from './xlsx/frontSheets.ts';
import { sheetNames } from './xlsx/sheetNames.ts';
import { tableSheets } from './xlsx/tableSheets.ts';
import { workbookParts } from './xlsx/workbookParts.ts';
import { zipParts } from './xlsx/zipParts.ts';

/**
 * The report as a workbook: a sheet that says what it is, its sentences, its figures, the numbers of its charts, and a sheet a table (more where there are more rows than a sheet can have). Values are what they are,
 * numbers, dates, shares; text is never a formula. Rows leave memory as they are written (docs/decisions/015-pdf-and-xlsx.md).
 */
export const renderXlsx: Renderer = {
  format: 'xlsx',
  extension: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  async *render(report, { digest }) {
    const sheets = [...blockSheets(report), ...tablesOf(report).flatMap((table) => tableSheets(table))];
    const [first = '', ...names] = sheetNames(['Report', ...sheets.map(({ name }) => name)]);
    const named = sheets.map((sheet, at) => ({ ...sheet, name: names[at]! }));
    yield* zipParts(workbookParts(report.head, digest, [reportSheet(first, report.head, digest, named), ...named]));
  },
};
