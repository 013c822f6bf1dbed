import { credential, daysBefore, type RuleCases, usage } from '../caseFacts.ts';

export const newNetworkCases: RuleCases = {
  finds: [
    {
      name: 'since two days ago',
      facts: [credential('k'), usage('k', daysBefore(30), { workload: { network: 'AS1' } }), usage('k', daysBefore(2), { workload: { network: 'AS2' } })],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'the same as ever',
      facts: [credential('k'), usage('k', daysBefore(30), { workload: { network: 'AS1' } }), usage('k', daysBefore(2), { workload: { network: 'AS1' } })],
    },
    { name: 'its first use', facts: [credential('k'), usage('k', daysBefore(2), { workload: { network: 'AS2' } })] },
  ],
};
