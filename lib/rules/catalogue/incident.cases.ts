import { credential, edge, grant, identity, type RuleCases, resource, sighting } from '../caseFacts.ts';

export const incidentCases: RuleCases = {
  finds: [
    {
      name: 'seen in public, with a crown jewel in its scope',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        sighting('k', { audience: 'public' }),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'seen in public, but it opens little',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('feed'),
        grant('svc', 'list', 'feed'),
        sighting('k', { audience: 'public' }),
      ],
    },
    {
      name: 'far-reaching, but seen by the team only',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        sighting('k', { audience: 'team' }),
      ],
    },
    {
      name: 'disabled already',
      facts: [
        credential('k', { status: 'disabled' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        sighting('k', { audience: 'public' }),
      ],
    },
  ],
};
