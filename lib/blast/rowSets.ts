import type { Hub } from '../graph/hub.ts';
import { NumberList } from '../graph/numberList.ts';
import { WordSets } from '../graph/wordSets.ts';
import type { View } from './graph.ts';

/**
 * Sets of (row, cap), each with a number; a row stands in a set once, with its greatest cap. Words are row * 256 + cap, ascending. Where somebody below the hub has a thing for all of T,
 * nobody above is in its set: that they reach it follows, and so more sets are the same.
 */
export class RowSets {
  readonly last: number;
  readonly words = new WordSets();
  readonly #single: Int32Array;
  readonly #one = new Uint32Array(1);
  readonly #hub: Hub;

  constructor(hub: Hub, last: number) {
    const rows = hub.above.length;
    if (rows >= 2 ** 24) throw new RangeError(`${rows} folded rows, expected fewer than ${2 ** 24}`);
    this.last = last;
    this.#hub = hub;
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
    const { above, below } = this.#hub;
    /** By permission: the last word met, and in the end, as the same bits, its set. */
    const latest = new Uint32Array(permissions).fill(none);
    /** By permission: 1 where somebody below the hub has it. */
    const isBelow = new Uint8Array(permissions);
    /** What was met before the last word, of permissions with several. */
    const [others, words] = [new NumberList(1024), new NumberList(1024)];
    for (let i = order.length - 1; i >= 0; i--) {
      const v = order[i]!;
      const row = rowOf[v]!;
      const [isAbove, belowHub] = [above[row] === 1, below[row] === 1];
      for (let slot = start[v]!, end = start[v + 1]!; slot < end; slot++) {
        const p = head[slot]!;
        if (isAbove && isBelow[p] === 1) continue; // who is below comes first
        const word = row * 256 + (caps ? caps[slot]! : this.last);
        if (belowHub && (word & 255) === this.last) isBelow[p] = 1;
        const known = latest[p]!;
        if (known === none || known >>> 8 === row) {
          if (known === none || word > known) latest[p] = word;
          continue;
        }
        others.push(p);
        words.push(known);
        latest[p] = word;
      }
    }
    return this.#setsOf(latest, others.all(), words.all());
  }

  #setsOf(latest: Uint32Array, others: Uint32Array, words: Uint32Array): Int32Array {
    const start = new Uint32Array(latest.length + 1);
    for (let i = 0; i < others.length; i++) start[others[i]!]!++;
    let sum = 0;
    for (let p = 0; p < start.length; p++) {
      if (start[p] !== 0) sum += start[p]! + 1;
      start[p] = sum; // the end, from which on it is filled downwards
    }
    const members = new Uint32Array(sum);
    for (let i = 0; i < others.length; i++) members[--start[others[i]!]!] = words[i]!; // the greatest row came first
    const sets = new Int32Array(latest.buffer);
    for (let p = latest.length - 1, end = sum; p >= 0; p--) {
      const word = latest[p]!;
      if (start[p] === end) {
        if (word !== none) sets[p] = this.#singleOf(word >>> 8, word & 255);
        continue;
      }
      const begin = start[p]! - 1;
      members[begin] = word;
      sets[p] = this.#setOfOrdered(members, begin, end);
      end = begin;
    }
    return sets;
  }

  /** The set of members that are in order of rows; its place is written over. */
  #setOfOrdered(members: Uint32Array, begin: number, end: number): number {
    const { above, below } = this.#hub;
    let [stop, isBelow] = [begin, false];
    for (let i = begin; i < end; i++) {
      const word = members[i]!;
      if (below[word >>> 8] === 1 && (word & 255) === this.last) isBelow = true;
      if (stop === begin || members[stop - 1]! >>> 8 !== word >>> 8) members[stop++] = word;
      else if (word > members[stop - 1]!) members[stop - 1] = word; // of one row the greatest cap
    }
    if (isBelow) {
      const all = stop;
      stop = begin;
      for (let i = begin; i < all; i++) if (above[members[i]! >>> 8] === 0) members[stop++] = members[i]!;
    }
    if (stop === begin) return -1;
    if (stop === begin + 1) return this.#singleOf(members[begin]! >>> 8, members[begin]! & 255);
    return this.words.numberOf(members, stop - begin, begin);
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
      mapped[set] = this.#setOfOrdered(full.all(), 0, full.length);
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

/** Of a permission that no row is known to have; no word is that great. */
const none = 0xffffffff;

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
