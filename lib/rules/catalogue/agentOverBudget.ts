import type { Rule } from '../rule.ts';

export const agentOverBudget: Rule = {
  id: 'agent-over-budget',
  on: 'identity',
  cause: 'budget',
  title: 'An agent over its blast budget',
  says: 'Taken over, it does more than was approved: in band, in classes of action, or in crown jewels.',
  todo: 'Take away what it was not approved for, or have a greater budget approved.',
  standards: ['owasp-nhi-2025/NHI5:2025', 'owasp-agentic-2026/ASI08', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'takeover',
  evidence: ['record', 'authenticated-by'],
  all: ['usable', 'over-budget'],
};
