import { foundListLow, foundLow, gather, gatherHigh } from './lists';
import { ACTIVE, ARENA, at, CAP, CHILD, COUNT, FLOOR, HAS_LESS, KIND, LISTS, MARKS, OWN, PAIR_CAP, PAIR_COLUMN, PAIR_ROW, PLANES, PLANES_WIDTH, ROOT, ROWS, SCRATCH, SLOT, START, STATE_LIFE, STATE_START, STORED, UNITS, WALKED } from './plan';
import { ACTIVE_, alwaysAt, beforeAsideAt, beforeAt, isLevel, levelBelow, levelsAt, LIST, LIST_LOW, LOW, lowerPlanes, MIXED, theLast, theLevelCount, theLevels, unitsAt, usePlan } from './planes';
import { beginWalk, COUNTING, enterGroup, groupChanged, groupEnd, groupPair, nextRow, OUTSIDE, passAgain, passGroups, PASSING, rowOfPair } from './walk';
import { clear64, popcount64, put, same64, zero } from './words';

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
  usePlan(p);
  const last = theLast;
  const levelCount = theLevelCount;
  const lastAt: usize = levelCount > 0 && (load<u8>(theLevels + levelCount - 1) as u32) == last ? levelsAt + (((levelCount - 1) as usize) << 6) : 0;
  const sign: i32 = times < 0 ? -1 : 1;
  let tip = at(p, ARENA);
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
    if (row <= stopAt) break;
    row--;
    if (within == OUTSIDE && row < nextGroup) {
      nextGroup = passGroups(row + 1);
      if (row + 1 == nextGroup) {
        within = PASSING;
        first = enterGroup(q);
        for (let r = first; r <= row; r++) store<u8>(active + load<i32>(slots + (r << 2)), 0);
      }
    }
    const slot = load<i32>(slots + (row << 2));
    let flags: u32 = 0;
    const planes = slot < 0 || within == PASSING ? scratch : planesOf + (slot as usize) * width;
    let list: usize = 0;
    let listCount: u32 = 0;
    if (within != COUNTING) {
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
        nextPair = rowOfPair(pairRow, q, end);
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
          const before = slot < 0 || within == PASSING ? scratch + beforeAsideAt : lists + ((slot as usize) << 5) + beforeAt;
          const count =
            less
              ? gather(p, planes, mixed, less, lowered, e0, e1, q0, q, less ? own : 0, tip, before)
              : gatherHigh(p, planes, e0, e1, q0, q, tip, before);
          if (count < 0) return within == PASSING ? groupEnd() : row + 1;
          listCount = count as u32;
          if (listCount > 0) flags |= LIST;
          if (foundListLow) flags |= LIST_LOW;
          if (foundLow) flags |= LOW;
        }
      }
      if (within == PASSING) {
        const kept = planesOf + (slot as usize) * width;
        if (flags != (load<u8>(active + slot) as u32) || !isAsKept(kept, planes, flags, lists + ((slot as usize) << 5), list, listCount)) {
          memory.copy(kept, planes, width);
          memory.copy(lists + ((slot as usize) << 5) + beforeAt, scratch + beforeAsideAt, 16);
          store<u32>(lists + ((slot as usize) << 5), list as u32);
          store<u32>(lists + ((slot as usize) << 5), listCount, 4);
          store<u8>(active + slot, flags);
          tip += (listCount as usize) << 2;
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
      if (row == first) within = OUTSIDE;
    }
    if (flags == 0) continue;
    const root = load<i32>(roots + (row << 2));
    if (root < 0) continue;
    const count = counts + ((root as usize) << 2);
    store<i32>(count, load<i32>(count) + sign * (popcount64(planes) as i32));
    addUnits(p, row, planes, (flags & LOW) != 0, list, listCount, times);
  }
  return 0;
}

/** What starts at a row have of the block, times `times`, added to their units. @param lowered whether there are planes of levels @param list,listCount what planes do not tell */
function addUnits(p: usize, row: u32, planes: usize, lowered: bool, list: usize, listCount: u32, times: f64): void {
  const states = at(p, STATE_START);
  const stateLife = at(p, STATE_LIFE);
  const units = at(p, UNITS);
  const columns = popcount64(planes) as i32;
  const levelCount = theLevelCount;
  let n0: i32 = 0;
  let n1: i32 = 0;
  let n2: i32 = 0;
  if (lowered) {
    n0 = popcount64(planes + levelsAt) as i32;
    if (levelCount > 1) n1 = popcount64(planes + levelsAt + 64) as i32;
    if (levelCount > 2) n2 = popcount64(planes + levelsAt + 128) as i32;
  }
  const lastState = load<u32>(states + (row << 2) + 4);
  for (let state = load<u32>(states + (row << 2)); state < lastState; state++) {
    const entered = load<u8>(stateLife + state) as u32;
    let sum = unitsAt(entered) * columns;
    if (lowered) {
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

/** Whether a row has what is kept of it; the flags of both agree. @param kept,listKept what is kept */
function isAsKept(kept: usize, planes: usize, flags: u32, listKept: usize, list: usize, listCount: u32): bool {
  if (flags == 0) return true;
  if (!same64(kept, planes) || ((flags & MIXED) != 0 && !same64(kept + alwaysAt, planes + alwaysAt))) return false;
  if ((flags & LOW) != 0) {
    const end = levelsAt + ((theLevelCount as usize) << 6);
    for (let plane = levelsAt; plane < end; plane += 64) if (!same64(kept + plane, planes + plane)) return false;
  }
  if ((flags & LIST) == 0) return true;
  if (load<u32>(listKept, 4) != listCount) return false;
  const known = load<u32>(listKept) as usize;
  for (let i: u32 = 0; i < listCount; i++) if (load<u32>(known + (i << 2)) != load<u32>(list + (i << 2))) return false;
  return true;
}
