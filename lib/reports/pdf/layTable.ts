import { formatCount, plural } from '../../model/format.ts';
import { bands } from '../../model/weights.ts';
import type { Cell, CellType, Column } from '../block.ts';
import { cellText } from '../cellText.ts';
import type { Ink } from '../inks.ts';
import type { Table } from '../report.ts';
import { breakLines } from './breakLines.ts';
import { fitColumns } from './fitColumns.ts';
import type { TextStyle } from './pageContent.ts';
import type { PageFlow } from './pageFlow.ts';

const body: TextStyle = { font: 'regular', size: 7.5, ink: 'text' };
const heading: TextStyle = { font: 'bold', size: 7, ink: 'text-2' };
const muted: TextStyle = { font: 'regular', size: 8, ink: 'text-3' };
const [lineHeight, padding, gap] = [9.6, 2.9, 10];
/** Of one cell; a row is never higher than a page. */
const mostLines = 40;

type Laid = { column: Column; at: number; x: number; width: number; title: string[]; right: boolean };

/** A table with its title, its note and all its rows, its head again on each page. Yields when there may be pages to take away. */
export async function* layTable(flow: PageFlow, table: Table): AsyncGenerator<void, void> {
  let laid: Laid[] | undefined;
  for await (const piece of table.rows()) {
    if (piece.length === 0) continue;
    laid ??= beginTable(flow, table, piece);
    for (const row of piece) layRow(flow, table, laid, row);
    yield;
  }
  if (!laid) {
    beginTable(flow, table, []);
    flow.content.text(flow.left, flow.y + 12, 'Nothing to list.', muted);
    flow.y += 18;
  }
  flow.y += 16;
}

function beginTable(flow: PageFlow, table: Table, sample: Cell[][]): Laid[] {
  const { laid, hidden } = layColumns(flow, table, sample);
  const note = noteOf(table, hidden);
  const lines = note === '' ? [] : breakLines(flow.fonts.regular, muted.size, note, flow.width);
  flow.ensure(92 + lines.length * 11);
  flow.bookmark(table.title, 1);
  flow.content.text(flow.left, flow.y + 10, table.title, { font: 'bold', size: 10.5, ink: 'text' });
  flow.y += 15;
  for (const line of lines) {
    flow.content.text(flow.left, flow.y + 8, line, muted);
    flow.y += 11;
  }
  flow.y += 4;
  layHead(flow, laid);
  return laid;
}

function noteOf({ note, count, columns }: Table, hidden: number): string {
  const more = hidden === 0 ? '' : `${plural(columns.length - hidden, 'column')} of ${columns.length}; all are in the CSV and the XLSX.`;
  return [note, count > 20 ? `${formatCount(count)} rows.` : '', more].filter((text) => text !== undefined && text !== '').join(' ');
}

/** All columns where they fit as they are, else the brief ones. */
function layColumns(flow: PageFlow, { columns }: Table, sample: Cell[][]): { laid: Laid[]; hidden: number } {
  const { regular, bold } = flow.fonts;
  const wishes = columns.map((column, at) => {
    const least = Math.max(...column.title.split(' ').map((word) => bold.width(word, heading.size)));
    const widest = sample.reduce((most, row) => Math.max(most, regular.width(cellText(row[at], column.type), body.size)), 0);
    const title = bold.width(column.title, heading.size);
    return { column, at, least, natural: Math.max(widest, least, Math.min(title, 44)), flexible: flexible.has(column.type) };
  });
  const fits = wishes.reduce((sum, { natural }) => sum + natural + gap, -gap) <= flow.width;
  const shown = fits ? wishes : wishes.filter(({ column }) => column.brief);
  const widths = fitColumns(shown, flow.width - gap * (shown.length - 1));
  let x = flow.left;
  const laid = shown.map(({ column, at }, place) => {
    const width = widths[place]!;
    const here = { column, at, x, width, title: breakLines(bold, heading.size, column.title, width), right: numeric.has(column.type) };
    x += width + gap;
    return here;
  });
  return { laid, hidden: columns.length - shown.length };
}

const flexible = new Set<CellType>(['text', 'key', 'list', 'digest']);
const numeric = new Set<CellType>(['integer', 'number', 'actionDays', 'days', 'seconds', 'share']);

function layHead(flow: PageFlow, laid: Laid[]): void {
  const height = Math.max(1, ...laid.map(({ title }) => title.length)) * 8.6;
  for (const { title, x, width, right } of laid)
    title.forEach((line, at) => {
      flow.content.text(right ? x + width : x, flow.y + height - (title.length - 1 - at) * 8.6 - 1.5, line, heading, right ? 'end' : 'start');
    });
  flow.y += height + 2.5;
  flow.content.line(flow.left, flow.y, flow.right, flow.y, { ink: 'text-2', thickness: 0.75 });
}

function layRow(flow: PageFlow, table: Table, laid: Laid[], row: Cell[]): void {
  const cells = laid.map(({ column, at, width }) => breakLines(flow.fonts.regular, body.size, cellText(row[at], column.type), width, mostLines));
  const height = cells.reduce((most, { length }) => Math.max(most, length), 1) * lineHeight + padding * 2;
  if (flow.ensure(height)) {
    flow.content.text(flow.left, flow.y + 8, `${table.title}, continued`, muted);
    flow.y += 14;
    layHead(flow, laid);
  }
  laid.forEach(({ column, at, x, width, right }, place) => {
    const style = styleOf(row[at], column);
    cells[place]!.forEach((line, lineAt) => {
      if (line !== '') flow.content.text(right ? x + width : x, flow.y + padding + (lineAt + 1) * lineHeight - 2.4, line, style, right ? 'end' : 'start');
    });
  });
  flow.y += height;
  flow.content.line(flow.left, flow.y, flow.right, flow.y, { ink: 'line' });
}

/** A band has its colour, as on the screens, and its word. */
function styleOf(cell: Cell | undefined, { type, id }: Column): TextStyle {
  const band = type === 'text' && /(^|\.)(band|to|from)$/i.test(id) ? bands.find((each) => each === cell) : undefined;
  const ink: Ink | undefined = band && `band-${band}-text`;
  return ink === undefined ? body : { font: 'bold', size: body.size, ink };
}
