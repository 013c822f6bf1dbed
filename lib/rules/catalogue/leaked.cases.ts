import { credential, edge, grant, identity, type RuleCases, resource, sighting } from '../caseFacts.ts';

export const leakedCases: RuleCases = {
  finds: [
    {
      name: 'seen in public',
      facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc'), sighting('k', { audience: 'public' })],
      finds: ['k'],
    },
    {
      name: 'in a store that anyone reads',
      facts: [
        credential('k'),
        resource('dump', { store: true }),
        edge('holds', 'dump', 'k'),
        identity('anyone', 'anonymous'),
        edge('reads-secrets', 'anyone', 'dump'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'far-reaching: that is an incident',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        sighting('k', { audience: 'public' }),
      ],
    },
    { name: 'seen inside only', facts: [credential('k'), sighting('k', { audience: 'organisation' })] },
    { name: 'gone', facts: [credential('k'), sighting('k', { audience: 'public' }), { fact: 'gone', key: 'k' }] },
  ],
};
