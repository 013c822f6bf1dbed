import type { Rule } from '../rule.ts';

export const escalates: Rule = {
  id: 'escalates',
  on: 'identity',
  cause: 'escalation',
  title: 'Can give itself more',
  says: 'By a technique it can mint credentials, change a trust or a policy, or run code as another: what it may do is not the end of what it can.',
  todo: 'Take away the one right that the technique needs; its evidence names it.',
  standards: ['owasp-nhi-2025/NHI5:2025', 'owasp-agentic-2026/ASI03', 'owasp-agentic-2026/ASI10', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['escalates'],
  all: ['usable', 'escalates'],
  none: ['administers'],
};
