import { coverage, credential, daysBefore, type RuleCases } from '../caseFacts.ts';

export const staleDataCases: RuleCases = {
  finds: [{ name: 'two weeks old', facts: [credential('app:k'), coverage('app', ['inventory of keys'], { to: daysBefore(14) })], finds: ['app'] }],
  findsNothing: [
    { name: 'a week old', facts: [credential('app:k'), coverage('app', ['inventory of keys'], { to: daysBefore(7) })] },
    { name: 'nothing is said of its coverage', facts: [credential('app:k')] },
  ],
};
