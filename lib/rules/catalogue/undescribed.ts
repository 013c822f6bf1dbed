import type { Rule } from '../rule.ts';

export const undescribed: Rule = {
  id: 'undescribed',
  on: 'credential',
  cause: 'inventory',
  title: 'Named, and nowhere described',
  says: 'Something uses or reads it, and no inventory says what it is, how old, or whose.',
  todo: 'Import the inventory of the system that issued it.',
  standards: ['nist-csf-2.0/PR.AA-01'],
  scenario: 'leak',
  evidence: ['authenticates', 'used-by', 'held-by'],
  all: ['usable', 'in-estate'],
  none: ['described'],
};
