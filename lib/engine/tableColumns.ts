/**
 * The credentials table as columns, one entry a credential. Rows are numbered in code-point order of canonical keys, so that a stable sort breaks ties by key.
 * Nothing here holds an object a row: 1.5 million credentials are a few hundred megabytes of numbers and the distinct texts, all in arrays that threads share and a file keeps as they are.
 */
export type Column =
  | NumberColumn
  /** `codes[row]` is 0 where absent, else 1 + index in `values`, which are distinct and in code-point order: a code is a rank. */
  | { kind: 'text'; codes: Uint32Array; values: Texts }
  /** Choices and flags. `codes[row]` is an index in `values`, `absentCode` where absent. */
  | { kind: 'choice'; codes: Uint8Array; values: readonly string[] }
  /** Bit i of `bits[row]` = holds `values[i]`. */
  | { kind: 'set'; bits: Uint16Array; values: readonly string[] };

/**
 * Numbers and times. NaN = absent. Times are milliseconds since 1970 UTC. Where there are `codes` (see `numberColumn`), `values` are distinct and ascending, NaN last if any is absent, and `codes[row]` is
 * an index in them: a code is a rank.
 */
export type NumberColumn = { kind: 'number'; values: Float64Array | Uint32Array; codes?: Uint8Array | Uint16Array };

export const absentCode = 255;
/** Values of a flag's column. */
export const flagValues = ['true', 'false'] as const;

/** Texts in UTF-8, one after the other: number i is bytes `start[i]` .. `start[i + 1] - 1`. */
export type Texts = { bytes: Uint8Array; start: Uint32Array };

export type Table = {
  count: number;
  /** The database's node id of each row. */
  nodeId: Int32Array;
  columns: Map<string, Column>;
  /** Keys, names, aliases and owners of each row, in lower case. */
  search: Texts;
  /** Orders that screens ask for first, worked out beforehand: by field, `-` before it for descending. */
  orders?: Map<string, Uint32Array>;
};
