import { credential, daysBefore, edge, identity, type RuleCases, usage, workload } from '../caseFacts.ts';

export const usedBySeveralCases: RuleCases = {
  finds: [
    {
      name: 'two workloads have it at hand',
      facts: [credential('k'), workload('a', 'pod'), workload('b', 'pod'), edge('uses', 'a', 'k'), edge('uses', 'b', 'k')],
      finds: ['k'],
    },
    {
      name: 'two workloads in the logs',
      facts: [credential('k'), usage('k', daysBefore(2), { workload: { instance: 'pod-a' } }), usage('k', daysBefore(1), { workload: { instance: 'pod-b' } })],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'one workload, said twice',
      facts: [credential('k'), workload('a', 'pod'), edge('uses', 'a', 'k'), edge('uses', 'a', 'k', { evidence: { line: 2 } })],
    },
    {
      name: "a person's, used from two places",
      facts: [
        credential('k'),
        identity('ann', 'human'),
        edge('authenticates', 'k', 'ann'),
        usage('k', daysBefore(2), { workload: { network: 'office' } }),
        usage('k', daysBefore(1), { workload: { network: 'home' } }),
      ],
    },
  ],
};
