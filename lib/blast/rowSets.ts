import { NumberList } from '../graph/numberList.ts';
import { WordSets } from '../graph/wordSets.ts';
import type { View } from './graph.ts';

/** Sets of (row, cap), each with a number; a row stands in a set once, with its greatest cap. Words are row * 256 + cap, ascending. */
export class RowSets {
  readonly last: number;
  readonly words = new WordSets();
  readonly #single: Int32Array;
  readonly #one = new Uint32Array(1);

  constructor(rows: number, last: number) {
    if (rows >= 2 ** 24) throw new RangeError(`${rows} folded rows, expected fewer than ${2 ** 24}`);
    this.last = last;
    this.#single = new Int32Array(rows).fill(-1);
  }

  /** The set of a row by itself. */
  ofRow(row: number): number {
    return this.#singleOf(row, this.last);
  }

  /**
   * By permission: the set of the rows with a permit of it, -1 if none.
   * @param order reached nodes by row, so that the members of each set come in order
   * @param caps  by permit, undefined for the greatest
   */
  ofPermits(order: Uint32Array, rowOf: Int32Array, { permits }: View, permissions: number, caps: Uint8Array | undefined): Int32Array {
    const { start, head } = permits;
    const next = new Uint32Array(permissions); // how many, then where in `members` the next one goes
    for (let i = 0; i < order.length; i++) for (let slot = start[order[i]!]!, end = start[order[i]! + 1]!; slot < end; slot++) next[head[slot]!]!++;
    const sets = new Int32Array(permissions).fill(-1);
    let total = 0;
    for (let p = 0; p < permissions; p++) {
      const count = next[p]!;
      next[p] = total;
      if (count <= 1) continue;
      sets[p] = several;
      total += count;
    }
    const members = new Uint32Array(total);
    for (let i = 0; i < order.length; i++) {
      const v = order[i]!;
      const row = rowOf[v]!;
      for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) {
        const p = head[slot]!;
        const cap = caps ? caps[slot]! : this.last;
        if (sets[p] === several) members[next[p]!++] = row * 256 + cap;
        else sets[p] = this.#singleOf(row, cap);
      }
    }
    for (let p = 0, begin = 0; p < permissions; p++) {
      if (sets[p] !== several) continue;
      const end = next[p]!;
      sets[p] = this.#setOfOrdered(members, begin, end);
      begin = end;
    }
    return sets;
  }

  /** The set of members that are in order of rows; its place is written over. */
  #setOfOrdered(members: Uint32Array, begin: number, end: number): number {
    if (begin === end) return -1;
    let last = begin;
    for (let i = begin + 1; i < end; i++) {
      if (members[i]! >>> 8 !== members[last]! >>> 8) members[++last] = members[i]!;
      else if (members[i]! > members[last]!) members[last] = members[i]!; // of one row the greatest cap
    }
    if (last === begin) return this.#singleOf(members[begin]! >>> 8, members[begin]! & 255);
    return this.words.numberOf(members.subarray(begin, last + 1), last + 1 - begin);
  }

  /** The set of all rows of several sets of these, each with its greatest cap; -1 of none. */
  union(sets: readonly number[]): number {
    const [first, ...others] = sets.filter((set, i) => set >= 0 && sets.indexOf(set) === i);
    if (first === undefined) return -1;
    if (others.length === 0) return first;
    const all = this.words.words();
    let [length, total] = [0, 0];
    for (const set of [first, ...others]) total += this.words.end(set) - this.words.begin(set);
    if (this.#room.length < 2 * total) this.#room = new Uint32Array(4 * total);
    // merged one after another, from one half of the room into the other and back
    const half = this.#room.length >>> 1;
    let [at, to] = [0, half];
    for (let i = this.words.begin(first); i < this.words.end(first); i++) this.#room[at + length++] = all[i]!;
    for (const set of others) {
      length = mergeWords(this.#room, at, length, all, this.words.begin(set), this.words.end(set), to);
      [at, to] = [to, at];
    }
    return this.#setOfOrdered(this.#room, at, at + length);
  }
  #room = new Uint32Array(1024);

  /** By set of others: the set of the same rows, with every cap the greatest. */
  withoutCaps(capped: RowSets): (set: number) => number {
    const { words } = capped;
    const mapped = new Int32Array(words.count).fill(-1);
    const all = words.words();
    const full = new NumberList();
    return (set) => {
      if (set < 0) return -1;
      if (mapped[set]! >= 0) return mapped[set]!;
      full.length = 0;
      for (let at = words.begin(set); at < words.end(set); at++) full.push(all[at]! - (all[at]! & 255) + this.last);
      mapped[set] = this.words.numberOf(full.all(), full.length);
      return mapped[set]!;
    };
  }

  #singleOf(row: number, cap: number): number {
    const cached = cap === this.last;
    if (cached && this.#single[row]! >= 0) return this.#single[row]!;
    this.#one[0] = row * 256 + cap;
    const set = this.words.numberOf(this.#one, 1);
    if (cached) this.#single[row] = set;
    return set;
  }
}

/** Of a permission whose rows are still being gathered. */
const several = -2;

/** Merges words in order, of one row only the greatest; returns how many there are at `to`. */
function mergeWords(room: Uint32Array, at: number, length: number, other: Uint32Array, begin: number, end: number, to: number): number {
  let [i, j, next] = [at, begin, to];
  const stop = at + length;
  while (i < stop || j < end) {
    const a = i < stop ? room[i]! : 2 ** 32;
    const b = j < end ? other[j]! : 2 ** 32;
    if (a <= b) i++;
    if (b <= a) j++;
    const word = Math.min(a, b);
    if (next > to && room[next - 1]! >>> 8 === word >>> 8) room[next - 1] = word;
    else room[next++] = word;
  }
  return next - to;
}
