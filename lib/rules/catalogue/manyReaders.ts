import type { Rule } from '../rule.ts';

export const manyReaders: Rule = {
  id: 'many-readers',
  on: 'resource',
  cause: 'readers',
  title: 'A store that many read',
  says: 'More than ten may read the credentials in it.',
  todo: 'Take reading away from those who do not need it; give what they need a store of its own.',
  standards: ['owasp-nhi-2025/NHI2:2025', 'cis-controls-8.1/3.3'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['read-by', 'holds'],
  all: ['holds', 'many-readers'],
};
