import type { Rule } from '../rule.ts';

export const noOwner: Rule = {
  id: 'no-owner',
  on: 'credential',
  cause: 'owner',
  title: 'Nobody owns it',
  says: 'Neither it nor what it speaks for has an owner: nobody will miss it, and nobody will rotate it.',
  todo: 'Find who uses it and write down the owner; revoke it if there is none.',
  standards: ['owasp-nhi-2025/NHI1:2025', 'cis-controls-8.1/5.1', 'cis-controls-8.1/5.5', 'owasp-agentic-2026/ASI10', 'nist-csf-2.0/PR.AA-01'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record', 'authenticates'],
  all: ['usable', 'in-estate', 'described'],
  none: ['owned', 'owner-gone', 'human'],
};
