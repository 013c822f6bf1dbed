import { ACTIVE, at, CHILD, COUNT, COUNTERS, PAIR_COLUMN, PAIR_ROW, ROOT, ROWS, SCRATCH, SLOT, START, STORE, STORED, SUMS, TABLE, TIMES, WALKED } from './plan';
import { beginWalk, COUNTING, enterGroup, groupChanged, groupEnd, groupPair, nextRow, OUTSIDE, passAgain, passGroups, PASSING, rowOfPair } from './walk';
import { clear64, copy64, popcount64, same64, zero } from './words';

/** Sets the bits of the row's own columns in what lies at `to`; returns the next pair. */
function ownBits(pairRow: usize, pairColumn: usize, row: u32, first: u32, end: u32, to: usize): u32 {
  let q = first;
  do {
    const column = load<u16>(pairColumn + (q << 1)) as u32;
    const byte = to + (column >> 3);
    store<u8>(byte, (load<u8>(byte) as u32) | ((1 as u32) << (column & 7)));
    q++;
  } while (q < end && load<u32>(pairRow + (q << 2)) == row);
  return q;
}

/** Adds one to the counter of each column whose bit is set; bit b of every counter lies in level b, from `level` on. */
function countColumns(counters: usize, from: usize, level: u32): void {
  let a = v128.load(from);
  let b = v128.load(from, 16);
  let c = v128.load(from, 32);
  let d = v128.load(from, 48);
  let to = counters + ((level as usize) << 6);
  do {
    const a1 = v128.load(to);
    const b1 = v128.load(to, 16);
    const c1 = v128.load(to, 32);
    const d1 = v128.load(to, 48);
    v128.store(to, v128.xor(a1, a));
    v128.store(to, v128.xor(b1, b), 16);
    v128.store(to, v128.xor(c1, c), 32);
    v128.store(to, v128.xor(d1, d), 48);
    a = v128.and(a1, a);
    b = v128.and(b1, b);
    c = v128.and(c1, c);
    d = v128.and(d1, d);
    to += 64;
  } while (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d))));
}

/** Adds the six weights of every set column, looked up for four columns at a time. */
function sumColumns(table: usize, sums: usize, from: usize): void {
  let x = v128.load(sums);
  let y = v128.load(sums, 16);
  let z = v128.load(sums, 32);
  for (let i: usize = 0; i < 64; i++) {
    const byte = load<u8>(from + i) as usize;
    if (byte == 0) continue;
    const low = table + ((i << 5) + (byte & 15)) * 48;
    const high = table + ((i << 5) + 16 + (byte >> 4)) * 48;
    x = f64x2.add(x, f64x2.add(v128.load(low), v128.load(high)));
    y = f64x2.add(y, f64x2.add(v128.load(low, 16), v128.load(high, 16)));
    z = f64x2.add(z, f64x2.add(v128.load(low, 32), v128.load(high, 32)));
  }
  v128.store(sums, x);
  v128.store(sums, y, 16);
  v128.store(sums, z, 32);
}

/** One block of 512 columns. @param begin,end its pairs @param odd its columns differ in weight @param counting columns are counted */
export function bits(p: usize, begin: u32, end: u32, odd: bool, counting: bool): void {
  const starts = at(p, START);
  const children = at(p, CHILD);
  const slots = at(p, SLOT);
  const store_ = at(p, STORE);
  const active = at(p, ACTIVE);
  const scratch = at(p, SCRATCH);
  const pairRow = at(p, PAIR_ROW);
  const pairColumn = at(p, PAIR_COLUMN);
  const roots = at(p, ROOT);
  const times = at(p, TIMES);
  const counters = at(p, COUNTERS);
  const counts = at(p, COUNT);
  const sums = at(p, SUMS);
  const table = at(p, TABLE);
  let nextGroup = beginWalk(p);
  let q = begin;
  let nextPair: u32 = rowOfPair(pairRow, q, end);
  let row = at(p, ROWS) as u32;
  const walked = at(p, WALKED);
  if (walked != 0) memory.fill(active, 0, at(p, STORED));
  let first: u32 = 0;
  let within = OUTSIDE;
  for (;;) {
    row = nextRow(walked, row);
    if (row == 0) return;
    row--;
    if (within == OUTSIDE && row < nextGroup) {
      nextGroup = passGroups(row + 1);
      if (row + 1 == nextGroup) {
        within = PASSING;
        first = enterGroup(q);
        for (let r = first; r <= row; r++) {
          const slot = load<i32>(slots + (r << 2)) as usize;
          clear64(store_ + (slot << 6));
          store<u8>(active + slot, 0);
        }
      }
    }
    const slot = load<i32>(slots + (row << 2));
    const to = slot < 0 ? scratch : store_ + ((slot as usize) << 6);
    let any = false;
    if (within != COUNTING) {
      const out = within == PASSING ? scratch : to;
      let a = zero();
      let b = zero();
      let c = zero();
      let d = zero();
      if (nextPair == row) {
        clear64(out);
        q = ownBits(pairRow, pairColumn, row, q, end, out);
        nextPair = rowOfPair(pairRow, q, end);
        a = v128.load(out);
        b = v128.load(out, 16);
        c = v128.load(out, 32);
        d = v128.load(out, 48);
        any = true;
      }
      const stop = children + (load<u32>(starts + (row << 2) + 4) << 2);
      for (let e = children + (load<u32>(starts + (row << 2)) << 2); e < stop; e += 4) {
        const child = load<u32>(e) as usize;
        if (load<u8>(active + child) == 0) continue;
        const from = store_ + (child << 6);
        a = v128.or(a, v128.load(from));
        b = v128.or(b, v128.load(from, 16));
        c = v128.or(c, v128.load(from, 32));
        d = v128.or(d, v128.load(from, 48));
        any = true;
      }
      if (any) {
        v128.store(out, a);
        v128.store(out, b, 16);
        v128.store(out, c, 32);
        v128.store(out, d, 48);
      }
      if (within == PASSING) {
        if (any && !same64(to, scratch)) {
          copy64(to, scratch);
          store<u8>(active + slot, 1);
          groupChanged();
        }
        if (row == first) {
          if (passAgain()) {
            q = groupPair();
            nextPair = rowOfPair(pairRow, q, end);
          } else within = COUNTING;
          row = groupEnd();
        }
        continue;
      }
      if (slot >= 0) store<u8>(active + slot, any ? 1 : 0);
    } else {
      any = load<u8>(active + slot) != 0;
      if (row == first) within = OUTSIDE;
    }
    if (!any) continue;
    const root = load<i32>(roots + (row << 2));
    if (root < 0) continue;
    if (odd) sumColumns(table, sums + (root as usize) * 48, to);
    else {
      const count = counts + ((root as usize) << 2);
      store<u32>(count, load<u32>(count) + popcount64(to));
    }
    if (!counting) continue;
    let left = load<u32>(times + (row << 2));
    for (let level: u32 = 0; left != 0; level++, left >>= 1) if ((left & 1) != 0) countColumns(counters, to, level);
  }
}
