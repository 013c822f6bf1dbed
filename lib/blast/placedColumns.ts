import { packBlocks, sortedBy } from '../graph/blocks.ts';
import type { Hub } from '../graph/hub.ts';
import { bitWidth, byteWidth, sumsWidth } from '../graph/kernel/plan.ts';
import { NumberList } from '../graph/numberList.ts';
import type { BitColumns, ByteColumns, LifeColumns } from '../graph/problem.ts';
import { WordSets } from '../graph/wordSets.ts';
import { sumOf } from './foldedColumns.ts';
import type { LoneRows } from './loneRows.ts';
import type { RowSets } from './rowSets.ts';

/** From so many permissions with one set on they are one column of their own weight; fewer stay apart, where their weight is one that many have. */
export const worthJoining = 8;

/** Bit columns by set, with what they count for. */
export class BitColumnList {
  readonly #sets: RowSets;
  /** Six sums by set; grows with the sets. */
  #sums = new Float64Array(sumsWidth * 1024);
  #needed = new Uint8Array(1024);
  /** Permissions that stay apart: set and weight. */
  readonly #apart = { set: new NumberList(), weight: new NumberList() };
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

  /** Scope and weight of permissions by their sets, but for those that life columns count (`taken` is 1). */
  addPermissions(ofPermission: Int32Array, weight: Uint16Array, taken: Uint8Array): void {
    const sets = this.#sets.words.count;
    const [count, scope, sum] = [new Uint32Array(sets), new Uint32Array(sets), new Float64Array(sets)];
    for (let p = 0; p < ofPermission.length; p++) {
      const set = ofPermission[p]!;
      if (set < 0) continue;
      count[set]!++;
      if (taken[p] === 1) continue;
      scope[set]!++;
      sum[set]! += weight[p]!;
    }
    for (let set = 0; set < sets; set++) {
      if (count[set]! < worthJoining || scope[set] === 0) continue;
      this.add(set, sumOf.scope, scope[set]!);
      this.add(set, sumOf.weight, sum[set]!);
    }
    for (let p = 0; p < ofPermission.length; p++) {
      const set = ofPermission[p]!;
      if (set < 0 || count[set]! >= worthJoining || taken[p] === 1) continue;
      this.#apart.set.push(set);
      this.#apart.weight.push(weight[p]!);
    }
  }

