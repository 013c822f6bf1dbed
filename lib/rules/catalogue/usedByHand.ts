import type { Rule } from '../rule.ts';

export const usedByHand: Rule = {
  id: 'used-by-hand',
  on: 'credential',
  cause: 'users',
  title: 'Used by a person',
  says: 'A service signs in with it, and a browser or a tool for people has used it: who acted is hidden, and what is asked of people was not asked.',
  todo: 'Give the person an account of their own, and rotate this.',
  standards: ['owasp-nhi-2025/NHI10:2025'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['use'],
  all: ['usable', 'machine', 'used-by-hand'],
};
