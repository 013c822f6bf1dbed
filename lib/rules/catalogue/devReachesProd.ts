import type { Rule } from '../rule.ts';

export const devReachesProd: Rule = {
  id: 'dev-reaches-prod',
  on: 'credential',
  cause: 'environments',
  title: 'From outside production into it',
  says: 'It belongs to another environment and can do more than list in production.',
  todo: 'Give production an identity of its own, and take its rights from this one.',
  standards: ['owasp-nhi-2025/NHI8:2025'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['record', 'authenticates'],
  all: ['usable', 'outside-production', 'reaches-production'],
};
