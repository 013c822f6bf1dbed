import { credential, edge, identity, type RuleCases, sighting } from '../caseFacts.ts';

const secondFactor = { certainty: 'possible', condition: { kind: 'mfa', text: 'the second factor' } } as const;

export const noIdentityCases: RuleCases = {
  finds: [{ name: 'no identity', facts: [credential('k')], finds: ['k'] }],
  findsNothing: [
    { name: 'an identity', facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    { name: 'an identity, with a second factor', facts: [credential('k'), identity('ann', 'human'), edge('authenticates', 'k', 'ann', secondFactor)] },
    { name: 'acts as a role', facts: [credential('k'), edge('acts-as', 'k', 'deployer')] },
    { name: 'seen by a scanner only', facts: [sighting('k')] },
  ],
};
