import { cellText } from '../cellText.ts';
import { cellXml, type SheetCell, xmlText } from './cellXml.ts';
import type { Sheet, SheetColumn } from './sheet.ts';
import { styleIndex } from './stylesXml.ts';

const most = { width: 60, sample: 500 };

/** A sheet's XML (ECMA-376, 18.3.1): its heading stays in sight and filters, columns are as wide as the first rows need. @param footer of printed pages */
export async function* sheetXml(sheet: Sheet, footer: string): AsyncGenerator<string, void> {
  const { columns, count } = sheet;
  const letters = columns.map((_, at) => columnLetters(at));
  const corner = `${letters.at(-1)}${count + 1}`;
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<dimension ref="A1:${corner}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  let row = 1;
  for await (const piece of sheet.rows()) {
    if (row === 1) yield beginning(columns, letters, piece);
    yield piece.map((cells) => rowXml(++row, letters, cells)).join('');
  }
  if (row === 1) yield beginning(columns, letters, []);
  yield `</sheetData>${sheet.filtered ? `<autoFilter ref="A1:${corner}"/>` : ''}${linksXml(sheet)}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
    `<pageSetup orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>${xmlText(footer)}</oddFooter></headerFooter></worksheet>`;
}

function beginning(columns: readonly SheetColumn[], letters: readonly string[], sample: SheetCell[][]): string {
  const widths = columns.map(({ title }, at) => `<col min="${at + 1}" max="${at + 1}" width="${widthOf(title, at, sample)}" customWidth="1"/>`);
  const heads = columns.map(
    ({ title }, at) => `<c r="${letters[at]}1" s="${styleIndex.head}" t="inlineStr"><is><t xml:space="preserve">${xmlText(title)}</t></is></c>`,
  );
  return `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData><row r="1">${heads.join('')}</row>`;
}

/** In letters, with room for the button of the filter. */
function widthOf(title: string, at: number, sample: SheetCell[][]): number {
  const word = Math.max(...title.split(' ').map(({ length }) => length));
  const text = sample.slice(0, most.sample).reduce((longest, row) => Math.max(longest, lengthOf(row[at])), 0);
  return Math.min(most.width, Math.max(word + 2, text, Math.min(title.length, 16))) + 2;
}

const lengthOf = (cell: SheetCell | undefined): number => (cell === undefined ? 0 : cellText(cell.value, cell.type).length);

const rowXml = (row: number, letters: readonly string[], cells: readonly SheetCell[]): string => {
  let xml = `<row r="${row}">`;
  for (let at = 0; at < cells.length; at++) xml += cellXml(`${letters[at]}${row}`, cells[at]!);
  return `${xml}</row>`;
};

function linksXml({ links = [] }: Sheet): string {
  if (links.length === 0) return '';
  const each = links.map(({ row, to }) => `<hyperlink ref="A${row + 2}" location="${xmlText(`${quotedName(to)}!A1`)}"/>`);
  return `<hyperlinks>${each.join('')}</hyperlinks>`;
}

/** A sheet's name as references write it. */
export const quotedName = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** `A` for 0, `Z` for 25, `AA` for 26. */
export const columnLetters = (at: number): string => (at < 26 ? '' : columnLetters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
