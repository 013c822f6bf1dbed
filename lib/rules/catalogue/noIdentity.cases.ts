import { credential, edge, identity, type RuleCases, sighting } from '../caseFacts.ts';

export const noIdentityCases: RuleCases = {
  finds: [{ name: 'no identity', facts: [credential('k')], finds: ['k'] }],
  findsNothing: [
    { name: 'an identity', facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    { name: 'acts as a role', facts: [credential('k'), edge('acts-as', 'k', 'deployer')] },
    { name: 'seen by a scanner only', facts: [sighting('k')] },
  ],
};
