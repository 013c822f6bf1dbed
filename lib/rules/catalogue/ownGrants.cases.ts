import { edge, grant, identity, type RuleCases } from '../caseFacts.ts';

export const ownGrantsCases: RuleCases = {
  finds: [
    {
      name: 'beside a role',
      facts: [
        identity('app:ann', 'human'),
        grant('app:ann', 'write', 'app:orders'),
        identity('app:editors', 'group'),
        grant('app:editors', 'write', 'app:orders'),
      ],
      finds: ['app:ann'],
    },
  ],
  findsNothing: [
    {
      name: 'by the group only',
      facts: [
        identity('app:ann', 'human'),
        edge('acts-as', 'app:ann', 'app:editors'),
        identity('app:editors', 'group'),
        grant('app:editors', 'write', 'app:orders'),
      ],
    },
    { name: 'a system without roles', facts: [identity('app:ann', 'human'), grant('app:ann', 'write', 'app:orders')] },
    {
      name: 'only reads',
      facts: [
        identity('app:ann', 'human'),
        grant('app:ann', 'read', 'app:orders'),
        identity('app:editors', 'group'),
        grant('app:editors', 'write', 'app:orders'),
      ],
    },
  ],
};
