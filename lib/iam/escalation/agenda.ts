import type { Fact } from './fact.ts';

/** Facts that wait to be looked at: those of the fewest acts first, and of those the first found (a bucket for each number). */
export class Agenda {
  readonly #buckets: Fact[][] = [];
  readonly #next: number[] = [];
  #lowest = 0;

  push(fact: Fact): void {
    const { cost } = fact;
    for (let number = this.#buckets.length; number <= cost; number++) {
      this.#buckets.push([]);
      this.#next.push(0);
    }
    this.#buckets[cost]!.push(fact);
    this.#lowest = Math.min(this.#lowest, cost);
  }

  pop(): Fact | undefined {
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
