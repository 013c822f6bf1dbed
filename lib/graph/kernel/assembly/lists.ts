import { ACTIVE, ARENA_END, at, CAP, CHILD, FLOOR, KIND, LISTS, PAIR_CAP, PAIR_COLUMN, PLANES, PLANES_WIDTH, SCRATCH } from './plan';
import { alwaysAt, beforeAt, highsAt, isLevel, keep, levelIn, levelsAt, LIST, LIST_LOW, LOW, lowsAt, MIXED, theLast, theLevelCount, theLevels, touchedAt } from './planes';
import { clear64, has, put } from './words';

/** What was found besides a list: lives other than the levels, and whether anything is had whatever was entered with. */
export let foundListLow = false;
export let foundLow = false;

/**
 * Lists the columns of a row whose lives the planes do not tell: (column, high, low), ascending by column. Planes say of every column the greatest level that it is had for; so only other
 * lives have to be looked for. Returns how many there are, -1 where the arena has no room for them.
 * @param planes of the row @param mixed,lowered which of them there are @param less whether lows matter @param e0,e1 its edges @param q0,q1 its own columns @param own what it has at least @param before where to write how many come before each 64
 */
export function gather(p: usize, planes: usize, mixed: bool, less: bool, lowered: bool, e0: usize, e1: usize, q0: u32, q1: u32, own: u32, tip: usize, before: usize): i32 {
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
export function gatherHigh(p: usize, planes: usize, e0: usize, e1: usize, q0: u32, q1: u32, tip: usize, before: usize): i32 {
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
