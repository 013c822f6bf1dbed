import type { NodeColumns } from '../blast/columns.ts';
import { type AuthenticationModel, type BlastBudget, budgetNumbers, type StandingDecision } from '../model/decisions.ts';
import { issuances, presentations } from '../model/facts.ts';

/** A decision that stands in a case, about an agent by its canonical key or about a system by its name. */
export type CaseDecision = AuthenticationModel & { about: { agent: string } | { system: string }; budget?: BlastBudget };

/** The same by numbers of the columns, in the order given. What is about nothing there is left out. */
export function standingOf(decisions: readonly CaseDecision[], { key, systems, count }: NodeColumns): StandingDecision[] {
  return decisions.flatMap(({ about, issuance, presentation, budget }, at) => {
    const place = 'agent' in about ? key.indexOf(about.agent) : systems.indexOf(about.system);
    if (place < 0) return [];
    const model = { issuance: issuances.indexOf(issuance), presentation: presentations.indexOf(presentation) };
    return [{ id: at + 1, subject: 'agent' in about ? place : count + place, ...model, ...(budget && { budget: budgetNumbers(budget) }) }];
  });
}
