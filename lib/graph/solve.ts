import { bitCount } from './bitCount.ts';
import { type Blocks, sortedBy } from './blocks.ts';
import type { Rows } from './fold.ts';
import { fallbackKernel, unitsOf } from './kernel/fallback.ts';
import { bitWidth, byteWidth, type Kernel, mostLevels, type PlanWord, planWords, rowMark, sumsWidth, wordOf } from './kernel/plan.ts';
import { wasmKernel } from './kernel/wasmKernel.ts';

/** Columns of which only matters whether a start reaches them. */
export type BitColumns = {
  blocks: Blocks;
  /** Blocks before this one have columns of one weight each. */
  oddFrom: number;
  /** By block: 1 where it matters how often a column is reached. */
  counting: Uint8Array;
  /** By position: which six weights, that is vectors[6 * weight] .. [6 * weight + 5]. */
  weight: Uint32Array;
  vectors: Float64Array;
};
/** Columns of which matters with what a start reaches them: blocks of one weight each. What they are worth without lives counts too. */
export type LifeColumns = {
  blocks: Blocks;
  /** By block: the weight of its columns, and what each adds to the six sums: vectors[6 * block] .. [6 * block + 5]. */
  weight: Float64Array;
  vectors: Float64Array;
};
/** Columns of few to a weight of which matters with what a start reaches them. */
export type ByteColumns = {
  blocks: Blocks;
  /** Blocks before this one have columns of one weight each. */
  oddFrom: number;
  /** By position, in odd blocks: counts `factor` of its block times. */
  weight: Int16Array;
  /** By block: the weight of its columns, or what theirs count. */
  factor: Float64Array;
};

export type Problem = {
  rows: Rows;
  /** The greatest life. */
  last: number;
  /** By row: number of the start there, -1 if none. */
  root: Int32Array;
  roots: number;
  /** By row: how often a column that it reaches is counted. */
  times: Uint32Array;
  /** With what starts enter their rows, by row; two starts that enter with the same are one state. */
  stateStart: Uint32Array;
  stateLife: Uint8Array;
  bits: BitColumns;
  lives: LifeColumns;
  bytes: ByteColumns;
};

/** A problem in one memory that all threads share; it can be posted to them as it is. */
export type LaidOut = {
  memory: WebAssembly.Memory;
  /** Where the plan of each thread lies. */
  plans: number[];
  /** Where each thread's own arrays lie. */
  own: Record<'count' | 'sums' | 'units' | 'table' | 'counters' | 'columnWeight', number>[];
  /** How often each bit column was counted, u32 by position. */
  counted: number;
  roots: number;
  states: number;
  /** Blocks of all sorts. */
  blocks: number;
  bits: { count: number; pairs: number; pairStart: Uint32Array; oddFrom: number; counting: Uint8Array; weight: Uint32Array; vectors: Float64Array };
  lives: { count: number; pairStart: Uint32Array; weight: Float64Array; vectors: Float64Array };
  bytes: { count: number; pairs: number; pairStart: Uint32Array; oddFrom: number; weight: Int16Array; factor: Float64Array };
  pairs: Record<Sort, Pairs>;
};
type Sort = 'bits' | 'lives' | 'bytes';
/** Where the pairs of one sort of blocks lie, and by block which rows are walked: `walked` is 0 where all are. */
type Pairs = Record<'pairRow' | 'pairColumn' | 'pairCap' | 'walked' | 'walkedWidth', number>;

/** What all starts reach. */
export type Solution = {
  /** Six sums by root over bit columns. */
  sums: Float64Array;
  /** By state over byte columns: sum of weight x units of the life. */
  units: Float64Array;
  /** How often each bit column was counted, by position. */
  counted: Uint32Array;
};

const page = 65_536;
const counterLevels = 33;
/** Room for the lists of a block: columns in all, and for each row that is kept. What needs more has lives too many for lists, and goes as bytes. */
const [listRoom, listRoomOfSlot] = [4096, 32];

