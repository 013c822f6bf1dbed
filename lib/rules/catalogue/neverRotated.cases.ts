import { credential, daysBefore, type RuleCases } from '../caseFacts.ts';

export const neverRotatedCases: RuleCases = {
  finds: [
    { name: 'made a year ago', facts: [credential('k', { created: daysBefore(365) })], finds: ['k'] },
    { name: 'rotated on the day it was made', facts: [credential('k', { created: daysBefore(365), rotated: daysBefore(365) })], finds: ['k'] },
  ],
  findsNothing: [
    { name: 'made ninety days ago', facts: [credential('k', { created: daysBefore(90) })] },
    { name: 'rotated since', facts: [credential('k', { created: daysBefore(365), rotated: daysBefore(10) })] },
    { name: 'renewed by itself', facts: [credential('k', { created: daysBefore(365), ttl: 3600 })] },
    { name: 'in a vault: a finding of its own', facts: [credential('k', { created: daysBefore(365), storage: 'vault' })] },
  ],
};
