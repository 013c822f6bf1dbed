import type { Cell, Column, Figure, PlainBlock } from './block.ts';
import { cellText, intervalText } from './cellText.ts';
import { drawChart } from './drawChart.ts';
import { headFacts } from './headFacts.ts';
import { htmlStyle } from './htmlStyle.ts';
import { escapeHtml, svgOf } from './htmlText.ts';
import type { Renderer } from './renderer.ts';
import type { Report, Section, Table } from './report.ts';

/** Rows of a table that a page lists; more would be no page any more. */
export const listedRows = 1000;
const chartWidth = 640;

/** One page that needs nothing but itself: no network, no script; light, dark, and on paper. */
export const renderHtml: Renderer = {
  format: 'html',
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  async *render(report, { digest }) {
    const encoder = new TextEncoder();
    for await (const text of page(report, digest)) yield encoder.encode(text);
  },
};

async function* page(report: Report, digest: string): AsyncGenerator<string, void> {
  const { head } = report;
  const sections = report.sections.filter(({ annex }) => !annex);
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="${escapeHtml(`${head.product} ${head.version}`)}">
<title>${escapeHtml(head.title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(head.title)}</h1>
<dl class="facts">${headFacts(head, digest)
    .map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('')}</dl>
<nav aria-label="Sections"><ol>${sections.map(({ id, title }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a></li>`).join('')}</ol></nav>
</header>
<main>
`;
  for (const section of sections) yield* sectionHtml(section);
  yield '</main>\n</body>\n</html>\n';
}

async function* sectionHtml({ id, title, newPage, blocks }: Section): AsyncGenerator<string, void> {
  yield `<section id="${escapeHtml(id)}"${newPage ? ' class="page"' : ''}>\n<h2>${escapeHtml(title)}</h2>\n`;
  for (const block of blocks) {
    if (block.kind === 'table') yield* tableHtml(block);
    else yield blockHtml(block);
  }
  yield '</section>\n';
}

function blockHtml(block: PlainBlock): string {
  if (block.kind === 'paragraph') return `<p>${escapeHtml(block.text)}</p>\n`;
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>\n`;
  if (block.kind === 'figures') return `<dl class="figures">${block.figures.map(figureHtml).join('')}</dl>\n`;
  const { title, finding, data } = block;
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${svgOf(drawChart(data, chartWidth), `${title}: ${finding}`)}<p class="note">${escapeHtml(finding)}</p></figure>\n`;
}

function figureHtml({ label, type, value, upTo, before, beforeUpTo, note }: Figure): string {
  const was = before === undefined ? '' : `<dd class="note">before: ${escapeHtml(intervalText(before, beforeUpTo, type) || 'none')}</dd>`;
  const noted = note === undefined ? '' : `<dd class="note">${escapeHtml(note)}</dd>`;
  return `<div><dt>${escapeHtml(label)}</dt><dd class="value">${escapeHtml(intervalText(value, upTo, type) || 'none')}</dd>${was}${noted}</div>`;
}

const isNumber = ({ type }: Column): boolean => ['integer', 'number', 'actionDays', 'days', 'seconds', 'share'].includes(type);

async function* tableHtml(table: Table): AsyncGenerator<string, void> {
  const { title, note, columns, count } = table;
  const shown = columns.flatMap((column, at) => (column.brief ? [{ column, at }] : []));
  yield `<h3>${escapeHtml(title)}</h3>\n${note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>\n`}`;
  if (count === 0) {
    yield '<p>None.</p>\n';
    return;
  }
  yield `<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0"><table><thead><tr>${shown
    .map(({ column }) => `<th scope="col"${isNumber(column) ? ' class="number"' : ''}>${escapeHtml(column.title)}</th>`)
    .join('')}</tr></thead><tbody>\n`;
  for await (const rows of firstRows(table))
    yield rows.map((row) => `<tr>${shown.map(({ column, at }) => cellHtml(row[at]!, column)).join('')}</tr>\n`).join('');
  yield '</tbody></table></div>\n';
  if (count > listedRows)
    yield `<p class="note">The first ${listedRows} of ${count} rows; the CSV of the table "${escapeHtml(table.id)}" has them all, with every column.</p>\n`;
}

const cellHtml = (cell: Cell, column: Column): string => {
  const kind = isNumber(column) ? ' class="number"' : column.type === 'key' || column.type === 'digest' ? ' class="key"' : '';
  return `<td${kind}>${escapeHtml(cellText(cell, column.type))}</td>`;
};

async function* firstRows({ rows }: Table): AsyncGenerator<Cell[][], void> {
  let left = listedRows;
  for await (const piece of rows()) {
    yield piece.slice(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}