/** Puts a problem into one memory. O(its size). */
export function layOut(problem: Problem, threads: number): LaidOut {
  const { rows, last, root, roots, times, stateStart, stateLife, bits, lives, bytes } = problem;
  const { slot, stored } = slotsOf(rows);
  const withLives = lives.blocks.count + bytes.blocks.count > 0;
  const marks = marksOf(rows, [lives.blocks, bytes.blocks]);
  markLess(problem, marks);
  const levels = levelsOf(rows);
  const planesWidth = 64 * (2 + levels.length);
  const { lowSlot, lowStored } = lowSlots(slot, stored, marks);
  const edges = sortedEdges(rows, last);
  const child = rows.child.map((_, e) => slot[rows.child[edges.order[e]!]!]!);
  const states = stateLife.length;
  const sections = new Sections();
  const words: Partial<Record<PlanWord, number>> = {
    start: sections.put(rows.start),
    child: sections.put(child),
    slot: sections.put(slot),
    groups: sections.put(rows.groups),
    root: sections.put(root),
    times: sections.put(times),
    kind: sections.put(edges.kind),
    floor: sections.put(rows.floor.map((_, e) => asFloor(rows.floor[edges.order[e]!]!))),
    cap: sections.put(rows.cap.map((_, e) => rows.cap[edges.order[e]!]! + 1)),
    lowSlot: sections.put(lowSlot),
    stateStart: sections.put(stateStart),
    stateLife: sections.put(stateLife.map((life) => life + 1)),
    own: sections.put(rows.own.map(asFloor)),
    marks: sections.put(marks),
    unitsOf: sections.put(Uint32Array.from({ length: 256 }, (_, byte) => unitsOf(byte))),
    levels: sections.put(levels),
    levelBelow: sections.put(Uint8Array.from({ length: 256 }, (_, byte) => levels.reduce((below, level) => (level <= byte ? level : below), 0))),
  };
  const pairsOf = (blocks: Blocks): Pairs => {
    const walked = walkedRows(rows, blocks);
    return {
      pairRow: sections.put(blocks.pairRow),
      pairColumn: sections.put(blocks.pairColumn),
      pairCap: sections.put(blocks.pairCap.map((cap) => cap + 1)),
      walked: walked ? sections.put(walked) : 0,
      walkedWidth: walked ? walked.byteLength / blocks.count : 0,
    };
  };
  const pairs = { bits: pairsOf(bits.blocks), lives: pairsOf(lives.blocks), bytes: pairsOf(bytes.blocks) };
  const listBytes = lives.blocks.count > 0 ? 4 * (listRoom + listRoomOfSlot * stored) : 0;
  const counted = sections.room(4 * bits.blocks.count * bitWidth);
  const own = Array.from({ length: threads }, () => ({
    plan: sections.room(4 * planWords.length),
    store: sections.room(64 * stored),
    active: sections.room(stored),
    pure: sections.room(16 * stored),
    lowStore: sections.room(64 * lowStored),
    scratch: sections.room(1424),
    planes: sections.room(withLives ? planesWidth * stored : 0),
    lists: sections.room(withLives ? 32 * stored : 0),
    arena: sections.room(listBytes),
    counters: sections.room(64 * counterLevels),
    count: sections.room(4 * roots),
    sums: sections.room(8 * sumsWidth * roots),
    table: sections.room(8 * sumsWidth * 16 * (bitWidth / 4)),
    units: sections.room(8 * states),
    columnWeight: sections.room(2 * byteWidth),
  }));
  const memory = sections.make();
  for (const thread of own) {
    const of: Record<string, number> = {
      ...words,
      ...thread,
      rows: rows.count,
      groupCount: rows.groups.length / 2,
      ...pairs.bits,
      stored,
      last: last + 1,
      planesWidth,
      levelCount: levels.length,
      arenaEnd: thread.arena + listBytes,
    };
    new Uint32Array(memory.buffer, thread.plan, planWords.length).set(planWords.map((word) => of[word]!));
  }
  return {
    memory,
    plans: own.map(({ plan }) => plan),
    own,
    counted,
    roots,
    states,
    blocks: bits.blocks.count + lives.blocks.count + bytes.blocks.count,
    bits: {
      count: bits.blocks.count,
      pairs: bits.blocks.pairRow.length,
      pairStart: bits.blocks.pairStart,
      oddFrom: bits.oddFrom,
      counting: bits.counting,
      weight: bits.weight,
      vectors: bits.vectors,
    },
    lives: { count: lives.blocks.count, pairStart: lives.blocks.pairStart, weight: lives.weight, vectors: lives.vectors },
    bytes: {
      count: bytes.blocks.count,
      pairs: bytes.blocks.pairRow.length,
      pairStart: bytes.blocks.pairStart,
      oddFrom: bytes.oddFrom,
      weight: bytes.weight,
      factor: bytes.factor,
    },
    pairs,
  };
}

