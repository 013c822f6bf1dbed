import { type Control, isCredential, notACredential, saying } from './control.ts';

/**
 * Replaced by an identity that is attested to the workload: nothing is stored any more, so that no store holds it. Sender-constrained, a leak of it leads nowhere; with a lifetime it is a
 * bearer token of so many seconds. Whoever takes the workload over has it still.
 */
export const workloadIdentity: Control = {
  id: 'workload-identity',
  title: 'replaced by an attested workload identity',
  amount: { unit: 'seconds', otherwise: 0 },
  edit(estate, { subject, amount = 0 }) {
    if (!isCredential(estate, subject)) return notACredential;
    const { facts, canonical } = estate;
    const kept = facts.filter((fact) => !(fact.fact === 'edge' && fact.edge === 'holds' && canonical(fact.to) === subject));
    const attested = { fact: 'credential', key: subject, issuance: 'attested' } as const;
    return saying(kept, amount > 0 ? { ...attested, presentation: 'bearer', ttl: amount } : { ...attested, presentation: 'sender-constrained' });
  },
};
