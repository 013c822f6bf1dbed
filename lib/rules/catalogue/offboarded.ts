import type { Rule } from '../rule.ts';

export const offboarded: Rule = {
  id: 'offboarded',
  on: 'credential',
  cause: 'offboarding',
  title: 'Outlives its identity',
  says: 'All that it speaks for is disabled or gone, and the credential itself is still active.',
  todo: 'Revoke it: what comes back to life with the identity must not include it.',
  standards: ['owasp-nhi-2025/NHI1:2025'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record', 'authenticates'],
  all: ['usable', 'offboarded'],
};