/** The lowest life is no floor: whoever is there has it in any case. */
const asFloor = (life: number): number => (life === 0 ? 0 : life + 1);

/** Where blocks are had by fewer rows than this, it is worth while to know which. */
const worthPassingBy = 0.6;

/**
 * By block, as bits of 64-bit words, the rows that have any column of it: a solution over blocks instead of columns. Undefined where most rows have something of most blocks.
 * O(row edges x blocks / 32).
 */
function walkedRows({ count, start, child, groups }: Rows, { count: blocks, pairStart, pairRow }: Blocks): Uint32Array | undefined {
  const width = Math.ceil(blocks / 32);
  if (blocks === 0 || count * width > 2 ** 26) return undefined;
  const has = new Uint32Array(count * width);
  for (let block = 0; block < blocks; block++) {
    for (let pair = pairStart[block]!; pair < pairStart[block + 1]!; pair++) has[pairRow[pair]! * width + (block >>> 5)]! |= 1 << (block & 31);
  }
  const take = (to: number, from: number): void => {
    for (let i = 0; i < width; i++) has[to * width + i]! |= has[from * width + i]!;
  };
  let group = groups.length;
  for (let row = count - 1; row >= 0; row--) {
    const first = group > 0 && row + 1 === groups[group - 1] ? groups[group - 2]! : row;
    for (let r = first; r <= row; r++) {
      for (let e = start[r]!; e < start[r + 1]!; e++) take(r, child[e]!);
      if (r > first) take(first, r);
    }
    for (let r = first + 1; r <= row; r++) take(r, first);
    if (first < row) group -= 2;
    row = first;
  }
  let some = 0;
  for (let i = 0; i < has.length; i++) some += bitCount(has[i]!);
  if (some > worthPassingBy * count * blocks) return undefined;
  const perBlock = 2 * Math.ceil(count / 64);
  const walked = new Uint32Array(perBlock * blocks);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      for (let bits = has[row * width + i]!; bits !== 0; bits &= bits - 1)
        walked[perBlock * (32 * i + 31 - Math.clz32(bits & -bits)) + (row >>> 5)]! |= 1 << (row & 31);
    }
  }
  return walked;
}

/** The floors that many edges have, as bytes, ascending: those have a plane of their own. */
function levelsOf({ floor, own }: Rows): Uint8Array {
  const times = new Uint32Array(256);
  for (const floors of [floor, own]) for (const life of floors) if (life > 0) times[asFloor(life)]!++;
  const all = times.reduce((sum, count) => sum + count, 0);
  const many = [...times.keys()].filter((life) => 20 * times[life]! >= all && times[life]! > 0);
  return Uint8Array.from(many.sort((a, b) => times[b]! - times[a]! || a - b).slice(0, mostLevels)).sort();
}

/** Rows that others lead to, or that lie in a group, are kept; each has a slot. Those that most lead to lie together: they stay in the cache. */
function slotsOf({ count, child, groups }: Rows): { slot: Int32Array; stored: number } {
  const parents = new Uint32Array(count);
  for (const row of child) parents[row]!++;
  for (let g = 0; g < groups.length; g += 2) for (let row = groups[g]!; row < groups[g + 1]!; row++) parents[row]!++;
  const kept = Uint32Array.from({ length: count }, (_, row) => row).filter((row) => parents[row]! > 0);
  const most = 256; // more parents than this make no difference
  const order = sortedBy(kept.length, most, (i) => most - Math.min(most, parents[kept[i]!]!));
  const slot = new Int32Array(count).fill(-1);
  for (let i = 0; i < order.length; i++) slot[kept[order[i]!]!] = i;
  return { slot, stored: kept.length };
}

