import { fallbackKernel } from './kernel/fallback.ts';
import { bitWidth, byteWidth, type Kernel, planWords, sumsWidth, wordOf } from './kernel/plan.ts';
import { wasmKernel } from './kernel/wasmKernel.ts';
import { counterLevels, type LaidOut, type Sort } from './layOut.ts';
import type { Solution } from './problem.ts';

export type KernelName = 'wasm' | 'javascript';

/** Takes one block after another until none is left; threads share `next`. @param kernel `javascript`: the fallback, wherever it runs */
export function workOn(laid: LaidOut, thread: number, next: Int32Array, kernel?: KernelName): void {
  const chosen = (kernel === 'javascript' ? undefined : wasmKernel(laid.memory)) ?? fallbackKernel(laid.memory.buffer);
  const worker = new BlockWorker(laid, thread, chosen);
  const { bits, lives } = laid;
  for (let block = Atomics.add(next, 0, 1); block < laid.blocks; block = Atomics.add(next, 0, 1)) {
    if (block < lives.count) worker.lives(block);
    else if (block < lives.count + bits.count) worker.bits(block - lives.count);
    else worker.bytes(block - lives.count - bits.count);
  }
  worker.flush();
}

class BlockWorker {
  readonly #laid: LaidOut;
  readonly #kernel: Kernel;
  readonly #plan: number;
  readonly #words: Uint32Array;
  readonly #count: Uint32Array;
  readonly #sums: Float64Array;
  readonly #table: Float64Array;
  readonly #counters: Uint32Array;
  readonly #counted: Uint32Array;
  readonly #columnWeight: Int16Array;
  /** What `#count` has counted adds to the sums; undefined if it has counted nothing. */
  #vector: Float64Array | undefined;
  #pairs: Sort = 'bits';
  /** Whether a block had lives too many for lists: then the others have, too. */
  #dense = false;

  constructor(laid: LaidOut, thread: number, kernel: Kernel) {
    const [own, { buffer }] = [laid.own[thread]!, laid.memory];
    this.#laid = laid;
    this.#kernel = kernel;
    this.#plan = laid.plans[thread]!;
    this.#words = new Uint32Array(buffer, this.#plan, planWords.length);
    this.#count = new Uint32Array(buffer, own.count, laid.roots);
    this.#sums = new Float64Array(buffer, own.sums, sumsWidth * laid.roots);
    this.#table = new Float64Array(buffer, own.table, sumsWidth * 16 * (bitWidth / 4));
    this.#counters = new Uint32Array(buffer, own.counters, 16 * counterLevels);
    this.#counted = new Uint32Array(buffer, laid.counted, laid.bits.count * bitWidth);
    this.#columnWeight = new Int16Array(buffer, own.columnWeight, byteWidth);
    this.#turnTo('bits', 0, true); // whoever worked here before may have left the plan at others
  }

  bits(block: number): void {
    const { root } = this.#laid;
    const { pairStart, oddFrom, weight, vectors } = this.#laid.bits;
    const odd = block >= oddFrom;
    if (odd) this.#fillTable(block);
    else this.#countFor(vectors, weight[block * bitWidth]!);
    this.#turnTo('bits', block);
    this.#words[wordOf.root] = this.#laid.bits.ofHub[block] === 1 ? root.ofHub : root.all;
    const counting = this.#laid.bits.counting[block] === 1;
    if (counting) this.#counters.fill(0);
    this.#kernel.bits(this.#plan, pairStart[block]!, pairStart[block + 1]!, odd, counting);
    this.#words[wordOf.root] = root.all;
    if (counting) this.#readCounters(block);
  }

  lives(block: number): void {
    const { pairStart, weight, vectors } = this.#laid.lives;
    this.#countFor(vectors, block);
    this.#turnTo('lives', block);
    const [begin, end, times] = [pairStart[block]!, pairStart[block + 1]!, weight[block]!];
    if (!this.#dense) {
      const full = this.#kernel.lives(this.#plan, begin, end, times, 0);
      if (full === 0) return;
      this.#kernel.lives(this.#plan, begin, end, -times, full); // the same steps again, taken back
      this.#dense = true;
    }
    this.#kernel.bits(this.#plan, begin, end, false, false);
    for (let part = 0; part < bitWidth / byteWidth; part++) this.#kernel.bytes(this.#plan, begin, end, false, times, part);
  }

