import { type Blocks, sortedBy } from './blocks.ts';
import type { Rows } from './fold.ts';
import { unitsOf } from './kernel/fallback.ts';
import { bitWidth, byteWidth, mostLevels, type PlanWord, planWords, rowMark, sumsWidth } from './kernel/plan.ts';
import type { Problem } from './problem.ts';
import { rowMarks } from './rowMarks.ts';
import { walkedRows } from './walkedRows.ts';

/** A problem in one memory that all threads share; it can be posted to them as it is. */
export type LaidOut = {
  memory: WebAssembly.Memory;
  /** Where the plan of each thread lies. */
  plans: number[];
  /** Where each thread's own arrays lie. */
  own: Record<'count' | 'sums' | 'units' | 'table' | 'counters' | 'columnWeight', number>[];
  /** How often each bit column was counted, u32 by position. */
  counted: number;
  /** Where by row the roots lie, in most blocks and in those of the hub. */
  root: { all: number; ofHub: number };
  /** One more than the problem has: the last is the hub's, in its own blocks. */
  roots: number;
  /** The roots that have all that the hub has. */
  hubs: Uint32Array;
  states: number;
  /** Blocks of all sorts. */
  blocks: number;
  bits: {
    count: number;
    pairs: number;
    pairStart: Uint32Array;
    oddFrom: number;
    counting: Uint8Array;
    ofHub: Uint8Array;
    weight: Uint32Array;
    vectors: Float64Array;
  };
  lives: { count: number; pairStart: Uint32Array; weight: Float64Array; vectors: Float64Array };
  bytes: { count: number; pairs: number; pairStart: Uint32Array; oddFrom: number; weight: Int16Array; factor: Float64Array };
  pairs: Record<Sort, Pairs>;
};
export type Sort = 'bits' | 'lives' | 'bytes';
/** Where the pairs of one sort of blocks lie, and by block the rows that are walked, 0 where all are. */
type Pairs = Record<'pairRow' | 'pairColumn' | 'pairCap', number> & { walked: Uint32Array };

const page = 65_536;
export const counterLevels = 33;
/** Room for the lists of a block: columns in all, and for each row that is kept. What needs more has lives too many for lists, and goes as bytes. */
const [listRoom, listRoomOfSlot] = [4096, 32];

/** Puts a problem into one memory. O(its size). */
export function layOut(problem: Problem, threads: number): LaidOut {
  const { rows, last, stateStart, stateLife, hub, bits, lives, bytes } = problem;
  const { slot, stored } = slotsOf(rows);
  const withLives = lives.blocks.count + bytes.blocks.count > 0;
  const marks = rowMarks(problem);
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
    root: sections.put(problem.root),
    times: sections.put(timesWithHub(problem)),
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
  const pairsOf = (blocks: Blocks, ofHub?: Uint8Array): Pairs => {
    const { begin, words: bits } = walkedRows(rows, blocks, hub, ofHub);
    const [pairRow, pairColumn] = [sections.put(blocks.pairRow), sections.put(blocks.pairColumn)];
    const [pairCap, walked] = [sections.put(blocks.pairCap.map((cap) => cap + 1)), sections.put(bits)];
    return { pairRow, pairColumn, pairCap, walked: Uint32Array.from(begin, (at) => (at < 0 ? 0 : walked + 4 * at)) };
  };
  const pairs = { bits: pairsOf(bits.blocks, bits.ofHub), lives: pairsOf(lives.blocks), bytes: pairsOf(bytes.blocks) };
  const root = { all: words.root!, ofHub: sections.put(rootsWithHub(problem)) };
  const roots = problem.roots + 1;
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
    const of: Partial<Record<PlanWord, number>> = {
      ...words,
      ...thread,
      rows: rows.count,
      groupCount: rows.groups.length / 2,
      stored,
      last: last + 1,
      planesWidth,
      levelCount: levels.length,
      arenaEnd: thread.arena + listBytes,
    };
    new Uint32Array(memory.buffer, thread.plan, planWords.length).set(planWords.map((word) => of[word] ?? 0)); // the others change by block
  }
  return {
    memory,
    plans: own.map(({ plan }) => plan),
    own,
    counted,
    root,
    roots,
    hubs: hubsOf(problem),
    states,
    blocks: bits.blocks.count + lives.blocks.count + bytes.blocks.count,
    bits: {
      count: bits.blocks.count,
      pairs: bits.blocks.pairRow.length,
      pairStart: bits.blocks.pairStart,
      oddFrom: bits.oddFrom,
      counting: bits.counting,
      ofHub: bits.ofHub,
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

/** In its own blocks the hub has a root by itself: what it has is added to all above it in the end. */
function rootsWithHub({ root, roots, hub }: Problem): Int32Array {
  const all = root.slice();
  all[hub.row] = roots;
  return all;
}

/** There it counts for all above it as well; in other blocks it has nothing that is counted. */
function timesWithHub({ times, hub: { row: hub, above } }: Problem): Uint32Array {
  const all = times.slice();
  for (let row = 0; row < above.length; row++) if (above[row] === 1) all[hub]! += times[row]!;
  return all;
}

const hubsOf = ({ root, hub }: Problem): Uint32Array => Uint32Array.from(root.filter((of, row) => of >= 0 && (row === hub.row || hub.above[row] === 1)));

/** The lowest life is no floor: whoever is there has it in any case. */
const asFloor = (life: number): number => (life === 0 ? 0 : life + 1);

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
