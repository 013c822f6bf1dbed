/** Marks for each number that is looked for, so that nearly all others fail at one look. */
const marksEach = 64;

/** A few distinct numbers, to be found among millions that are asked for one after another. */
export class FewNumbers {
  readonly #places: Map<number, number>;
  readonly #marks: Uint8Array;
  readonly #mask: number;
  constructor(numbers: Iterable<number>) {
    this.#places = new Map();
    for (const number of numbers) if (!this.#places.has(number)) this.#places.set(number, this.#places.size);
    this.#mask = 2 ** Math.ceil(Math.log2(marksEach * this.#places.size + 1)) - 1;
    this.#marks = new Uint8Array(this.#mask + 1);
    for (const number of this.#places.keys()) this.#marks[number & this.#mask] = 1;
  }

  /** Which of them it is, in the order in which they were given; -1 for none. */
  placeOf(number: number): number {
    return this.#marks[number & this.#mask] === 0 ? -1 : (this.#places.get(number) ?? -1);
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#places.keys();
  }

  get count(): number {
    return this.#places.size;
  }
}
