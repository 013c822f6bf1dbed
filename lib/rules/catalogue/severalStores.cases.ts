import { credential, daysBefore, edge, type RuleCases } from '../caseFacts.ts';

export const severalStoresCases: RuleCases = {
  finds: [{ name: 'in two', facts: [credential('k'), edge('holds', 'one', 'k'), edge('holds', 'two', 'k')], finds: ['k'] }],
  findsNothing: [
    { name: 'in one, said twice', facts: [credential('k'), edge('holds', 'one', 'k'), edge('holds', 'one', 'k', { renews: true })] },
    { name: 'no longer in the other', facts: [credential('k'), edge('holds', 'one', 'k'), edge('holds', 'two', 'k', { until: daysBefore(1) })] },
  ],
};