  bytes(block: number): void {
    const { pairStart, oddFrom, weight, factor } = this.#laid.bytes;
    this.#turnTo('bytes', block);
    if (block >= oddFrom) this.#columnWeight.set(weight.subarray(block * byteWidth, (block + 1) * byteWidth));
    this.#kernel.bytes(this.#plan, pairStart[block]!, pairStart[block + 1]!, block >= oddFrom, factor[block]!, 0);
  }

  /** What is counted from here on adds that vector: what was counted for another one is turned into sums. */
  #countFor(vectors: Float64Array, at: number): void {
    const vector = vectors.subarray(sumsWidth * at, sumsWidth * (at + 1));
    if (this.#vector?.every((value, m) => value === vector[m])) return;
    this.flush();
    this.#vector = vector;
  }

  /** Turns what was counted into sums. */
  flush(): void {
    if (!this.#vector) return;
    for (let m = 0; m < sumsWidth; m++) {
      const weight = this.#vector[m]!;
      if (weight === 0) continue;
      for (let root = 0, at = m; root < this.#count.length; root++, at += sumsWidth) this.#sums[at]! += this.#count[root]! * weight;
    }
    this.#count.fill(0);
    this.#vector = undefined;
  }

  #turnTo(which: Sort, block: number, anew = false): void {
    const pairs = this.#laid.pairs[which];
    this.#words[wordOf.walked] = pairs.walked[block] ?? 0;
    if (this.#pairs === which && !anew) return;
    for (const word of ['pairRow', 'pairColumn', 'pairCap'] as const) this.#words[wordOf[word]] = pairs[word];
    this.#pairs = which;
  }

  /** For each four columns the sums of the 16 ways to reach them. */
  #fillTable(block: number): void {
    const { weight, vectors } = this.#laid.bits;
    for (let nibble = 0; nibble < bitWidth / 4; nibble++) {
      for (let ways = 1; ways < 16; ways++) {
        const lowest = 31 - Math.clz32(ways & -ways);
        const column = sumsWidth * weight[block * bitWidth + 4 * nibble + lowest]!;
        const [to, without] = [sumsWidth * (16 * nibble + ways), sumsWidth * (16 * nibble + (ways & (ways - 1)))];
        for (let m = 0; m < sumsWidth; m++) this.#table[to + m] = this.#table[without + m]! + vectors[column + m]!;
      }
    }
  }

  #readCounters(block: number): void {
    const counted = this.#counted.subarray(block * bitWidth, (block + 1) * bitWidth);
    for (let level = 0; level < counterLevels; level++) {
      for (let word = 0; word < 16; word++) {
        for (let bits = this.#counters[16 * level + word]!; bits !== 0; bits &= bits - 1) {
          counted[32 * word + 31 - Math.clz32(bits & -bits)]! += 2 ** level;
        }
      }
    }
  }
}

/** What all threads have summed, once they have ended. */
export function solutionOf({ memory: { buffer }, own, roots, hubs, states, counted, bits }: LaidOut): Solution {
  const added = (of: 'sums' | 'units', length: number): Float64Array => {
    const total = new Float64Array(length);
    for (const thread of own) {
      const part = new Float64Array(buffer, thread[of], length);
      for (let i = 0; i < length; i++) total[i]! += part[i]!;
    }
    return total;
  };
  const sums = added('sums', sumsWidth * roots);
  const hub = sumsWidth * (roots - 1);
  for (const root of hubs) for (let m = 0; m < sumsWidth; m++) sums[sumsWidth * root + m]! += sums[hub + m]!;
  return { sums: sums.subarray(0, hub), units: added('units', states), counted: new Uint32Array(buffer, counted, bits.count * bitWidth) };
}
