import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const offboardedCases: RuleCases = {
  finds: [
    {
      name: 'of a disabled service',
      facts: [credential('k'), identity('svc', 'service', { status: 'disabled' }), edge('authenticates', 'k', 'svc')],
      finds: ['k'],
    },
    {
      name: 'of one that is gone',
      facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc'), { fact: 'gone', key: 'svc' }],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'another identity is active',
      facts: [
        credential('k'),
        identity('svc', 'service', { status: 'disabled' }),
        edge('authenticates', 'k', 'svc'),
        identity('new', 'service'),
        edge('authenticates', 'k', 'new'),
      ],
    },
    {
      name: 'disabled as well',
      facts: [credential('k', { status: 'disabled' }), identity('svc', 'service', { status: 'disabled' }), edge('authenticates', 'k', 'svc')],
    },
  ],
};
