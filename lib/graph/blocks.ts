/**
 * Columns cut into blocks of equal width. Position of a column = block * width + place in the block. A pair says that a row has a column; pairs are ascending by block and descending by row
 * within, as the kernel walks them.
 */
export type Blocks = {
  count: number;
  width: number;
  /** First pair of each block, one entry more than there are. */
  pairStart: Uint32Array;
  pairRow: Uint32Array;
  /** Place in the block. */
  pairColumn: Uint16Array;
  /** By pair: what the row has the column with. */
  pairCap: Uint8Array;
};

/** By column: where the words of the rows that have it lie; a word is row * 256 + what the row has the column with. */
export type ColumnRows = { begin: Uint32Array; end: Uint32Array; words: Uint32Array };

/**
 * Packs columns into blocks, each sorted by row in the cache. O(pairs).
 * @param position by column
 * @param rows     how many there are
 */
export function packBlocks(count: number, width: number, rows: number, position: Uint32Array, { begin, end, words }: ColumnRows): Blocks {
  const columnAt = new Int32Array(count * width).fill(-1);
  for (let column = 0; column < position.length; column++) columnAt[position[column]!] = column;
  const pairStart = new Uint32Array(count + 1);
  for (let column = 0; column < position.length; column++) pairStart[Math.floor(position[column]! / width) + 1]! += end[column]! - begin[column]!;
  for (let block = 0; block < count; block++) pairStart[block + 1]! += pairStart[block]!;
  const pairs = pairStart[count]!;
  const [pairRow, pairColumn, pairCap] = [new Uint32Array(pairs), new Uint16Array(pairs), new Uint8Array(pairs)];
  const sorter = new RowSorter(rows);
  for (let block = 0; block < count; block++) {
    sorter.begin(pairStart[block + 1]! - pairStart[block]!);
    for (let place = 0; place < width; place++) {
      const column = columnAt[block * width + place]!;
      if (column >= 0) for (let at = begin[column]!; at < end[column]!; at++) sorter.add(words[at]!, place);
    }
    sorter.write(pairStart[block]!, pairRow, pairColumn, pairCap);
  }
  return { count, width, pairStart, pairRow, pairColumn, pairCap };
}

const digitBits = 11;
const digits = 2 ** digitBits;

/** Sorts the pairs of one block after another by row, the greatest first: least significant digit first, as many digits as rows need. */
class RowSorter {
  readonly #passes: number;
  readonly #count = new Uint32Array(digits + 1);
  #words = new Uint32Array(1024);
  #places = new Uint16Array(1024);
  #otherWords = new Uint32Array(1024);
  #otherPlaces = new Uint16Array(1024);
  #length = 0;
  constructor(rows: number) {
    this.#passes = Math.max(1, Math.ceil(Math.log2(Math.max(2, rows)) / digitBits));
  }

  begin(pairs: number): void {
    this.#length = 0;
    if (pairs <= this.#words.length) return;
    [this.#words, this.#otherWords] = [new Uint32Array(2 * pairs), new Uint32Array(2 * pairs)];
    [this.#places, this.#otherPlaces] = [new Uint16Array(2 * pairs), new Uint16Array(2 * pairs)];
  }
  add(word: number, place: number): void {
    this.#words[this.#length] = word;
    this.#places[this.#length++] = place;
  }
  write(first: number, pairRow: Uint32Array, pairColumn: Uint16Array, pairCap: Uint8Array): void {
    for (let pass = 0; pass < this.#passes; pass++) this.#pass(8 + pass * digitBits);
    for (let i = 0; i < this.#length; i++) {
      pairRow[first + i] = this.#words[i]! >>> 8;
      pairCap[first + i] = this.#words[i]! & 255;
      pairColumn[first + i] = this.#places[i]!;
    }
  }

  #pass(shift: number): void {
    const [count, words, places] = [this.#count.fill(0), this.#words, this.#places];
    const keyOf = (word: number): number => digits - 1 - ((word >>> shift) & (digits - 1)); // descending
    for (let i = 0; i < this.#length; i++) count[keyOf(words[i]!) + 1]!++;
    for (let key = 0; key < digits; key++) count[key + 1]! += count[key]!;
    for (let i = 0; i < this.#length; i++) {
      const to = count[keyOf(words[i]!)]!++;
      this.#otherWords[to] = words[i]!;
      this.#otherPlaces[to] = places[i]!;
    }
    [this.#words, this.#otherWords] = [this.#otherWords, words];
    [this.#places, this.#otherPlaces] = [this.#otherPlaces, places];
  }
}

/** Stable counting sort of 0 .. count - 1 by keys below `keys`. */
export function sortedBy(count: number, keys: number, keyOf: (item: number) => number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (let item = 0; item < count; item++) next[keyOf(item) + 1]!++;
  for (let key = 0; key < keys; key++) next[key + 1]! += next[key]!;
  const sorted = new Uint32Array(count);
  for (let item = 0; item < count; item++) sorted[next[keyOf(item)]!++] = item;
  return sorted;
}
