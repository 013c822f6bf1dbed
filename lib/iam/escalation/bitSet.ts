/** A set of places 0 .. size - 1. */
export class BitSet {
  readonly #words: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  add(place: number): void {
    this.#words[place >> 5]! |= 1 << (place & 31);
  }

  has(place: number): boolean {
    return ((this.#words[place >> 5]! >> (place & 31)) & 1) === 1;
  }

  addAll(others: BitSet): void {
    for (let word = 0; word < this.#words.length; word++) this.#words[word]! |= others.#words[word]!;
  }

  /** In ascending order. */
  *places(): Iterable<number> {
    for (let word = 0; word < this.#words.length; word++)
      for (let left = this.#words[word]!; left !== 0; left &= left - 1) yield word * 32 + 31 - Math.clz32(left & -left);
  }
}
