import { codePointOrder } from '../model/codePointOrder.ts';
import type { Operator, Term } from '../model/filter.ts';
import { searchRows } from './searchText.ts';
import { absentCode, type Column, type Table } from './tableColumns.ts';

/** 1 for every row that the term matches; a row without the field matches only `none` and negated terms. */
export function termMask(table: Table, term: Term): Uint8Array {
  const mask = new Uint8Array(table.count);
  if (term.kind === 'text') searchRows(table.search, term.text, mask);
  else maskColumn(columnOf(table, term.field), term, mask);
  if (term.negated) for (let row = 0; row < mask.length; row++) mask[row] = 1 - mask[row]!;
  return mask;
}

/** The parser admits known fields only, and the table has a column for each of them (tableColumns of every field are tested). */
export function columnOf(table: Table, field: string): Column {
  const column = table.columns.get(field);
  if (!column) throw new Error(`no column for the field ${field}`);
  return column;
}

type FieldTerm = Exclude<Term, { kind: 'text' }>;

function maskColumn(column: Column, term: FieldTerm, mask: Uint8Array): void {
  if (column.kind === 'number') maskNumbers(column.values, numberTest(term), mask);
  else if (column.kind === 'set') maskSets(column.bits, setTest(column.values, term), mask);
  else maskCodes(column.codes, matchingCodes(column, term), mask);
}

function maskNumbers(values: Float64Array | Uint32Array, matches: (value: number) => boolean, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) if (matches(values[row]!)) mask[row] = 1;
}

function maskSets(bits: Uint16Array, { any, empty }: { any: number; empty: boolean }, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) if ((bits[row]! & any) !== 0 || (empty && bits[row] === 0)) mask[row] = 1;
}

function maskCodes(codes: Uint8Array | Uint32Array, matching: Uint8Array, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) mask[row] = matching[codes[row]!]!;
}

function numberTest(term: FieldTerm): (value: number) => boolean {
  if (term.kind === 'between') return (value) => value >= Number(term.from) && value <= Number(term.to);
  if (term.kind === 'compare') return compareNumber(term.operator, Number(term.bound));
  const wanted = new Set(term.values);
  const none = wanted.has(null);
  return (value) => (Number.isNaN(value) ? none : wanted.has(value));
}

function compareNumber(operator: Operator, bound: number): (value: number) => boolean {
  if (operator === '<') return (value) => value < bound;
  if (operator === '<=') return (value) => value <= bound;
  if (operator === '>') return (value) => value > bound;
  return (value) => value >= bound;
}

function setTest(values: readonly string[], term: FieldTerm): { any: number; empty: boolean } {
  if (term.kind !== 'is') throw new Error('a set has no order');
  let any = 0;
  for (const value of term.values) if (value !== null) any |= 1 << values.indexOf(String(value));
  return { any, empty: term.values.includes(null) };
}

/** By code: 1 where the term matches. Each distinct value is looked at once, however many rows have it. */
function matchingCodes(column: Exclude<Column, { kind: 'number' | 'set' }>, term: FieldTerm): Uint8Array {
  if (column.kind === 'text') return matchingTexts(column.values, term);
  const matching = new Uint8Array(absentCode + 1);
  const test = numberTest(rankTerm(column.values, term));
  for (let code = 0; code < column.values.length; code++) if (test(code)) matching[code] = 1;
  if (test(Number.NaN)) matching[absentCode] = 1;
  return matching;
}

/** The same term over the ranks of an ordered choice. */
function rankTerm(values: readonly string[], term: FieldTerm): FieldTerm {
  const rank = (value: string | number): number => values.indexOf(String(value));
  if (term.kind === 'compare') return { ...term, bound: rank(term.bound) };
  if (term.kind === 'between') return { ...term, from: rank(term.from), to: rank(term.to) };
  return { ...term, values: term.values.map((value) => (value === null ? null : rank(value))) };
}

function matchingTexts(values: string[], term: FieldTerm): Uint8Array {
  if (term.kind !== 'is') throw new Error('a text has no order');
  const matching = new Uint8Array(values.length + 1);
  for (const value of term.values) {
    const at = value === null ? -1 : indexOfText(values, String(value));
    if (value === null) matching[0] = 1;
    else if (at >= 0) matching[at + 1] = 1;
  }
  return matching;
}

/** Index of a text in a list in code-point order; -1 if it is not there. */
export function indexOfText(values: string[], text: string): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codePointOrder(values[middle]!, text) < 0) low = middle + 1;
    else high = middle;
  }
  return values[low] === text ? low : -1;
}
