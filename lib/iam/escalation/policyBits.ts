import type { Json } from '../../model/facts.ts';
import { type Actions, parsePolicy, type Statement } from '../parsePolicy.ts';
import { many } from '../textPattern.ts';
import { type ActionBits, addBits, type Bits } from './actionBits.ts';

/** Which of the watched actions a policy may allow, allows on everything whatever the circumstances, and may deny. */
export type PolicyBits = { allow: Bits; blanket: Bits; deny: Bits };

/** Policies are shared by many principals: each is looked at once. */
export class PolicyBitsIndex {
  readonly #actions: ActionBits;
  readonly #known = new WeakMap<object, PolicyBits>();

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
    const bits = { allow: this.#actions.none(), blanket: this.#actions.none(), deny: this.#actions.none() };
    for (const statement of parsePolicy(document).statements) {
      const about = this.about(statement.actions);
      addBits(statement.effect === 'Allow' ? bits.allow : bits.deny, about);
      if (statement.effect === 'Allow' && isOfEverything(statement)) addBits(bits.blanket, about);
    }
    return bits;
  }

  about({ not, patterns }: Actions): Bits {
    const about = this.#actions.none();
    for (const pattern of patterns) addBits(about, this.#actions.matching(pattern));
    return not ? about.map((word) => ~word >>> 0) : about;
  }
}

/** Of every resource, without a condition. */
function isOfEverything({ resources, conditions }: Statement): boolean {
  return (
    conditions.length === 0 && resources !== undefined && !resources.not && resources.patterns.some(({ parts }) => parts.length === 1 && parts[0] === many)
  );
}
