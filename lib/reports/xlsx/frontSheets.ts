import { type Scenario, scenarios } from '../../model/figures.ts';
import { bands } from '../../model/weights.ts';
import type { Cell, CellType, Chart, Figure } from '../block.ts';
import type { Report } from '../report.ts';
import type { ReportHead } from '../reportHead.ts';
import type { SheetCell } from './cellXml.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

const cell = (value: Cell | undefined, type: CellType = 'text'): SheetCell => ({ value, type });
const column = (title: string, type: CellType = 'text'): SheetColumn => ({ title, type });

const held = (name: string, columns: SheetColumn[], rows: SheetCell[][]): Sheet => ({
  ...{ name, columns, count: rows.length, filtered: true },
  rows: async function* () {
    yield rows;
  },
});

/** What the report is, and a link to each of the other sheets. @param others in their order, with their final names */
export function reportSheet(name: string, head: ReportHead, digest: string, others: readonly Sheet[]): Sheet {
  const facts = factsOf(head, digest);
  const listed = others.map((sheet): SheetCell[] => [{ ...cell(sheet.name), link: true }, cell(sheet.count, 'integer')]);
  const heading = [cell('Sheet'), cell('Rows')];
  const sheet = held(name, [column('Report'), column('Value')], [...facts.map(([label, fact]) => [cell(label), fact]), [], heading, ...listed]);
  return { ...sheet, filtered: false, links: others.map(({ name: to }, at) => ({ row: facts.length + 2 + at, to })) };
}

function factsOf(head: ReportHead, digest: string): [string, SheetCell][] {
  const { analysis, comparedWith, auditHead } = head;
  return [
    ['Title', cell(head.title)],
    ['Period from', cell(head.period.from, 'time')],
    ['Period to (not included)', cell(head.period.to, 'time')],
    ['Scope', cell(head.filter === '' ? 'everything' : head.filter)],
    ['Frozen at', cell(head.frozenAt, 'time')],
    ['Analysis', cell(analysis.id, 'integer')],
    ['Data as of', cell(analysis.asOf, 'time')],
    ['Data changed since', cell(analysis.stale, 'flag')],
    ['T', cell(analysis.horizonDays, 'days')],
    ['T is from', cell(analysis.horizonOrigin)],
    ['Weights', cell(analysis.weightsVersion)],
    ['Made by', cell(`${head.product} ${head.version}`)],
    ['Compared with the report of', cell(comparedWith?.frozenAt, 'time')],
    ['Its JSON, SHA-256', cell(comparedWith?.digest, 'digest')],
    ['JSON of this report, SHA-256', cell(digest, 'digest')],
    ['Audit log head', cell(auditHead?.word, 'key')],
    ['Public key', cell(head.publicKey, 'key')],
    ['Times', cell('all in UTC')],
  ];
}

/** Sentences, figures and the numbers of charts; sheets that would be empty are left out. */
export function blockSheets(report: Report): Sheet[] {
  const blocks = report.sections.flatMap(({ title, blocks }) => blocks.map((block) => ({ title, block })));
  const texts = blocks.flatMap(({ title, block }): SheetCell[][] => {
    const sentences = block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : block.kind === 'chart' ? [block.finding] : [];
    return sentences.map((text) => [cell(title), cell(text)]);
  });
  const figures = blocks.flatMap(({ title, block }) => (block.kind === 'figures' ? block.figures.map((figure) => figureRow(title, figure)) : []));
  const points = blocks.flatMap(({ block }) => (block.kind === 'chart' ? chartRows(block) : []));
  const sheets = [
    held('Text', [column('Section'), column('Text')], texts),
    held(
      'Figures',
      ['Section', 'Figure', 'Value', 'Up to', 'Before', 'Before, up to', 'Note'].map((title) => column(title)),
      figures,
    ),
    held(
      'Charts',
      ['Chart', 'Series', 'At', 'Up to below', 'Value', 'Value, up to'].map((title) => column(title)),
      points,
    ),
  ];
  return sheets.filter(({ count }) => count > 0);
}

const figureRow = (section: string, { label, type, value, upTo, before, beforeUpTo, note }: Figure): SheetCell[] => [
  ...[cell(section), cell(label)],
  ...[value, upTo, before, beforeUpTo].map((each) => cell(each, type)),
  cell(note),
];

/** The numbers behind a picture, a row a mark. */
function chartRows({ title, data }: Chart): SheetCell[][] {
  const row = (series: string, at: SheetCell, end: SheetCell, value: number, upTo?: number) => [
    cell(title),
    cell(series),
    at,
    end,
    cell(value, 'number'),
    cell(upTo, 'number'),
  ];
  const none = cell(null);
  const time = (ms: number): SheetCell => cell(new Date(ms).toISOString(), 'time');
  const of = <T>(values: readonly [T, T], scenario: Scenario): T => values[scenario === 'leak' ? 0 : 1];
  switch (data.type) {
    case 'bands':
      return scenarios.flatMap((scenario) => bands.map((band) => row(scenario, cell(band), none, data[scenario].certain[band], data[scenario].upTo[band])));
    case 'distribution':
      return (['certain', 'upTo'] as const).flatMap((series) =>
        data[series].map(({ from, to, count }) => row(series === 'upTo' ? 'up to' : series, cell(from, 'number'), cell(to, 'number'), count)),
      );
    case 'trend':
      return scenarios.flatMap((scenario) =>
        data.points.map(({ at, figures }) => row(scenario, time(at), none, of(figures, scenario).certain, of(figures, scenario).upTo)),
      );
    case 'burn-down':
      return scenarios.flatMap((scenario) => data.points.map(({ at, values }) => row(scenario, time(at), none, of(values, scenario))));
  }
}
