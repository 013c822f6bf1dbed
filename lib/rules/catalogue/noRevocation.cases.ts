import { credential, type RuleCases } from '../caseFacts.ts';

export const noRevocationCases: RuleCases = {
  finds: [{ name: 'none known', facts: [credential('k', { revocation: 'none-known' })], finds: ['k'] }],
  findsNothing: [
    { name: 'an administrator can', facts: [credential('k', { revocation: 'admin' })] },
    { name: 'nothing is said of it', facts: [credential('k')] },
  ],
};
