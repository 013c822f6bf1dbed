import type { Cell, CellType } from '../block.ts';
import { styleIndex } from './stylesXml.ts';

/** A value with what it is; `link`: drawn as one. */
export type SheetCell = { value: Cell | undefined; type: CellType; link?: true };

/** Characters that a cell can hold. */
const mostText = 32_767;
const msPerDay = 86_400_000;
/** Days are counted from here; before 1 March 1900 the count is wrong by a day that never was. */
const [dayZero, firstRight] = [Date.UTC(1899, 11, 30), Date.UTC(1900, 2, 1)];

/** One cell as SpreadsheetML (ECMA-376, 18.3.1.4), by what it is: numbers, dates, true and false, text. Text is never a formula; empty where there is no value. @param at as `B7` */
export function cellXml(at: string, { value, type, link }: SheetCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return `<c r="${at}"${styled(numberStyle(type))}><v>${value}</v></c>`;
  const text = Array.isArray(value) ? value.join(', ') : value;
  return (type === 'time' ? timeXml(at, text) : undefined) ?? textXml(at, text, link === true);
}

const styled = (index: number): string => (index === 0 ? '' : ` s="${index}"`);

const numberStyle = (type: CellType): number =>
  type === 'integer' || type === 'actionDays' || type === 'days' || type === 'seconds' || type === 'share' ? styleIndex[type] : styleIndex.plain;

function timeXml(at: string, iso: string): string | undefined {
  const ms = Date.parse(iso);
  if (!(ms >= firstRight)) return undefined;
  return `<c r="${at}" s="${ms % msPerDay === 0 ? styleIndex.day : styleIndex.time}"><v>${(ms - dayZero) / msPerDay}</v></c>`;
}

/** Text that a spreadsheet would take for a formula if it were typed again is marked as text for good (`quotePrefix`), as an apostrophe before it does. */
function textXml(at: string, text: string, link: boolean): string {
  if (text === '') return '';
  const style = link ? styleIndex.link : /^[=+\-@\t\r]/.test(text) ? styleIndex.inert : styleIndex.plain;
  const shown = text.length > mostText ? `${text.slice(0, mostText - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return `<c r="${at}"${styled(style)} t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`;
}

const special = /[&<>"\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters, halves of pairs and what is no character are written as spreadsheets do: `_x0007_`. */
export const xmlText = (text: string): string =>
  text.replace(special, (character) => entities[character] ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
