import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const undescribedCases: RuleCases = {
  finds: [{ name: 'an edge names it', facts: [edge('authenticates', 'k', 'svc')], finds: ['k'] }],
  findsNothing: [
    { name: 'described', facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    { name: 'only a store holds it', facts: [edge('holds', 'vault', 'k')] },
  ],
};
