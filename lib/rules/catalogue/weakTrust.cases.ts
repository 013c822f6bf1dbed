import { daysBefore, edge, identity, type RuleCases } from '../caseFacts.ts';

export const weakTrustCases: RuleCases = {
  finds: [
    {
      name: 'all repositories of an owner',
      facts: [identity('deployer', 'role'), identity('github:acme#workflows', 'service'), edge('acts-as', 'github:acme#workflows', 'deployer')],
      finds: ['deployer'],
    },
    {
      name: 'a wildcard for a subject',
      facts: [identity('deployer', 'role'), identity('oidc:issuer.example/system:*', 'service'), edge('acts-as', 'oidc:issuer.example/system:*', 'deployer')],
      finds: ['deployer'],
    },
    {
      name: 'no audience is asked for',
      facts: [identity('deployer', 'role'), identity('ci', 'service'), edge('acts-as', 'ci', 'deployer', { evidence: { claims: { sub: 'repo:acme/app' } } })],
      finds: ['deployer'],
    },
    { name: 'anyone', facts: [identity('deployer', 'role'), identity('anyone', 'anonymous'), edge('acts-as', 'anyone', 'deployer')], finds: ['deployer'] },
  ],
  findsNothing: [
    {
      name: 'one repository',
      facts: [identity('deployer', 'role'), identity('github:acme/app#workflows', 'service'), edge('acts-as', 'github:acme/app#workflows', 'deployer')],
    },
    {
      name: 'a subject and an audience',
      facts: [
        identity('deployer', 'role'),
        identity('ci', 'service'),
        edge('acts-as', 'ci', 'deployer', { evidence: { claims: { sub: 'repo:acme/app', aud: 'sts' } } }),
      ],
    },
    {
      name: 'no longer',
      facts: [identity('deployer', 'role'), identity('anyone', 'anonymous'), edge('acts-as', 'anyone', 'deployer', { until: daysBefore(1) })],
    },
  ],
};
