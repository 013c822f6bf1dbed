import { credential, edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

export const thirdPartyCases: RuleCases = {
  finds: [
    {
      name: "a vendor's key with writing",
      facts: [
        credential('k', { party: 'Zapier' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('crm', { sensitivity: 3 }),
        grant('svc', 'write', 'crm'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'internal',
      facts: [
        credential('k', { party: 'internal' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('crm', { sensitivity: 3 }),
        grant('svc', 'write', 'crm'),
      ],
    },
    {
      name: 'opens next to nothing',
      facts: [
        credential('k', { party: 'Zapier' }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('feed', { sensitivity: 1 }),
        grant('svc', 'read', 'feed'),
      ],
    },
  ],
};
