import { edge, type RuleCases, resource } from '../caseFacts.ts';

export const manyReadersCases: RuleCases = {
  finds: [
    {
      name: 'eleven readers',
      facts: [
        resource('vault', { store: true }),
        edge('holds', 'vault', 'k'),
        ...Array.from({ length: 11 }, (_, i) => edge('reads-secrets', `reader ${i}`, 'vault')),
      ],
      finds: ['vault'],
    },
  ],
  findsNothing: [
    {
      name: 'ten readers',
      facts: [
        resource('vault', { store: true }),
        edge('holds', 'vault', 'k'),
        ...Array.from({ length: 10 }, (_, i) => edge('reads-secrets', `reader ${i}`, 'vault')),
      ],
    },
    {
      name: 'one reader, said eleven times',
      facts: [
        resource('vault', { store: true }),
        edge('holds', 'vault', 'k'),
        ...Array.from({ length: 11 }, (_, i) => edge('reads-secrets', 'reader', 'vault', { evidence: { statement: i } })),
      ],
    },
    {
      name: 'nothing in it',
      facts: [resource('vault', { store: true }), ...Array.from({ length: 11 }, (_, i) => edge('reads-secrets', `reader ${i}`, 'vault'))],
    },
  ],
};
