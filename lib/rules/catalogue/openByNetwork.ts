import type { Rule } from '../rule.ts';

export const openByNetwork: Rule = {
  id: 'open-by-network',
  on: 'resource',
  cause: 'network',
  title: 'Asks nobody who they are',
  says: 'Whoever is in the right place of the network can do more than list there, without an identity.',
  todo: 'Check the identity of every caller, wherever the call comes from.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'nist-csf-2.0/PR.AA-03', 'nist-sp-800-207/T2', 'nist-sp-800-207/T6', 'owasp-agentic-2026/ASI07'],
  closedBy: 'check-identity',
  scenario: 'takeover',
  evidence: ['granted-on'],
  all: ['open-by-network'],
};
