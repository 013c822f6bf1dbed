import { credential, identity, type RuleCases } from '../caseFacts.ts';

export const ownerGoneCases: RuleCases = {
  finds: [
    { name: 'disabled', facts: [credential('k', { owner: 'ann@example.com' }), identity('ann@example.com', 'human', { status: 'disabled' })], finds: ['k'] },
    {
      name: 'gone, by an alias',
      facts: [
        credential('k', { owner: 'ann@example.com' }),
        identity('okta:00u1', 'human', { aliases: ['ann@example.com'] }),
        { fact: 'gone', key: 'okta:00u1' },
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    { name: 'still there', facts: [credential('k', { owner: 'ann@example.com' }), identity('ann@example.com', 'human')] },
    { name: 'a team that is no identity', facts: [credential('k', { owner: 'platform team' })] },
  ],
};
