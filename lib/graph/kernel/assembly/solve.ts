/**
 * The inner loops of `lib/graph/solve.ts` in AssemblyScript (WebAssembly, 128-bit SIMD). `lib/graph/kernel/fallback.ts` does the same in plain TypeScript, step by step; a test
 * holds the two equal, and another that `lib/graph/kernel/bytes.ts` is what this file compiles to.
 *
 * One call works on one block of columns: 512 of them as bits, with their lives or without, or 64 as bytes. Rows are walked from the last to the first, so that what a row leads to has been worked out; a row
 * that has no column of the block is marked so, and whoever leads to it passes it by. `p` points at the plan, 32-bit words in the order of `lib/graph/kernel/plan.ts`.
 */

const ROWS: usize = 0;
const START: usize = 4;
const CHILD: usize = 8;
const SLOT: usize = 12;
const GROUPS: usize = 16;
const GROUP_COUNT: usize = 20;
const STORE: usize = 24;
const ACTIVE: usize = 28;
const SCRATCH: usize = 32;
const ROOT: usize = 36;
const TIMES: usize = 40;
const COUNTERS: usize = 44;
const COUNT: usize = 48;
const SUMS: usize = 52;
const TABLE: usize = 56;
const PAIR_ROW: usize = 60;
const PAIR_COLUMN: usize = 64;
const PAIR_CAP: usize = 68;
const KIND: usize = 72;
const FLOOR: usize = 76;
const CAP: usize = 80;
const LOW_SLOT: usize = 84;
const LOW_STORE: usize = 88;
const STATE_START: usize = 92;
const STATE_LIFE: usize = 96;
const UNITS: usize = 100;
const COLUMN_WEIGHT: usize = 104;
const OWN: usize = 108;
const MARKS: usize = 112;
const PURE: usize = 116;
const UNITS_OF: usize = 120;
const LAST: usize = 124;
const PLANES: usize = 128;
const PLANES_WIDTH: usize = 132;
const LEVELS: usize = 136;
const LEVEL_COUNT: usize = 140;
const LEVEL_BELOW: usize = 144;
const LISTS: usize = 148;
const ARENA: usize = 152;
const ARENA_END: usize = 156;
const STORED: usize = 160;
const WALKED: usize = 164;

/** What a slot holds of the block at hand: nothing, two bits a column (`PURE`), or bytes. */
const NOTHING: u8 = 0;
const BITS: u8 = 1;
const BYTES: u8 = 2;
/** Bits of a row's marks. */
const HAS_LOW: u32 = 1;
const HAS_SHORT: u32 = 2;
const HAS_LESS: u32 = 4;

@inline function at(p: usize, word: usize): usize {
  return load<u32>(p + word) as usize;
}
/** One more than the greatest row below `row` that is to be walked, 0 if there is none. */
@inline function nextRow(walked: usize, row: u32): u32 {
  if (walked == 0 || row == 0) return row;
  let word = (row - 1) >> 6;
  let bits = load<u64>(walked + ((word as usize) << 3)) << ((63 - ((row - 1) & 63)) as u64);
  if (bits != 0) return row - (clz(bits) as u32);
  while (word > 0) {
    word--;
    bits = load<u64>(walked + ((word as usize) << 3));
    if (bits != 0) return (word << 6) + 64 - (clz(bits) as u32);
  }
  return 0;
}
@inline function zero(): v128 {
  return i32x4.splat(0);
}
@inline function clear64(to: usize): void {
  v128.store(to, zero());
  v128.store(to, zero(), 16);
  v128.store(to, zero(), 32);
  v128.store(to, zero(), 48);
}
@inline function same64(x: usize, y: usize): bool {
  const a = v128.xor(v128.load(x), v128.load(y));
  const b = v128.xor(v128.load(x, 16), v128.load(y, 16));
  const c = v128.xor(v128.load(x, 32), v128.load(y, 32));
  const d = v128.xor(v128.load(x, 48), v128.load(y, 48));
  return !v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}
@inline function copy64(to: usize, from: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
}

// ---- bits ----

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

