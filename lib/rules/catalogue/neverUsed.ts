import type { Rule } from '../rule.ts';

export const neverUsed: Rule = {
  id: 'never-used',
  on: 'credential',
  cause: 'use',
  title: 'Never used',
  says: 'It has been there for more than 45 days, its system is logged, and it is in no log.',
  todo: 'Disable it; delete it when nobody has missed it.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/5.3'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record', 'coverage'],
  all: ['usable', 'in-estate', 'never-used'],
};
