import { absentCode, type Column } from './tableColumns.ts';

/**
 * The rows 0 .. count - 1 in the order of a column; ties by row number (so by canonical key), absent values last in either direction.
 * A radix sort on 16 bits a pass: O(rows), stable, and a pass whose digit is the same everywhere is skipped.
 */
export function sortRows(column: Column, count: number, descending: boolean): Uint32Array {
  let order = Uint32Array.from({ length: count }, (_, row) => row);
  for (const words of sortKeys(column, count, descending)) {
    for (const shift of [0, 16]) order = sortByDigit(order, words, shift);
  }
  return order;
}

/** One stable pass; the same array where every digit is equal. */
function sortByDigit(order: Uint32Array<ArrayBuffer>, words: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const place = new Uint32Array(65_537);
  for (let row = 0; row < words.length; row++) place[((words[row]! >>> shift) & 0xffff) + 1]!++;
  if (words.length > 0 && place[((words[0]! >>> shift) & 0xffff) + 1] === words.length) return order;
  for (let digit = 1; digit < place.length; digit++) place[digit]! += place[digit - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[place[(words[row]! >>> shift) & 0xffff]!++] = row;
  return sorted;
}

const last = 0xffffffff;

/** Unsigned words that sort as the column does, least significant first. */
function sortKeys(column: Column, count: number, descending: boolean): Uint32Array[] {
  if (column.kind === 'number' && column.values instanceof Float64Array) return doubleKeys(column.values, descending);
  const words = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const rank = rankOf(column, row);
    words[row] = rank < 0 ? last : descending ? last - 1 - rank : rank;
  }
  return [words];
}

/** A whole number that orders the row within the column; -1 where absent. A set ranks by its highest member. */
function rankOf(column: Column, row: number): number {
  if (column.kind === 'text') return column.codes[row]! - 1;
  if (column.kind === 'set') return column.bits[row]! === 0 ? -1 : column.bits[row]!;
  if (column.kind === 'number') return column.values[row]!;
  return column.codes[row] === absentCode ? -1 : column.codes[row]!;
}

/** IEEE doubles as two words: flipping the sign bit (every bit of negative ones) makes their order that of unsigned integers; descending flips every bit once more. */
function doubleKeys(values: Float64Array, descending: boolean): Uint32Array[] {
  const low = new Uint32Array(values.length).fill(last);
  const high = new Uint32Array(values.length).fill(last);
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer); // little-endian on every machine that Node runs on here: the high word is the second
  const turn = descending ? -1 : 0;
  for (let row = 0; row < values.length; row++) {
    one[0] = values[row]! + 0; // -0 becomes 0
    if (Number.isNaN(one[0])) continue;
    const negative = one[0] < 0;
    low[row] = bits[0]! ^ (negative ? -1 : 0) ^ turn;
    high[row] = bits[1]! ^ (negative ? -1 : 0x80000000) ^ turn;
  }
  return [low, high];
}
