import { addBits, type Bits, hasBit, setBit } from './actionBits.ts';

/** A set of places 0 .. size - 1. */
export class BitSet {
  readonly #words: Bits;

  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  add(place: number): void {
    setBit(this.#words, place);
  }

  has(place: number): boolean {
    return hasBit(this.#words, place);
  }

  addAll(others: BitSet): void {
    addBits(this.#words, others.#words);
  }

  /** In ascending order. */
  *places(): Iterable<number> {
    for (let word = 0; word < this.#words.length; word++)
      for (let left = this.#words[word]!; left !== 0; left &= left - 1) yield word * 32 + 31 - Math.clz32(left & -left);
  }
}
