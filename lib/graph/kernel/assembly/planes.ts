import { ACTIVE, at, CHILD, FLOOR, KIND, LAST, LEVEL_BELOW, LEVEL_COUNT, LEVELS, LISTS, PLANES, PLANES_WIDTH, SCRATCH, UNITS_OF } from './plan';
import { any64, clear64, copy64, or64 } from './words';

// What is kept of a row of lives: planes of bits, and beside them a list of what planes do not tell. The level of a life is the greatest that is not above it.

/** Bits of what a slot holds of the block at hand: something; fewer columns for all of T than at all; some whatever was entered with; a list; one that has lives other than the levels. */
export const ACTIVE_: u32 = 1;
export const MIXED: u32 = 2;
export const LOW: u32 = 4;
export const LIST: u32 = 8;
export const LIST_LOW: u32 = 16;

// places among the planes of a row, in its slot or in scratch, where what `gather` works with follows
export const alwaysAt: usize = 64;
export const levelsAt: usize = 128;
export const touchedAt: usize = 320;
export const highsAt: usize = 384;
export const lowsAt: usize = 896;
/** Among what is kept of a list: how many of its columns come before each 64. */
export const beforeAt: usize = 8;
/** The same of a row that is not kept, or not yet. */
export const beforeAsideAt: usize = 1408;

// of the plan at hand
export let theLast: u32 = 0;
export let theLevels: usize = 0;
export let theLevelCount: u32 = 0;
export let theLevelBelow: usize = 0;
export let theUnits: usize = 0;

/** To be called before any of the others. */
export function usePlan(p: usize): void {
  theUnits = at(p, UNITS_OF);
  theLast = load<u32>(p + LAST);
  theLevels = at(p, LEVELS);
  theLevelCount = load<u32>(p + LEVEL_COUNT);
  theLevelBelow = at(p, LEVEL_BELOW);
}

/** The greatest level that is not above a life, 0 if none. */
@inline export function levelBelow(life: u32): u32 {
  return load<u8>(theLevelBelow + life);
}
@inline export function isLevel(life: u32): bool {
  return levelBelow(life) == life;
}

@inline export function unitsAt(life: u32): i32 {
  return load<i32>(theUnits + (life << 2));
}

/** Keeps the greatest lives of a column in scratch, which is 0 where nothing is known. */
@inline export function keep(scratch: usize, column: u32, high: u32, low: u32): void {
  const to = scratch + column;
  if (high > (load<u8>(to, highsAt) as u32)) store<u8>(to, high, highsAt);
  if (low > (load<u8>(to, lowsAt) as u32)) store<u8>(to, low, lowsAt);
}

/** The level that planes of levels tell of a column of 64 at hand. */
@inline export function levelIn(planes: usize, place: u64): u32 {
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

/** Works out the planes of the levels of a row; returns whether any column is in one. */
export function lowerPlanes(p: usize, planes: usize, mixed: bool, e0: usize, e1: usize, own: u32): bool {
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
