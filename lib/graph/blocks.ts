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

/**
 * Packs columns by two counting sorts. O(pairs + rows + blocks).
 * @param position by column
 * @param columnStart,columnRow,columnCap the rows that have each column, and with what
 */
export function packBlocks(
  count: number,
  width: number,
  rows: number,
  position: Uint32Array,
  columnStart: Uint32Array,
  columnRow: Uint32Array,
  columnCap: Uint8Array,
): Blocks {
  const pairs = columnRow.length;
  const columnOf = new Uint32Array(pairs);
  for (let column = 0; column < position.length; column++) columnOf.fill(column, columnStart[column], columnStart[column + 1]);
  const byRow = sortedBy(pairs, rows, (pair) => rows - 1 - columnRow[pair]!);
  const order = sortedBy(pairs, count, (i) => Math.floor(position[columnOf[byRow[i]!]!]! / width));
  const [pairStart, pairRow, pairColumn, pairCap] = [new Uint32Array(count + 1), new Uint32Array(pairs), new Uint16Array(pairs), new Uint8Array(pairs)];
  for (let i = 0; i < pairs; i++) {
    const pair = byRow[order[i]!]!;
    const at = position[columnOf[pair]!]!;
    pairRow[i] = columnRow[pair]!;
    pairColumn[i] = at % width;
    pairCap[i] = columnCap[pair]!;
    pairStart[Math.floor(at / width) + 1]!++;
  }
  for (let block = 0; block < count; block++) pairStart[block + 1]! += pairStart[block]!;
  return { count, width, pairStart, pairRow, pairColumn, pairCap };
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
