import { credential, daysBefore, type RuleCases, sighting, usage } from '../caseFacts.ts';

export const unknownCases: RuleCases = {
  finds: [{ name: 'used', facts: [usage('k', daysBefore(2))], finds: ['k'] }],
  findsNothing: [
    { name: 'in the inventory', facts: [credential('k'), usage('k', daysBefore(2))] },
    { name: 'only seen by a scanner', facts: [sighting('k')] },
  ],
};
