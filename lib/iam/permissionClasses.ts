import type { ActionClass } from '../model/facts.ts';
import { bitsOf } from './actionBits.ts';
import { actionClasses } from './actionClass.ts';
import { type ActionSet, openCatalogue } from './catalogue.ts';
import type { Permission } from './expandPermissions.ts';

/** What the actions of a permission amount to, at both ends: with its resources (`resourcesOf`) the pairs of class and resource that grants are made of. */
export type PermissionClasses = { certain: ActionClass[]; upTo: ActionClass[] };

/** Reads permissions of any number of families; which actions are of which class is worked out once for each. */
export function classReader(): (permission: Permission) => PermissionClasses {
  const wordsOf = classWords();
  return ({ family: { actions }, certain, upTo }) => {
    const classes = wordsOf(actions);
    const those = (words: Uint32Array): ActionClass[] => classes.filter(([, mask]) => mask.some((word, i) => (word & words[i]!) !== 0)).map(([of]) => of);
    return { certain: those(certain), upTo: those(upTo) };
  };
}

/** Of each class that some of the actions are of, these actions, in the words of `bitsOf`; the same object for the same actions. */
export function classWords(): (actions: ActionSet) => readonly [ActionClass, Uint32Array][] {
  const classOf = actionClasses(openCatalogue());
  const known = new WeakMap<ActionSet, [ActionClass, Uint32Array][]>();
  return (actions) => {
    const classes = known.get(actions) ?? wordsByClass(actions, classOf);
    known.set(actions, classes);
    return classes;
  };
}

function wordsByClass(actions: ActionSet, classOf: readonly ActionClass[]): [ActionClass, Uint32Array][] {
  const { words, bits } = bitsOf(actions);
  const found = new Map<ActionClass, Uint32Array>();
  for (const [i, word] of words.entries())
    for (let bit = 0; bit < 32; bit++) {
      if ((bits[i]! & (1 << bit)) === 0) continue;
      const of = classOf[word * 32 + bit]!;
      const mask = found.get(of) ?? new Uint32Array(words.length);
      mask[i]! |= 1 << bit;
      found.set(of, mask);
    }
  return [...found];
}
