import { ACTIVE, at, CAP, CHILD, COLUMN_WEIGHT, FLOOR, HAS_LOW, HAS_SHORT, KIND, LAST, LOW_SLOT, LOW_STORE, MARKS, OWN, PAIR_CAP, PAIR_COLUMN, PAIR_ROW, PURE, ROWS, SCRATCH, SLOT, START, STATE_LIFE, STATE_START, STORE, STORED, UNITS, UNITS_OF, WALKED } from './plan';
import { beginWalk, COUNTING, enterGroup, groupChanged, groupEnd, groupPair, nextRow, OUTSIDE, passAgain, passGroups, PASSING, rowOfPair } from './walk';
import { clear64, copy64, same64, total, zero } from './words';

// A byte of a column: 0 is not reached, else 1 + place in the grid of lives.

/** What a slot holds of the block at hand: nothing, two bits a column (`PURE`), or bytes. */
const NOTHING: u8 = 0;
const BITS: u8 = 1;
const BYTES: u8 = 2;

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
  const last = load<u32>(p + LAST);
  const allOfT = i8x16.splat(last as u8);
  const unitsOfT = load<u32>(unitsOf + (last << 2));
  let nextGroup = beginWalk(p);
  let q = within64(pairColumn, begin, end, part);
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
          const lowSlot = load<i32>(lowSlots + (slot << 2));
          clear64(highs + (slot << 6));
          if (lowSlot >= 0) clear64(lows + ((lowSlot as usize) << 6));
          store<u8>(active + slot, NOTHING);
        }
      }
    }
    const slot = load<i32>(slots + (row << 2));
    const stop = load<u32>(starts + (row << 2) + 4) as usize;
    const begin_ = load<u32>(starts + (row << 2)) as usize;

    // two bits a column, as long as that says it all
    if (!odd && within == OUTSIDE) {
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
            nextPair = rowOfPair(pairRow, q, end);
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
    if (within != COUNTING) {
      const outHigh = within == PASSING ? scratch : high;
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
        nextPair = rowOfPair(pairRow, q, end);
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
          const outLow = within == PASSING ? scratchLow : low;
          v128.store(outLow, l0);
          v128.store(outLow, l1, 16);
          v128.store(outLow, l2, 32);
          v128.store(outLow, l3, 48);
        }
      }
      if (within == PASSING) {
        if (any && !(same64(high, scratch) && (!hasLow || same64(low, scratchLow)))) {
          copy64(high, scratch);
          if (hasLow) copy64(low, scratchLow);
          store<u8>(active + slot, BYTES);
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
      if (row == first) within = OUTSIDE;
    }
    if (!any) continue;
    addLives(p, row, high, low, hasLow, odd, times);
  }
}

/** What starts at a row have of the block, times `times`, added to their units. */
function addLives(p: usize, row: u32, high: usize, low: usize, hasLow: bool, odd: bool, times: f64): void {
  const states = at(p, STATE_START);
  const stateLife = at(p, STATE_LIFE);
  const units = at(p, UNITS);
  const unitsOf = at(p, UNITS_OF);
  const weights = at(p, COLUMN_WEIGHT);
  const lives = at(p, SCRATCH) + 128;
  const maybeShort = ((load<u8>(at(p, MARKS) + row) as u32) & HAS_SHORT) != 0;
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
    if (maybeShort || entered < 6) {
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
