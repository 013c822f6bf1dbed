import { credential, daysBefore, type RuleCases } from '../caseFacts.ts';

export const rotationOverdueCases: RuleCases = {
  finds: [{ name: 'rotated half a year ago', facts: [credential('k', { created: daysBefore(365), rotated: daysBefore(180) })], finds: ['k'] }],
  findsNothing: [
    { name: 'rotated ninety days ago', facts: [credential('k', { created: daysBefore(365), rotated: daysBefore(90) })] },
    { name: 'never rotated: a finding of its own', facts: [credential('k', { created: daysBefore(365) })] },
  ],
};
