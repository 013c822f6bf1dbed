import { type ActionBits, bitsOf, bitsWithin } from './actionBits.ts';
import type { ActionSet, Catalogue } from './catalogue.ts';
import { knowsRcps, needsNoPermission, resourceOf } from './serviceRules.ts';

/**
 * The actions that are asked about at once: those that are checked against one type of resource, say. All that is worked out about them takes only the words of the catalogue in which they
 * lie; lists of words are as long as `bits.words`.
 */
export type ActionMask = {
  bits: ActionBits;
  /** The part of a set that is asked about; the same words for the same set. Undefined if there is none. */
  partOf(set: ActionBits): Uint32Array | undefined;
  /** In small letters, with their place: word and bit. */
  names: readonly { name: string; word: number; bit: number }[];
  /** Those that need no permission. */
  free: Uint32Array;
  /** Those that resource control policies bind. */
  underRcps: Uint32Array;
  /** Where there are some that are checked on all buckets in place of `*`: these, and the others. */
  onBuckets?: { only: ActionSet; others: ActionSet };
};

export function actionMask(set: ActionSet, catalogue: Catalogue): ActionMask {
  const bits = bitsOf(set);
  const names = [...namesIn(bits, catalogue)];
  const those = (test: (name: string) => boolean): Uint32Array => {
    const words = new Uint32Array(bits.words.length);
    for (const { name, word, bit } of names) if (test(name)) words[word]! |= 1 << bit;
    return words;
  };
  const buckets = those((name) => resourceOf(name, '*') !== '*');
  const mask = { bits, partOf: partsWithin(bits), names, free: those(needsNoPermission), underRcps: those(knowsRcps) };
  if (!buckets.some((word) => word !== 0)) return mask;
  const [only, others] = [catalogue.noActions(), set.slice()];
  for (const [i, word] of buckets.entries()) {
    only[bits.words[i]!] = word;
    others[bits.words[i]!]! &= ~word;
  }
  return { ...mask, onBuckets: { only, others } };
}

function partsWithin(mask: ActionBits): ActionMask['partOf'] {
  const known = new WeakMap<ActionBits, Uint32Array>();
  return (set) => {
    const part = known.get(set) ?? bitsWithin(set, mask) ?? none;
    known.set(set, part);
    return part === none ? undefined : part;
  };
}
const none = new Uint32Array(0);

function* namesIn({ words, bits }: ActionBits, catalogue: Catalogue): Generator<ActionMask['names'][number]> {
  for (let word = 0; word < words.length; word++)
    for (let bit = 0; bit < 32; bit++) if ((bits[word]! & (1 << bit)) !== 0) yield { name: catalogue.names[words[word]! * 32 + bit]!.toLowerCase(), word, bit };
}
