import { edge, grant, identity, type RuleCases, resource, workload } from '../caseFacts.ts';

export const untrustedAgentCases: RuleCases = {
  finds: [
    {
      name: 'all three',
      facts: [
        workload('bot', 'agent', { untrustedInput: true }),
        identity('id', 'agent'),
        edge('runs-as', 'bot', 'id'),
        resource('feed'),
        resource('mail'),
        grant('id', 'read', 'feed'),
        grant('id', 'send', 'mail'),
      ],
      finds: ['bot'],
    },
  ],
  findsNothing: [
    {
      name: 'only trusted input',
      facts: [
        workload('bot', 'agent'),
        identity('id', 'agent'),
        edge('runs-as', 'bot', 'id'),
        resource('feed'),
        resource('mail'),
        grant('id', 'read', 'feed'),
        grant('id', 'send', 'mail'),
      ],
    },
    {
      name: 'cannot send',
      facts: [
        workload('bot', 'agent', { untrustedInput: true }),
        identity('id', 'agent'),
        edge('runs-as', 'bot', 'id'),
        resource('feed'),
        resource('mail'),
        grant('id', 'read', 'feed'),
      ],
    },
    {
      name: 'cannot read',
      facts: [
        workload('bot', 'agent', { untrustedInput: true }),
        identity('id', 'agent'),
        edge('runs-as', 'bot', 'id'),
        resource('feed'),
        resource('mail'),
        grant('id', 'send', 'mail'),
      ],
    },
  ],
};
