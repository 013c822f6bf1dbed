import type { Operator, Term } from '../model/filter.ts';
import { countOfTexts, indexOfText } from './dictionary.ts';
import { addRow, invertRows, makeRowBits, type RowBits } from './rowBits.ts';
import { searchRows } from './searchText.ts';
import { absentCode, type Column, type NumberColumn, type Table } from './tableColumns.ts';

/** Every row that the term matches; a row without the field matches only `none` and negated terms. */
export function termRows(table: Table, term: Term): RowBits {
  const rows = makeRowBits(table.count);
  if (term.kind === 'text') searchRows(table.search, term.text, (row) => addRow(rows, row));
  else addMatching(columnOf(table, term.field), term, rows, table.count);
  if (term.negated) invertRows(rows, table.count);
  return rows;
}

/** The parser admits known fields only, and the table has a column for each of them (tableColumns of every field are tested). */
export function columnOf(table: Table, field: string): Column {
  const column = table.columns.get(field);
  if (!column) throw new Error(`no column for the field ${field}`);
  return column;
}

type FieldTerm = Exclude<Term, { kind: 'text' }>;

function addMatching(column: Column, term: FieldTerm, rows: RowBits, count: number): void {
  if (column.kind === 'number') addNumbers(column, intervalsOf(term), rows, count);
  else if (column.kind === 'set') addCodes(column.bits, matchingSets(column.values, term), rows, count);
  else addCodes(column.codes, matchingCodes(column, term), rows, count);
}

function addNumbers({ values, codes }: NumberColumn, intervals: [number, number][], rows: RowBits, count: number): void {
  if (!codes) {
    for (const [from, to] of intervals) addBetween(values, from, to, rows, count);
    return;
  }
  const isIn = (value: number): boolean => intervals.some(([from, to]) => (Number.isNaN(from) ? Number.isNaN(value) : value >= from && value <= to));
  addCodes(
    codes,
    Uint8Array.from(values, (value) => (isIn(value) ? 1 : 0)),
    rows,
    count,
  );
}

/** Rows whose value lies in the closed interval; [NaN, NaN] is that of the absent ones. */
function addBetween(values: Float64Array | Uint32Array, from: number, to: number, rows: RowBits, count: number): void {
  const absent = Number.isNaN(from);
  for (let at = 0, row = 0; at < rows.length; at++) {
    let word = 0;
    for (let bit = 0; bit < 32 && row < count; bit++, row++) {
      const value = values[row]!;
      if (absent ? Number.isNaN(value) : value >= from && value <= to) word |= 1 << bit;
    }
    rows[at]! |= word;
  }
}

/** Rows whose code is marked with 1. */
function addCodes(codes: Uint8Array | Uint16Array | Uint32Array, matching: Uint8Array, rows: RowBits, count: number): void {
  for (let at = 0, row = 0; at < rows.length; at++) {
    let word = 0;
    for (let bit = 0; bit < 32 && row < count; bit++, row++) word |= matching[codes[row]!]! << bit;
    rows[at] = word;
  }
}

/** The closed intervals of numbers that the term matches. */
function intervalsOf(term: FieldTerm): [number, number][] {
  if (term.kind === 'between') return [[Number(term.from), Number(term.to)]];
  if (term.kind === 'compare') return [intervalOf(term.operator, Number(term.bound))];
  return term.values.map((value) => (value === null ? [Number.NaN, Number.NaN] : [Number(value), Number(value)]));
}

function intervalOf(operator: Operator, bound: number): [number, number] {
  const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (operator === '<') return bound === least ? [1, 0] : [least, neighbour(bound, -1)];
  if (operator === '<=') return [least, bound];
  if (operator === '>') return bound === most ? [1, 0] : [neighbour(bound, 1), most];
  return [bound, most];
}

/** The next number in the direction, so that an open end is a closed one. */
function neighbour(value: number, direction: 1 | -1): number {
  if (value === 0) return direction * Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0]! += value > 0 === direction > 0 ? 1n : -1n;
  return new Float64Array(bits.buffer)[0]!;
}

/** By every combination of members: 1 where the term matches. */
function matchingSets(values: readonly string[], term: FieldTerm): Uint8Array {
  if (term.kind !== 'is') throw new Error('a set has no order');
  let any = 0;
  for (const value of term.values) if (value !== null) any |= 1 << values.indexOf(String(value));
  const empty = term.values.includes(null) ? 1 : 0;
  return Uint8Array.from({ length: 2 ** values.length }, (_, bits) => (bits === 0 ? empty : (bits & any) !== 0 ? 1 : 0));
}

/** By code: 1 where the term matches. Each distinct value is looked at once, however many rows have it. */
function matchingCodes(column: Exclude<Column, { kind: 'number' | 'set' }>, term: FieldTerm): Uint8Array {
  if (column.kind === 'text') return matchingTexts(column, term);
  const matching = new Uint8Array(absentCode + 1);
  for (const [from, to] of intervalsOf(rankTerm(column.values, term))) {
    if (Number.isNaN(from)) matching[absentCode] = 1;
    for (let code = 0; code < column.values.length; code++) if (code >= from && code <= to) matching[code] = 1;
  }
  return matching;
}

/** The same term over the ranks of an ordered choice. */
function rankTerm(values: readonly string[], term: FieldTerm): FieldTerm {
  const rank = (value: string | number): number => values.indexOf(String(value));
  if (term.kind === 'compare') return { ...term, bound: rank(term.bound) };
  if (term.kind === 'between') return { ...term, from: rank(term.from), to: rank(term.to) };
  return { ...term, values: term.values.map((value) => (value === null ? null : rank(value))) };
}

function matchingTexts({ values }: Extract<Column, { kind: 'text' }>, term: FieldTerm): Uint8Array {
  if (term.kind !== 'is') throw new Error('a text has no order');
  const matching = new Uint8Array(countOfTexts(values) + 1);
  for (const value of term.values) {
    const at = value === null ? -1 : indexOfText(values, String(value));
    if (value === null) matching[0] = 1;
    else if (at >= 0) matching[at + 1] = 1;
  }
  return matching;
}
