import { bitCount } from '../bitCount.ts';
import { bitWidth, byteWidth, type Kernel, type PlanWord, rowMark, sumsWidth, wordOf } from './plan.ts';

/** Units of 300 s of the lives below a day, by byte: 5 min, 15 min, 1 h, 4 h, 12 h. */
const shortUnits = [0, 1, 3, 12, 48, 144];
/** Units of 300 s of a life by its byte; 0 is none, from 6 on a day more each. */
export const unitsOf = (byte: number): number => (byte < 6 ? shortUnits[byte]! : 288 * (byte - 5));
const blockWords = 16;

/** The kernel in plain TypeScript, over the same memory: where there is no WebAssembly with SIMD, and to hold the other one to. */
export function fallbackKernel(memory: ArrayBufferLike): Kernel {
  const [u8, u16, i16, u32, i32, f64] = [
    new Uint8Array(memory),
    new Uint16Array(memory),
    new Int16Array(memory),
    new Uint32Array(memory),
    new Int32Array(memory),
    new Float64Array(memory),
  ];
  const clear = (to: number): void => void u32.fill(0, to >> 2, (to >> 2) + blockWords);
  const same = (x: number, y: number): boolean => {
    for (let i = 0; i < blockWords; i++) if (u32[(x >> 2) + i] !== u32[(y >> 2) + i]) return false;
    return true;
  };
  const copy = (to: number, from: number): void => void u32.copyWithin(to >> 2, from >> 2, (from >> 2) + blockWords);
  const reader = (plan: number) => (word: PlanWord) => u32[(plan >> 2) + wordOf[word]]!;

  /** Walks rows from the last to the first, groups until nothing changes. */
  function walk(
    plan: number,
    begin: number,
    rowOf: (row: number, q: number, scratch: boolean) => number,
    tally: (row: number) => void,
    group: GroupSteps,
  ): void {
    const at = reader(plan);
    const [groups, rows, walked] = [at('groups') >> 2, at('rows'), at('walked') >> 2];
    let groupsLeft = at('groupCount');
    let q = begin;
    for (let row = rows - 1; row >= 0; row--) {
      if (walked !== 0 && ((u32[walked + (row >> 5)]! >>> (row & 31)) & 1) === 0) {
        group.clear(row); // it has nothing, or all that the hub has, and nobody that is walked leads to it
        if (groupsLeft > 0 && row === u32[groups + 2 * groupsLeft - 2]) groupsLeft--;
        continue;
      }
      if (groupsLeft === 0 || row + 1 !== u32[groups + 2 * groupsLeft - 1]) {
        q = rowOf(row, q, false);
        tally(row);
        continue;
      }
      const first = u32[groups + 2 * groupsLeft - 2]!;
      for (let r = first; r <= row; r++) group.clear(r);
      const begun = q;
      for (let changed = true; changed; ) {
        changed = false;
        q = begun;
        for (let r = row; r >= first; r--) {
          q = rowOf(r, q, true);
          if (group.keep(r)) changed = true;
        }
      }
      for (let r = first; r <= row; r++) tally(r);
      row = first;
      groupsLeft--;
    }
  }

  function bits(plan: number, begin: number, end: number, odd: boolean, counting: boolean): void {
    const at = reader(plan);
    const [start, child, slot, store, scratch] = [at('start') >> 2, at('child') >> 2, at('slot') >> 2, at('store'), at('scratch')];
    const [pairRow, pairColumn, root, times] = [at('pairRow') >> 2, at('pairColumn') >> 1, at('root') >> 2, at('times') >> 2];
    const [count, sums, table, counters] = [at('count') >> 2, at('sums') >> 3, at('table') >> 3, at('counters') >> 2];
    const placeOf = (row: number): number => (i32[slot + row]! < 0 ? scratch : store + 64 * i32[slot + row]!);
    const rowOf = (row: number, first: number, aside: boolean): number => {
      const to = (aside ? scratch : placeOf(row)) >> 2;
      let q = first;
      for (let i = 0; i < blockWords; i++) u32[to + i] = 0;
      for (; q < end && u32[pairRow + q] === row; q++) {
        const column = u16[pairColumn + q]!;
        u32[to + (column >> 5)]! |= 1 << (column & 31);
      }
      for (let e = u32[start + row]!; e < u32[start + row + 1]!; e++) {
        const from = (store >> 2) + blockWords * u32[child + e]!;
        for (let i = 0; i < blockWords; i++) u32[to + i]! |= u32[from + i]!;
      }
      return q;
    };
    const countColumns = (from: number, level: number): void => {
      for (let i = 0; i < blockWords; i++) {
        let carry = u32[from + i]!;
        for (let to = counters + blockWords * level + i; carry !== 0; to += blockWords) {
          const before = u32[to]!;
          u32[to] = before ^ carry;
          carry &= before;
        }
      }
    };
    const tally = (row: number): void => {
      const number = i32[root + row]!;
      if (number < 0) return;
      const from = placeOf(row) >> 2;
      if (odd) {
        for (let nibble = 0; nibble < 128; nibble++) {
          const ways = (u8[4 * from + (nibble >> 1)]! >> (4 * (nibble & 1))) & 15;
          if (ways !== 0) for (let m = 0; m < sumsWidth; m++) f64[sums + sumsWidth * number + m]! += f64[table + (16 * nibble + ways) * sumsWidth + m]!;
        }
      } else {
        let reached = 0;
        for (let i = 0; i < blockWords; i++) reached += bitCount(u32[from + i]!);
        u32[count + number]! += reached;
      }
      if (counting) for (let level = 0, left = u32[times + row]!; left !== 0; level++, left >>>= 1) if (left & 1) countColumns(from, level);
    };
    walk(plan, begin, rowOf, tally, {
      clear: (row) => clear(placeOf(row)),
      keep: (row) => {
        if (same(placeOf(row), scratch)) return false;
        copy(placeOf(row), scratch);
        return true;
      },
    });
  }

  /** As bits, and as bytes part by part: what the other kernel keeps in planes and lists comes to the same. */
  function lives(plan: number, begin: number, end: number, factor: number): number {
    bits(plan, begin, end, false, false);
    for (let part = 0; part < bitWidth / byteWidth; part++) bytes(plan, begin, end, false, factor, part);
    return 0;
  }

  function bytes(plan: number, begin: number, end: number, odd: boolean, factor: number, part: number): void {
    const at = reader(plan);
    const [start, child, slot, store, scratch] = [at('start') >> 2, at('child') >> 2, at('slot') >> 2, at('store'), at('scratch')];
    const [pairRow, pairColumn, pairCap] = [at('pairRow') >> 2, at('pairColumn') >> 1, at('pairCap')];
    const [floor, cap, own, marks, lowSlot, lowStore] = [at('floor'), at('cap'), at('own'), at('marks'), at('lowSlot') >> 2, at('lowStore')];
    const [stateStart, stateLife, units, columnWeight] = [at('stateStart') >> 2, at('stateLife'), at('units') >> 3, at('columnWeight') >> 1];
    const lowest = scratch + 64;
    const placeOf = (row: number): number => (i32[slot + row]! < 0 ? scratch : store + 64 * i32[slot + row]!);
    const lowOf = (row: number): number =>
      i32[slot + row]! < 0 || (u8[marks + row]! & rowMark.low) === 0 ? lowest : lowStore + 64 * i32[lowSlot + i32[slot + row]!]!;
    const rowOf = (row: number, first: number, aside: boolean): number => {
      const [high, low] = aside ? [scratch, lowest] : [placeOf(row), lowOf(row)];
      let q = first;
      clear(high);
      clear(low);
      for (; q < end && u32[pairRow + q] === row; q++) {
        const column = u16[pairColumn + q]! - part * byteWidth;
        if (column >= 0 && column < byteWidth) u8[high + column] = u8[pairCap + q]!;
      }
      for (let e = u32[start + row]!; e < u32[start + row + 1]!; e++) {
        const from = u32[child + e]!;
        const [highs, lows] = [store + 64 * from, i32[lowSlot + from]! < 0 ? -1 : lowStore + 64 * i32[lowSlot + from]!];
        const [least, most] = [u8[floor + e]!, u8[cap + e]!];
        for (let j = 0; j < byteWidth; j++) {
          const x = u8[highs + j]!;
          if (x === 0) continue;
          const y = Math.max(Math.min(x, least), lows < 0 ? 0 : u8[lows + j]!);
          const z = Math.max(y, Math.min(x, most));
          if (y > u8[low + j]!) u8[low + j] = y;
          if (z > u8[high + j]!) u8[high + j] = z;
        }
      }
      for (let j = 0; j < byteWidth; j++) u8[low + j] = Math.max(u8[low + j]!, Math.min(u8[high + j]!, u8[own + row]!));
      return q;
    };
    const tally = (row: number): void => {
      const [high, low] = [placeOf(row), lowOf(row)];
      for (let state = u32[stateStart + row]!; state < u32[stateStart + row + 1]!; state++) {
        for (let j = 0; j < byteWidth; j++) {
          const life = Math.max(u8[low + j]!, Math.min(u8[high + j]!, u8[stateLife + state]!));
          f64[units + state]! += factor * (odd ? i16[columnWeight + j]! : 1) * unitsOf(life);
        }
      }
    };
    walk(plan, begin, rowOf, tally, {
      clear: (row) => {
        clear(placeOf(row));
        if ((u8[marks + row]! & rowMark.low) !== 0) clear(lowOf(row));
      },
      keep: (row) => {
        if (same(placeOf(row), scratch) && ((u8[marks + row]! & rowMark.low) === 0 || same(lowOf(row), lowest))) return false;
        copy(placeOf(row), scratch);
        if ((u8[marks + row]! & rowMark.low) !== 0) copy(lowOf(row), lowest);
        return true;
      },
    });
  }

  return { bits, lives, bytes };
}

type GroupSteps = {
  clear(row: number): void;
  /** Takes over what was worked out aside; false if it was there already. */
  keep(row: number): boolean;
};
