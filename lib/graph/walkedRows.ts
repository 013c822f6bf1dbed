import { bitCount } from './bitCount.ts';
import type { Blocks } from './blocks.ts';
import type { Rows } from './fold.ts';
import { gatherBits } from './groups.ts';
import type { Hub } from './hub.ts';

/** By block, which rows are to be walked: those with a bit in `words`, as 64-bit words from begin[block] on; all where that is -1. */
export type WalkedRows = { begin: Int32Array; words: Uint32Array };

/** Where blocks are had by fewer rows than this, it is worth while to know which. */
const worthPassingBy = 0.6;

/**
 * Rows that have nothing of a block are passed by, if they are many, and so are those above the hub where the block is its own. O(row edges x blocks / 32).
 * @param ofHub by block: see `BitColumns`
 */
export function walkedRows(rows: Rows, blocks: Blocks, { above }: Hub, ofHub: Uint8Array = new Uint8Array(blocks.count)): WalkedRows {
  const width = Math.ceil(blocks.count / 32);
  const perBlock = 2 * Math.ceil(rows.count / 64);
  if (rows.count * width <= 2 ** 26) {
    const has = blocksOfRows(rows, width, blocks);
    withoutHubs(has, width, above, ofHub);
    let some = 0;
    for (let i = 0; i < has.length; i++) some += bitCount(has[i]!);
    if (some <= worthPassingBy * rows.count * blocks.count)
      return { begin: Int32Array.from({ length: blocks.count }, (_, block) => block * perBlock), words: turned(has, width, blocks.count, perBlock) };
  }
  const others = new Uint32Array(perBlock);
  for (let row = 0; row < rows.count; row++) if (above[row] === 0) others[row >>> 5]! |= 1 << (row & 31);
  return { begin: Int32Array.from({ length: blocks.count }, (_, block) => (ofHub[block] === 1 ? 0 : -1)), words: others };
}

/** By row, as bits, the blocks of which it has anything: a solution over blocks instead of columns. */
function blocksOfRows(rows: Rows, width: number, { count, pairStart, pairRow }: Blocks): Uint32Array {
  const has = new Uint32Array(rows.count * width);
  for (let block = 0; block < count; block++) {
    for (let pair = pairStart[block]!; pair < pairStart[block + 1]!; pair++) has[pairRow[pair]! * width + (block >>> 5)]! |= 1 << (block & 31);
  }
  gatherBits(rows, width, has);
  return has;
}

function withoutHubs(has: Uint32Array, width: number, above: Uint8Array, ofHub: Uint8Array): void {
  const others = new Uint32Array(width).fill(-1);
  for (let block = 0; block < ofHub.length; block++) if (ofHub[block] === 1) others[block >>> 5]! &= ~(1 << (block & 31));
  for (let row = 0; row < above.length; row++) if (above[row] === 1) for (let i = 0; i < width; i++) has[row * width + i]! &= others[i]!;
}

/** The same by block instead of by row. */
function turned(has: Uint32Array, width: number, blocks: number, perBlock: number): Uint32Array {
  const words = new Uint32Array(perBlock * blocks);
  for (let at = 0, row = 0; at < has.length; row++) {
    for (let i = 0; i < width; i++, at++) {
      for (let bits = has[at]!; bits !== 0; bits &= bits - 1) words[perBlock * (32 * i + 31 - Math.clz32(bits & -bits)) + (row >>> 5)]! |= 1 << (row & 31);
    }
  }
  return words;
}
