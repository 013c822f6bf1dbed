import type { CaseDecision } from '../caseDecisions.ts';
import { credential, edge, grant, identity, type RuleCases, resource, workload } from '../caseFacts.ts';

const bot = [credential('app:k'), identity('app:bot', 'agent'), edge('authenticates', 'app:k', 'app:bot')];
const jewel = (name: string) => [resource(name, { sensitivity: 5 }), grant('app:bot', 'read', name)];
const within = (budget: CaseDecision['budget']): CaseDecision[] => [
  { about: { agent: 'app:bot' }, issuance: 'static', presentation: 'bearer', ...(budget && { budget }) },
];
const mailbox = [...bot, resource('app:mail'), grant('app:bot', 'send', 'app:mail')];

export const agentOverBudgetCases: RuleCases = {
  finds: [
    {
      name: 'a class that was not approved',
      facts: mailbox,
      decisions: within({ band: 'critical', classes: ['list', 'read'], jewels: 9 }),
      finds: ['app:bot'],
    },
    { name: 'a worse band', facts: [...bot, ...jewel('app:a')], decisions: within({ band: 'medium', classes: ['read'], jewels: 9 }), finds: ['app:bot'] },
    {
      name: 'two crown jewels where one was approved',
      facts: [...bot, ...jewel('app:a'), ...jewel('app:b')],
      decisions: within({ band: 'critical', classes: ['read'], jewels: 1 }),
      finds: ['app:bot'],
    },
    {
      name: 'what is at hand where it runs',
      facts: [
        ...bot,
        workload('app:bot#workload', 'agent'),
        edge('uses', 'app:bot#workload', 'app:k'),
        resource('app:net'),
        grant('app:bot#workload', 'spend', 'app:net'),
      ],
      decisions: within({ band: 'critical', classes: ['read'], jewels: 0 }),
      finds: ['app:bot'],
    },
  ],
  findsNothing: [
    { name: 'within', facts: mailbox, decisions: within({ band: 'critical', classes: ['send'], jewels: 0 }) },
    { name: 'a decision without a budget', facts: [...bot, ...jewel('app:a')], decisions: within(undefined) },
    {
      name: 'one crown jewel by two ways',
      facts: [...bot, ...jewel('app:a'), grant('app:bot', 'write', 'app:a')],
      decisions: within({ band: 'critical', classes: ['read', 'write'], jewels: 1 }),
    },
    {
      name: 'a crown jewel whose name it may list',
      facts: [...bot, resource('app:a', { sensitivity: 5 }), grant('app:bot', 'list', 'app:a')],
      decisions: within({ band: 'critical', classes: ['list'], jewels: 0 }),
    },
  ],
};
