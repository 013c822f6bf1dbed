import type { Rule } from '../rule.ts';

export const ownerGone: Rule = {
  id: 'owner-gone',
  on: 'credential',
  cause: 'owner',
  title: 'Its owner is gone',
  says: 'It still works, and the identity of its owner is disabled or gone.',
  todo: 'Hand it to somebody, or revoke it.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/5.1'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'owner-gone'],
};
