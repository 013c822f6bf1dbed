import { credential, daysBefore, type RuleCases } from '../caseFacts.ts';

export const vaultedNeverRotatedCases: RuleCases = {
  finds: [{ name: 'a year old, in a vault', facts: [credential('k', { created: daysBefore(365), storage: 'vault' })], finds: ['k'] }],
  findsNothing: [
    { name: 'rotated after it came there', facts: [credential('k', { created: daysBefore(365), rotated: daysBefore(30), storage: 'vault' })] },
    { name: 'in a configuration', facts: [credential('k', { created: daysBefore(365), storage: 'config' })] },
  ],
};
