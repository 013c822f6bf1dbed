import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const administratorWithoutMfaCases: RuleCases = {
  finds: [
    { name: 'known to have none', facts: [identity('ann', 'human', { administers: 'acme', attrs: { mfa: false } })], finds: ['ann'] },
    {
      name: 'by the record of the password',
      facts: [
        identity('ann', 'human', { administers: 'acme' }),
        credential('password', { issuance: 'interactive', attrs: { mfa: false } }),
        edge('authenticates', 'password', 'ann'),
      ],
      finds: ['ann'],
    },
  ],
  findsNothing: [
    { name: 'with one', facts: [identity('ann', 'human', { administers: 'acme', attrs: { mfa: true } })] },
    { name: 'nothing was imported', facts: [identity('ann', 'human', { administers: 'acme' })] },
    { name: 'no administrator', facts: [identity('ann', 'human', { attrs: { mfa: false } })] },
  ],
};
