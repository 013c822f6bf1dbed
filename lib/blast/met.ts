/**
 * What one start after another meets, each thing once, by places in the order in which it was met. As large as the start that met most, not as the estate: most meet so little that all of it stays in the
 * processor's nearest cache, where marks by node would be looked up in memory.
 */
export class Met {
  /** By place: which thing, until when, and what else is to be remembered of it. */
  key = new Uint32Array(first);
  stay = new Uint8Array(first);
  mark = new Uint8Array(first);
  count = 0;
  /** By hash: 1 + place, 0 where nothing is; each thing lies at the first free one from its own on. */
  #table = new Uint32Array(4 * first);
  /** By place: where in the table it is. */
  #slot = new Uint32Array(first);
  #shift = 32 - Math.log2(4 * first);

  /** The place of a thing. One that is met for the first time gets the next place: the `count` of before. */
  place(key: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let slot = Math.imul(key, golden) >>> this.#shift;
    for (let found = table[slot]!; found !== 0; found = table[slot]!) {
      if (this.key[found - 1] === key) return found - 1;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.key.length) {
      this.#grow();
      return this.place(key);
    }
    const place = this.count++;
    table[slot] = place + 1;
    this.#slot[place] = slot;
    this.key[place] = key;
    this.mark[place] = 0;
    return place;
  }

  /** Forgets everything. O(what was met). */
  clear(): void {
    const [table, slot] = [this.#table, this.#slot];
    for (let place = 0; place < this.count; place++) table[slot[place]!] = 0;
    this.count = 0;
  }

  #grow(): void {
    const { key, stay, mark, count } = this;
    this.key = new Uint32Array(2 * count);
    this.stay = new Uint8Array(2 * count);
    this.mark = new Uint8Array(2 * count);
    this.stay.set(stay);
    this.mark.set(mark);
    this.#table = new Uint32Array(8 * count);
    this.#slot = new Uint32Array(2 * count);
    this.#shift--;
    this.count = 0;
    for (const each of key) this.place(each);
    this.mark.set(mark);
  }
}

const first = 1024;
/** 2^32 by the golden ratio: numbers that follow one another come to lie apart. */
const golden = 0x9e3779b1;
