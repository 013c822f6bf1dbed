import { credential, daysBefore, type RuleCases, usage } from '../caseFacts.ts';

export const vagueLogCases: RuleCases = {
  finds: [{ name: 'a use from nowhere', facts: [credential('app:k'), usage('app:k', daysBefore(2))], finds: ['app'] }],
  findsNothing: [
    { name: 'a use with an address', facts: [credential('app:k'), usage('app:k', daysBefore(2), { workload: { address: '192.0.2.1' } })] },
    { name: 'long ago', facts: [credential('app:k'), usage('app:k', daysBefore(100))] },
  ],
};
