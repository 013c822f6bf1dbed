import { type Control, isCredential, isNodeFact, notACredential, saying } from './control.ts';

/** Replaced every so many days, the old value disabled: its own life falls to that, never what it harvested, planted or renews. A shorter life stays. */
export const rotate: Control = {
  id: 'rotate',
  title: 'rotated',
  amount: { unit: 'days' },
  edit(estate, { subject, amount = 1 }) {
    if (!isCredential(estate, subject)) return notACredential;
    const { facts, canonical } = estate;
    const stated = facts.flatMap((fact) => (isNodeFact(fact) && fact.fact === 'credential' && canonical(fact.key) === subject ? (fact.ttl ?? []) : []));
    return saying(facts, { fact: 'credential', key: subject, ttl: Math.min(amount * 86_400, ...stated) });
  },
};
