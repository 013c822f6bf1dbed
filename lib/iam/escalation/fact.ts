import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import type { Answer } from './ask.ts';
import type { Effect } from './effect.ts';
import type { EscalationStep } from './result.ts';
import type { Rule } from './rule.ts';
import type { Standing } from './standing.ts';

/** An act on the way to a fact. */
export type Act = { rule: Rule; from: string; to: string; answer: Answer; condition?: Condition };

/** Why a fact holds: the acts that bring it about, and the facts that they rest on. */
export type Reason = { acts: readonly Act[]; after: readonly Fact[] };

/** Something that the attacker has come to: it acts as a principal, can make a change, administers an account. */
export type Fact = {
  key: string;
  is: FactKind;
  /** What it rests on, as far as a search has to know: at least what `reason` says. */
  after: readonly Fact[];
  /** How many acts of its own it takes, and with all that it rests on. */
  own: number;
  cost: number;
  /** Worked out when somebody asks: of most facts nobody does. */
  reason(): Reason;
};

export type FactKind =
  | {
      kind: 'control';
      principal: AwsPrincipal /** By one principal's own power, as that was imported. */;
      isPlain: boolean /** Of somebody who is only being made. */;
      made?: Answer;
    }
  | { kind: 'change'; effect: Effect }
  | { kind: 'administer'; account: string; standing: Standing };

export const controlKey = ({ arn, index, boundary }: AwsPrincipal): string => (index < 0 ? `control ${arn} ${boundary?.arn ?? ''}` : `control ${arn}`);

export function makeFact(key: string, is: FactKind, own: number, after: readonly Fact[], reason: () => Reason): Fact {
  let found: Reason | undefined;
  return {
    key,
    is,
    own,
    after,
    cost: own + costOf(after),
    reason() {
      found ??= reason();
      return found;
    },
  };
}

/** How many acts facts take together. */
export function costOf(after: readonly Fact[]): number {
  if (after.length === 1) return after[0]!.cost;
  const seen = new Set<Fact>();
  const visit = (fact: Fact): void => {
    if (seen.has(fact)) return;
    seen.add(fact);
    for (const each of fact.after) visit(each);
  };
  for (const fact of after) visit(fact);
  let cost = 0;
  for (const { own } of seen) cost += own;
  return cost;
}

/** All acts that facts rest on, their own included, in an order in which they can be done. */
export function actsOf(facts: readonly Fact[]): Act[] {
  const acts: Act[] = [];
  const seen = new Set<Fact>();
  const visit = (fact: Fact): void => {
    if (seen.has(fact)) return;
    seen.add(fact);
    const { acts: own, after } = fact.reason();
    for (const each of after) visit(each);
    acts.push(...own);
  };
  for (const fact of facts) visit(fact);
  return acts;
}

/** With its statements found. */
export function stepOf({ rule, from, to, answer, condition }: Act): EscalationStep {
  return { rule: rule.id, from, to, statements: answer.statements(), ...(condition && { condition }) };
}

/** The first thing that acts hang on; undefined: they are certain. */
export const conditionOfActs = (acts: readonly Act[]): Condition | undefined => acts.find(({ condition }) => condition)?.condition;
