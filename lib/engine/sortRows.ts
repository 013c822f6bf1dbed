import { absentOf } from './numberColumn.ts';
import type { RowBits } from './rowBits.ts';
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
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    sorted[place[(words[row]! >>> shift) & 0xffff]!++] = row;
  }
  return sorted;
}

const last = 0xffffffff;

/** Unsigned words that sort as the column does, least significant first. */
function sortKeys(column: Column, count: number, descending: boolean): Uint32Array[] {
  if (column.kind === 'number' && !column.codes && column.values instanceof Float64Array) return doubleKeys(column.values, descending);
  const { values, absent } = ranksOf(column);
  const words = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const rank = values[row]!;
    words[row] = rank === absent ? last : descending ? last - 1 - rank : rank;
  }
  return [words];
}

/** Numbers that order the rows within the column, and the one that stands for absence (NaN where it is NaN or none). A set ranks by its highest member. */
function ranksOf(column: Column): { values: Float64Array | Uint32Array | Uint16Array | Uint8Array; absent: number } {
  if (column.kind === 'text') return { values: column.codes, absent: 0 };
  if (column.kind === 'set') return { values: column.bits, absent: 0 };
  if (column.kind === 'number') return column.codes ? { values: column.codes, absent: absentOf(column.values) } : { values: column.values, absent: Number.NaN };
  return { values: column.codes, absent: absentCode };
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

/** Rows kept while the first ones are looked for, at least, and how often they may be thinned out before sorting everything is the shorter way. */
const fewest = 512;
const mostThinnings = 40;

/**
 * The first `wanted` rows in the order of `sortRows` among those of a set (null: all), in one pass and without sorting the others; undefined where the values lie so that everything had
 * better be sorted.
 */
export function firstRows(column: Column, count: number, descending: boolean, wanted: number, among: RowBits | null): Uint32Array | undefined {
  const { values, absent } = ranksOf(column);
  const first = new FirstRows(Math.max(fewest, wanted), descending ? -1 : 1);
  if (!(among === null ? offerAll(values, absent, count, first) : offerSome(values, absent, among, first))) return undefined;
  const found = first.end().subarray(0, wanted);
  return found.length === wanted ? found : withAbsent(found, values, absent, count, wanted, among);
}

type Ranks = ReturnType<typeof ranksOf>['values'];

/** False where it was broken off. */
function offerAll(values: Ranks, absent: number, count: number, first: FirstRows): boolean {
  const { sign } = first;
  let { worst } = first;
  for (let row = 0; row < count; row++) {
    const value = values[row]!;
    if (!(sign * value < worst) && !(worst === Number.POSITIVE_INFINITY && sign * value === worst)) continue; // NaN compares false
    if (value === absent) continue;
    first.offer(value, row);
    worst = first.worst;
    if (first.thinnings > mostThinnings) return false;
  }
  return true;
}

function offerSome(values: Ranks, absent: number, among: RowBits, first: FirstRows): boolean {
  for (let at = 0; at < among.length; at++) {
    for (let word = among[at]!; word !== 0; word &= word - 1) {
      const row = 32 * at + 31 - Math.clz32(word & -word);
      const value = values[row]!;
      if (value !== absent) first.offer(value, row);
    }
    if (first.thinnings > mostThinnings) return false;
  }
  return true;
}

/** Those without a value come after all others, by row. */
function withAbsent(found: Uint32Array, values: ArrayLike<number>, absent: number, count: number, wanted: number, among: RowBits | null): Uint32Array {
  const rows = Array.from(found);
  for (let row = 0; row < count && rows.length < wanted; row++) {
    if (among !== null && ((among[row >>> 5]! >>> (row & 31)) & 1) === 0) continue;
    if (values[row] === absent || Number.isNaN(values[row])) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** The least of those that are offered (or the greatest: `sign` -1), by value and then in the order in which they come. */
export class FirstRows {
  readonly #keep: number;
  readonly sign: 1 | -1;
  readonly #keys: Float64Array;
  readonly #rows: Uint32Array;
  #count = 0;
  /** What is not below it, times `sign`, is none of them; but while it is open, infinity may be. */
  worst = Number.POSITIVE_INFINITY;
  isOpen = true;
  thinnings = 0;
  constructor(keep: number, sign: 1 | -1) {
    this.#keep = keep;
    this.sign = sign;
    this.#keys = new Float64Array(2 * keep);
    this.#rows = new Uint32Array(2 * keep);
  }

  /** NaN is none of them. */
  offer(value: number, row: number): void {
    const key = this.sign * value;
    if (key < this.worst || (this.isOpen && key === Number.POSITIVE_INFINITY)) this.add(value, row); // of equals the earlier row stands
  }

  add(value: number, row: number): void {
    this.#keys[this.#count] = this.sign * value;
    this.#rows[this.#count++] = row;
    if (this.#count === this.#keys.length) this.#thin();
  }

  #thin(): void {
    const kept = this.#sorted().subarray(0, this.#keep);
    const [keys, rows] = [Float64Array.from(kept, (at) => this.#keys[at]!), Uint32Array.from(kept, (at) => this.#rows[at]!)];
    this.#keys.set(keys);
    this.#rows.set(rows);
    this.#count = this.#keep;
    this.worst = keys.at(-1)!;
    this.isOpen = false;
    this.thinnings++;
  }

  #sorted(): Uint32Array {
    const [keys, rows] = [this.#keys, this.#rows];
    return Uint32Array.from({ length: this.#count }, (_, at) => at).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : rows[a]! - rows[b]!));
  }

  /** In order; may be a few more than were to be kept. */
  end(): Uint32Array {
    return this.#sorted().map((at) => this.#rows[at]!);
  }
}
