import type { Rule } from '../rule.ts';

export const agentExecutes: Rule = {
  id: 'agent-executes',
  on: 'workload',
  cause: 'execution',
  title: 'An agent that runs code',
  says: 'Whatever an agent is led to write can come to run somewhere.',
  todo: 'Let it run code only where nothing else is at hand.',
  standards: ['owasp-agentic-2026/ASI05'],
  closedBy: 'scope-down',
  scenario: 'takeover',
  evidence: ['runs-as', 'uses'],
  all: ['usable', 'agent', 'reaches-execute'],
};
