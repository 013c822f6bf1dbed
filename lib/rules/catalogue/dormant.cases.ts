import { coverage, credential, daysBefore, type RuleCases, usage } from '../caseFacts.ts';

export const dormantCases: RuleCases = {
  finds: [{ name: 'last used two months ago', facts: [credential('k', { lastUsed: daysBefore(60) })], finds: ['k'] }],
  findsNothing: [
    { name: 'used 45 days ago', facts: [credential('k', { lastUsed: daysBefore(45) })] },
    { name: 'used since, as the logs say', facts: [credential('k', { lastUsed: daysBefore(60) }), usage('k', daysBefore(3))] },
    { name: 'never used: a finding of its own', facts: [credential('k', { created: daysBefore(60), system: 'app' }), coverage('app', ['request logs'])] },
  ],
};
