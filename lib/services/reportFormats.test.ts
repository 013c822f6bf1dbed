import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvLine } from '../model/csvLine.ts';
import { formatCount } from '../model/format.ts';
import { audiences, papers, type ReportFormat } from '../model/reports.ts';
import { offeredFormats } from '../reports/renderers.ts';
import { reportJsonSchema } from '../reports/report.ts';
import { createTasks } from './createTasks.ts';
import { loadSample } from './loadSample.ts';
import { makeReport } from './makeReport.ts';
import { openReport, renderReport } from './renderReport.ts';
import { exportReportFile, verifyReportFile } from './reportFile.ts';
import { must, type TestContext, testContext } from './testContext.ts';

const schemas = path.resolve(import.meta.dirname, '../../../shared/oscal');
let ctx: TestContext;
let folder: string;
const made = new Map<string, number>();
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-report-'));
  must(await loadSample(ctx, () => undefined, 200));
  must(await createTasks(ctx, { control: 'rotate', days: 30, credentials: { filter: 'issuance:static' }, title: '=rotate them', owner: '@ada' }));
  for (const audience of audiences) made.set(audience, must(await makeReport(ctx, { audience })).id);
});
afterAll(async () => {
  await ctx.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function written(audience: string, format: ReportFormat, table?: string): Promise<string> {
  const file = path.join(folder, `${audience}-${table ?? ''}.${format}`);
  must(await exportReportFile(ctx, { report: made.get(audience)!, format, file, ...(table !== undefined && { table }) }));
  return file;
}

describe.each(audiences)('for %s', (audience) => {
  test('the JSON is what its JSON Schema says', async () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(reportJsonSchema());
    const json = JSON.parse(fs.readFileSync(await written(audience, 'json'), 'utf8'));
    expect(validate(json), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(validate({ ...json, head: { ...json.head, frozenAt: 7 } })).toBe(false);
  });

  test.skipIf(!fs.existsSync(schemas)).each([
    ['oscal', 'oscal_assessment-results_schema.json'],
    ['oscal-poam', 'oscal_poam_schema.json'],
  ] as const)('%s is what NIST’s schema says (skipped where ../shared/oscal is not there)', async (format, schema) => {
    const validate = new Ajv({ strict: false, allErrors: true, formats: { 'date-time': true, email: true, uri: true, 'uri-reference': true } }).compile(
      JSON.parse(fs.readFileSync(path.join(schemas, schema), 'utf8')),
    );
    const json = JSON.parse(fs.readFileSync(await written(audience, format), 'utf8'));
    expect(validate(json), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(JSON.stringify(json)).toContain((await openReport(must(await reportRow(audience)))).head.auditHead!.word);
  });

  test('the page asks nobody for anything, and says what the JSON says', async () => {
    const html = fs.readFileSync(await written(audience, 'html'), 'utf8');
    expect(html).toContain(`default-src 'none'`);
    expect(html).not.toMatch(/<(?:script|link|img|iframe|object|embed)\b|(?:src|href)="(?!#)|url\(|@import/i);
    const row = must(await reportRow(audience));
    expect(html).toContain(row.digest);
    const { analysis } = must(await ctx.engine.ask('status', {}));
    expect(html).toContain(`of ${analysis!.leak.credentials} usable credentials are high or critical`);
    expect(html).toContain('role="img"');
  });

  test('a file is told from one with a single changed byte, in every format', async () => {
    for (const format of offeredFormats) {
      const file = await written(audience, format);
      expect(must(await verifyReportFile(ctx, { file })), format).toMatchObject({
        ok: true,
        faults: [],
        signed: { format },
        report: { id: made.get(audience) },
      });
      const bytes = fs.readFileSync(file);
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1;
        fs.writeFileSync(file, changed);
        expect(must(await verifyReportFile(ctx, { file })), `${format}, byte ${at}`).toMatchObject({
          ok: false,
          faults: [expect.stringContaining('the file was changed')],
        });
      }
    }
  });
});

const reportRow = async (audience: string) => {
  const rendered = await renderReport(ctx, { report: made.get(audience)!, format: 'json' });
  return rendered.ok ? { ok: true as const, value: rendered.value.report } : rendered;
};

test('a signature of which a byte was changed, or by another key, is told', async () => {
  const file = await written('board', 'html');
  const sig = fs.readFileSync(`${file}.sig`, 'utf8');
  for (let at = 0; at < sig.length; at += 7) {
    fs.writeFileSync(`${file}.sig`, `${sig.slice(0, at)}${sig[at] === '0' ? '1' : '0'}${sig.slice(at + 1)}`);
    expect(must(await verifyReportFile(ctx, { file })).ok, `byte ${at}`).toBe(false);
  }
  fs.writeFileSync(`${file}.sig`, sig);
  expect(must(await verifyReportFile(ctx, { file, publicKey: 'A'.repeat(43) }))).toMatchObject({
    ok: false,
    faults: [expect.stringContaining('expected AAAA')],
  });
  fs.rmSync(`${file}.sig`);
  expect(must(await verifyReportFile(ctx, { file }))).toMatchObject({ ok: true, report: { id: made.get('board') } });
});

test('the CSV of each table is its rows, its digests beside it, and no formula in it', async () => {
  const report = await openReport(must(await reportRow('auditor')));
  const tables = report.sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'table');
  for (const table of tables) {
    const file = await written('auditor', 'csv', table.id);
    const text = fs.readFileSync(file, 'utf8');
    const records: string[][] = parse(text, { record_delimiter: '\r\n' });
    expect(records.length - 1, table.id).toBe(table.count);
    const cells: string[][] = [];
    for await (const piece of table.rows()) {
      for (const row of piece) cells.push(row.map((cell) => (Array.isArray(cell) ? cell.join(' ') : String(cell ?? ''))));
    }
    const plain = (text: string): string => (parse(csvLine([text])) as string[][])[0]?.[0] ?? '';
    expect(records.slice(1), table.id).toEqual(cells.map((row, at) => row.map((cell, column) => (records[at + 1]![column] === cell ? cell : plain(cell)))));
    for (const cell of records.slice(1).flat()) expect(cell).not.toMatch(/^(?:[=+@\t]|-(?!\d))/);
    expect(fs.readFileSync(`${file}.sha256`, 'utf8')).toMatch(new RegExp(`^[0-9a-f]{64}  ${path.basename(file)}\n[0-9a-f]{64}  report-\\d+\\.json\n$`));
  }
  expect(fs.readFileSync(await written('auditor', 'csv', 'tasks'), 'utf8')).toContain(`'=rotate them`);
});

test('what somebody changed in the data folder is made anew, or told; never signed', async () => {
  const report = made.get('iam')!;
  const first = must(await renderReport(ctx, { report, format: 'html' }));
  fs.appendFileSync(first.file, '<p>Everything is fine.</p>');
  expect(must(await renderReport(ctx, { report, format: 'html' }))).toMatchObject({ digest: first.digest });
  const json = must(await renderReport(ctx, { report, format: 'json' }));
  fs.appendFileSync(json.file, ' ');
  expect(await renderReport(ctx, { report, format: 'html' })).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT', message: expect.stringContaining('was changed') },
  });
});

test.each(papers)('the board gets three pages on %s, with the figures of the analysis; each paper is a file of its own', async (paper) => {
  const file = path.join(folder, `board-${paper}.pdf`);
  must(await exportReportFile(ctx, { report: made.get('board')!, format: 'pdf', paper, file }));
  expect(must(await verifyReportFile(ctx, { file })).ok).toBe(true);
  const pdf = await getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0 }).promise;
  expect(pdf.numPages).toBe(3);
  const first = await pdf.getPage(1);
  expect(Math.round(first.view[2]!)).toBe(paper === 'a4' ? 595 : 612);
  const text = (await first.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ');
  const { analysis } = must(await ctx.engine.ask('status', {}));
  expect(text).toContain(`${formatCount(analysis!.leak.highOrAbove)} of ${formatCount(analysis!.leak.credentials)} usable credentials`);
});
