import type { Rule } from '../rule.ts';

export const noRevocation: Rule = {
  id: 'no-revocation',
  on: 'credential',
  cause: 'revocation',
  title: 'No known way to end it',
  says: 'Nobody knows how to take it back once it has leaked.',
  todo: 'Find out how to revoke it and write it down; replace it by one that can be revoked if there is no way.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/6.2', 'owasp-agentic-2026/ASI10'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'no-revocation'],
};
