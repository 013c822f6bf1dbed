import type { Answer } from './ask.ts';
import type { Effect } from './effect.ts';
import type { Rule } from './rule.ts';

/** A change that a principal can make. */
export type Change = { effect: Effect; rule: Rule; to: string; answer: Answer };
