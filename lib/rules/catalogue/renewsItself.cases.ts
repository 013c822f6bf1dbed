import { credential, edge, identity, type RuleCases, resource } from '../caseFacts.ts';

export const renewsItselfCases: RuleCases = {
  finds: [
    {
      name: 'reads its own vault path',
      facts: [
        credential('k', { ttl: 86_400 }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('vault', { store: true }),
        edge('reads-secrets', 'svc', 'vault'),
        edge('holds', 'vault', 'k', { renews: true }),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'its store is read by others',
      facts: [
        credential('k', { ttl: 86_400 }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('vault', { store: true }),
        edge('reads-secrets', 'other', 'vault'),
        edge('holds', 'vault', 'k', { renews: true }),
      ],
    },
    {
      name: 'reads a copy, which does not renew',
      facts: [
        credential('k', { ttl: 86_400 }),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('vault', { store: true }),
        edge('reads-secrets', 'svc', 'vault'),
        edge('holds', 'vault', 'k'),
      ],
    },
  ],
};
