import { credential, daysBefore, type RuleCases, sighting } from '../caseFacts.ts';

export const seenInsideCases: RuleCases = {
  finds: [
    {
      name: 'in a repository',
      facts: [credential('k'), sighting('k', { audience: 'organisation', where: 'moltbook/platform config/settings.py' })],
      finds: ['k'],
    },
  ],
  findsNothing: [
    { name: 'in public: that is leaked', facts: [credential('k'), sighting('k', { audience: 'public' })] },
    { name: 'expired', facts: [credential('k', { expires: daysBefore(1) }), sighting('k')] },
  ],
};
