import { at, GROUP_COUNT, GROUPS } from './plan';

// Rows are walked from the last to the first. Those of a group are walked again until a pass changes nothing, and then once more to be counted.

/** One more than the greatest row below `row` that is to be walked, 0 if there is none. */
@inline export function nextRow(walked: usize, row: u32): u32 {
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

/** Where the row at hand stands: in no group, in one that is passed over again, in one that is counted. */
export const OUTSIDE: u32 = 0;
export const PASSING: u32 = 1;
export const COUNTING: u32 = 2;

let groups: usize = 0;
let groupsLeft: u32 = 0;
/** The group at hand ends before this row. */
let endRow: u32 = 0;
/** The first pair of its rows. */
let firstPair: u32 = 0;
let changed = false;

/** Where the last of the groups that are left ends, 0 if none is. */
function nextEnd(): u32 {
  return groupsLeft > 0 ? load<u32>(groups + (groupsLeft << 3) - 4) : 0;
}
/** Begins before all groups; returns where the last one ends. */
export function beginWalk(p: usize): u32 {
  groups = at(p, GROUPS);
  groupsLeft = at(p, GROUP_COUNT) as u32;
  return nextEnd();
}
/** Passes by groups of which no row is walked; returns where the next one ends, which is not after `end`. */
export function passGroups(end: u32): u32 {
  while (nextEnd() > end) groupsLeft--;
  return nextEnd();
}
/** Begins the next group; returns its first row. @param pair the first of its rows */
export function enterGroup(pair: u32): u32 {
  endRow = nextEnd();
  firstPair = pair;
  changed = false;
  groupsLeft--;
  return load<u32>(groups + (groupsLeft << 3));
}
/** A row of the group at hand has got more. */
export function groupChanged(): void {
  changed = true;
}
/** Ends a pass: whether there has to be another. */
export function passAgain(): bool {
  const again = changed;
  changed = false;
  return again;
}
export function groupEnd(): u32 {
  return endRow;
}
export function groupPair(): u32 {
  return firstPair;
}

/** The row of a pair, a row that there is not where they have ended. */
@inline export function rowOfPair(pairRow: usize, q: u32, end: u32): u32 {
  return q < end ? load<u32>(pairRow + (q << 2)) : u32.MAX_VALUE;
}
