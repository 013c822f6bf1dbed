import { credential, edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

export const devReachesProdCases: RuleCases = {
  finds: [
    {
      name: 'a development key that reads production',
      facts: [
        credential('k', { environment: 'dev' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders', { environment: 'prod' }),
        grant('svc', 'read', 'orders'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'a production key',
      facts: [
        credential('k', { environment: 'prod' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders', { environment: 'prod' }),
        grant('svc', 'read', 'orders'),
      ],
    },
    {
      name: 'only lists there',
      facts: [
        credential('k', { environment: 'dev' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders', { environment: 'prod' }),
        grant('svc', 'list', 'orders'),
      ],
    },
    {
      name: 'only if a second factor fails',
      facts: [
        credential('k', { environment: 'dev' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders', { environment: 'prod' }),
        grant('svc', 'read', 'orders', { certainty: 'possible', condition: { kind: 'mfa' } }),
      ],
    },
    {
      name: 'its environment is not stated',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders', { environment: 'prod' }),
        grant('svc', 'read', 'orders'),
      ],
    },
  ],
};
