import type { Rule } from '../rule.ts';

export const unknown: Rule = {
  id: 'unknown',
  on: 'credential',
  cause: 'inventory',
  title: 'In the logs, in no inventory',
  says: 'It was used, and no inventory knows of it.',
  todo: 'Find out whose it is; revoke it if nobody answers.',
  standards: ['owasp-agentic-2026/ASI10', 'nist-csf-2.0/PR.AA-01', 'cis-controls-8.1/8.11'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['use'],
  all: ['usable', 'used'],
  none: ['in-estate'],
};
