import type { Rule } from '../rule.ts';

export const weakTrust: Rule = {
  id: 'weak-trust',
  on: 'identity',
  cause: 'trust',
  title: 'Trusts more than it means to',
  says: 'Whoever fits a wildcard, or anyone at all, can come to act as it: the trust does not say which subject, or for whom the token was made.',
  todo: 'Name the one subject and the one audience in the trust.',
  standards: ['owasp-nhi-2025/NHI6:2025', 'nist-csf-2.0/PR.AA-04'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['acted-as-by'],
  all: ['usable', 'weak-trust'],
};
