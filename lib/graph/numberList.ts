/** A growing list of numbers below 2^32, for what is often much shorter than it could be. */
export class NumberList {
  #items: Uint32Array;
  length = 0;
  constructor(expected = 16) {
    this.#items = new Uint32Array(Math.max(16, expected));
  }
  push(item: number): void {
    if (this.length === this.#items.length) this.#grow();
    this.#items[this.length++] = item;
  }
  at(index: number): number {
    return this.#items[index]!;
  }
  set(index: number, item: number): void {
    this.#items[index] = item;
  }
  /** What is in it now; a view that later pushes may leave behind. */
  all(): Uint32Array {
    return this.#items.subarray(0, this.length);
  }
  #grow(): void {
    const grown = new Uint32Array(2 * this.#items.length);
    grown.set(this.#items);
    this.#items = grown;
  }
}
