import { credential, daysBefore, edge, grant, identity, type RuleCases, resource, usage } from '../caseFacts.ts';

export const unusedRightsCases: RuleCases = {
  finds: [
    {
      name: 'reads, and may delete',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders'),
        grant('svc', 'read', 'orders'),
        grant('svc', 'delete', 'orders'),
        usage('k', daysBefore(3), { class: 'read', resource: 'orders' }),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'does all it may',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders'),
        grant('svc', 'delete', 'orders'),
        usage('k', daysBefore(3), { class: 'delete', resource: 'orders' }),
      ],
    },
    {
      name: 'may also list',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders'),
        grant('svc', 'read', 'orders'),
        grant('svc', 'list', 'orders'),
        usage('k', daysBefore(3), { class: 'read', resource: 'orders' }),
      ],
    },
    {
      name: 'not in the logs',
      facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc'), resource('orders'), grant('svc', 'delete', 'orders')],
    },
    {
      name: 'a log that does not say what was done',
      facts: [
        credential('k'),
        identity('svc', 'service'),
        edge('authenticates', 'k', 'svc'),
        resource('orders'),
        grant('svc', 'delete', 'orders'),
        usage('k', daysBefore(3)),
      ],
    },
  ],
};