@inline function popcount64(from: usize): u32 {
  const bytes = i8x16.add(
    i8x16.add(i8x16.popcnt(v128.load(from)), i8x16.popcnt(v128.load(from, 16))),
    i8x16.add(i8x16.popcnt(v128.load(from, 32)), i8x16.popcnt(v128.load(from, 48))),
  );
  return total(i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
}
@inline function total(words: v128): i32 {
  const halves = i32x4.add(words, i8x16.shuffle(words, words, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
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
  const groups = at(p, GROUPS);
  const pairRow = at(p, PAIR_ROW);
  const pairColumn = at(p, PAIR_COLUMN);
  const roots = at(p, ROOT);
  const times = at(p, TIMES);
  const counters = at(p, COUNTERS);
  const counts = at(p, COUNT);
  const sums = at(p, SUMS);
  const table = at(p, TABLE);
  let group = at(p, GROUP_COUNT) as u32;
  let q = begin;
  let nextPair: u32 = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
  let row = at(p, ROWS) as u32;
  const walked = at(p, WALKED);
  if (walked != 0) memory.fill(active, 0, at(p, STORED));
  // rows of a group from `first` to `lastOf` are walked again until a pass changes nothing; then once more to be counted
  let first: u32 = 0;
  let lastOf: u32 = 0;
  let begun: u32 = 0;
  let changed = false;
  let within: u32 = 0; // 0 not in a group, 1 passing, 2 counting
  for (;;) {
    row = nextRow(walked, row);
    if (row == 0) return;
    row--;
    while (within == 0 && group > 0 && row + 1 < load<u32>(groups + (group << 3) - 4)) group--; // was passed by
    if (within == 0 && group > 0 && row + 1 == load<u32>(groups + (group << 3) - 4)) {
      first = load<u32>(groups + (group << 3) - 8);
      lastOf = row;
      begun = q;
      changed = false;
      within = 1;
      group--;
      for (let r = first; r <= row; r++) {
        const slot = load<i32>(slots + (r << 2)) as usize;
        clear64(store_ + (slot << 6));
        store<u8>(active + slot, 0);
      }
    }
    const slot = load<i32>(slots + (row << 2));
    const to = slot < 0 ? scratch : store_ + ((slot as usize) << 6);
    let any = false;
    if (within != 2) {
      const out = within == 1 ? scratch : to;
      let a = zero();
      let b = zero();
      let c = zero();
      let d = zero();
      if (nextPair == row) {
        clear64(out);
        q = ownBits(pairRow, pairColumn, row, q, end, out);
        nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
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
      if (within == 1) {
        if (any && !same64(to, scratch)) {
          copy64(to, scratch);
          store<u8>(active + slot, 1);
          changed = true;
        }
        if (row == first) {
          if (changed) {
            changed = false;
            q = begun;
            nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
          } else within = 2;
          row = lastOf + 1;
        }
        continue;
      }
      if (slot >= 0) store<u8>(active + slot, any ? 1 : 0);
    } else {
      any = load<u8>(active + slot) != 0;
      if (row == first) within = 0;
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

// ---- lives: 512 columns at once, as planes of bits, and lists of what planes do not tell ----

/** Bits of what a slot holds of the block at hand: something; fewer columns for all of T than at all; some whatever was entered with; a list; one that has lives other than the levels. */
const ACTIVE_: u32 = 1;
const MIXED: u32 = 2;
const LOW: u32 = 4;
const LIST: u32 = 8;
const LIST_LOW: u32 = 16;

// places among the planes of a row, in its slot or in scratch, where what `gather` works with follows
const alwaysAt: usize = 64;
const levelsAt: usize = 128;
const touchedAt: usize = 320;
const highsAt: usize = 384;
const lowsAt: usize = 896;
/** Among what is kept of a list: how many of its columns come before each 64. */
const beforeAt: usize = 8;
/** The same of a row that is not kept, or not yet. */
const beforeAsideAt: usize = 1408;

// of the plan at hand
let theLast: u32 = 0;
let theLevels: usize = 0;
let theLevelCount: u32 = 0;
let theLevelBelow: usize = 0;
let theUnits: usize = 0;
/** What `gather` has found besides its list. */
let foundListLow = false;
let foundLow = false;

/** The greatest level that is not above a life, 0 if none. */
@inline function levelBelow(life: u32): u32 {
  return load<u8>(theLevelBelow + life);
}
@inline function isLevel(life: u32): bool {
  return levelBelow(life) == life;
}
@inline function has(plane: usize, column: u32): bool {
  return ((load<u8>(plane + (column >> 3)) >> (column & 7)) & 1) != 0;
}
@inline function put(plane: usize, column: u32): void {
  const byte = plane + (column >> 3);
  store<u8>(byte, (load<u8>(byte) as u32) | ((1 as u32) << (column & 7)));
}
@inline function or64(to: usize, from: usize): void {
  v128.store(to, v128.or(v128.load(to), v128.load(from)));
  v128.store(to, v128.or(v128.load(to, 16), v128.load(from, 16)), 16);
  v128.store(to, v128.or(v128.load(to, 32), v128.load(from, 32)), 32);
  v128.store(to, v128.or(v128.load(to, 48), v128.load(from, 48)), 48);
}
@inline function any64(from: usize): bool {
  return v128.any_true(v128.or(v128.or(v128.load(from), v128.load(from, 16)), v128.or(v128.load(from, 32), v128.load(from, 48))));
}
@inline function unitsAt(life: u32): i32 {
  return load<i32>(theUnits + (life << 2));
}

/** Keeps the greatest lives of a column in scratch, which is 0 where nothing is known. */
@inline function keep(scratch: usize, column: u32, high: u32, low: u32): void {
  const to = scratch + column;
  if (high > (load<u8>(to, highsAt) as u32)) store<u8>(to, high, highsAt);
  if (low > (load<u8>(to, lowsAt) as u32)) store<u8>(to, low, lowsAt);
}

/** The level that planes of levels tell of a column of 64 at hand. */
@inline function levelIn(planes: usize, place: u64): u32 {
  for (let i = theLevelCount; i > 0; i--) if (((load<u64>(planes + levelsAt - 64 + ((i as usize) << 6)) >> place) & 1) != 0) return load<u8>(theLevels + i - 1) as u32;
  return 0;
}

/** The columns of `to` that the child has for `level` at least, where entered with all of T: all it has but those whose list says less. */
function orAtLeast(to: usize, from: usize, list: usize, count: u32, level: u32, aside: usize): void {
  copy64(aside, from);
  for (let i: u32 = 0; i < count; i++) {
    const entry = load<u32>(list + (i << 2));
    if (((entry >> 16) & 255) >= level) continue;
    const byte = aside + ((entry & 511) >> 3);
    store<u8>(byte, (load<u8>(byte) as u32) & ~((1 as u32) << (entry & 7)));
  }
  or64(to, aside);
}

/**
 * Lists the columns of a row whose lives the planes do not tell: (column, high, low), ascending by column. Planes say of every column the greatest level that it is had for; so only other
 * lives have to be looked for. Returns how many there are, -1 where the arena has no room for them.
 * @param planes of the row @param mixed,lowered which of them there are @param less whether lows matter @param e0,e1 its edges @param q0,q1 its own columns @param own what it has at least @param before where to write how many come before each 64
 */
function gather(p: usize, planes: usize, mixed: bool, less: bool, lowered: bool, e0: usize, e1: usize, q0: u32, q1: u32, own: u32, tip: usize, before: usize): i32 {
  const scratch = at(p, SCRATCH);
  const children = at(p, CHILD);
  const active = at(p, ACTIVE);
  const kinds = at(p, KIND);
  const planesOf = at(p, PLANES);
  const width = at(p, PLANES_WIDTH);
  const lists = at(p, LISTS);
  const arenaEnd = at(p, ARENA_END);
  const last = theLast;
  const always = mixed ? planes + alwaysAt : planes;
  // what is not for all of T is listed in any case; of the others, those with a low of their own
  const touched = scratch + touchedAt;
  let dirty = false; // lists were read, of which more may be in scratch than is listed here
  let odds = false;
  clear64(touched);
  for (let e = e0; e < e1; e++) {
    const child = load<u32>(children + (e << 2)) as usize;
    const state = load<u8>(active + child) as u32;
    if (state == 0) continue;
    const plain = load<u8>(kinds + e) == 0;
    if (plain && (state & LIST) == 0) continue;
    const cap = plain ? last : (load<u8>(at(p, CAP) + e) as u32);
    const floor: u32 = plain ? 0 : (load<u8>(at(p, FLOOR) + e) as u32);
    if ((state & LIST) != 0) {
      dirty = true;
      let entries = load<u32>(lists + (child << 5)) as usize;
      const end = entries + ((load<u32>(lists + (child << 5), 4) as usize) << 2);
      if (!less || (floor == 0 && (state & LIST_LOW) == 0)) {
        // what they are had for at least is in the planes
        for (; entries < end; entries += 4) {
          const entry = load<u32>(entries);
          const to = scratch + (entry & 511);
          store<u8>(to, max(load<u8>(to, highsAt) as u32, max(entry >> 24, min((entry >> 16) & 255, cap))), highsAt);
        }
      } else {
        for (; entries < end; entries += 4) {
          const entry = load<u32>(entries);
          const column = entry & 511;
          const below = entry >> 24;
          const high = (entry >> 16) & 255;
          const lowest = max(below, min(high, floor));
          const to = scratch + column;
          store<u8>(to, max(load<u8>(to, highsAt) as u32, max(below, min(high, cap))), highsAt);
          store<u8>(to, max(load<u8>(to, lowsAt) as u32, lowest), lowsAt);
          if (!isLevel(lowest)) put(touched, column);
        }
      }
    }
    if (plain) continue;
    const odd = less && !isLevel(floor);
    if (odd) odds = true;
    if (cap == last && !odd) continue;
    const planesOfChild = planesOf + child * width;
    const alwaysOfChild = (state & MIXED) != 0 ? planesOfChild + alwaysAt : planesOfChild;
    for (let i: usize = 0; i < 64; i += 8) {
      const here = load<u64>(alwaysOfChild + i);
      const mine = load<u64>(always + i);
      for (let wanted = odd ? here : here & ~mine; wanted != 0; wanted &= wanted - 1) {
        const place = ctz(wanted);
        const column = ((i << 3) as u32) + (place as u32);
        const below = (state & LOW) != 0 ? levelIn(planesOfChild + i, place) : 0;
        const lowest = max(below, floor);
        keep(scratch, column, max(below, cap), less ? lowest : 0);
        if (odd) put(touched, column);
      }
    }
  }
  for (let q = q0; q < q1; q++) {
    const cap = load<u8>(at(p, PAIR_CAP) + q) as u32;
    const column = load<u16>(at(p, PAIR_COLUMN) + (q << 1)) as u32;
    if (cap < last && !has(always, column)) keep(scratch, column, cap, 0);
  }
  const ownOdd = !isLevel(own);
  foundListLow = false;
  foundLow = false;
  let to = tip;
  // first what is not for all of T, so that it can be counted off which entry is a column's; then the others
  for (let pass = 0; pass < 2; pass++) {
    for (let i: usize = 0; i < 64; i += 8) {
      const reached = load<u64>(planes + i);
      const steady = load<u64>(always + i);
      const rest = reached & ~steady;
      if (pass == 0) store<u16>(before + (i >> 2), (to - tip) >> 2);
      for (let left = pass == 0 ? rest : (ownOdd ? reached : load<u64>(touched + i)) & steady; left != 0; left &= left - 1) {
        const place = ctz(left);
        const column = ((i << 3) as u32) + (place as u32);
        const known = scratch + column;
        const high = pass == 0 ? (load<u8>(known, highsAt) as u32) : last;
        let lowest = load<u8>(known, lowsAt) as u32;
        store<u8>(known, 0, highsAt);
        store<u8>(known, 0, lowsAt);
        if (lowered) lowest = max(lowest, levelIn(planes + i, place));
        if (own != 0) {
          lowest = max(lowest, min(high, own));
          for (let level: u32 = 0; level < theLevelCount; level++) {
            if ((load<u8>(theLevels + level) as u32) > lowest) break;
            put(planes + levelsAt + ((level as usize) << 6), column);
            foundLow = true;
          }
        }
        const other = !isLevel(lowest);
        if (high == last && !other) continue;
        if (to + 4 > arenaEnd) {
          memory.fill(scratch + highsAt, 0, 1024);
          return -1;
        }
        store<u32>(to, column | (high << 16) | (lowest << 24));
        to += 4;
        if (other) foundListLow = true;
      }
    }
    if (!less || (!ownOdd && !dirty && !odds)) break;
  }
  // of what is had for all of T nothing was read, and it has to go as well
  if (dirty) for (let e = e0; e < e1; e++) {
    const child = load<u32>(children + (e << 2)) as usize;
    if (((load<u8>(active + child) as u32) & LIST) == 0) continue;
    let entries = load<u32>(lists + (child << 5)) as usize;
    const end = entries + ((load<u32>(lists + (child << 5), 4) as usize) << 2);
    for (; entries < end; entries += 4) {
      const to = scratch + (load<u32>(entries) & 511);
      store<u8>(to, 0, highsAt);
      store<u8>(to, 0, lowsAt);
    }
  }
  return ((to - tip) >> 2) as i32;
}

/**
 * As `gather`, for a row that is entered with all of T only: what a column is had for at least does not matter there. Of each child only those columns are looked up that are sought.
 */
function gatherHigh(p: usize, planes: usize, e0: usize, e1: usize, q0: u32, q1: u32, tip: usize, before: usize): i32 {
  const scratch = at(p, SCRATCH);
  const children = at(p, CHILD);
  const active = at(p, ACTIVE);
  const kinds = at(p, KIND);
  const caps = at(p, CAP);
  const planesOf = at(p, PLANES);
  const width = at(p, PLANES_WIDTH);
  const lists = at(p, LISTS);
  const arenaEnd = at(p, ARENA_END);
  const always = planes + alwaysAt;
  for (let e = e0; e < e1; e++) {
    const child = load<u32>(children + (e << 2)) as usize;
    const state = load<u8>(active + child) as u32;
    const whole = load<u8>(kinds + e) == 0 || (load<u8>(caps + e) as u32) == theLast;
    if (state == 0 || (whole && (state & LIST) == 0)) continue; // what it has is for all of T here too
    const cap = whole ? theLast : (load<u8>(caps + e) as u32);
    const from = planesOf + child * width;
    const steadyAt: usize = (state & MIXED) != 0 ? alwaysAt : 0;
    const list = lists + (child << 5);
    for (let i: usize = 0; i < 64; i += 16) {
      const sought = v128.andnot(v128.load(from + i), v128.load(always + i));
      if (!v128.any_true(sought)) continue;
      for (let half: usize = 0; half < 16; half += 8) {
        for (let left = half == 0 ? i64x2.extract_lane(sought, 0) : i64x2.extract_lane(sought, 1); left != 0; left &= left - 1) {
          const place = ctz(left) as u64;
          const bit = (1 as u64) << place;
          const steady = load<u64>(from + i + half + steadyAt);
          const to = scratch + ((i + half) << 3) + (place as usize);
          let high: u32;
          if ((steady & bit) != 0) high = max(cap, (state & LOW) != 0 ? levelIn(from + i + half, place) : 0);
          else {
            const rank = (load<u16>(list + beforeAt + ((i + half) >> 2)) as usize) + (popcnt(load<u64>(from + i + half) & ~steady & (bit - 1)) as usize);
            const entry = load<u32>((load<u32>(list) as usize) + (rank << 2));
            high = max(entry >> 24, min((entry >> 16) & 255, cap));
          }
          store<u8>(to, max(load<u8>(to, highsAt) as u32, high), highsAt);
        }
      }
    }
  }
  for (let q = q0; q < q1; q++) {
    const cap = load<u8>(at(p, PAIR_CAP) + q) as u32;
    const column = load<u16>(at(p, PAIR_COLUMN) + (q << 1)) as u32;
    const to = scratch + column;
    if (cap < theLast && !has(always, column)) store<u8>(to, max(load<u8>(to, highsAt) as u32, cap), highsAt);
  }
  let to = tip;
  for (let i: usize = 0; i < 64; i += 8) {
    store<u16>(before + (i >> 2), (to - tip) >> 2);
    for (let left = load<u64>(planes + i) & ~load<u64>(always + i); left != 0; left &= left - 1) {
      const column = ((i << 3) as u32) + (ctz(left) as u32);
      if (to + 4 > arenaEnd) {
        memory.fill(scratch + highsAt, 0, 1024);
        return -1;
      }
      store<u32>(to, column | ((load<u8>(scratch + column, highsAt) as u32) << 16));
      store<u8>(scratch + column, 0, highsAt);
      to += 4;
    }
  }
  foundListLow = false;
  foundLow = false;
  return ((to - tip) >> 2) as i32;
}

/**
 * One block of 512 columns of one weight, with lives. Whoever enters a row with a keeps max(low, min(high, a)) of a column; of most, high is all of T and low is nothing or one of a few floors.
 * So of each row there are planes of bits: what it reaches, what of it for all of T (if that is less), and what with low at each level; only where high or low is another life it stands in
 * a list. Planes are exact by themselves: a column is had for k at least if one of the children has it so and the edge lets k pass.
 * @param begin,end its pairs @param times what lives are multiplied by; less than 0 takes back what was added of the rows from `stopAt` on
 * @returns 0, or the row from which on all was added when the arena had no more room
 */
export function lives(p: usize, begin: u32, end: u32, times: f64, stopAt: u32): u32 {
  const starts = at(p, START);
  const children = at(p, CHILD);
  const slots = at(p, SLOT);
  const planesOf = at(p, PLANES);
  const width = at(p, PLANES_WIDTH);
  const lists = at(p, LISTS);
  const active = at(p, ACTIVE);
  const scratch = at(p, SCRATCH);
  const groups = at(p, GROUPS);
  const pairRow = at(p, PAIR_ROW);
  const pairColumn = at(p, PAIR_COLUMN);
  const pairCap = at(p, PAIR_CAP);
  const kinds = at(p, KIND);
  const floors = at(p, FLOOR);
  const caps = at(p, CAP);
  const owns = at(p, OWN);
  const marks = at(p, MARKS);
  const roots = at(p, ROOT);
  const counts = at(p, COUNT);
  const states = at(p, STATE_START);
  const stateLife = at(p, STATE_LIFE);
  const units = at(p, UNITS);
  theUnits = at(p, UNITS_OF);
  theLast = load<u32>(p + LAST);
  theLevels = at(p, LEVELS);
  theLevelCount = load<u32>(p + LEVEL_COUNT);
  theLevelBelow = at(p, LEVEL_BELOW);
  const last = theLast;
  const levelCount = theLevelCount;
  const lastAt: usize = levelCount > 0 && (load<u8>(theLevels + levelCount - 1) as u32) == last ? levelsAt + (((levelCount - 1) as usize) << 6) : 0;
  const sign: i32 = times < 0 ? -1 : 1;
  let tip = at(p, ARENA);
  let group = at(p, GROUP_COUNT) as u32;
  let q = begin;
  let nextPair: u32 = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
  let row = at(p, ROWS) as u32;
  const walked = at(p, WALKED);
  if (walked != 0) memory.fill(active, 0, at(p, STORED));
  let first: u32 = 0;
  let lastOf: u32 = 0;
  let begun: u32 = 0;
  let changed = false;
  let within: u32 = 0;
  for (;;) {
    row = nextRow(walked, row);
    if (row <= stopAt) break;
    row--;
    while (within == 0 && group > 0 && row + 1 < load<u32>(groups + (group << 3) - 4)) group--; // was passed by
    if (within == 0 && group > 0 && row + 1 == load<u32>(groups + (group << 3) - 4)) {
      first = load<u32>(groups + (group << 3) - 8);
      lastOf = row;
      begun = q;
      changed = false;
      within = 1;
      group--;
      for (let r = first; r <= row; r++) store<u8>(active + load<i32>(slots + (r << 2)), 0);
    }
    const slot = load<i32>(slots + (row << 2));
    let flags: u32 = 0;
    const planes = slot < 0 || within == 1 ? scratch : planesOf + (slot as usize) * width;
    let list: usize = 0;
    let listCount: u32 = 0;
    if (within != 2) {
      let r0 = zero();
      let r1 = zero();
      let r2 = zero();
      let r3 = zero();
      let a0 = zero();
      let a1 = zero();
      let a2 = zero();
      let a3 = zero();
      let any = false;
      const q0 = q;
      if (nextPair == row) {
        clear64(planes);
        clear64(planes + alwaysAt);
        do {
          const column = load<u16>(pairColumn + (q << 1)) as u32;
          put(planes, column);
          if ((load<u8>(pairCap + q) as u32) == last) put(planes + alwaysAt, column);
          q++;
        } while (q < end && load<u32>(pairRow + (q << 2)) == row);
        nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
        r0 = v128.load(planes);
        r1 = v128.load(planes, 16);
        r2 = v128.load(planes, 32);
        r3 = v128.load(planes, 48);
        a0 = v128.load(planes + alwaysAt);
        a1 = v128.load(planes + alwaysAt, 16);
        a2 = v128.load(planes + alwaysAt, 32);
        a3 = v128.load(planes + alwaysAt, 48);
        any = true;
      }
      const e0 = load<u32>(starts + (row << 2)) as usize;
      const e1 = load<u32>(starts + (row << 2) + 4) as usize;
      let below: u32 = 0; // what is kept of the children
      let floored = false;
      let oddFloor = false;
      for (let e = e0; e < e1; e++) {
        const child = load<u32>(children + (e << 2)) as usize;
        const state = load<u8>(active + child) as u32;
        if (state == 0) continue;
        below |= state;
        const from = planesOf + child * width;
        const x0 = v128.load(from);
        const x1 = v128.load(from, 16);
        const x2 = v128.load(from, 32);
        const x3 = v128.load(from, 48);
        r0 = v128.or(r0, x0);
        r1 = v128.or(r1, x1);
        r2 = v128.or(r2, x2);
        r3 = v128.or(r3, x3);
        let passing: usize = (state & MIXED) != 0 ? alwaysAt : 0;
        if (load<u8>(kinds + e) != 0) {
          const floor = load<u8>(floors + e) as u32;
          if (floor != 0) {
            floored = true;
            if (!isLevel(floor)) oddFloor = true;
          }
          if ((load<u8>(caps + e) as u32) < last) {
            if (lastAt == 0 || (state & LOW) == 0) continue;
            passing = lastAt;
          }
        }
        if (passing == 0) {
          a0 = v128.or(a0, x0);
          a1 = v128.or(a1, x1);
          a2 = v128.or(a2, x2);
          a3 = v128.or(a3, x3);
        } else {
          a0 = v128.or(a0, v128.load(from + passing));
          a1 = v128.or(a1, v128.load(from + passing, 16));
          a2 = v128.or(a2, v128.load(from + passing, 32));
          a3 = v128.or(a3, v128.load(from + passing, 48));
        }
      }
      if (any || below != 0) {
        flags = ACTIVE_;
        v128.store(planes, r0);
        v128.store(planes, r1, 16);
        v128.store(planes, r2, 32);
        v128.store(planes, r3, 48);
        const mixed = v128.any_true(v128.or(v128.or(v128.xor(r0, a0), v128.xor(r1, a1)), v128.or(v128.xor(r2, a2), v128.xor(r3, a3))));
        if (mixed) {
          flags |= MIXED;
          v128.store(planes + alwaysAt, a0);
          v128.store(planes + alwaysAt, a1, 16);
          v128.store(planes + alwaysAt, a2, 32);
          v128.store(planes + alwaysAt, a3, 48);
        }
        const own = load<u8>(owns + row) as u32;
        // who enters with all of T has no use for what is had whatever was entered with
        const less = ((load<u8>(marks + row) as u32) & HAS_LESS) != 0;
        const lowered = less && (floored || own != 0 || (below & LOW) != 0);
        if (lowered && lowerPlanes(p, planes, mixed, e0, e1, own)) flags |= LOW;
        if (mixed || (less && ((below & LIST_LOW) != 0 || (floored && (below & LIST) != 0) || oddFloor || !isLevel(own)))) {
          list = tip;
          const before = slot < 0 || within == 1 ? scratch + beforeAsideAt : lists + ((slot as usize) << 5) + beforeAt;
          const count =
            less
              ? gather(p, planes, mixed, less, lowered, e0, e1, q0, q, less ? own : 0, tip, before)
              : gatherHigh(p, planes, e0, e1, q0, q, tip, before);
          if (count < 0) return within == 1 ? lastOf + 1 : row + 1;
          listCount = count as u32;
          if (listCount > 0) flags |= LIST;
          if (foundListLow) flags |= LIST_LOW;
          if (foundLow) flags |= LOW;
        }
      }
      if (within == 1) {
        const kept = planesOf + (slot as usize) * width;
        let same = flags == (load<u8>(active + slot) as u32);
        if (same && flags != 0) {
          same = same64(kept, planes) && ((flags & MIXED) == 0 || same64(kept + alwaysAt, planes + alwaysAt));
          if (same && (flags & LOW) != 0)
            for (let i: u32 = 0; i < levelCount; i++)
              if (!same64(kept + levelsAt + ((i as usize) << 6), planes + levelsAt + ((i as usize) << 6))) same = false;
          if (same && (flags & LIST) != 0) {
            same = load<u32>(lists + ((slot as usize) << 5), 4) == listCount;
            const known = load<u32>(lists + ((slot as usize) << 5)) as usize;
            for (let i: u32 = 0; same && i < listCount; i++) same = load<u32>(known + (i << 2)) == load<u32>(list + (i << 2));
          }
        }
        if (!same) {
          memory.copy(kept, planes, width);
          memory.copy(lists + ((slot as usize) << 5) + beforeAt, scratch + beforeAsideAt, 16);
          store<u32>(lists + ((slot as usize) << 5), list as u32);
          store<u32>(lists + ((slot as usize) << 5), listCount, 4);
          store<u8>(active + slot, flags);
          tip += (listCount as usize) << 2;
          changed = true;
        }
        if (row == first) {
          if (changed) {
            changed = false;
            q = begun;
            nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
          } else within = 2;
          row = lastOf + 1;
        }
        continue;
      }
      if (slot >= 0) {
        store<u8>(active + slot, flags);
        if (listCount > 0) {
          store<u32>(lists + ((slot as usize) << 5), list as u32);
          store<u32>(lists + ((slot as usize) << 5), listCount, 4);
          tip += (listCount as usize) << 2;
        }
      }
    } else {
      flags = load<u8>(active + slot) as u32;
      if ((flags & LIST) != 0) {
        list = load<u32>(lists + ((slot as usize) << 5)) as usize;
        listCount = load<u32>(lists + ((slot as usize) << 5), 4);
      }
      if (row == first) within = 0;
    }
    if (flags == 0) continue;
    const root = load<i32>(roots + (row << 2));
    if (root < 0) continue;
    const columns = popcount64(planes) as i32;
    const count = counts + ((root as usize) << 2);
    store<i32>(count, load<i32>(count) + sign * columns);
    let n0: i32 = 0;
    let n1: i32 = 0;
    let n2: i32 = 0;
    if ((flags & LOW) != 0) {
      n0 = popcount64(planes + levelsAt) as i32;
      if (levelCount > 1) n1 = popcount64(planes + levelsAt + 64) as i32;
      if (levelCount > 2) n2 = popcount64(planes + levelsAt + 128) as i32;
    }
    const lastState = load<u32>(states + (row << 2) + 4);
    for (let state = load<u32>(states + (row << 2)); state < lastState; state++) {
      const entered = load<u8>(stateLife + state) as u32;
      let sum = unitsAt(entered) * columns;
      if ((flags & LOW) != 0) {
        let from = entered;
        for (let i: u32 = 0; i < levelCount; i++) {
          const level = load<u8>(theLevels + i) as u32;
          if (level <= entered) continue;
          sum += (unitsAt(level) - unitsAt(from)) * (i == 0 ? n0 : i == 1 ? n1 : n2);
          from = level;
        }
      }
      for (let i: u32 = 0; i < listCount; i++) {
        const entry = load<u32>(list + (i << 2));
        const lowest = entry >> 24;
        sum += unitsAt(max(lowest, min((entry >> 16) & 255, entered))) - unitsAt(max(levelBelow(lowest), entered));
      }
      const to = units + ((state as usize) << 3);
      store<f64>(to, load<f64>(to) + (sum as f64) * times);
    }
  }
  return 0;
}

/** Works out the planes of the levels of a row; returns whether any column is in one. */
function lowerPlanes(p: usize, planes: usize, mixed: bool, e0: usize, e1: usize, own: u32): bool {
  const children = at(p, CHILD);
  const active = at(p, ACTIVE);
  const kinds = at(p, KIND);
  const floors = at(p, FLOOR);
  const planesOf = at(p, PLANES);
  const width = at(p, PLANES_WIDTH);
  const lists = at(p, LISTS);
  const aside = at(p, SCRATCH) + touchedAt;
  const levelCount = theLevelCount;
  const lower = planes + levelsAt;
  const end = lower + ((levelCount as usize) << 6);
  for (let i: u32 = 0; i < levelCount; i++) {
    const to = lower + ((i as usize) << 6);
    if (own >= (load<u8>(theLevels + i) as u32)) copy64(to, mixed ? planes + alwaysAt : planes);
    else clear64(to);
  }
  for (let e = e0; e < e1; e++) {
    const child = load<u32>(children + (e << 2)) as usize;
    const state = load<u8>(active + child) as u32;
    if (state == 0) continue;
    const from = planesOf + child * width;
    let to = lower;
    if (load<u8>(kinds + e) == 2) {
      const floor = load<u8>(floors + e) as u32;
      for (let i: u32 = 0; i < levelCount; i++) {
        const level = load<u8>(theLevels + i) as u32;
        if (level > floor) break;
        if (level == theLast) or64(to, (state & MIXED) != 0 ? from + alwaysAt : from);
        else if ((state & LIST) != 0) orAtLeast(to, from, load<u32>(lists + (child << 5)) as usize, load<u32>(lists + (child << 5), 4), level, aside);
        else or64(to, from);
        to += 64;
      }
    }
    if ((state & LOW) != 0) for (; to < end; to += 64) or64(to, from + (to - planes));
  }
  let any = false;
  for (let to = lower; to < end; to += 64) if (any64(to)) any = true;
  return any;
}

// ---- bytes: 0 is not reached, else 1 + place in the grid of lives ----

/** The first pair from q on whose column lies in the part. */
@inline function within64(pairColumn: usize, q: u32, end: u32, part: u32): u32 {
  let at = q;
  while (at < end && (load<u16>(pairColumn + (at << 1)) as u32) >> 6 != part) at++;
  return at;
}

/** Writes the bytes of the row's own columns; returns the next pair. */
function ownBytes(pairRow: usize, pairColumn: usize, pairCap: usize, row: u32, first: u32, end: u32, to: usize, part: u32): u32 {
  let q = first;
  do {
    store<u8>(to + ((load<u16>(pairColumn + (q << 1)) as u32) & 63), load<u8>(pairCap + q));
    q = within64(pairColumn, q + 1, end, part);
  } while (q < end && load<u32>(pairRow + (q << 2)) == row);
  return q;
}

/** Sum of bytes x 16-bit weights over 16 columns. */
@inline function dot(bytes: v128, weights: usize): v128 {
  return i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), v128.load(weights)),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), v128.load(weights, 16)),
  );
}

/** What the lives below a day add, column by column: they are rare. */
function shortLives(lives: usize, unitsOf: usize, weights: usize, odd: bool): i32 {
  let units: i32 = 0;
  for (let i: usize = 0; i < 64; i++) {
    const byte = load<u8>(lives + i) as usize;
    if (byte - 1 >= 5) continue;
    const own = load<i32>(unitsOf + (byte << 2));
    units += odd ? own * (load<i16>(weights + (i << 1)) as i32) : own;
  }
  return units;
}

@inline function kept(from: usize, low: usize, hasLow: bool, life: v128): v128 {
  const high = i8x16.min_u(v128.load(from), life);
  return hasLow ? i8x16.max_u(v128.load(low), high) : high;
}
/** 1 in some lane where a byte is a life below a day. */
@inline function isShort(x: v128): v128 {
  return v128.and(i8x16.ne(x, zero()), i8x16.lt_u(x, i8x16.splat(6)));
}
@inline function days(x: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(i8x16.sub_sat_u(x, i8x16.splat(5)));
}
/** 16 bits as 16 bytes of all ones or none. */
@inline function spread16(bits: u64, part: u32): v128 {
  const place = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const both = i16x8.splat((bits >> (part << 4)) as i16);
  const each = i8x16.shuffle(both, both, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
  return i8x16.eq(v128.and(each, place), place);
}
/** Whether each byte is `last` or nothing. */
@inline function isPure(x: v128, last: v128): v128 {
  return v128.or(i8x16.eq(x, last), i8x16.eq(x, zero()));
}
@inline function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (i8x16.bitmask(i8x16.ne(a, zero())) as u64) |
    ((i8x16.bitmask(i8x16.ne(b, zero())) as u64) << 16) |
    ((i8x16.bitmask(i8x16.ne(c, zero())) as u64) << 32) |
    ((i8x16.bitmask(i8x16.ne(d, zero())) as u64) << 48)
  );
}

/**
 * One block of 64 columns. Of each row two bytes a column are worked out, low and high: whoever enters the row with a keeps max(low, min(high, a)); low <= high. Most rows know only
 * "for all of T" and "not at all": those are kept as two bits a column, and most rows are made of such rows only.
 * @param begin,end its pairs @param odd its columns differ in weight @param times what its weights are multiplied by: the weight itself where they do not differ
 * @param part which 64 columns of a wider block
 */
export function bytes(p: usize, begin: u32, end: u32, odd: bool, times: f64, part: u32): void {
  const starts = at(p, START);
  const children = at(p, CHILD);
  const slots = at(p, SLOT);
  const lowSlots = at(p, LOW_SLOT);
  const highs = at(p, STORE);
  const lows = at(p, LOW_STORE);
  const pure = at(p, PURE);
  const active = at(p, ACTIVE);
  const scratch = at(p, SCRATCH);
  const scratchLow = scratch + 64;
  const lives = scratch + 128;
  const groups = at(p, GROUPS);
  const marks = at(p, MARKS);
  const pairRow = at(p, PAIR_ROW);
  const pairColumn = at(p, PAIR_COLUMN);
  const pairCap = at(p, PAIR_CAP);
  const kinds = at(p, KIND);
  const floors = at(p, FLOOR);
  const caps = at(p, CAP);
  const owns = at(p, OWN);
  const states = at(p, STATE_START);
  const stateLife = at(p, STATE_LIFE);
  const units = at(p, UNITS);
  const unitsOf = at(p, UNITS_OF);
  const weights = at(p, COLUMN_WEIGHT);
  const last = load<u32>(p + LAST);
  const allOfT = i8x16.splat(last as u8);
  const unitsOfT = load<u32>(unitsOf + (last << 2));
  let group = at(p, GROUP_COUNT) as u32;
  let q = within64(pairColumn, begin, end, part);
  let nextPair: u32 = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
  let row = at(p, ROWS) as u32;
  const walked = at(p, WALKED);
  if (walked != 0) memory.fill(active, 0, at(p, STORED));
  let first: u32 = 0;
  let lastOf: u32 = 0;
  let begun: u32 = 0;
  let changed = false;
  let within: u32 = 0;
  for (;;) {
    row = nextRow(walked, row);
    if (row == 0) return;
    row--;
    while (within == 0 && group > 0 && row + 1 < load<u32>(groups + (group << 3) - 4)) group--; // was passed by
    if (within == 0 && group > 0 && row + 1 == load<u32>(groups + (group << 3) - 4)) {
      first = load<u32>(groups + (group << 3) - 8);
      lastOf = row;
      begun = q;
      changed = false;
      within = 1;
      group--;
      for (let r = first; r <= row; r++) {
        const slot = load<i32>(slots + (r << 2)) as usize;
        const lowSlot = load<i32>(lowSlots + (slot << 2));
        clear64(highs + (slot << 6));
        if (lowSlot >= 0) clear64(lows + ((lowSlot as usize) << 6));
        store<u8>(active + slot, NOTHING);
      }
    }
    const slot = load<i32>(slots + (row << 2));
    const stop = load<u32>(starts + (row << 2) + 4) as usize;
    const begin_ = load<u32>(starts + (row << 2)) as usize;

    // two bits a column, as long as that says it all
    if (!odd && within == 0) {
      let reached: u64 = 0;
      let always: u64 = 0;
      let whole = true;
      for (let e = begin_; e < stop; e++) {
        const child = load<u32>(children + (e << 2)) as usize;
        const state = load<u8>(active + child);
        if (state == NOTHING) continue;
        if (state == BYTES) {
          whole = false;
          break;
        }
        const r = load<u64>(pure + (child << 4));
        let f = load<u64>(pure + (child << 4), 8);
        if (r != f && load<u8>(kinds + e) != 0) {
          if ((load<u8>(floors + e) as u32) != last) {
            whole = false;
            break;
          }
          f = r;
        }
        reached |= r;
        always |= f;
      }
      if (whole) {
        let x = q;
        if (nextPair == row) {
          do {
            const column = (1 as u64) << ((load<u16>(pairColumn + (x << 1)) & 63) as u64);
            if ((load<u8>(pairCap + x) as u32) != last && (always & column) == 0) {
              whole = false;
              break;
            }
            reached |= column;
            x = within64(pairColumn, x + 1, end, part);
          } while (x < end && load<u32>(pairRow + (x << 2)) == row);
        }
        const own = load<u8>(owns + row) as u32;
        if (own != 0 && reached != always) {
          if (own == last) always = reached;
          else whole = false;
        }
        if (whole) {
          if (x != q) {
            q = x;
            nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
          }
          if (slot >= 0) {
            store<u8>(active + slot, reached != 0 ? BITS : NOTHING);
            store<u64>(pure + ((slot as usize) << 4), reached);
            store<u64>(pure + ((slot as usize) << 4), always, 8);
          }
          if (reached == 0) continue;
          const lastState = load<u32>(states + (row << 2) + 4);
          let state = load<u32>(states + (row << 2));
          if (state == lastState) continue;
          const steady = (popcnt<u64>(always) as u32) * unitsOfT;
          const rest = popcnt<u64>(reached & ~always) as u32;
          for (; state < lastState; state++) {
            const to = units + ((state as usize) << 3);
            store<f64>(to, load<f64>(to) + ((steady + rest * load<u32>(unitsOf + ((load<u8>(stateLife + state) as usize) << 2))) as f64) * times);
          }
          continue;
        }
      }
    }

    const mark = load<u8>(marks + row) as u32;
    const hasLow = (mark & HAS_LOW) != 0;
    const high = slot < 0 ? scratch : highs + ((slot as usize) << 6);
    const low = slot < 0 || !hasLow ? scratchLow : lows + ((load<i32>(lowSlots + ((slot as usize) << 2)) as usize) << 6);
    let any = false;
    if (within != 2) {
      const outHigh = within == 1 ? scratch : high;
      let h0 = zero();
      let h1 = zero();
      let h2 = zero();
      let h3 = zero();
      let l0 = zero();
      let l1 = zero();
      let l2 = zero();
      let l3 = zero();
      if (nextPair == row) {
        clear64(outHigh);
        q = ownBytes(pairRow, pairColumn, pairCap, row, q, end, outHigh, part);
        nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
        h0 = v128.load(outHigh);
        h1 = v128.load(outHigh, 16);
        h2 = v128.load(outHigh, 32);
        h3 = v128.load(outHigh, 48);
        any = true;
      }
      // what bits say of all children together is turned into bytes once
      let bitsHigh: u64 = 0;
      let bitsLow: u64 = 0;
      for (let e = begin_; e < stop; e++) {
        const child = load<u32>(children + (e << 2)) as usize;
        const state = load<u8>(active + child);
        if (state == NOTHING) continue;
        any = true;
        let x0: v128;
        let x1: v128;
        let x2: v128;
        let x3: v128;
        let y0 = zero();
        let y1 = zero();
        let y2 = zero();
        let y3 = zero();
        let childLow = false;
        if (state == BITS) {
          const r = load<u64>(pure + (child << 4));
          const f = load<u64>(pure + (child << 4), 8);
          if (load<u8>(kinds + e) == 0 || r == f) {
            bitsHigh |= r;
            bitsLow |= f;
            continue;
          }
          x0 = v128.and(spread16(r, 0), allOfT);
          x1 = v128.and(spread16(r, 1), allOfT);
          x2 = v128.and(spread16(r, 2), allOfT);
          x3 = v128.and(spread16(r, 3), allOfT);
          if (f != 0) {
            y0 = v128.and(spread16(f, 0), allOfT);
            y1 = v128.and(spread16(f, 1), allOfT);
            y2 = v128.and(spread16(f, 2), allOfT);
            y3 = v128.and(spread16(f, 3), allOfT);
            childLow = true;
          }
        } else {
          const from = highs + (child << 6);
          x0 = v128.load(from);
          x1 = v128.load(from, 16);
          x2 = v128.load(from, 32);
          x3 = v128.load(from, 48);
          const lowSlot = load<i32>(lowSlots + (child << 2));
          if (lowSlot >= 0) {
            const below = lows + ((lowSlot as usize) << 6);
            y0 = v128.load(below);
            y1 = v128.load(below, 16);
            y2 = v128.load(below, 32);
            y3 = v128.load(below, 48);
            childLow = true;
          }
        }
        const kind = load<u8>(kinds + e);
        if (kind != 0) {
          const cap = i8x16.splat(load<u8>(caps + e));
          if (kind == 2) {
            const floor = i8x16.splat(load<u8>(floors + e));
            y0 = i8x16.max_u(y0, i8x16.min_u(x0, floor));
            y1 = i8x16.max_u(y1, i8x16.min_u(x1, floor));
            y2 = i8x16.max_u(y2, i8x16.min_u(x2, floor));
            y3 = i8x16.max_u(y3, i8x16.min_u(x3, floor));
            childLow = true;
          }
          x0 = i8x16.max_u(y0, i8x16.min_u(x0, cap));
          x1 = i8x16.max_u(y1, i8x16.min_u(x1, cap));
          x2 = i8x16.max_u(y2, i8x16.min_u(x2, cap));
          x3 = i8x16.max_u(y3, i8x16.min_u(x3, cap));
        }
        h0 = i8x16.max_u(h0, x0);
        h1 = i8x16.max_u(h1, x1);
        h2 = i8x16.max_u(h2, x2);
        h3 = i8x16.max_u(h3, x3);
        if (!childLow) continue;
        l0 = i8x16.max_u(l0, y0);
        l1 = i8x16.max_u(l1, y1);
        l2 = i8x16.max_u(l2, y2);
        l3 = i8x16.max_u(l3, y3);
      }
      if (bitsHigh != 0) {
        h0 = i8x16.max_u(h0, v128.and(spread16(bitsHigh, 0), allOfT));
        h1 = i8x16.max_u(h1, v128.and(spread16(bitsHigh, 1), allOfT));
        h2 = i8x16.max_u(h2, v128.and(spread16(bitsHigh, 2), allOfT));
        h3 = i8x16.max_u(h3, v128.and(spread16(bitsHigh, 3), allOfT));
      }
      if (bitsLow != 0) {
        l0 = i8x16.max_u(l0, v128.and(spread16(bitsLow, 0), allOfT));
        l1 = i8x16.max_u(l1, v128.and(spread16(bitsLow, 1), allOfT));
        l2 = i8x16.max_u(l2, v128.and(spread16(bitsLow, 2), allOfT));
        l3 = i8x16.max_u(l3, v128.and(spread16(bitsLow, 3), allOfT));
      }
      if (any && hasLow) {
        const own = i8x16.splat(load<u8>(owns + row));
        l0 = i8x16.max_u(l0, i8x16.min_u(h0, own));
        l1 = i8x16.max_u(l1, i8x16.min_u(h1, own));
        l2 = i8x16.max_u(l2, i8x16.min_u(h2, own));
        l3 = i8x16.max_u(l3, i8x16.min_u(h3, own));
      }
      if (any) {
        v128.store(outHigh, h0);
        v128.store(outHigh, h1, 16);
        v128.store(outHigh, h2, 32);
        v128.store(outHigh, h3, 48);
        if (hasLow) {
          const outLow = within == 1 ? scratchLow : low;
          v128.store(outLow, l0);
          v128.store(outLow, l1, 16);
          v128.store(outLow, l2, 32);
          v128.store(outLow, l3, 48);
        }
      }
      if (within == 1) {
        if (any && !(same64(high, scratch) && (!hasLow || same64(low, scratchLow)))) {
          copy64(high, scratch);
          if (hasLow) copy64(low, scratchLow);
          store<u8>(active + slot, BYTES);
          changed = true;
        }
        if (row == first) {
          if (changed) {
            changed = false;
            q = begun;
            nextPair = q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
          } else within = 2;
          row = lastOf + 1;
        }
        continue;
      }
      if (slot >= 0) {
        let state: u8 = any ? BYTES : NOTHING;
        if (any && !odd) {
          const highPure = v128.and(v128.and(isPure(h0, allOfT), isPure(h1, allOfT)), v128.and(isPure(h2, allOfT), isPure(h3, allOfT)));
          const lowPure = v128.and(v128.and(isPure(l0, allOfT), isPure(l1, allOfT)), v128.and(isPure(l2, allOfT), isPure(l3, allOfT)));
          if (i8x16.all_true(v128.and(highPure, lowPure))) {
            store<u64>(pure + ((slot as usize) << 4), bitsOf(h0, h1, h2, h3));
            store<u64>(pure + ((slot as usize) << 4), bitsOf(l0, l1, l2, l3), 8);
            state = BITS;
          }
        }
        store<u8>(active + slot, state);
      }
    } else {
      any = load<u8>(active + slot) != NOTHING;
      if (row == first) within = 0;
    }
    if (!any) continue;
    const lastState = load<u32>(states + (row << 2) + 4);
    for (let state = load<u32>(states + (row << 2)); state < lastState; state++) {
      const entered = load<u8>(stateLife + state);
      const life = i8x16.splat(entered);
      const x0 = kept(high, low, hasLow, life);
      const x1 = kept(high + 16, low + 16, hasLow, life);
      const x2 = kept(high + 32, low + 32, hasLow, life);
      const x3 = kept(high + 48, low + 48, hasLow, life);
      let sum: i32;
      if (odd) {
        const below = i8x16.splat(5);
        sum = total(
          i32x4.add(
            i32x4.add(dot(i8x16.sub_sat_u(x0, below), weights), dot(i8x16.sub_sat_u(x1, below), weights + 32)),
            i32x4.add(dot(i8x16.sub_sat_u(x2, below), weights + 64), dot(i8x16.sub_sat_u(x3, below), weights + 96)),
          ),
        );
      } else {
        sum = total(i32x4.extadd_pairwise_i16x8_u(i16x8.add(i16x8.add(days(x0), days(x1)), i16x8.add(days(x2), days(x3)))));
      }
      let all = (sum as f64) * 288;
      if ((mark & HAS_SHORT) != 0 || entered < 6) {
        if (v128.any_true(v128.or(v128.or(isShort(x0), isShort(x1)), v128.or(isShort(x2), isShort(x3))))) {
          v128.store(lives, x0);
          v128.store(lives, x1, 16);
          v128.store(lives, x2, 32);
          v128.store(lives, x3, 48);
          all += shortLives(lives, unitsOf, weights, odd) as f64;
        }
      }
      const to = units + ((state as usize) << 3);
      store<f64>(to, load<f64>(to) + all * times);
    }
  }
}
