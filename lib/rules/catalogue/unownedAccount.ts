import type { Rule } from '../rule.ts';

export const unownedAccount: Rule = {
  id: 'unowned-account',
  on: 'identity',
  cause: 'owner',
  title: 'An account that nobody owns',
  says: 'It is a service or an agent without an owner and without a credential that is known.',
  todo: 'Find who uses it and write down the owner; disable it if there is none.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/5.1', 'cis-controls-8.1/5.5', 'owasp-agentic-2026/ASI10'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'described', 'machine'],
  none: ['owned', 'has-credential', 'vendor'],
};
