import { matchWildcard } from '../matchWildcard.ts';

/** A bit for each action that some rule asks for, so that whole policies are compared with all rules at once. */
export type Bits = Uint32Array;

export class ActionBits {
  readonly #bits = new Map<string, number>();
  readonly #names: string[];
  readonly #patterns = new Map<string, Bits>();

  /** @param actions names in any case */
  constructor(actions: Iterable<string>) {
    this.#names = [...new Set([...actions].map((name) => name.toLowerCase()))].sort();
    for (const [bit, name] of this.#names.entries()) this.#bits.set(name, bit);
  }

  none(): Bits {
    return new Uint32Array(Math.ceil(this.#names.length / 32));
  }

  /** Throws for an action that was not named at the start: no policy was ever compared with it. */
  of(action: string): number {
    const bit = this.#bits.get(action.toLowerCase());
    if (bit === undefined) throw new Error(`${action} is no action of any rule`);
    return bit;
  }

  readonly #sets = new Map<readonly string[], Bits>();

  /** The bits of a list of actions, worked out once for the list. */
  set(actions: readonly string[]): Bits {
    let bits = this.#sets.get(actions);
    if (!bits) {
      bits = this.none();
      for (const action of actions) setBit(bits, this.of(action));
      this.#sets.set(actions, bits);
    }
    return bits;
  }

  /** The actions that a pattern in small letters stands for. */
  matching(pattern: string): Bits {
    let bits = this.#patterns.get(pattern);
    if (!bits) {
      bits = this.none();
      for (const [bit, name] of this.#names.entries()) if (matchWildcard(pattern, name)) setBit(bits, bit);
      this.#patterns.set(pattern, bits);
    }
    return bits;
  }
}

export function setBit(bits: Bits, bit: number): void {
  bits[bit >> 5]! |= 1 << (bit & 31);
}

export const hasBit = (bits: Bits, bit: number): boolean => ((bits[bit >> 5]! >> (bit & 31)) & 1) === 1;

export function addBits(into: Bits, bits: Bits): void {
  for (let word = 0; word < into.length; word++) into[word]! |= bits[word]!;
}

export function keepBits(into: Bits, bits: Bits): void {
  for (let word = 0; word < into.length; word++) into[word]! &= bits[word]!;
}
