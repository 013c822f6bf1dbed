import { bitCount } from '../graph/bitCount.ts';
import type { Problem } from '../graph/problem.ts';
import type { Scenario } from '../model/figures.ts';
import type { HeavyStarts, Starts } from './heavyStarts.ts';

/** What of a problem tells which starts stand at a row. */
export type RowStarts = Pick<Problem, 'root' | 'roots' | 'times' | 'stateStart' | 'stateLife'>;

/** By position in the list of heavy credentials. */
export type FoldedStarts = {
  /** -1 where there is no start. */
  row: Int32Array;
  state: Uint32Array;
  self: Uint8Array;
};

/**
 * Starts by row, and by row and life: those that agree are worked out once. O(starts + rows).
 * @param rows how many there are
 * @param life with which all start; undefined where each has its own
 */
export function foldStarts(
  rowOf: Int32Array,
  rows: number,
  starts: HeavyStarts,
  last: number,
  life: number | undefined,
): { starts: Record<Scenario, FoldedStarts>; rowStarts: RowStarts } {
  const placed = (of: Starts) => ({ row: rowsOf(of, rowOf), life: life === undefined ? of.life : new Uint8Array(of.life.length).fill(life), self: of.self });
  const [leak, takeover] = [placed(starts.leak), placed(starts.takeover)];
  const times = new Uint32Array(rows);
  for (const row of leak.row) if (row >= 0) times[row]!++;
  const states = new States(rows, last);
  for (const { row, life } of [leak, takeover]) states.add(row, life);
  const { stateStart, stateLife } = states.number();
  const root = new Int32Array(rows).fill(-1);
  let roots = 0;
  for (let row = 0; row < rows; row++) if (stateStart[row + 1]! > stateStart[row]!) root[row] = roots++;
  const folded = ({ row, life, self }: typeof leak): FoldedStarts => ({ row, state: states.of(row, life), self });
  return { starts: { leak: folded(leak), takeover: folded(takeover) }, rowStarts: { root, roots, times, stateStart, stateLife } };
}

/** By start: its row, -1 where there is none. */
function rowsOf({ node }: Starts, rowOf: Int32Array): Int32Array {
  const row = new Int32Array(node.length);
  for (let i = 0; i < row.length; i++) {
    const v = node[i]!;
    row[i] = v >= 0 ? rowOf[v]! : v === -1 ? -1 : -2 - v; // a union is a row of the same number
  }
  return row;
}

/** Numbers what is distinct among (row, life), by row, then by life: each row has a bit for each life. */
class States {
  readonly #width: number;
  readonly #bits: Uint32Array;
  readonly #start: Uint32Array;

  constructor(rows: number, last: number) {
    this.#width = (last >>> 5) + 1;
    this.#bits = new Uint32Array(this.#width * rows);
    this.#start = new Uint32Array(rows + 1);
  }
  add(row: Int32Array, life: Uint8Array): void {
    for (let i = 0; i < row.length; i++) if (row[i]! >= 0) this.#bits[this.#width * row[i]! + (life[i]! >>> 5)]! |= 1 << (life[i]! & 31);
  }
  /** Once all are added. */
  number(): Pick<Problem, 'stateStart' | 'stateLife'> {
    for (let row = 0; row + 1 < this.#start.length; row++) this.#start[row + 1] = this.#start[row]! + this.#below(row, 32 * this.#width);
    const stateLife = new Uint8Array(this.#start.at(-1)!);
    for (let i = 0, next = 0; i < this.#bits.length; i++) {
      for (let bits = this.#bits[i]!; bits !== 0; bits &= bits - 1) stateLife[next++] = 32 * (i % this.#width) + 31 - Math.clz32(bits & -bits);
    }
    return { stateStart: this.#start, stateLife };
  }
  of(row: Int32Array, life: Uint8Array): Uint32Array {
    const state = new Uint32Array(row.length);
    for (let i = 0; i < row.length; i++) if (row[i]! >= 0) state[i] = this.#start[row[i]!]! + this.#below(row[i]!, life[i]!);
    return state;
  }
  /** How many of a row's lives are less than that. */
  #below(row: number, life: number): number {
    let [sum, at] = [0, this.#width * row];
    for (let left = life; left > 0; left -= 32, at++) sum += bitCount(left >= 32 ? this.#bits[at]! : this.#bits[at]! & ((1 << left) - 1));
    return sum;
  }
}
