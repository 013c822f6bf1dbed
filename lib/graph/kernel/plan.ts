/**
 * What the kernel is told: 32-bit words that point into one memory, in this order. `lib/graph/kernel/assembly/plan.ts` names the same places. Arrays by row, edge or pair are the same
 * for all threads, the others each thread has for itself.
 */
export const planWords = [
  'rows',
  'start', // u32 by row and one more: first edge
  'child', // u32 by edge: slot of the row it leads to
  'slot', // i32 by row: where its columns are kept, -1 where nothing leads to it
  'groups', // u32 pairs: first row and one past the last
  'groupCount',
  'store', // 64 bytes by slot: bits, or the high bytes
  'active', // u8 by slot: 0 if it has no column of the block, else what is kept of it
  'scratch', // 1,424 bytes, between 384 and 1,408 all 0
  'root', // i32 by row: number of the start there, -1 if none
  'times', // u32 by row: how often its columns are counted
  'counters', // 33 levels of 512 bits: counters of the columns, bit by bit
  'count', // u32 by root: columns reached in blocks of one weight
  'sums', // 6 f64 by root: weights of columns reached in odd blocks
  'table', // 6 f64 for each four columns and each 16 ways to reach them
  'pairRow', // u32: ascending by block, descending within
  'pairColumn', // u16: place in the block
  'pairCap', // u8
  'kind', // u8 by edge: 0 takes and adds nothing, 1 only takes, 2 also adds
  'floor', // u8 by edge
  'cap', // u8 by edge
  'lowSlot', // i32 by slot, -1 where the row has no low
  'lowStore', // 64 bytes by low slot
  'stateStart', // u32 by row and one more
  'stateLife', // u8 by state: the life with which a start enters its row
  'units', // f64 by state: sum of weight x life
  'columnWeight', // i16 by column of the block
  'own', // u8 by row
  'marks', // u8 by row, see rowMark
  'pure', // 16 bytes by slot: 64 columns reached, and those reached for all of T whatever was entered with
  'unitsOf', // u32 by byte: units of 300 s of its life
  'last', // the greatest byte
  'planes', // by slot 64 bytes each: columns reached, those had for all of T by who enters with all of T, and by level those had for it at least, whatever was entered with
  'planesWidth', // bytes by slot
  'levels', // u8: the floors that most edges have, ascending
  'levelCount',
  'levelBelow', // u8 by byte: the greatest level that is not above it, 0 if none
  'lists', // 32 bytes by slot: where the columns begin whose lives planes do not tell, how many they are, and as eight u16 how many come before each 64 columns
  'arena', // where those lists lie
  'arenaEnd',
  'stored', // how many slots there are
  'walked', // u64: bit by row, of those that have anything of the block; 0 to walk them all
] as const;
export type PlanWord = (typeof planWords)[number];
export const wordOf = Object.fromEntries(planWords.map((word, i) => [word, i])) as Record<PlanWord, number>; // every word is a key

/** Bits of a row's marks: whether it has any low, whether a life below a day may occur in it, whether anybody may enter it with less than all of T. */
export const rowMark = { low: 1, short: 2, less: 4 } as const;

/** Columns of a block of bits, and of one of lives; of a block of bytes. */
export const bitWidth = 512;
export const byteWidth = 64;
/** So many floors have a plane of their own. */
export const mostLevels = 3;
/** Sums kept for each start over bit columns. */
export const sumsWidth = 6;

/** One block after another; `begin` and `end` are its pairs. */
export type Kernel = {
  /** @param odd its columns differ in weight @param counting count by column too */
  bits(plan: number, begin: number, end: number, odd: boolean, counting: boolean): void;
  /**
   * A block of 512 columns of one weight, with lives.
   * @param times what lives are multiplied by; less than 0 takes back what was added, of the rows from `stopAt` on
   * @returns 0, or the row from which on the block was added when there was no more room for lists
   */
  lives(plan: number, begin: number, end: number, times: number, stopAt: number): number;
  /** @param times what weights are multiplied by: the weight itself unless `odd` @param part which 64 columns of a wider block */
  bytes(plan: number, begin: number, end: number, odd: boolean, times: number, part: number): void;
};
