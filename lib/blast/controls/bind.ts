import { type Control, isCredential, notACredential, saying } from './control.ts';

/** Taken only from some network: a leak of it becomes possible, no longer certain. What is bound to a key already stays so. */
export const bind: Control = {
  id: 'bind',
  title: 'bound to a source',
  edit(estate, { subject }) {
    if (!isCredential(estate, subject)) return notACredential;
    const { facts, canonical } = estate;
    const isBound = facts.some((fact) => fact.fact === 'credential' && canonical(fact.key) === subject && fact.presentation === 'sender-constrained');
    return isBound ? { unchanged: 'it is bound to a key already' } : saying(facts, { fact: 'credential', key: subject, presentation: 'source-bound' });
  },
};
