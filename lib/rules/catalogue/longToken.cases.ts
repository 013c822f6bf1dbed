import { credential, type RuleCases } from '../caseFacts.ts';

export const longTokenCases: RuleCases = {
  finds: [
    { name: 'for a week', facts: [credential('k', { issuance: 'attested', ttl: 7 * 86_400 })], finds: ['k'] },
    { name: 'without an end', facts: [credential('k', { issuance: 'attested' })], finds: ['k'] },
  ],
  findsNothing: [
    { name: 'for an hour', facts: [credential('k', { issuance: 'attested', ttl: 3600 })] },
    { name: 'static', facts: [credential('k', { ttl: 7 * 86_400 })] },
  ],
};