  /** What lone rows have by themselves goes to `lone`, all else into blocks. */
  pack({ below }: Hub, lone: LoneRows): { bits: BitColumns; positionOfSet: Int32Array } {
    const vectors = new Vectors();
    const [set, weight] = [new NumberList(), new NumberList()];
    const isLone = lone.sets(this.#sets);
    for (let s = 0; s < this.#sets.words.count; s++) {
      if (this.#needed[s] !== 1) continue;
      if (isLone[s] === 1) lone.addSums(this.#sets, s, this.#sums, sumsWidth * s);
      else {
        set.push(s);
        weight.push(vectors.numberOf(this.#sums, sumsWidth * s));
      }
    }
    const own = set.length;
    const one = new Float64Array(sumsWidth);
    one[sumOf.scope] = 1;
    for (let i = 0; i < this.#apart.set.length; i++) {
      const s = this.#apart.set.at(i);
      one[sumOf.weight] = this.#apart.weight.at(i);
      if (isLone[s] === 1) lone.addSums(this.#sets, s, one, 0);
      else {
        set.push(s);
        weight.push(vectors.numberOf(one, 0));
      }
    }
    const [sets, weights] = [set.all(), weight.all()];
    const ofHub = this.#below(sets, below);
    const { position, blocks, oddFrom } = placeByWeight(weights, vectors.count, bitWidth, ofHub);
    const positionOfSet = new Int32Array(this.#sets.words.count).fill(-1);
    const [weightAt, counting, hubBlocks] = [new Uint32Array(blocks * bitWidth), new Uint8Array(blocks), new Uint8Array(blocks)];
    for (let i = 0; i < sets.length; i++) {
      weightAt[position[i]!] = weights[i]!;
      if (ofHub[i] === 1) hubBlocks[Math.floor(position[i]! / bitWidth)] = 1;
    }
    for (let i = 0; i < own; i++) {
      positionOfSet[sets[i]!] = position[i]!;
      counting[Math.floor(position[i]! / bitWidth)] = 1;
    }
    return {
      bits: {
        blocks: packSets(this.#sets, below.length, sets, position, blocks, bitWidth),
        oddFrom,
        counting,
        ofHub: hubBlocks,
        weight: weightAt,
        vectors: vectors.all(),
      },
      positionOfSet,
    };
  }

  /** Of sets: 1 where somebody below the hub is in it. */
  #below(sets: Uint32Array, below: Uint8Array): Uint8Array {
    const { words } = this.#sets;
    const [all, some] = [words.words(), new Uint8Array(sets.length)];
    for (let i = 0; i < sets.length; i++) {
      for (let at = words.begin(sets[i]!), end = words.end(sets[i]!); at < end && some[i] === 0; at++) some[i] = below[all[at]! >>> 8]!;
    }
    return some;
  }
}

/**
 * Columns of a weight that many have stand together, in blocks of their own; the others share the last blocks. Within, they keep their order: what lies near stays near.
 * @param apart by column: 1 for those that share no block with others
 */
function placeByWeight(
  weight: Uint32Array,
  weights: number,
  width: number,
  apart: Uint8Array = new Uint8Array(weight.length),
): { position: Uint32Array; blocks: number; oddFrom: number } {
  const many = new Uint32Array(2 * weights);
  for (let i = 0; i < weight.length; i++) many[2 * weight[i]! + apart[i]!]!++;
  const few = 2 * weights; // they share their blocks, which costs more a block
  const groupOf = (i: number): number => {
    const group = 2 * weight[i]! + apart[i]!;
    return many[group]! >= width / 2 ? group : few + apart[i]!;
  };
  const position = new Uint32Array(weight.length);
  let [next, before, oddFrom] = [0, -1, -1];
  for (const i of sortedBy(weight.length, few + 2, groupOf)) {
    const group = groupOf(i);
    if (group !== before) next = Math.ceil(next / width) * width;
    if (group >= few && oddFrom < 0) oddFrom = next / width;
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
  readonly #values: number[][] = [];
  readonly #key = new Uint32Array(2 * sumsWidth);
  get count(): number {
    return this.#words.count;
  }
  numberOf(sums: Float64Array, from: number): number {
    for (let m = 0; m < sumsWidth; m++) {
      const sum = sums[from + m]!;
      this.#key[2 * m] = sum % 2 ** 32;
      this.#key[2 * m + 1] = Math.floor(sum / 2 ** 32);
    }
    const number = this.#words.numberOf(this.#key, this.#key.length);
    if (number === this.#values.length) this.#values.push(Array.from(sums.subarray(from, from + sumsWidth)));
    return number;
  }
  all(): Float64Array {
    return Float64Array.from(this.#values.flat());
  }
}

/** Digits of weights that 16 bits do not hold. */
const digit = 2 ** 14;

/** Permissions with lives: those of a weight that many have in life columns, a column each; the others in byte columns, those of many together in one, a digit of their weight each where it is large. */
export function packLives(
  sets: RowSets,
  rows: number,
  ofPermission: Int32Array,
  weight: Uint16Array,
  lone: LoneRows,
): { lives: LifeColumns; bytes: ByteColumns /** By permission: 1 where life columns count its scope and weight. */; taken: Uint8Array } {
  const [count, joined] = [new Uint32Array(sets.words.count), new Float64Array(sets.words.count)];
  for (let p = 0; p < ofPermission.length; p++) if (ofPermission[p]! >= 0) count[ofPermission[p]!]!++;
  const isLone = lone.sets(sets);
  const loneWeight = new Float64Array(sets.words.count);
  const many = new Uint32Array(2 ** 16);
  const isApart = (p: number): boolean => ofPermission[p]! >= 0 && isLone[ofPermission[p]!] === 0 && count[ofPermission[p]!]! < worthJoining;
  for (let p = 0; p < ofPermission.length; p++) if (isApart(p)) many[weight[p]!]!++;
  const taken = new Uint8Array(ofPermission.length);
  const [lifeSet, lifeWeight] = [new NumberList(), new NumberList()];
  const [set, weightOf, power] = [new NumberList(), new NumberList(), new NumberList()];
  const add = (s: number, w: number, p: number): void => {
    set.push(s);
    weightOf.push(w);
    power.push(p);
  };
  for (let p = 0; p < ofPermission.length; p++) {
    const s = ofPermission[p]!;
    if (s < 0) continue;
    if (isLone[s] === 1) loneWeight[s]! += weight[p]!;
    else if (!isApart(p)) joined[s]! += weight[p]!;
    else if (many[weight[p]!]! < bitWidth / 2) add(s, weight[p]!, 0);
    else {
      taken[p] = 1;
      lifeSet.push(s);
      lifeWeight.push(weight[p]!);
    }
  }
  for (let s = 0; s < joined.length; s++) {
    if (loneWeight[s]! > 0) lone.addLives(sets, s, loneWeight[s]!);
    for (let [w, p] = [joined[s]!, 0]; w > 0; w = Math.floor(w / digit), p++) if (w % digit > 0) add(s, w % digit, p);
  }
  return { lives: lifeBlocks(sets, rows, lifeSet.all(), lifeWeight.all()), bytes: byteBlocks(sets, rows, set.all(), weightOf.all(), power.all()), taken };
}

function lifeBlocks(sets: RowSets, rows: number, set: Uint32Array, weights: Uint32Array): LifeColumns {
  const { position, blocks } = placeByWeight(
    weights,
    weights.reduce((most, w) => Math.max(most, w + 1), 0),
    bitWidth,
  );
  const [weight, vectors] = [new Float64Array(blocks), new Float64Array(sumsWidth * blocks)];
  for (let i = 0; i < weights.length; i++) {
    const block = Math.floor(position[i]! / bitWidth);
    weight[block] = weights[i]!;
    vectors[sumsWidth * block + sumOf.scope] = 1;
    vectors[sumsWidth * block + sumOf.weight] = weights[i]!;
  }
  return { blocks: packSets(sets, rows, set, position, blocks, bitWidth), weight, vectors };
}

function byteBlocks(sets: RowSets, rows: number, set: Uint32Array, weights: Uint32Array, powers: Uint32Array): ByteColumns {
  const { position, blocks, oddFrom } = placeByPower(weights, powers);
  const bytes: ByteColumns = {
    blocks: packSets(sets, rows, set, position, blocks, byteWidth),
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