/** What may occur in each row: a floor somewhere on the way from it, then it needs a second store; a life below a day. Rows of a group have it all or none. */
function marksOf({ count, start, child, floor, cap, own, groups }: Rows, columns: Blocks[]): Uint8Array {
  const marks = new Uint8Array(count);
  const isShort = (life: number): boolean => life < shortLives;
  for (const { pairRow, pairCap } of columns)
    for (let pair = 0; pair < pairRow.length; pair++) if (isShort(pairCap[pair]!)) marks[pairRow[pair]!]! |= rowMark.short;
  const markOf = (row: number): number => {
    let mark = marks[row]! | (own[row]! > 0 ? rowMark.low : 0);
    if (own[row]! > 0 && isShort(own[row]!)) mark |= rowMark.short;
    for (let e = start[row]!; e < start[row + 1]!; e++) {
      mark |= marks[child[e]!]!;
      if (floor[e]! > 0) mark |= rowMark.low;
      if (isShort(cap[e]!) || (floor[e]! > 0 && isShort(floor[e]!))) mark |= rowMark.short;
    }
    return mark;
  };
  let group = groups.length;
  for (let row = count - 1; row >= 0; row--) {
    const first = group > 0 && row + 1 === groups[group - 1] ? groups[group - 2]! : row;
    let all = 0;
    for (let r = first; r <= row; r++) all |= markOf(r);
    marks.fill(all, first, row + 1);
    if (first < row) group -= 2;
    row = first;
  }
  return marks;
}

/** Marks the rows that somebody may enter with less than all of T: with what it is entered with, a row enters others, so long as no floor lifts it. Rows of a group all are, or none. */
function markLess({ rows: { count, start, child, floor, cap, groups }, last, stateStart, stateLife }: Problem, marks: Uint8Array): void {
  let group = 0;
  for (let row = 0; row < count; row++) {
    const end = group < groups.length && row === groups[group] ? groups[group + 1]! : row + 1;
    let [marked, begin] = [false, row];
    for (let r = row; r < end; r++) {
      if ((marks[r]! & rowMark.less) !== 0) marked = true;
      for (let state = stateStart[r]!; state < stateStart[r + 1]!; state++) if (stateLife[state]! < last) marked = true;
      if (end > row + 1) for (let e = start[r]!; e < start[r + 1]!; e++) if (cap[e]! < last) marked = true;
    }
    for (; begin < end; begin++) {
      if (marked) marks[begin]! |= rowMark.less;
      for (let e = start[begin]!; e < start[begin + 1]!; e++) if ((marked && floor[e]! < last) || cap[e]! < last) marks[child[e]!]! |= rowMark.less;
    }
    if (end > row + 1) group += 2;
    row = end - 1;
  }
}

/** Places of lives below a day in the grid. */
const shortLives = 5;

function lowSlots(slot: Int32Array, stored: number, marks: Uint8Array): { lowSlot: Int32Array; lowStored: number } {
  const lowSlot = new Int32Array(stored).fill(-1);
  let lowStored = 0;
  for (let row = slot.length - 1; row >= 0; row--) if (slot[row]! >= 0 && (marks[row]! & rowMark.low) !== 0) lowSlot[slot[row]!] = lowStored++;
  return { lowSlot, lowStored };
}

/** The edges of each row by kind, so that the kernel's branches are foreseen. */
function sortedEdges({ count, start, child, floor, cap }: Rows, last: number): { order: Uint32Array; kind: Uint8Array } {
  const order = new Uint32Array(child.length);
  const kind = new Uint8Array(child.length);
  const kindOf = (e: number): number => (floor[e]! > 0 ? 2 : cap[e]! < last ? 1 : 0);
  for (let row = 0; row < count; row++) {
    let next = start[row]!;
    for (let wanted = 0; wanted < 3; wanted++) {
      for (let e = start[row]!; e < start[row + 1]!; e++) {
        if (kindOf(e) !== wanted) continue;
        kind[next] = wanted;
        order[next++] = e;
      }
    }
  }
  return { order, kind };
}

