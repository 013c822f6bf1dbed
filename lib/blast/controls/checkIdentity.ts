import type { Control } from './control.ts';

/** An endpoint that asks who is there: what a workload reaches on it only for where it stands, it reaches no more. */
export const checkIdentity: Control = {
  id: 'check-identity',
  title: 'asked for an identity at the endpoint',
  edit({ facts, canonical }, { subject }) {
    const workloads = new Set(facts.flatMap((fact) => (fact.fact === 'workload' ? [canonical(fact.key)] : [])));
    const kept = facts.filter((fact) => !(fact.fact === 'grant' && canonical(fact.resource) === subject && workloads.has(canonical(fact.from))));
    return kept.length === facts.length ? { unchanged: 'no workload reaches it for where it stands' } : { facts: kept };
  },
};
