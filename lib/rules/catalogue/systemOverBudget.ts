import type { Rule } from '../rule.ts';

export const systemOverBudget: Rule = {
  id: 'system-over-budget',
  on: 'system',
  cause: 'budget',
  title: 'A system over its blast budget',
  says: 'Its credentials, what uses them taken over, do more than was approved: in band, in classes of action, or in crown jewels.',
  todo: 'Take away what they were not approved for, or have a greater budget approved for the system.',
  standards: ['owasp-nhi-2025/NHI5:2025', 'owasp-agentic-2026/ASI08', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'takeover',
  evidence: ['coverage'],
  all: ['over-budget'],
};
