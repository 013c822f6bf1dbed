/**
 * All that a rule may look at of a subject beside figures, as bits: the facts are looked through once (nodeSigns.ts, edgeSigns.ts, reachSigns.ts), not once a rule. Subjects are the nodes of the
 * estate by their number, and after them its systems. The order is no one's business but this file's.
 */
export const signNames = [
  // of nodes, by what is said of them
  'usable',
  'in-estate',
  'described',
  'static',
  'attested',
  'bearer',
  'readable',
  'vaulted',
  'sighted',
  'leaked',
  'lasts',
  'never-rotated',
  'overdue',
  'idle',
  'never-used',
  'owned',
  'owner-gone',
  'vendor',
  'no-revocation',
  'without-mfa',
  'weak-claims',
  'long-token',
  'used',
  'used-by-hand',
  'new-network',
  'agent',
  'machine',
  'human',
  'administers',
  'jewel',
  'store',
  'untrusted-input',
  // by the edges and grants at them that are certain and live
  'shared',
  'in-several-stores',
  'several-identities',
  'identified',
  'offboarded',
  'has-attested-twin',
  'renews-itself',
  'cloud-key-in-pipeline',
  'many-readers',
  'open-to-anonymous',
  'open-by-network',
  'weak-trust',
  'escalates',
  'has-credential',
  'own-grants',
  'local',
  'holds',
  'read-by-somebody',
  // by what is reached from them
  'reaches-production',
  'reaches-administrator',
  'reaches-jewel',
  'reaches-read',
  'reaches-send',
  'reaches-execute',
  'outside-production',
  // of systems
  'unlogged',
  'stale',
  'vague',
  // of agents and systems, by the decisions that stand
  'unapproved',
  'over-budget',
] as const;
export type Sign = (typeof signNames)[number];

/** An object, because a name that stands in the code is then looked up once. */
const placeOf = Object.fromEntries(signNames.map((name, at) => [name, at])) as Record<Sign, number>; // every one is a key

/** Bits of some signs, in two words. */
export type Mask = { low: number; high: number };
export function maskOf(signs: readonly Sign[]): Mask {
  const mask = { low: 0, high: 0 };
  for (const sign of signs) {
    const at = placeOf[sign];
    if (at < 32) mask.low |= 1 << at;
    else mask.high |= 1 << (at - 32);
  }
  return mask;
}

/** Eight bytes a subject. */
export class Signs {
  readonly low: Uint32Array;
  readonly high: Uint32Array;

  constructor(subjects: number) {
    this.low = new Uint32Array(subjects);
    this.high = new Uint32Array(subjects);
  }

  /** As they are now: for who adds while it reads, so that what it adds does not depend on the order it goes in. */
  copy(): Signs {
    const copy = new Signs(this.low.length);
    copy.low.set(this.low);
    copy.high.set(this.high);
    return copy;
  }

  add(subject: number, sign: Sign): void {
    const at = placeOf[sign];
    if (at < 32) this.low[subject]! |= 1 << at;
    else this.high[subject]! |= 1 << (at - 32);
  }

  merge(subject: number, { low, high }: Mask): void {
    this.low[subject]! |= low;
    this.high[subject]! |= high;
  }

  has(subject: number, sign: Sign): boolean {
    const at = placeOf[sign];
    return at < 32 ? (this.low[subject]! & (1 << at)) !== 0 : (this.high[subject]! & (1 << (at - 32))) !== 0;
  }

  /** Whether the subject has all of one mask and none of another. */
  fits(subject: number, all: Mask, none: Mask): boolean {
    const [low, high] = [this.low[subject]!, this.high[subject]!];
    return ((low & all.low) ^ all.low) === 0 && ((high & all.high) ^ all.high) === 0 && (low & none.low) === 0 && (high & none.high) === 0;
  }
}
