import type { Paper } from '../model/reports.ts';
import type { Cell } from './block.ts';
import { readReportJson } from './readReportJson.ts';
import type { Renderer } from './renderer.ts';
import type { DraftReport, Report } from './report.ts';
import { writeReportJson } from './writeReportJson.ts';

/** A report with every kind of block and of cell, and of texts that a format could trip over, by hand: what renderers are tested with. @param rows of its long table */
export function smallReport(rows = 3): DraftReport {
  return {
    head: {
      product: 'Keyblast',
      version: '0.1.0',
      title: 'Identity blast radius, for the auditor',
      audience: 'auditor',
      frozenAt: '2026-11-28T12:00:00.000Z',
      period: { from: '2026-10-29T12:00:00.000Z', to: '2026-11-28T12:00:00.000Z' },
      filter: 'system:aws',
      analysis: {
        ...{ id: 7, asOf: '2026-11-28T00:00:00.000Z', horizonDays: 27, horizonOrigin: 'default', weightsVersion: '1', finishedAt: '2026-11-28T00:10:00.000Z' },
        ...{ credentials: rows, nodes: 20, edges: 30, grants: 40, corrections: 2, stale: false },
      },
      auditHead: {
        log: '0123456789abcdef',
        entry: 9,
        hash: 'a'.repeat(64),
        signature: 'B'.repeat(86),
        word: `0123456789abcdef.9.${'a'.repeat(64)}.${'B'.repeat(86)}`,
      },
      publicKey: 'C'.repeat(43),
      comparedWith: { digest: 'd'.repeat(64), title: 'The one before', frozenAt: '2026-10-28T12:00:00.000Z', analysis: 3 },
    },
    sections: [
      { id: 'where', title: 'Where we stand', newPage: false, annex: false, blocks: [words, figures, ...charts] },
      { id: 'all', title: 'Everything <b>&amp; more</b>', newPage: true, annex: false, blocks: [every, long(rows)] },
      { id: 'rest', title: 'For machines', newPage: true, annex: true, blocks: [annexed] },
    ],
  };
}

const words: DraftReport['sections'][number]['blocks'][number] = { kind: 'paragraph', text: 'Zoë said "a < b & c", twice; 鍵 🔑 and no more.' };

const figures: DraftReport['sections'][number]['blocks'][number] = {
  kind: 'figures',
  id: 'estate',
  figures: [
    { id: 'high', label: 'High or critical if they leak', type: 'integer', value: 38, upTo: 112, before: 40, beforeUpTo: 112 },
    { id: 'share', label: 'Largest share', type: 'share', value: 0.613, note: 'of what we see' },
    { id: 'sum', label: 'Action-days all together', type: 'actionDays', value: 1_234_567.25, upTo: 1_234_567.25 },
    { id: 'worst', label: 'The worst', type: 'key', value: '=HYPERLINK("http://example.com")' },
    { id: 'none', label: 'Median time to contain', type: 'days', value: null },
  ],
};

const counts = (high: number) => ({ contained: 12_000, low: 310, medium: 52, high, critical: 8 });
const charts: DraftReport['sections'][number]['blocks'] = [
  {
    ...{ kind: 'chart', id: 'bands', title: 'Credentials by band', finding: '38 are high or critical if they leak.' },
    data: { type: 'bands', leak: { certain: counts(30), upTo: counts(40) }, takeover: { certain: counts(60), upTo: counts(60) } },
  },
  {
    ...{ kind: 'chart', id: 'spread', title: 'Credentials by action-days', finding: 'Most reach little.' },
    data: { type: 'distribution', certain: [bucket(0, 0, 900), bucket(10, 100, 30), bucket(1e6, 1e7, 3)], upTo: [bucket(0, 0, 900), bucket(1e6, 1e7, 5)] },
  },
  {
    ...{ kind: 'chart', id: 'trend', title: 'Over time', finding: 'It falls.' },
    data: { type: 'trend', points: [point(1, 27, 50), point(2, 27, 44), point(3, 30, 38)] },
  },
  {
    ...{ kind: 'chart', id: 'burn', title: 'What remains', finding: 'It burns down.' },
    data: { type: 'burn-down', points: [1, 2, 3].map((day) => ({ at: Date.UTC(2026, 10, day), values: [9000 / day, 20_000 / day] })) },
  },
];

function bucket(from: number, to: number, count: number) {
  return { from, to, count };
}

function point(day: number, horizonDays: number, high: number) {
  const figure = { certain: high, upTo: high + 20 };
  return { at: Date.UTC(2026, 10, day), horizonDays, weightsVersion: '1', imports: day, figures: [figure, figure] satisfies [unknown, unknown] };
}

const every: DraftReport['sections'][number]['blocks'][number] = {
  kind: 'table',
  id: 'every',
  title: 'Every kind of cell',
  note: 'One row a trap.',
  columns: (['text', 'key', 'integer', 'number', 'actionDays', 'days', 'seconds', 'share', 'time', 'flag', 'digest', 'list'] as const).map((type, at) => ({
    ...{ id: type, title: `A ${type}`, type },
    brief: at < 6,
  })),
  rows: async function* () {
    yield [['=1+1', 'aws:arn:1', 3, 2.5, 13_260.25, 27, 300, 0.613, '2026-11-28T12:00:00.000Z', true, 'ab12', ['read', 'write']]];
    yield [];
    yield [
      ['+1 555 0100', '-minus', 0, -1.5, 0, 0, 0, 0, null, false, null, []],
      ['\ttab', '@channel', null, null, null, null, null, null, null, null, null, null],
      ['says "hi", twice\nand again', '<script>alert(1)</script>', 1e9, 1e-7, 1e12, 240, 86_400, 1, '2026-11-28T00:00:00.000Z', true, 'ff', ['=x', ',']],
    ];
  },
};

const annexed: DraftReport['sections'][number]['blocks'][number] = {
  ...{ kind: 'table', id: 'annexed', title: 'What paper leaves out', columns: [{ id: 'word', title: 'Word', type: 'text', brief: true }] },
  rows: async function* () {
    yield [['leftOutOfPaper']];
  },
};

const long = (count: number): DraftReport['sections'][number]['blocks'][number] => ({
  kind: 'table',
  id: 'credentials',
  title: 'Credentials',
  columns: [
    { id: 'credential', title: 'Credential', type: 'key', brief: true },
    { id: 'owner', title: 'Owner', type: 'text', brief: true },
    { id: 'leak.actionDays', title: 'Action-days, leak', type: 'actionDays', brief: true },
  ],
  rows: async function* () {
    for (let from = 0; from < count; from += 500)
      yield Array.from({ length: Math.min(500, count - from) }, (_, at): Cell[] => [
        `t:key/${from + at}`,
        at % 3 === 0 ? null : `owner ${at % 7}`,
        (from + at) * 1.5,
      ]);
  },
});

/** The small report as renderers get it: written and read back. For tests only. */
export async function readSmallReport(rows = 3): Promise<Report> {
  let text = '';
  for await (const piece of writeReportJson(smallReport(rows))) text += piece;
  return readReportJson(async function* (fromByte) {
    yield* Buffer.from(text).subarray(fromByte).toString().split('\n').slice(0, -1);
  });
}

/** What a renderer makes of a report. */
export async function renderedBytes(renderer: Renderer, report: Report, asked: { table?: string; paper?: Paper } = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of renderer.render(report, { digest: 'e'.repeat(64), ...asked })) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The same as text. */
export const renderedText = async (renderer: Renderer, report: Report, table?: string): Promise<string> =>
  (await renderedBytes(renderer, report, { ...(table !== undefined && { table }) })).toString();
