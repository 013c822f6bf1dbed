import { credential, daysBefore, edge, identity, type RuleCases, usage } from '../caseFacts.ts';

export const usedByHandCases: RuleCases = {
  finds: [
    {
      name: 'a browser',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        usage('k', daysBefore(2), { workload: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' } }),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'a library',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        usage('k', daysBefore(2), { workload: { userAgent: 'python-requests/2.32' } }),
      ],
    },
    {
      name: "a person's own session",
      facts: [
        credential('k'),
        identity('ann', 'human'),
        edge('authenticates', 'k', 'ann'),
        usage('k', daysBefore(2), { workload: { userAgent: 'Mozilla/5.0' } }),
      ],
    },
  ],
};
