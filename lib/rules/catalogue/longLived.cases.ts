import { credential, daysBefore, type RuleCases } from '../caseFacts.ts';

export const longLivedCases: RuleCases = {
  finds: [
    { name: 'without an expiry', facts: [credential('k')], finds: ['k'] },
    { name: 'until after next year', facts: [credential('k', { expires: '2028-01-01T00:00:00.000Z' })], finds: ['k'] },
  ],
  findsNothing: [
    { name: 'until next month', facts: [credential('k', { expires: '2026-12-01T00:00:00.000Z' })] },
    { name: 'renewed every hour', facts: [credential('k', { ttl: 3600 })] },
    { name: 'never rotated: that says it', facts: [credential('k', { created: daysBefore(365) })] },
    { name: 'attested', facts: [credential('k', { issuance: 'attested' })] },
  ],
};
