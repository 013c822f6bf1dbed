import { credential, type RuleCases } from '../caseFacts.ts';

export const weakClaimsCases: RuleCases = {
  finds: [
    {
      name: 'a wildcard for a subject',
      facts: [credential('k', { issuance: 'attested', ttl: 3600, attrs: { subject: 'repo:acme/*', audience: 'sts.amazonaws.com' } })],
      finds: ['k'],
    },
    { name: 'no audience', facts: [credential('k', { issuance: 'attested', ttl: 3600, attrs: { subject: 'repo:acme/app', audience: '' } })], finds: ['k'] },
    {
      name: 'one selector for a whole namespace',
      facts: [credential('k', { issuance: 'attested', ttl: 3600, attrs: { selectors: ['k8s:ns:prod'] } })],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'one subject, one audience',
      facts: [credential('k', { issuance: 'attested', ttl: 3600, attrs: { subject: 'repo:acme/app', audience: 'sts.amazonaws.com' } })],
    },
    { name: 'nothing is said of its claims', facts: [credential('k', { issuance: 'attested', ttl: 3600 })] },
    { name: 'static', facts: [credential('k', { attrs: { subject: '*' } })] },
  ],
};
