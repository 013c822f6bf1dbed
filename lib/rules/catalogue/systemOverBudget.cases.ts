import type { CaseDecision } from '../caseDecisions.ts';
import { credential, edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

const service = (name: string, on: string) => [
  credential(`app:k-${name}`),
  identity(`app:${name}`, 'service'),
  edge('authenticates', `app:k-${name}`, `app:${name}`),
  resource(on, { sensitivity: 5 }),
  grant(`app:${name}`, 'write', on),
];
const within = (about: CaseDecision['about'], budget: CaseDecision['budget']): CaseDecision[] => [
  { about, issuance: 'static', presentation: 'bearer', ...(budget && { budget }) },
];

export const systemOverBudgetCases: RuleCases = {
  finds: [
    {
      name: 'all of its credentials together',
      facts: [...service('one', 'app:a'), ...service('two', 'app:b')],
      decisions: within({ system: 'app' }, { band: 'critical', classes: ['write'], jewels: 1 }),
      finds: ['app'],
    },
  ],
  findsNothing: [
    {
      name: 'the same crown jewel',
      facts: [...service('one', 'app:a'), ...service('two', 'app:a')],
      decisions: within({ system: 'app' }, { band: 'critical', classes: ['write'], jewels: 1 }),
    },
    { name: 'no budget', facts: service('one', 'app:a'), decisions: within({ system: 'app' }, undefined) },
    {
      name: 'a disabled credential',
      facts: [
        credential('app:k', { status: 'disabled' }),
        identity('app:svc', 'service'),
        edge('authenticates', 'app:k', 'app:svc'),
        grant('app:svc', 'delete', 'app:a'),
      ],
      decisions: within({ system: 'app' }, { band: 'contained', classes: [], jewels: 0 }),
    },
  ],
};
