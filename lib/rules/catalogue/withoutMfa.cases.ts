import { identity, type RuleCases } from '../caseFacts.ts';

export const withoutMfaCases: RuleCases = {
  finds: [{ name: 'known to have none', facts: [identity('ann', 'human', { attrs: { mfa: false } })], finds: ['ann'] }],
  findsNothing: [
    { name: 'with one', facts: [identity('ann', 'human', { attrs: { mfa: true } })] },
    { name: 'an administrator: a finding of its own', facts: [identity('ann', 'human', { administers: 'acme', attrs: { mfa: false } })] },
    { name: 'disabled', facts: [identity('ann', 'human', { status: 'disabled', attrs: { mfa: false } })] },
  ],
};
