import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const administratorReachCases: RuleCases = {
  finds: [
    {
      name: 'by a role that it may assume',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        identity('root', 'role', { administers: 'acme' }),
        edge('acts-as', 'svc', 'root'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    { name: "an administrator's own", facts: [credential('k'), identity('root', 'role', { administers: 'acme' }), edge('authenticates', 'k', 'root')] },
    {
      name: 'only with a second factor',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        identity('root', 'role', { administers: 'acme' }),
        edge('acts-as', 'svc', 'root', { certainty: 'possible', condition: { kind: 'mfa' } }),
      ],
    },
    {
      name: 'the administrator is disabled',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        identity('root', 'role', { administers: 'acme', status: 'disabled' }),
        edge('acts-as', 'svc', 'root'),
      ],
    },
  ],
};
