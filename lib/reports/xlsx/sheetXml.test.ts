import { expect, test } from 'vitest';
import type { Cell } from '../block.ts';
import type { Table } from '../report.ts';
import { cellXml } from './cellXml.ts';
import { sheetNames } from './sheetNames.ts';
import { columnLetters, sheetXml } from './sheetXml.ts';
import { styleIndex } from './stylesXml.ts';
import { tableSheets } from './tableSheets.ts';

const table = (count: number): Table => ({
  ...{ kind: 'table', id: 't', title: 'Credentials', columns: [{ id: 'n', title: 'Number', type: 'integer', brief: true }], count },
  rows: async function* () {
    for (let from = 0; from < count; from += 4) yield Array.from({ length: Math.min(4, count - from) }, (_, at): Cell[] => [from + at]);
  },
});

test.each([
  [0, ['Credentials'], [[]]],
  [9, ['Credentials'], [[0, 1, 2, 3, 4, 5, 6, 7, 8]]],
  [10, ['Credentials', 'Credentials (2)'], [[0, 1, 2, 3, 4, 5, 6, 7, 8], [9]]],
  [
    20,
    ['Credentials', 'Credentials (2)', 'Credentials (3)'],
    [
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15, 16, 17],
      [18, 19],
    ],
  ],
])('%i rows where a sheet has 10 with its heading', async (count, names, rows) => {
  const sheets = tableSheets(table(count), 10);
  expect(sheets.map(({ name }) => name)).toEqual(names);
  const seen: unknown[][] = [];
  for (const sheet of sheets) {
    seen.push([]);
    for await (const piece of sheet.rows()) seen.at(-1)!.push(...piece.map(([cell]) => cell!.value));
  }
  expect(seen).toEqual(rows);
  expect(sheets.map((sheet) => sheet.count)).toEqual(rows.map(({ length }) => length));
});

test('the heading stays in sight and filters all rows', async () => {
  let xml = '';
  for await (const piece of sheetXml(tableSheets(table(3))[0]!, 'a & b')) xml += piece;
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A1:A4"/>');
  expect(xml).toContain('<row r="4"><c r="A4" s="4"><v>2</v></c></row></sheetData>');
  expect(xml).toContain('a &amp; b');
});

test.each(['=1+1', '+1', '-1', '@a', '\ta', '\r=1'])('the text %j is text for good', (text) => {
  expect(cellXml('A1', { value: text, type: 'text' })).toMatch(new RegExp(`^<c r="A1" s="${styleIndex.inert}" t="inlineStr"><is><t xml:space="preserve">`));
});

test('what XML cannot hold is escaped, and what looks like such an escape', () => {
  expect(cellXml('A1', { value: '<\u0007&\ud800"_x0041_', type: 'text' })).toContain('>&lt;_x0007_&amp;_xD800_&quot;_x005F_x0041_<');
});

test('a text longer than a cell ends with an ellipsis', () => {
  const text = />([^<]*)<\/t>/.exec(cellXml('A1', { value: 'x'.repeat(40_000), type: 'text' }))?.[1];
  expect(text).toHaveLength(32_767);
  expect(text?.endsWith('x…')).toBe(true);
});

test.each([
  ['2026-11-28T12:00:00.000Z', 46_354.5, styleIndex.time],
  ['2026-11-28T00:00:00.000Z', 46_354, styleIndex.day],
  ['1900-03-01T00:00:00.000Z', 61, styleIndex.day],
])('%s is the day %d', (iso, serial, style) => {
  expect(cellXml('A1', { value: iso, type: 'time' })).toBe(`<c r="A1" s="${style}"><v>${serial}</v></c>`);
});

test.each(['1899-12-31T00:00:00.000Z', 'soon'])('%s is no day of a spreadsheet: it stays text', (text) => {
  expect(cellXml('A1', { value: text, type: 'time' })).toContain(text);
});

test('names of sheets are what spreadsheets allow, each once', () => {
  expect(
    sheetNames([
      'Report',
      'report',
      "'Tasks: [all]/*'",
      'History',
      '',
      'Credentials that moved most if they leak',
      'Credentials that moved most if they leak (2)',
    ]),
  ).toEqual([...['Report', 'report ~2', 'Tasks   all', 'History ~2', 'Sheet'], ...['Credentials that moved most if…', 'Credentials that moved mos… (2)']]);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
] as const)('column %i is %s', (at, letters) => {
  expect(columnLetters(at)).toBe(letters);
});
