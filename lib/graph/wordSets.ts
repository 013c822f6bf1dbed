import { NumberList } from './numberList.ts';

/**
 * Gives every distinct sequence of numbers below 2^32 a number of its own, from 0 in order of appearance. Sequences whose hashes agree are compared word by word: equal
 * numbers mean equal sequences, not probably equal ones. Open addressing; O(length) a call.
 */
export class WordSets {
  readonly #start = new NumberList();
  readonly #words = new NumberList(1024);
  #slots = new Int32Array(1024).fill(-1);
  #hashes = new NumberList();

  constructor() {
    this.#start.push(0);
  }
  get count(): number {
    return this.#start.length - 1;
  }

  /** @param words `length` of them, from `from` on, are the sequence */
  numberOf(words: ArrayLike<number>, length: number, from = 0): number {
    const hash = hashOf(words, length, from);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot]!;
      if (found === -1) return this.#add(words, length, from, hash, slot);
      if (this.#hashes.at(found) === hash && this.#equals(found, words, length, from)) return found;
    }
  }

  /** The words of sequence `number`: from `begin` to `end` - 1 of `words()`. */
  begin(number: number): number {
    return this.#start.at(number);
  }
  end(number: number): number {
    return this.#start.at(number + 1);
  }
  words(): Uint32Array {
    return this.#words.all();
  }

  #equals(number: number, words: ArrayLike<number>, length: number, from: number): boolean {
    const begin = this.#start.at(number);
    if (this.#start.at(number + 1) - begin !== length) return false;
    for (let i = 0; i < length; i++) if (this.#words.at(begin + i) !== words[from + i]) return false;
    return true;
  }

  #add(words: ArrayLike<number>, length: number, from: number, hash: number, slot: number): number {
    const number = this.count;
    for (let i = 0; i < length; i++) this.#words.push(words[from + i]!);
    this.#start.push(this.#words.length);
    this.#hashes.push(hash);
    this.#slots[slot] = number;
    if (2 * this.count > this.#slots.length) this.#spread();
    return number;
  }

  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = this.#hashes.at(number) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over words, mixed at the end (murmur3's finalizer), since words that follow one another are the rule. */
function hashOf(words: ArrayLike<number>, length: number, from: number): number {
  let hash = 0x811c9dc5 ^ length;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ words[from + i]!, 0x01000193) + (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