/** Hands out places in one memory, 64 bytes apart, and then makes it. */
class Sections {
  #length = 64;
  readonly #arrays: { at: number; array: Uint8Array | Uint16Array | Uint32Array | Int32Array }[] = [];

  room(bytes: number): number {
    const at = this.#length;
    this.#length += Math.ceil(bytes / 64) * 64;
    return at;
  }
  put(array: Uint8Array | Uint16Array | Uint32Array | Int32Array): number {
    const at = this.room(array.byteLength);
    this.#arrays.push({ at, array });
    return at;
  }
  make(): WebAssembly.Memory {
    const pages = Math.ceil(this.#length / page);
    if (pages > page) throw new RangeError(`the folded estate takes ${pages} pages of 64 KiB, the kernel reaches ${page}`);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: page, shared: true });
    for (const { at, array } of this.#arrays)
      new Uint8Array(memory.buffer, at, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return memory;
  }
}

export type KernelName = 'wasm' | 'javascript';

/** Takes one block after another until none is left; threads share `next`. @param kernel `javascript`: the fallback, wherever it runs */
export function workOn(laid: LaidOut, thread: number, next: Int32Array, kernel?: KernelName): void {
  const chosen = (kernel === 'javascript' ? undefined : wasmKernel(laid.memory)) ?? fallbackKernel(laid.memory.buffer);
  const worker = new BlockWorker(laid, thread, chosen);
  const { bits, lives } = laid;
  for (let block = Atomics.add(next, 0, 1); block < laid.blocks; block = Atomics.add(next, 0, 1)) {
    if (block < lives.count) worker.lives(block);
    else if (block < lives.count + bits.count) worker.bits(block - lives.count);
    else worker.bytes(block - lives.count - bits.count);
  }
  worker.flush();
}

class BlockWorker {
  readonly #laid: LaidOut;
  readonly #kernel: Kernel;
  readonly #plan: number;
  readonly #words: Uint32Array;
  readonly #count: Uint32Array;
  readonly #sums: Float64Array;
  readonly #table: Float64Array;
  readonly #counters: Uint32Array;
  readonly #counted: Uint32Array;
  readonly #columnWeight: Int16Array;
  /** What `#count` has counted adds to the sums; undefined if it has counted nothing. */
  #vector: Float64Array | undefined;
  #pairs: Sort = 'bits';
  /** Whether a block had lives too many for lists: then the others have, too. */
  #dense = false;

  constructor(laid: LaidOut, thread: number, kernel: Kernel) {
    const [own, { buffer }] = [laid.own[thread]!, laid.memory];
    this.#laid = laid;
    this.#kernel = kernel;
    this.#plan = laid.plans[thread]!;
    this.#words = new Uint32Array(buffer, this.#plan, planWords.length);
    this.#count = new Uint32Array(buffer, own.count, laid.roots);
    this.#sums = new Float64Array(buffer, own.sums, sumsWidth * laid.roots);
    this.#table = new Float64Array(buffer, own.table, sumsWidth * 16 * (bitWidth / 4));
    this.#counters = new Uint32Array(buffer, own.counters, 16 * counterLevels);
    this.#counted = new Uint32Array(buffer, laid.counted, laid.bits.count * bitWidth);
    this.#columnWeight = new Int16Array(buffer, own.columnWeight, byteWidth);
    this.#turnTo('bits', 0, true); // whoever worked here before may have left the plan at others
  }

  bits(block: number): void {
    const { pairStart, oddFrom, weight, vectors } = this.#laid.bits;
    const odd = block >= oddFrom;
    if (odd) this.#fillTable(block);
    else this.#countFor(vectors, weight[block * bitWidth]!);
    this.#turnTo('bits', block);
    const counting = this.#laid.bits.counting[block] === 1;
    if (counting) this.#counters.fill(0);
    this.#kernel.bits(this.#plan, pairStart[block]!, pairStart[block + 1]!, odd, counting);
    if (counting) this.#readCounters(block);
  }

