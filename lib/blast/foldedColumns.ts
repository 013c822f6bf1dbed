import { packBlocks, sortedBy } from '../graph/blocks.ts';
import { bitWidth, byteWidth, sumsWidth } from '../graph/kernel/plan.ts';
import { NumberList } from '../graph/numberList.ts';
import type { BitColumns, ByteColumns } from '../graph/solve.ts';
import { WordSets } from '../graph/wordSets.ts';
import { nodeKinds } from '../model/facts.ts';
import type { EstateGraph, View } from './graph.ts';

/** What the six sums over bit columns are. */
export const sumOf = { identities: 0, workloads: 1, credentials: 2, resources: 3, scope: 4, weight: 5 } as const;

/**
 * What can be reached, as columns: things that the same rows have are one column, with the sum of their weights. `positionOf` leads from a node to the bit column whose count is the
 * node's exposure, -1 where no start reaches it.
 */
export type FoldedColumns = { bits: BitColumns; bytes: ByteColumns; positionOf: Int32Array };

/**
 * Columns of one view: bit columns of everything, and with lives byte columns of the permissions, each with the `until` of its grants. O(nodes + grants), and a sort of the rows of what
 * several rows have.
 * @param rowOf by node, -1 where no start reaches it
 */
export function foldColumns(graph: EstateGraph, view: View, rowOf: Int32Array, rows: number, withLives: boolean): FoldedColumns {
  const { kind, permissions, lives, nodes } = graph;
  const sets = new RowSets(rows, lives.last);
  const enters = sets.ofEntered(rowOf);
  const order = nodesByRow(rowOf, rows);
  const grants = sets.ofPermits(order, rowOf, view, nodes, permissions.resource, undefined);
  const spoken = spokenSets(graph, view, rowOf, sets);
  const columns = new BitColumnList(sets);
  for (let v = 0; v < nodes; v++) {
    const counted = spoken.get(v) ?? enters[v]!;
    const as = countsAs[kind[v]!];
    if (counted >= 0 && as !== undefined) columns.add(counted, as, 1);
    if (grants[v]! >= 0) columns.add(grants[v]!, sumOf.resources, 1);
  }
  const exposes = exposureSets(view, permissions.resource, rowOf, enters, grants, sets);
  for (const set of exposes) if (set >= 0) columns.need(set);
  const permits = new RowSets(rows, lives.last);
  const ofPermission = permits.ofPermits(order, rowOf, view, permissions.count, undefined, withLives ? view.permitCap : undefined);
  columns.addPermissions(sets.withoutCaps(permits, ofPermission), permissions.weight);
  const { bits, positionOfSet } = columns.pack(rows);
  const bytes = packLives(permits, rows, withLives ? ofPermission : new Int32Array(0), permissions.weight);
  return { bits, bytes, positionOf: exposes.map((set) => (set < 0 ? -1 : positionOfSet[set]!)) };
}

/** Reached nodes, those of one row after those of the one before. */
function nodesByRow(rowOf: Int32Array, rows: number): Uint32Array {
  const next = new Uint32Array(rows + 1);
  for (let v = 0; v < rowOf.length; v++) if (rowOf[v]! >= 0) next[rowOf[v]! + 1]!++;
  for (let row = 0; row < rows; row++) next[row + 1]! += next[row]!;
  const order = new Uint32Array(next[rows]!);
  for (let v = 0; v < rowOf.length; v++) if (rowOf[v]! >= 0) order[next[rowOf[v]!]!++] = v;
  return order;
}

const countsAs = nodeKinds.map((name) => ({ identity: sumOf.identities, workload: sumOf.workloads, credential: sumOf.credentials, resource: undefined })[name]);
const identityKind = nodeKinds.indexOf('identity');

