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
/** How the permissions of one set go: added to what lone rows have; in byte columns of all of them; one life column for all, which many others are like; each by itself. */
const way = { lone: 0, digits: 1, together: 2, apart: 3 } as const;
/** From so many columns of one weight on, they have life columns. */
const manyOfWeight = bitWidth / 2;
/** Fewer than `worthJoining` permissions and what they weigh together, as one number. */
const keyOf = (permissions: number, weight: number): number => weight * worthJoining + permissions;
const keys = keyOf(0, 4000 * worthJoining); // the greatest weight of one is 4,000

/**
 * Permissions with lives: those of a weight that many have in life columns, a column each, or one for all of a set where many sets have as many of the same weight together (as every agent has five of its own);
 * the others in byte columns, those of many together in one, a digit of their weight each where it is large.
 */
export function packLives(
  sets: RowSets,
  rows: number,
  ofPermission: Int32Array,
  weight: Uint16Array,
  lone: LoneRows,
): { lives: LifeColumns; bytes: ByteColumns /** By permission: 1 where life columns count its scope and weight. */; taken: Uint8Array } {
  const { ways, count, sum } = waysOf(sets, ofPermission, weight, lone);
  const inBytes = { set: new NumberList(), weight: new NumberList(), power: new NumberList() };
  const inLives = { set: new NumberList(), key: new NumberList() };
  const many = new Uint32Array(keys); // by weight of one
  for (let p = 0; p < ofPermission.length; p++) if (ofPermission[p]! >= 0 && ways[ofPermission[p]!] === way.apart) many[keyOf(1, weight[p]!)]!++;
  const taken = new Uint8Array(ofPermission.length);
  for (let p = 0; p < ofPermission.length; p++) {
    const set = ofPermission[p]!;
    if (set < 0 || ways[set]! < way.together) continue;
    if (ways[set] === way.apart) {
      const key = keyOf(1, weight[p]!);
      if (many[key]! < manyOfWeight) {
        addDigit(set, weight[p]!, 0);
        continue;
      }
      inLives.set.push(set);
      inLives.key.push(key);
    }
    taken[p] = 1;
  }
  for (let set = 0; set < ways.length; set++) {
    if (ways[set] === way.lone && count[set]! > 0) lone.addLives(sets, set, sum[set]!);
    if (ways[set] === way.digits) for (let [w, p] = [sum[set]!, 0]; w > 0; w = Math.floor(w / digit), p++) if (w % digit > 0) addDigit(set, w % digit, p);
    if (ways[set] !== way.together) continue;
    inLives.set.push(set);
    inLives.key.push(keyOf(count[set]!, sum[set]!));
  }
  return {
    lives: lifeBlocks(sets, rows, inLives.set.all(), inLives.key.all()),
    bytes: byteBlocks(sets, rows, inBytes.set.all(), inBytes.weight.all(), inBytes.power.all()),
    taken,
  };

  function addDigit(set: number, of: number, power: number): void {
    inBytes.set.push(set);
    inBytes.weight.push(of);
    inBytes.power.push(power);
  }
}

/** By set: how its permissions go, how many they are, and what they weigh. */
function waysOf(sets: RowSets, ofPermission: Int32Array, weight: Uint16Array, lone: LoneRows): { ways: Uint8Array; count: Uint32Array; sum: Float64Array } {
  const [count, sum] = [new Uint32Array(sets.words.count), new Float64Array(sets.words.count)];
  for (let p = 0; p < ofPermission.length; p++) {
    const set = ofPermission[p]!;
    if (set < 0) continue;
    count[set]!++;
    sum[set]! += weight[p]!;
  }
  const isLone = lone.sets(sets);
  const isFew = (set: number): boolean => isLone[set] === 0 && count[set]! > 0 && count[set]! < worthJoining;
  const alike = new Uint32Array(keys);
  for (let set = 0; set < count.length; set++) if (isFew(set)) alike[keyOf(count[set]!, sum[set]!)]!++;
  const ways = count.map((_, set) => {
    if (!isFew(set)) return isLone[set] === 1 ? way.lone : way.digits;
    return count[set]! > 1 && alike[keyOf(count[set]!, sum[set]!)]! >= manyOfWeight ? way.together : way.apart;
  });
  return { ways: Uint8Array.from(ways), count, sum };
}

function lifeBlocks(sets: RowSets, rows: number, set: Uint32Array, key: Uint32Array): LifeColumns {
  const { position, blocks } = placeByWeight(key, keys, bitWidth);
  const [weight, vectors] = [new Float64Array(blocks), new Float64Array(sumsWidth * blocks)];
  for (let i = 0; i < key.length; i++) {
    const block = Math.floor(position[i]! / bitWidth);
    weight[block] = Math.floor(key[i]! / worthJoining);
    vectors[sumsWidth * block + sumOf.scope] = key[i]! % worthJoining;
    vectors[sumsWidth * block + sumOf.weight] = weight[block]!;
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
