import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { CellType } from './block.ts';
import { renderCsv } from './renderCsv.ts';
import { renderXlsx } from './renderXlsx.ts';
import { findTable, tablesOf } from './report.ts';
import { readSmallReport, renderedBytes, renderedText } from './smallReport.ts';

const sheetsOf = async (rows?: number) => readXlsx(await renderedBytes(renderXlsx, await readSmallReport(rows)), { trim: false });

test('there is a sheet a table, behind those of the report, its sentences, its figures and its charts', async () => {
  expect((await sheetsOf()).map(({ sheet }) => sheet)).toEqual([
    ...['Report', 'Text', 'Figures', 'Charts'],
    ...['Every kind of cell', 'Credentials', 'What paper leaves out'],
  ]);
});

test('another program reads the same cells as the CSV has, each as what it is', async () => {
  const report = await readSmallReport(1200);
  const sheets = await sheetsOf(1200);
  for (const { id, title } of tablesOf(report)) {
    const { columns } = findTable(report, id)!;
    const csv: string[][] = parse(await renderedText(renderCsv, report, id), { record_delimiter: '\r\n' });
    const [heading, ...rows] = sheets.find(({ sheet }) => sheet === title)!.data;
    expect(heading).toEqual(columns.map((column) => column.title));
    expect(rows.length).toBe(csv.length - 1);
    rows.forEach((row, at) => {
      expect(columns.map(({ type }, column) => asCsv(row[column] ?? null, type))).toEqual(
        csv[at + 1]!.map((cell, column) => withoutMark(cell, columns[column]!.type)),
      );
    });
  }
});

/** What the other program read, as the CSV would write it; throws where it is of another type than the column. */
function asCsv(value: unknown, type: CellType): string {
  if (value === null) return '';
  const expected =
    type === 'time' ? value instanceof Date : type === 'flag' ? typeof value === 'boolean' : typeof value === (numbers.has(type) ? 'number' : 'string');
  if (!expected) throw new Error(`${JSON.stringify(value)} in a column of ${type}`);
  if (value instanceof Date) return value.toISOString();
  return type === 'list' ? String(value).replaceAll(', ', ' ') : String(value);
}
const numbers = new Set<CellType>(['integer', 'number', 'actionDays', 'days', 'seconds', 'share']);

/** The CSV marks what is no formula with an apostrophe; the XLSX says so in the cell's style. */
const withoutMark = (cell: string, type: CellType): string => (numbers.has(type) ? cell : cell.replace(/^'(?=[=+\-@\t\r])/, ''));

test('the first sheet names the digest, figures are numbers', async () => {
  const [about, , figures] = await sheetsOf();
  expect(about!.data).toContainEqual(['JSON of this report, SHA-256', 'e'.repeat(64)]);
  expect(about!.data).toContainEqual(['Credentials', 3]);
  expect(figures!.data[1]).toEqual(['Where we stand', 'High or critical if they leak', 38, 112, 40, 112, null]);
});

test('the same report is the same bytes, whatever the clock and the time zone', async () => {
  const once = await renderedBytes(renderXlsx, await readSmallReport(200));
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  const again = await renderedBytes(renderXlsx, await readSmallReport(200));
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(once.equals(again)).toBe(true);
});

test('rows that cannot be read end the file with their error', async () => {
  const report = await readSmallReport();
  findTable(report, 'credentials')!.rows = async function* () {
    yield [['a', null, 1]];
    throw new Error('the disk is gone');
  };
  await expect(renderedBytes(renderXlsx, report)).rejects.toThrow('the disk is gone');
});
