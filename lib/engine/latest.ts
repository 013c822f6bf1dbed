/** Keeps the answers of the last `size` different questions; the one asked longest ago goes first. */
export class Latest<T> {
  readonly #size: number;
  readonly #kept = new Map<string, T>();
  constructor(size: number) {
    this.#size = size;
  }

  get(question: string, answer: () => T): T {
    const known = this.#kept.get(question);
    const value = known ?? answer();
    this.#kept.delete(question); // a Map keeps the order of insertion: the first is the oldest
    this.#kept.set(question, value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#size && oldest !== undefined) this.#kept.delete(oldest);
    return value;
  }

  /** Undefined where it was not asked, or too long ago. */
  known(question: string): T | undefined {
    return this.#kept.get(question);
  }

  /** Keeps this answer in place of the one that there may be. */
  put(question: string, value: T): T {
    this.#kept.delete(question);
    return this.get(question, () => value);
  }
}
