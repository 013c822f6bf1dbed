import type { Rule } from '../rule.ts';

export const renewsItself: Rule = {
  id: 'renews-itself',
  on: 'credential',
  cause: 'renewal',
  title: 'Rotation does not end it',
  says: 'Whoever has it can read the store that always holds its newest value: rotating it hands the thief the next one.',
  todo: 'Take reading that store away from what the credential reaches; then rotate it.',
  standards: ['owasp-nhi-2025/NHI7:2025'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['held-by', 'authenticates'],
  all: ['usable', 'renews-itself'],
};
