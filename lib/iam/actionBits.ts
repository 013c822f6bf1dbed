import type { ActionSet, Catalogue } from './catalogue.ts';
import type { Actions } from './parsePolicy.ts';

/** A set of actions of the catalogue by the words of it that are not zero: a statement's few actions take few bytes of its 22,000. `words` ascend. */
export type ActionBits = { words: Uint16Array; bits: Uint32Array };

export function bitsOf(set: ActionSet): ActionBits {
  const words = Uint16Array.from(wordsIn(set));
  return { words, bits: Uint32Array.from(words, (word) => set[word]!) };
}

function* wordsIn(set: ActionSet): Generator<number> {
  for (let word = 0; word < set.length; word++) if (set[word] !== 0) yield word;
}

/** Adds the set to `into`. */
export function addBits({ words, bits }: ActionBits, into: ActionSet): void {
  for (let i = 0; i < words.length; i++) into[words[i]!]! |= bits[i]!;
}

/** The part of a set that lies in the words of another one, word for word as there; undefined if the two have nothing in common. */
export function bitsWithin({ words, bits }: ActionBits, mask: ActionBits): Uint32Array | undefined {
  let found: Uint32Array | undefined;
  for (let i = 0, j = 0; i < words.length && j < mask.words.length; ) {
    if (words[i]! < mask.words[j]!) i++;
    else if (words[i]! > mask.words[j]!) j++;
    else {
      const both = bits[i++]! & mask.bits[j]!;
      if (both !== 0) {
        found ??= new Uint32Array(mask.words.length);
        found[j] = both;
      }
      j++;
    }
  }
  return found;
}

/** What an Action or NotAction element stands for; `unknown` are patterns that stand for no action that AWS documents. */
export type ReadActions = { actions: ActionBits; unknown: readonly string[] };

/** Reads elements; equal ones are the same object. Each pattern is expanded once, however often it is written. */
export function actionReader(catalogue: Catalogue): (of: Actions) => ReadActions {
  const expanded = new Map<string, ActionBits>();
  const read = new Map<string, ReadActions>();
  const expand = (pattern: string): ActionBits => {
    let bits = expanded.get(pattern);
    if (!bits) {
      const set = catalogue.noActions();
      catalogue.expand(pattern, set);
      bits = bitsOf(set);
      expanded.set(pattern, bits);
    }
    return bits;
  };
  const make = ({ not, patterns }: Actions): ReadActions => {
    const set = catalogue.noActions();
    for (const pattern of patterns) addBits(expand(pattern), set);
    if (not) complement(set, catalogue.size);
    return { actions: bitsOf(set), unknown: not ? [] : patterns.filter((pattern) => expand(pattern).words.length === 0) };
  };
  return (of) => {
    const key = `${of.not ? '!' : ''}${of.patterns.join(' ')}`;
    let made = read.get(key);
    if (!made) {
      made = make(of);
      read.set(key, made);
    }
    return made;
  };
}

function complement(set: ActionSet, size: number): void {
  for (let word = 0; word < set.length; word++) set[word] = ~set[word]!;
  if (size % 32 > 0) set[set.length - 1]! &= (1 << (size % 32)) - 1;
}
