import type { Json } from '../../model/facts.ts';
import { onceEach } from '../once.ts';
import { type Actions, parsePolicy, type Statement } from '../parsePolicy.ts';
import { many } from '../textPattern.ts';
import { type ActionBits, addBits, type Bits } from './actionBits.ts';

/** Which of the watched actions a policy may allow, allows on everything whatever the circumstances, and may deny. */
export type PolicyBits = { /** Tells documents apart. */ id: number; allow: Bits; blanket: Bits; deny: Bits };

/** Policies are shared by many principals: each is looked at once. */
export class PolicyBitsIndex {
  readonly #actions: ActionBits;
  readonly #known = new WeakMap<object, PolicyBits>();
  #count = 0;

  constructor(actions: ActionBits) {
    this.#actions = actions;
  }

  of(document: Json): PolicyBits {
    if (typeof document !== 'object' || document === null) return this.#compile(document);
    let bits = this.#known.get(document);
    if (!bits) {
      bits = this.#compile(document);
      this.#known.set(document, bits);
    }
    return bits;
  }

  #compile(document: Json): PolicyBits {
    const bits = { id: this.#count++, allow: this.#actions.none(), blanket: this.#actions.none(), deny: this.#actions.none() };
    for (const statement of parsePolicy(document).statements) {
      const about = this.about(statement.actions);
      addBits(statement.effect === 'Allow' ? bits.allow : bits.deny, about);
      if (isOfEverything(statement)) addBits(bits.blanket, about);
    }
    return bits;
  }

  readonly about = onceEach(
    (actions: Actions) => actions,
    ({ not, patterns }) => {
      const about = this.#actions.none();
      for (const pattern of patterns) addBits(about, this.#actions.matching(pattern));
      return not ? about.map((word) => ~word >>> 0) : about;
    },
  );
}

/** An Allow of every resource, without a condition. */
export function isOfEverything({ effect, resources, conditions }: Statement): boolean {
  return (
    effect === 'Allow' &&
    conditions.length === 0 &&
    resources !== undefined &&
    !resources.not &&
    resources.patterns.some(({ parts }) => parts.length === 1 && parts[0] === many)
  );
}
