import type { Condition } from '../../model/facts.ts';
import type { StatementRef } from '../evaluation.ts';
import type { Answer } from './ask.ts';

/** Of many, those for whom a question was answered with yes, or with a condition: as little as can be kept of it. */
export type Verdicts<Of> = { certain: readonly Of[]; possible: readonly { of: Of; condition: Condition }[] };

export function verdictsOf<Of>(all: Iterable<Of>, ask: (of: Of) => { condition?: Condition } | undefined): Verdicts<Of> {
  const certain: Of[] = [];
  const possible: { of: Of; condition: Condition }[] = [];
  for (const of of all) {
    const answer = ask(of);
    if (answer?.condition) possible.push({ of, condition: answer.condition });
    else if (answer) certain.push(of);
  }
  return { certain, possible };
}

/** Each with its condition, if any. @param only one of them */
export function* eachVerdict<Of>({ certain, possible }: Verdicts<Of>, only?: Of): Iterable<{ of: Of; condition?: Condition }> {
  for (const of of certain) if (only === undefined || of === only) yield { of };
  for (const each of possible) if (only === undefined || each.of === only) yield each;
}

/** An answer that is known, and whose statements are found when somebody asks for them. */
export function knownAnswer(condition: Condition | undefined, answer: () => Answer | undefined): Answer {
  let found: { answer: Answer | undefined; statements?: StatementRef[] } | undefined;
  const find = () => {
    found ??= { answer: answer() };
    return found;
  };
  return {
    statements() {
      const known = find();
      known.statements ??= known.answer?.statements() ?? [];
      return known.statements;
    },
    ...(condition && { condition }),
    tagging: () => find().answer?.tagging?.(),
  };
}
