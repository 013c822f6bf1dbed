import type { Rule } from '../rule.ts';

export const severalStores: Rule = {
  id: 'several-stores',
  on: 'credential',
  cause: 'copies',
  title: 'One value in several stores',
  says: 'The same value lies in more than one store: who may read any of them has it, and rotating it means finding all.',
  todo: 'Keep it in one store and let the others read from there; better, give each its own.',
  standards: ['owasp-nhi-2025/NHI9:2025'],
  closedBy: 'vault',
  scenario: 'leak',
  evidence: ['held-by'],
  all: ['usable', 'in-several-stores'],
};
