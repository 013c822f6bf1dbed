import type { Rule } from '../rule.ts';

export const dormant: Rule = {
  id: 'dormant',
  on: 'credential',
  cause: 'use',
  title: 'Not used for 45 days',
  says: 'It can be used, and nobody has for more than 45 days.',
  todo: 'Disable it; delete it when nobody has missed it.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/5.3'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record', 'use'],
  all: ['usable', 'in-estate', 'idle'],
};
