// Where the words of the plan lie: in the order of lib/graph/kernel/plan.ts. A test holds the two equal.

export const ROWS: usize = 0;
export const START: usize = 4;
export const CHILD: usize = 8;
export const SLOT: usize = 12;
export const GROUPS: usize = 16;
export const GROUP_COUNT: usize = 20;
export const STORE: usize = 24;
export const ACTIVE: usize = 28;
export const SCRATCH: usize = 32;
export const ROOT: usize = 36;
export const TIMES: usize = 40;
export const COUNTERS: usize = 44;
export const COUNT: usize = 48;
export const SUMS: usize = 52;
export const TABLE: usize = 56;
export const PAIR_ROW: usize = 60;
export const PAIR_COLUMN: usize = 64;
export const PAIR_CAP: usize = 68;
export const KIND: usize = 72;
export const FLOOR: usize = 76;
export const CAP: usize = 80;
export const LOW_SLOT: usize = 84;
export const LOW_STORE: usize = 88;
export const STATE_START: usize = 92;
export const STATE_LIFE: usize = 96;
export const UNITS: usize = 100;
export const COLUMN_WEIGHT: usize = 104;
export const OWN: usize = 108;
export const MARKS: usize = 112;
export const PURE: usize = 116;
export const UNITS_OF: usize = 120;
export const LAST: usize = 124;
export const PLANES: usize = 128;
export const PLANES_WIDTH: usize = 132;
export const LEVELS: usize = 136;
export const LEVEL_COUNT: usize = 140;
export const LEVEL_BELOW: usize = 144;
export const LISTS: usize = 148;
export const ARENA: usize = 152;
export const ARENA_END: usize = 156;
export const STORED: usize = 160;
export const WALKED: usize = 164;

/** Bits of a row's marks. */
export const HAS_LOW: u32 = 1;
export const HAS_SHORT: u32 = 2;
export const HAS_LESS: u32 = 4;

@inline export function at(p: usize, word: usize): usize {
  return load<u32>(p + word) as usize;
}