function eachPermit({ permits }: View, rowOf: Int32Array, visit: (row: number, slot: number) => void): void {
  for (let v = 0; v < rowOf.length; v++) {
    const row = rowOf[v]!;
    if (row < 0) continue;
    for (let slot = permits.start[v]!, end = permits.start[v + 1]!; slot < end; slot++) visit(row, slot);
  }
}

/** Identities that are spoken for as well: counted once, entered or not. */
function spokenSets({ kind, lives, nodes }: EstateGraph, { spoken }: View, rowOf: Int32Array, sets: RowSets): Map<number, number> {
  const found = new Map<number, number>();
  for (let u = 0; u < nodes; u++) {
    if (rowOf[u]! < 0) continue;
    for (let slot = spoken.start[u]!; slot < spoken.start[u + 1]!; slot++) {
      const v = spoken.head[slot]!;
      if (kind[v] === identityKind) found.set(v, -1);
    }
  }
  if (found.size === 0) return found;
  const of = sets.of(nodes, (add) => {
    for (const v of found.keys()) if (rowOf[v]! >= 0) add(v, rowOf[v]!, lives.last);
    for (let u = 0; u < nodes; u++) {
      if (rowOf[u]! >= 0)
        for (let slot = spoken.start[u]!; slot < spoken.start[u + 1]!; slot++)
          if (found.has(spoken.head[slot]!)) add(spoken.head[slot]!, rowOf[u]!, lives.last);
    }
  });
  for (const v of found.keys()) found.set(v, of[v]!);
  return found;
}

/** By node: the rows that enter it or have a permission on it. */
function exposureSets(view: View, resource: Uint32Array, rowOf: Int32Array, enters: Int32Array, grants: Int32Array, sets: RowSets): Int32Array {
  const exposes = enters.map((set, v) => (set < 0 ? grants[v]! : set));
  const both = (v: number): boolean => enters[v]! >= 0 && grants[v]! >= 0 && enters[v] !== grants[v];
  if (!enters.some((_, v) => both(v))) return exposes;
  const of = sets.of(rowOf.length, (add) => {
    for (let v = 0; v < rowOf.length; v++) if (both(v)) add(v, rowOf[v]!, sets.last);
    eachPermit(view, rowOf, (row, slot) => {
      const v = resource[view.permits.head[slot]!]!;
      if (both(v)) add(v, row, sets.last);
    });
  });
  return exposes.map((set, v) => (both(v) ? of[v]! : set));
}

/** Sets of (row, cap), each with a number; a row stands in a set once, with its greatest cap. Words are row * 256 + cap, ascending. */
class RowSets {
  readonly last: number;
  readonly words = new WordSets();
  readonly #single: Int32Array;
  readonly #one = new Uint32Array(1);

  constructor(rows: number, last: number) {
    if (rows >= 2 ** 24) throw new RangeError(`${rows} folded rows, expected fewer than ${2 ** 24}`);
    this.last = last;
    this.#single = new Int32Array(rows).fill(-1);
  }

