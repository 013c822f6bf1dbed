import type { Blocks } from './blocks.ts';
import type { Rows } from './fold.ts';
import type { Hub } from './hub.ts';

/** Columns of which only matters whether a start reaches them. */
export type BitColumns = {
  blocks: Blocks;
  /** Blocks before this one have columns of one weight each. */
  oddFrom: number;
  /** By block: 1 where it matters how often a column is reached. */
  counting: Uint8Array;
  /** By block: 1 where its columns are had below the hub: those above have them all, without one of their own. Of other blocks nobody below has any. */
  ofHub: Uint8Array;
  /** By position: which six weights, that is vectors[6 * weight] .. [6 * weight + 5]. */
  weight: Uint32Array;
  vectors: Float64Array;
};
/** Columns of which matters with what a start reaches them: blocks of one weight each. What they are worth without lives counts too. */
export type LifeColumns = {
  blocks: Blocks;
  /** By block: the weight of its columns, and what each adds to the six sums: vectors[6 * block] .. [6 * block + 5]. */
  weight: Float64Array;
  vectors: Float64Array;
};
/** Columns of few to a weight of which matters with what a start reaches them. */
export type ByteColumns = {
  blocks: Blocks;
  /** Blocks before this one have columns of one weight each. */
  oddFrom: number;
  /** By position, in odd blocks: counts `factor` of its block times. */
  weight: Int16Array;
  /** By block: the weight of its columns, or what theirs count. */
  factor: Float64Array;
};

export type Problem = {
  rows: Rows;
  /** The greatest life. */
  last: number;
  /** By row: number of the start there, -1 if none. */
  root: Int32Array;
  roots: number;
  /** By row: how often a column that it reaches is counted. */
  times: Uint32Array;
  /** With what starts enter their rows, by row; two starts that enter with the same are one state. */
  stateStart: Uint32Array;
  stateLife: Uint8Array;
  hub: Hub;
  bits: BitColumns;
  lives: LifeColumns;
  bytes: ByteColumns;
};

/** What all starts reach. */
export type Solution = {
  /** Six sums by root over bit columns. */
  sums: Float64Array;
  /** By state over byte columns: sum of weight x units of the life. */
  units: Float64Array;
  /** How often each bit column was counted, by position. */
  counted: Uint32Array;
};
