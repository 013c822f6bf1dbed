import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import type { Cell, Column } from './block.ts';
import { intervalText } from './cellText.ts';
import { renderPdf } from './renderPdf.ts';
import type { Report } from './report.ts';
import { readSmallReport, renderedBytes } from './smallReport.ts';

type Piece = { text: string; left: number; right: number; bottom: number };

/** The texts of each page, as another program reads them. */
async function pagesOf(report: Report, paper?: 'a4' | 'letter'): Promise<{ pdf: PDFDocumentProxy; pages: Piece[][] }> {
  const data = new Uint8Array(await renderedBytes(renderPdf, report, { ...(paper && { paper }) }));
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const pages: Piece[][] = [];
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    const pieces = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
    pages.push(pieces.map(({ str, transform, width }) => ({ text: str, left: transform[4], right: transform[4] + width, bottom: transform[5] })));
  }
  return { pdf, pages };
}

const joined = (pages: Piece[][]): string => pages.map((page) => page.map(({ text }) => text).join(' ')).join('\n');

test('figures, titles, findings and the digest are found as text, what is an annex is not', async () => {
  const report = await readSmallReport();
  const text = joined((await pagesOf(report)).pages);
  for (const { title, annex, blocks } of report.sections) {
    if (annex) expect(text).not.toContain(title);
    for (const block of annex ? [] : blocks) {
      if (block.kind === 'chart') expect(text).toContain(block.finding);
      for (const { label, value, upTo, type } of block.kind === 'figures' ? block.figures : []) {
        expect(text).toContain(label);
        if (type !== 'key') expect(text).toContain(intervalText(value, upTo, type).split(', ')[0]);
      }
    }
  }
  expect(text).toContain('up to 112');
  expect(text).toContain('before: 40, up to 112');
  expect(text).toContain(`JSON, SHA-256: ${'e'.repeat(64)}`);
  expect(text).not.toContain('leftOutOfPaper');
});

test('every row of a long table is there once, in order, below the head of its page', async () => {
  const { pages } = await pagesOf(await readSmallReport(1700));
  const keys = pages.flatMap((page) => page.filter(({ text }) => text.startsWith('t:key/')).map(({ text }) => text));
  expect(keys).toEqual(Array.from({ length: 1700 }, (_, at) => `t:key/${at}`));
  const listing = pages.filter((page) => page.some(({ text }) => text.startsWith('t:key/')));
  expect(listing.length).toBeGreaterThan(30);
  for (const page of listing) {
    const head = page.filter(({ text }) => text === 'Credential');
    expect(head).toHaveLength(1);
    expect(page.filter(({ text, bottom }) => text.startsWith('t:key/') && bottom >= head[0]!.bottom)).toEqual([]);
  }
  expect(listing.slice(1).every((page) => page.some(({ text }) => text === 'Credentials, continued'))).toBe(true);
});

test.each(['a4', 'letter'] as const)(
  'on %s each page has its number of all, the period and the scope, and nothing stands outside the margins',
  async (paper) => {
    const { pdf, pages } = await pagesOf(await readSmallReport(300), paper);
    const { view } = await pdf.getPage(1);
    expect(view.map(Math.round)).toEqual(paper === 'a4' ? [0, 0, 595, 842] : [0, 0, 612, 792]);
    pages.forEach((page, at) => {
      expect(page.map(({ text }) => text.replaceAll(' ', '')).join('')).toContain(`Page${at + 1}of${pages.length}JSON`);
      if (at > 0) expect(joined([page])).toContain('2026-10-29 to 2026-11-28, scope: system:aws');
      expect(page.filter(({ left, right, bottom }) => left < 47 || right > view[2]! - 47 || bottom < 20 || bottom > view[3]! - 30)).toEqual([]);
    });
  },
);

test('the outline leads to sections and to their tables', async () => {
  const { pdf, pages } = await pagesOf(await readSmallReport(300));
  const outline = await pdf.getOutline();
  expect(outline.map(({ title, items }) => [title, items.map((item: { title: string }) => item.title)])).toEqual([
    ['Where we stand', []],
    ['Everything <b>&amp; more</b>', ['Every kind of cell', 'Credentials']],
  ]);
  for (const { title, dest } of [...outline, ...outline[1]!.items]) {
    const page = await pdf.getPageIndex((dest as [{ num: number; gen: number }])[0]);
    expect(joined([pages[page]!])).toContain(title);
  }
  expect((await pdf.getMetadata()).info).toMatchObject({
    Title: 'Identity blast radius, for the auditor',
    Creator: 'Keyblast 0.1.0',
    CreationDate: 'D:20261128120000Z',
  });
});

test('a character that the font lacks is written as its code point, the marks of other directions too', async () => {
  const text = joined((await pagesOf(await named(['鍵 🔑 Łódź', 'a\u202eb']))).pages);
  expect(text).toContain('U+9375 U+1F511 Łódź');
  expect(text).toContain('aU+202Eb');
});

test('a key without a space is broken within its column, a cell higher than a page ends', async () => {
  const arn = `arn:aws:iam::123456789012:role/${'service-role/'.repeat(20)}end`;
  const { pages } = await pagesOf(await named([arn, 'x'.repeat(20_000)]));
  const pieces = pages.flat();
  expect(Math.max(...pieces.map(({ right }) => right))).toBeLessThan(595 - 47);
  expect(pieces.map(({ text }) => text).join('')).toContain(arn);
  expect(pieces.some(({ text }) => text.endsWith('x…'))).toBe(true);
});

test('the same report is the same bytes', async () => {
  const [once, again] = [await renderedBytes(renderPdf, await readSmallReport(200)), await renderedBytes(renderPdf, await readSmallReport(200))];
  expect(once.equals(again)).toBe(true);
  expect(once.equals(await renderedBytes(renderPdf, await readSmallReport(200), { paper: 'letter' }))).toBe(false);
});

test('a table without rows says so, one of many columns shows the brief ones and where the rest is', async () => {
  const columns = Array.from({ length: 14 }, (_, at): Column => ({ id: `c${at}`, title: `Column ${at}`, type: 'text', brief: at < 3 }));
  const wide = Array.from({ length: 14 }, (_, at) => `a text that is long ${at}`);
  const text = joined((await pagesOf(await tables({ columns, rows: [wide] }, { columns, rows: [] }))).pages);
  expect(text).toContain('3 columns of 14; all are in the CSV and the XLSX.');
  expect(text).toContain('a text that is long 2');
  expect(text).not.toContain('a text that is long 3');
  expect(text).toContain('Nothing to list.');
});

/** A report of tables, by hand. */
async function tables(...all: { columns: Column[]; rows: Cell[][] }[]): Promise<Report> {
  const { head } = await readSmallReport();
  const blocks = all.map(({ columns, rows }, at) => ({
    ...{ kind: 'table' as const, id: `t${at}`, title: `Table ${at}`, columns, count: rows.length },
    rows: async function* () {
      yield rows;
    },
  }));
  return { head, sections: [{ id: 's', title: 'Tables', newPage: true, annex: false, blocks }] };
}

const named = (names: string[]): Promise<Report> =>
  tables({
    columns: [
      { id: 'name', title: 'Name', type: 'text', brief: true },
      { id: 'count', title: 'Count', type: 'integer', brief: true },
    ],
    rows: names.map((name) => [name, 1]),
  });
