import type { Rows } from '../graph/fold.ts';
import { sumsWidth } from '../graph/kernel/plan.ts';
import type { RowStarts } from './foldedStarts.ts';
import type { RowSets } from './rowSets.ts';

/**
 * Rows that no other row leads to. What only such rows have is nobody else's: it needs no column, and is added to their sums at once.
 */
export class LoneRows {
  /** As the solution's: six by root, one by state. */
  readonly sums: Float64Array;
  readonly units: Float64Array;
  readonly #isLone: Uint8Array;
  readonly #rows: Rows;
  readonly #starts: RowStarts;
  readonly #unitsOf: ArrayLike<number>;

  /** @param unitsOf by life: units of 300 s */
  constructor(rows: Rows, starts: RowStarts, unitsOf: ArrayLike<number>) {
    this.#rows = rows;
    this.#starts = starts;
    this.#unitsOf = unitsOf;
    this.sums = new Float64Array(sumsWidth * starts.roots);
    this.units = new Float64Array(starts.stateLife.length);
    this.#isLone = new Uint8Array(rows.count).fill(1);
    for (const row of rows.child) this.#isLone[row] = 0;
    for (let g = 0; g < rows.groups.length; g += 2) this.#isLone.fill(0, rows.groups[g], rows.groups[g + 1]);
  }

  /** By set: 1 where all its rows are lone. */
  sets({ words }: RowSets): Uint8Array {
    const all = words.words();
    const lone = new Uint8Array(words.count).fill(1);
    for (let set = 0; set < lone.length; set++) {
      for (let at = words.begin(set); at < words.end(set) && lone[set] === 1; at++) if (this.#isLone[all[at]! >>> 8] === 0) lone[set] = 0;
    }
    return lone;
  }

  /** Adds six sums to each row of a set. */
  addSums(sets: RowSets, set: number, sums: Float64Array, from: number): void {
    const all = sets.words.words();
    for (let at = sets.words.begin(set); at < sets.words.end(set); at++) {
      const root = this.#starts.root[all[at]! >>> 8]!;
      if (root >= 0) for (let m = 0; m < sumsWidth; m++) this.sums[sumsWidth * root + m]! += sums[from + m]!;
    }
  }

  /** Adds what starts at the rows of a set have something of that weight for. */
  addLives(sets: RowSets, set: number, weight: number): void {
    const all = sets.words.words();
    const { stateStart, stateLife } = this.#starts;
    for (let at = sets.words.begin(set); at < sets.words.end(set); at++) {
      const [row, cap] = [all[at]! >>> 8, all[at]! & 255];
      const own = this.#rows.own[row]!;
      for (let state = stateStart[row]!; state < stateStart[row + 1]!; state++)
        this.units[state]! += weight * this.#unitsOf[Math.max(Math.min(own, cap), Math.min(cap, stateLife[state]!))]!;
    }
  }

  /** How often the starts at the rows of a set are counted. */
  timesOf(sets: RowSets, set: number): number {
    const all = sets.words.words();
    let sum = 0;
    for (let at = sets.words.begin(set); at < sets.words.end(set); at++) sum += this.#starts.times[all[at]! >>> 8]!;
    return sum;
  }
}
