/** Things that wait, each with a cost: those of the lowest cost first, and of those the first that came (a bucket for each cost). */
export class Agenda<Item> {
  readonly #buckets: Item[][] = [];
  readonly #next: number[] = [];
  #lowest = 0;

  push(cost: number, item: Item): void {
    for (let number = this.#buckets.length; number <= cost; number++) {
      this.#buckets.push([]);
      this.#next.push(0);
    }
    this.#buckets[cost]!.push(item);
    this.#lowest = Math.min(this.#lowest, cost);
  }

  pop(): Item | undefined {
    for (; this.#lowest < this.#buckets.length; this.#lowest++) {
      const bucket = this.#buckets[this.#lowest]!;
      const at = this.#next[this.#lowest]!;
      if (at < bucket.length) {
        this.#next[this.#lowest] = at + 1;
        return bucket[at];
      }
    }
    return undefined;
  }
}
