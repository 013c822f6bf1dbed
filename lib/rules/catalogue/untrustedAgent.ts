import type { Rule } from '../rule.ts';

export const untrustedAgent: Rule = {
  id: 'untrusted-agent',
  on: 'workload',
  cause: 'untrusted input',
  title: 'Takes orders from anyone, reads and sends',
  says: 'What strangers write gets into it, it can read, and it can send: a planted sentence can carry data out.',
  todo: 'Take one of the three away: the input, the reading, or the sending.',
  standards: ['owasp-agentic-2026/ASI02'],
  closedBy: 'scope-down',
  scenario: 'takeover',
  evidence: ['record', 'runs-as', 'uses'],
  all: ['usable', 'untrusted-input', 'reaches-read', 'reaches-send'],
};
