import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const noOwnerCases: RuleCases = {
  finds: [{ name: "a service's key", facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')], finds: ['k'] }],
  findsNothing: [
    { name: 'its own owner', facts: [credential('k', { owner: 'ann@example.com' }), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    { name: 'an owner of its identity', facts: [credential('k'), identity('svc', 'service', { owner: 'ann@example.com' }), edge('authenticates', 'k', 'svc')] },
    { name: "a person's own", facts: [credential('k'), identity('ann', 'human'), edge('authenticates', 'k', 'ann')] },
    { name: 'no record describes it: that says it', facts: [edge('authenticates', 'k', 'svc')] },
  ],
};
