import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cellText, intervalText } from './cellText.ts';
import { drawChart } from './drawChart.ts';
import { inks } from './inks.ts';
import { type OpenLines, readReportJson } from './readReportJson.ts';
import { findTable, ReportJson } from './report.ts';
import { smallReport } from './smallReport.ts';
import { writeReportJson } from './writeReportJson.ts';

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const linesOf = (text: string): OpenLines =>
  async function* (fromByte) {
    yield* Buffer.from(text).subarray(fromByte).toString().split('\n').slice(0, -1);
  };

test('the JSON is the model, and the same text each time', async () => {
  const text = await textOf(writeReportJson(smallReport()));
  expect(await textOf(writeReportJson(smallReport()))).toBe(text);
  const json = ReportJson.parse(JSON.parse(text));
  const table = json.sections[1]!.blocks[1]!;
  expect(table).toMatchObject({ kind: 'table', id: 'credentials', count: 3, rows: [['t:key/0', null, 0], ['t:key/1', 'owner 1', 1.5], expect.anything()] });
  expect(json.head.analysis.id).toBe(7);
});

test('what is read back writes the same text, each table as often as it is asked for', async () => {
  const text = await textOf(writeReportJson(smallReport(1201)));
  const report = await readReportJson(linesOf(text));
  expect(await textOf(writeReportJson(report))).toBe(text);
  expect(await textOf(writeReportJson(report))).toBe(text);
  const pieces: number[] = [];
  for await (const piece of findTable(report, 'credentials')!.rows()) pieces.push(piece.length);
  expect([findTable(report, 'credentials')!.count, ...pieces]).toEqual([1201, 500, 500, 201]);
});

test('a table without rows comes back without rows', async () => {
  const text = await textOf(writeReportJson(smallReport(0)));
  const report = await readReportJson(linesOf(text));
  expect(findTable(report, 'credentials')!.count).toBe(0);
  expect(await textOf(writeReportJson(report))).toBe(text);
});

test.each([
  ['its beginning', (text: string) => text.replace('"version":1', '"version":2'), /line 1: the beginning of something that is no report/],
  ['its head', (text: string) => text.replace('"audience":"auditor"', '"audience":"nobody"'), /line 1: something else than a report has there/],
  ['a row gone', (text: string) => text.replace(/\["t:key\/1".*\n/, ''), /after 2 rows of the table credentials/],
  ['a row added', (text: string) => text.replace(/\["t:key\/1".*\n/, (row) => row + row), /after 4 rows of the table credentials/],
  ['its end', (text: string) => text.slice(0, -4), /its end before the report ends/],
  ['more after it', (text: string) => `${text}more\n`, /more after its end/],
  ['a kind of block', (text: string) => text.replace('"kind":"paragraph"', '"kind":"poem"'), /line 3: something else than a report has there/],
])('a file with %s changed is told, with its line', async (_, change, message) => {
  const text = await textOf(writeReportJson(smallReport()));
  expect(change(text)).not.toBe(text);
  await expect(readReportJson(linesOf(change(text)))).rejects.toThrow(message);
});

test('a row of another length than its columns is a fault of whoever gathered it', async () => {
  const report = smallReport();
  findTable(report, 'credentials')!.rows = async function* () {
    yield [['one cell']];
  };
  await expect(textOf(writeReportJson(report))).rejects.toThrow('a row of the table credentials has 1 cells, its columns are 3');
});

test('every chart is drawn within its size, with its numbers in it', async () => {
  const report = await readReportJson(linesOf(await textOf(writeReportJson(smallReport()))));
  const charts = report.sections[0]!.blocks.filter((block) => block.kind === 'chart');
  expect(charts.map(({ data }) => data.type)).toEqual(['bands', 'distribution', 'trend', 'burn-down']);
  for (const { data } of charts) {
    const { width, height, shapes } = drawChart(data, 480);
    expect(width).toBe(480);
    for (const shape of shapes) {
      if ('x' in shape) expect(shape.x >= 0 && shape.x <= width && shape.y >= -1 && shape.y <= height, JSON.stringify(shape)).toBe(true);
      if (shape.kind === 'rect') expect(shape.x + shape.width, JSON.stringify(shape)).toBeLessThanOrEqual(width + 0.01);
      if (shape.kind === 'path') expect(shape.d).toMatch(/^[MLZ\d.,-]+$/);
    }
  }
  const texts = drawChart(charts[0]!.data, 480).shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
  expect(texts).toEqual(expect.arrayContaining(['30 – 40', '12,000', 'critical', '60']));
});

test('no text of a chart is cut off, however many there are', () => {
  const counts = (low: number) => ({ contained: 2_819, low, medium: 494, high: 70, critical: 35 });
  const wide = { certain: counts(1_616_004), upTo: counts(1_616_606) };
  const spread = [0, 1, 1e4, 1e7].map((from) => ({ from, to: from === 0 ? 0 : from * 10, count: 15_100 }));
  for (const data of [{ type: 'bands', leak: wide, takeover: wide } as const, { type: 'distribution', certain: spread, upTo: spread } as const])
    for (const shape of drawChart(data, 480).shapes) {
      if (shape.kind !== 'text') continue;
      const long = 0.6 * shape.size * shape.text.length;
      const from = shape.x - { start: 0, middle: long / 2, end: long }[shape.anchor];
      expect(from, `where "${shape.text}" begins`).toBeGreaterThanOrEqual(-0.01);
      expect(from + long, `where "${shape.text}" ends`).toBeLessThanOrEqual(480.01);
    }
});

test('colours are those of the screens', () => {
  const css = fs.readFileSync(path.resolve(import.meta.dirname, '../../app/global.css'), 'utf8');
  for (const [ink, [light, dark]] of Object.entries(inks)) expect(css).toContain(`--${ink}: light-dark(${light}, ${dark});`);
});

test.each([
  [38, 'integer', '38'],
  [1_234_567.25, 'actionDays', '1.23M'],
  [13_260.25, 'actionDays', '13,260.25'],
  [0.613, 'share', '61 %'],
  [300, 'seconds', '5 min'],
  ['2026-11-28T00:00:00.000Z', 'time', '2026-11-28'],
  ['2026-11-28T12:04:00.000Z', 'time', '2026-11-28 12:04 UTC'],
  [true, 'flag', 'yes'],
  [['a', 'b'], 'list', 'a, b'],
  [null, 'days', ''],
] as const)('%j as %s is written %s', (cell, type, text) => {
  expect(cellText(Array.isArray(cell) ? [...cell] : (cell as string | number | boolean | null), type)).toBe(text);
});

test('an interval shows its other end only where it differs', () => {
  expect([intervalText(3, 12, 'integer'), intervalText(3, 3, 'integer'), intervalText(3, undefined, 'integer')]).toEqual(['3, up to 12', '3', '3']);
});
