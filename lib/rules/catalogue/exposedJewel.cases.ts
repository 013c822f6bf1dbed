import { edge, grant, type RuleCases, resource } from '../caseFacts.ts';

export const exposedJewelCases: RuleCases = {
  finds: [
    {
      name: 'eleven keys',
      facts: [
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        ...Array.from({ length: 11 }, (_, i) => edge('authenticates', `k${i}`, 'svc')),
      ],
      finds: ['customers'],
    },
  ],
  findsNothing: [
    {
      name: 'ten keys',
      facts: [
        resource('customers', { sensitivity: 5 }),
        grant('svc', 'read', 'customers'),
        ...Array.from({ length: 10 }, (_, i) => edge('authenticates', `k${i}`, 'svc')),
      ],
    },
    {
      name: 'not a crown jewel',
      facts: [
        resource('orders', { sensitivity: 4 }),
        grant('svc', 'read', 'orders'),
        ...Array.from({ length: 11 }, (_, i) => edge('authenticates', `k${i}`, 'svc')),
      ],
    },
  ],
};
