import { credential, edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

export const largeShareCases: RuleCases = {
  finds: [
    {
      name: 'all there is',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'delete', 'customers'),
        grant('svc', 'delegate', 'customers'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'all there is, but that is little',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('feed', { sensitivity: 1 }),
        grant('svc', 'read', 'feed'),
      ],
    },
    {
      name: 'a small part',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        ...Array.from({ length: 20 }, (_, i) => grant('other', 'delegate', `jewel ${i}`)),
        ...Array.from({ length: 20 }, (_, i) => resource(`jewel ${i}`, { sensitivity: 5 })),
      ],
    },
  ],
};
