import type { Rule } from '../rule.ts';

export const plaintext: Rule = {
  id: 'plaintext',
  on: 'credential',
  cause: 'exposure',
  title: 'Kept in plain text',
  says: 'It is kept in plain text or in a configuration, where whoever reads the file has it.',
  todo: 'Move it to a vault, then rotate it: copies and history keep the old value.',
  standards: ['owasp-nhi-2025/NHI2:2025'],
  closedBy: 'vault',
  scenario: 'leak',
  evidence: ['record', 'held-by'],
  all: ['usable', 'in-estate', 'readable'],
  none: ['sighted', 'leaked'],
};