  lives(block: number): void {
    const { pairStart, weight, vectors } = this.#laid.lives;
    this.#countFor(vectors, block);
    this.#turnTo('lives', block);
    const [begin, end, times] = [pairStart[block]!, pairStart[block + 1]!, weight[block]!];
    if (!this.#dense) {
      const full = this.#kernel.lives(this.#plan, begin, end, times, 0);
      if (full === 0) return;
      this.#kernel.lives(this.#plan, begin, end, -times, full); // the same steps again, taken back
      this.#dense = true;
    }
    this.#kernel.bits(this.#plan, begin, end, false, false);
    for (let part = 0; part < bitWidth / byteWidth; part++) this.#kernel.bytes(this.#plan, begin, end, false, times, part);
  }

  bytes(block: number): void {
    const { pairStart, oddFrom, weight, factor } = this.#laid.bytes;
    this.#turnTo('bytes', block);
    if (block >= oddFrom) this.#columnWeight.set(weight.subarray(block * byteWidth, (block + 1) * byteWidth));
    this.#kernel.bytes(this.#plan, pairStart[block]!, pairStart[block + 1]!, block >= oddFrom, factor[block]!, 0);
  }

  /** What is counted from here on adds that vector: what was counted for another one is turned into sums. */
  #countFor(vectors: Float64Array, at: number): void {
    const vector = vectors.subarray(sumsWidth * at, sumsWidth * (at + 1));
    if (this.#vector?.every((value, m) => value === vector[m])) return;
    this.flush();
    this.#vector = vector;
  }

  /** Turns what was counted into sums. */
  flush(): void {
    if (!this.#vector) return;
    for (let m = 0; m < sumsWidth; m++) {
      const weight = this.#vector[m]!;
      if (weight === 0) continue;
      for (let root = 0, at = m; root < this.#count.length; root++, at += sumsWidth) this.#sums[at]! += this.#count[root]! * weight;
    }
    this.#count.fill(0);
    this.#vector = undefined;
  }

  #turnTo(which: Sort, block: number, anew = false): void {
    const pairs = this.#laid.pairs[which];
    this.#words[wordOf.walked] = pairs.walked === 0 ? 0 : pairs.walked + block * pairs.walkedWidth;
    if (this.#pairs === which && !anew) return;
    for (const word of ['pairRow', 'pairColumn', 'pairCap'] as const) this.#words[wordOf[word]] = pairs[word];
    this.#pairs = which;
  }

  /** For each four columns the sums of the 16 ways to reach them. */
  #fillTable(block: number): void {
    const { weight, vectors } = this.#laid.bits;
    for (let nibble = 0; nibble < bitWidth / 4; nibble++) {
      for (let ways = 1; ways < 16; ways++) {
        const lowest = 31 - Math.clz32(ways & -ways);
        const column = sumsWidth * weight[block * bitWidth + 4 * nibble + lowest]!;
        const [to, without] = [sumsWidth * (16 * nibble + ways), sumsWidth * (16 * nibble + (ways & (ways - 1)))];
        for (let m = 0; m < sumsWidth; m++) this.#table[to + m] = this.#table[without + m]! + vectors[column + m]!;
      }
    }
  }

  #readCounters(block: number): void {
    const counted = this.#counted.subarray(block * bitWidth, (block + 1) * bitWidth);
    for (let level = 0; level < counterLevels; level++) {
      for (let word = 0; word < 16; word++) {
        for (let bits = this.#counters[16 * level + word]!; bits !== 0; bits &= bits - 1) {
          counted[32 * word + 31 - Math.clz32(bits & -bits)]! += 2 ** level;
        }
      }
    }
  }
}

/** What all threads have summed, once they have ended. */
export function solutionOf({ memory: { buffer }, own, roots, states, counted, bits }: LaidOut): Solution {
  const added = (of: 'sums' | 'units', length: number): Float64Array => {
    const total = new Float64Array(length);
    for (const thread of own) {
      const part = new Float64Array(buffer, thread[of], length);
      for (let i = 0; i < length; i++) total[i]! += part[i]!;
    }
    return total;
  };
  return {
    sums: added('sums', sumsWidth * roots),
    units: added('units', states),
    counted: new Uint32Array(buffer, counted, bits.count * bitWidth),
  };
}