  /** By node: the set of its own row. */
  ofEntered(rowOf: Int32Array): Int32Array {
    return rowOf.map((row) => (row < 0 ? -1 : this.#singleOf(row, this.last)));
  }

  /**
   * By item: the set of the rows with a permit on it.
   * @param order  reached nodes by row, so that the members of each set come in order
   * @param itemOf by permission, undefined where items are permissions
   * @param caps   by permit, undefined for the greatest
   */
  ofPermits(
    order: Uint32Array,
    rowOf: Int32Array,
    { permits }: View,
    items: number,
    itemOf: Uint32Array | undefined,
    caps: Uint8Array | undefined,
  ): Int32Array {
    const { start: rows, head } = permits;
    const start = new Uint32Array(items + 1);
    for (let i = 0; i < order.length; i++) {
      for (let slot = rows[order[i]!]!, end = rows[order[i]! + 1]!; slot < end; slot++) start[(itemOf ? itemOf[head[slot]!]! : head[slot]!) + 1]!++;
    }
    for (let item = 0; item < items; item++) start[item + 1]! += start[item]!;
    const [next, members] = [start.slice(), new Uint32Array(start[items]!)];
    for (let i = 0; i < order.length; i++) {
      const v = order[i]!;
      const word = rowOf[v]! * 256;
      for (let slot = rows[v]!, end = rows[v + 1]!; slot < end; slot++) {
        const item = itemOf ? itemOf[head[slot]!]! : head[slot]!;
        members[next[item]!++] = word + (caps ? caps[slot]! : this.last);
      }
    }
    const sets = new Int32Array(items);
    for (let item = 0; item < items; item++) sets[item] = this.#setOfOrdered(members, start[item]!, start[item + 1]!);
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

  /** By item: the set of all (row, cap) that `each` adds to it, -1 if none. `each` is called up to three times and must add the same. */
  of(items: number, each: (add: (item: number, row: number, cap: number) => void) => void): Int32Array {
    const first = new Float64Array(items).fill(-1);
    const room = new Uint32Array(items + 1);
    let several = false;
    each((item, row, cap) => {
      const known = first[item]!;
      if (known === -1) first[item] = row * 256 + cap;
      else if (known === -2 || Math.floor(known / 256) !== row) {
        first[item] = -2;
        several = true;
      } else if ((known & 255) < cap) first[item] = row * 256 + cap;
    });
    const sets = new Int32Array(items);
    for (let item = 0; item < items; item++) {
      const known = first[item]!;
      sets[item] = known < 0 ? -1 : this.#singleOf(Math.floor(known / 256), known % 256);
    }
    if (several) this.#ofSeveral(first, room, sets, each);
    return sets;
  }

  #ofSeveral(first: Float64Array, start: Uint32Array, sets: Int32Array, each: (add: (item: number, row: number, cap: number) => void) => void): void {
    each((item) => {
      if (first[item] === -2) start[item + 1]!++;
    });
    for (let item = 0; item < sets.length; item++) start[item + 1]! += start[item]!;
    const [next, members] = [start.slice(), new Uint32Array(start[sets.length]!)];
    each((item, row, cap) => {
      if (first[item] === -2) members[next[item]!++] = row * 256 + cap;
    });
    for (let item = 0; item < sets.length; item++) if (first[item] === -2) sets[item] = this.#setOf(members.subarray(start[item], start[item + 1]));
  }

  #setOf(members: Uint32Array): number {
    members.sort();
    let length = 0;
    for (let i = 0; i < members.length; i++) {
      const follows = i + 1 < members.length && members[i + 1]! >>> 8 === members[i]! >>> 8;
      if (!follows) members[length++] = members[i]!; // the last of a row has its greatest cap
    }
    return this.words.numberOf(members, length);
  }

  /** The sets of items over again, with every cap the greatest. */
  withoutCaps(capped: RowSets, ofItem: Int32Array): Int32Array {
    const { words } = capped;
    const [all, mapped, full] = [words.words(), new Int32Array(words.count).fill(-1), new NumberList()];
    return ofItem.map((set) => {
      if (set < 0) return -1;
      if (mapped[set]! >= 0) return mapped[set]!;
      full.length = 0;
      for (let at = words.begin(set); at < words.end(set); at++) full.push(all[at]! - (all[at]! & 255) + this.last);
      mapped[set] = this.words.numberOf(full.all(), full.length);
      return mapped[set]!;
    });
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

/** From so many permissions with one set on they are one column of their own weight; fewer stay apart, where their weight is one that many have. */
const worthJoining = 8;
/** Bit columns by set, with what they count for. */
class BitColumnList {
  readonly #sets: RowSets;
  /** Six sums by set; grows with the sets. */
  #sums = new Float64Array(sumsWidth * 1024);
  #needed = new Uint8Array(1024);
  /** Permissions that stay apart: set and weight. */
  readonly #alone = { set: new NumberList(), weight: new NumberList() };
  constructor(sets: RowSets) {
    this.#sets = sets;
  }

  add(set: number, sum: number, amount: number): void {
    this.need(set);
    this.#sums[sumsWidth * set + sum]! += amount;
  }
  need(set: number): void {
    if (set >= this.#needed.length) this.#grow(set);
    this.#needed[set] = 1;
  }
  #grow(set: number): void {
    const length = 2 ** Math.ceil(Math.log2(set + 2));
    const [sums, needed] = [new Float64Array(sumsWidth * length), new Uint8Array(length)];
    sums.set(this.#sums);
    needed.set(this.#needed);
    this.#sums = sums;
    this.#needed = needed;
  }

  addPermissions(ofPermission: Int32Array, weight: Int32Array): void {
    const count = new Uint32Array(this.#sets.words.count);
    for (const set of ofPermission) if (set >= 0) count[set]!++;
    ofPermission.forEach((set, p) => {
      if (set < 0) return;
      if (count[set]! >= worthJoining) {
        this.add(set, sumOf.scope, 1);
        this.add(set, sumOf.weight, weight[p]!);
      } else {
        this.#alone.set.push(set);
        this.#alone.weight.push(weight[p]!);
      }
    });
  }

  pack(rows: number): { bits: BitColumns; positionOfSet: Int32Array } {
    const vectors = new Vectors();
    const [set, weight] = [new NumberList(), new NumberList()];
    for (let s = 0; s < this.#sets.words.count; s++) {
      if (this.#needed[s] !== 1) continue;
      set.push(s);
      weight.push(vectors.numberOf(this.#sums, sumsWidth * s));
    }
    const own = set.length;
    for (let i = 0; i < this.#alone.set.length; i++) {
      set.push(this.#alone.set.at(i));
      weight.push(vectors.numberOf([0, 0, 0, 0, 1, this.#alone.weight.at(i)], 0));
    }
    const [sets, weights] = [set.all(), weight.all()];
    const { position, blocks, oddFrom } = placeByWeight(weights, vectors.count, bitWidth);
    const positionOfSet = new Int32Array(this.#sets.words.count).fill(-1);
    const [weightAt, counting] = [new Uint32Array(blocks * bitWidth), new Uint8Array(blocks)];
    for (let i = 0; i < sets.length; i++) weightAt[position[i]!] = weights[i]!;
    for (let i = 0; i < own; i++) {
      positionOfSet[sets[i]!] = position[i]!;
      counting[Math.floor(position[i]! / bitWidth)] = 1;
    }
    return {
      bits: { blocks: packSets(this.#sets, rows, sets, position, blocks, bitWidth), oddFrom, counting, weight: weightAt, vectors: vectors.all() },
      positionOfSet,
    };
  }
}

/** Columns of a weight that many have stand together, in blocks of their own; the others share the last blocks. Within, they keep their order: what lies near stays near. */
function placeByWeight(weight: Uint32Array, weights: number, width: number): { position: Uint32Array; blocks: number; oddFrom: number } {
  const many = new Uint32Array(weights);
  for (const w of weight) many[w]!++;
  const groupOf = (i: number): number => (many[weight[i]!]! >= width / 2 ? weight[i]! : weights); // fewer share their blocks, which costs more a block
  const position = new Uint32Array(weight.length);
  let [next, before, oddFrom] = [0, -1, -1];
  for (const i of sortedBy(weight.length, weights + 1, groupOf)) {
    const group = groupOf(i);
    if (group !== before) next = Math.ceil(next / width) * width;
    if (group === weights && oddFrom < 0) oddFrom = next / width;
    before = group;
    position[i] = next++;
  }
  const blocks = Math.ceil(next / width);
  return { position, blocks, oddFrom: oddFrom < 0 ? blocks : oddFrom };
}

function packSets({ words }: RowSets, rows: number, set: Uint32Array, position: Uint32Array, blocks: number, width: number) {
  const columns = { begin: set.map((s) => words.begin(s)), end: set.map((s) => words.end(s)), words: words.words() };
  return packBlocks(blocks, width, rows, position, columns);
}

/** Six sums as one number, so that equal ones are found. */
class Vectors {
  readonly #words = new WordSets();
  readonly #values = new Map<number, number[]>();
  readonly #key = new Uint32Array(2 * sumsWidth);
  get count(): number {
    return this.#words.count;
  }
  numberOf(sums: ArrayLike<number>, from: number): number {
    for (let m = 0; m < sumsWidth; m++) {
      this.#key[2 * m] = sums[from + m]! % 2 ** 32;
      this.#key[2 * m + 1] = Math.floor(sums[from + m]! / 2 ** 32);
    }
    const number = this.#words.numberOf(this.#key, this.#key.length);
    if (!this.#values.has(number))
      this.#values.set(
        number,
        Array.from({ length: sumsWidth }, (_, m) => sums[from + m]!),
      );
    return number;
  }
  all(): Float64Array {
    return Float64Array.from([...this.#values.values()].flat());
  }
}

/** Digits of weights that 16 bits do not hold. */
const digit = 2 ** 14;

/** Byte columns: permissions by set, those of many together in one column, a digit of their weight each where it is large. */
function packLives(sets: RowSets, rows: number, ofPermission: Int32Array, weight: Int32Array): ByteColumns {
  const [count, joined] = [new Uint32Array(sets.words.count), new Float64Array(sets.words.count)];
  for (const set of ofPermission) if (set >= 0) count[set]!++;
  const [set, weightOf, power] = [new NumberList(), new NumberList(), new NumberList()];
  const add = (s: number, w: number, p: number): void => {
    set.push(s);
    weightOf.push(w);
    power.push(p);
  };
  ofPermission.forEach((s, p) => {
    if (s < 0) return;
    if (count[s]! < worthJoining) add(s, weight[p]!, 0);
    else joined[s]! += weight[p]!;
  });
  for (let s = 0; s < joined.length; s++) for (let [w, p] = [joined[s]!, 0]; w > 0; w = Math.floor(w / digit), p++) if (w % digit > 0) add(s, w % digit, p);
  const [weights, powers] = [weightOf.all(), power.all()];
  const { position, blocks, oddFrom } = placeByPower(weights, powers);
  const bytes: ByteColumns = {
    blocks: packSets(sets, rows, set.all(), position, blocks, byteWidth),
    oddFrom,
    weight: new Int16Array(blocks * byteWidth),
    factor: new Float64Array(blocks),
  };
  for (let i = 0; i < weights.length; i++) {
    const block = Math.floor(position[i]! / byteWidth);
    bytes.weight[position[i]!] = weights[i]!;
    bytes.factor[block] = block < oddFrom ? weights[i]! : digit ** powers[i]!;
  }
  return bytes;
}

/** As `placeByWeight`, for weights below 2^14 with a power each: what shares a block has one power. */
function placeByPower(weight: Uint32Array, power: Uint32Array): { position: Uint32Array; blocks: number; oddFrom: number } {
  const most = power.reduce((greatest, p) => Math.max(greatest, p), 0);
  const first = placeByWeight(
    weight.filter((_, i) => power[i] === 0),
    digit,
    byteWidth,
  );
  const position = new Uint32Array(weight.length);
  let at = 0;
  for (let i = 0; i < weight.length; i++) if (power[i] === 0) position[i] = first.position[at++]!;
  let { blocks } = first;
  for (let p = 1; p <= most; p++) {
    let next = blocks * byteWidth;
    for (let i = 0; i < weight.length; i++) if (power[i] === p) position[i] = next++;
    blocks = Math.ceil(next / byteWidth);
  }
  return { position, blocks, oddFrom: first.oddFrom };
}
