import { bitCount } from '../graph/bitCount.ts';

/**
 * Sets of rows, a bit a row: row r is bit r & 31 of word r >>> 5. Bits beyond the last row are 0. 1.5 million rows are 188 kilobytes, which a processor keeps at hand while other columns pass.
 */
export type RowBits = Uint32Array;

export const makeRowBits = (rows: number): RowBits => new Uint32Array((rows + 31) >>> 5);

export const hasRow = (bits: RowBits, row: number): boolean => ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1;

export function addRow(bits: RowBits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

/** Turns the set into its complement. */
export function invertRows(bits: RowBits, rows: number): void {
  for (let at = 0; at < bits.length; at++) bits[at] = ~bits[at]!;
  if ((rows & 31) !== 0) bits[bits.length - 1]! &= 2 ** (rows & 31) - 1;
}

export function intersectRows(bits: RowBits, other: RowBits): void {
  for (let at = 0; at < bits.length; at++) bits[at]! &= other[at]!;
}

export function countRows(bits: RowBits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) count += bitCount(bits[at]!);
  return count;
}

/** Rows number `from` .. `from + limit - 1` of the set, ascending. */
export function sliceRows(bits: RowBits, from: number, limit: number): Uint32Array {
  const found: number[] = [];
  let skipped = 0;
  for (let at = 0; at < bits.length && found.length < limit; at++) {
    const count = bitCount(bits[at]!);
    if (skipped + count <= from) {
      skipped += count;
      continue;
    }
    for (let word = bits[at]!; word !== 0 && found.length < limit; word &= word - 1) if (skipped++ >= from) found.push(32 * at + 31 - Math.clz32(word & -word));
  }
  return Uint32Array.from(found);
}
