/**
 * The credentials table as columns, one entry a credential. Rows are numbered in code-point order of canonical keys, so that a stable sort breaks ties by key.
 * Nothing here holds an object a row: 1.5 million credentials are a few hundred megabytes of numbers and the distinct texts.
 */
export type Column =
  /** Numbers and times. NaN = absent. Times are milliseconds since 1970 UTC. */
  | { kind: 'number'; values: Float64Array | Uint32Array }
  /** `codes[row]` is 0 where absent, else 1 + index in `values`, which are distinct and in code-point order: a code is a rank. */
  | { kind: 'text'; codes: Uint32Array; values: string[] }
  /** Choices and flags. `codes[row]` is an index in `values`, `absentCode` where absent. */
  | { kind: 'choice'; codes: Uint8Array; values: readonly string[] }
  /** Bit i of `bits[row]` = holds `values[i]`. */
  | { kind: 'set'; bits: Uint16Array; values: readonly string[] };

export const absentCode = 255;
/** Values of a flag's column. */
export const flagValues = ['true', 'false'] as const;

export type Table = {
  count: number;
  /** The database's node id of each row. */
  nodeId: Int32Array;
  columns: Map<string, Column>;
  search: SearchText;
};

/** Keys, names, aliases and owners of all rows, in lower case, apart by NUL; row r is bytes `start[r]` .. `start[r + 1] - 1`. */
export type SearchText = { text: Buffer; start: Float64Array };
