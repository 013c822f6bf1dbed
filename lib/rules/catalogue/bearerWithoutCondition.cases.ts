import { credential, edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

export const bearerWithoutConditionCases: RuleCases = {
  finds: [
    {
      name: 'reads a crown jewel',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'bound to a source',
      facts: [
        credential('k', { presentation: 'source-bound' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
      ],
    },
    {
      name: 'opens little',
      facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc'), resource('feed'), grant('svc', 'read', 'feed')],
    },
    {
      name: "an agent's: a finding of its own",
      facts: [
        credential('k'),
        identity('bot', 'agent'),
        edge('authenticates', 'k', 'bot'),
        resource('customers', { sensitivity: 5 }),
        grant('bot', 'read', 'customers'),
      ],
    },
  ],
};
