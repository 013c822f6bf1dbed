import type { Rule } from '../rule.ts';

export const unapprovedAgent: Rule = {
  id: 'unapproved-agent',
  on: 'identity',
  cause: 'approval',
  title: 'An agent whose way to authenticate nobody approved',
  says: 'It signs in with a static credential, or in a weaker way than was approved, and no decision that stands allows it.',
  todo: 'Give it an attested identity; or write down why not, until when and within which budget, and have a manager approve it.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'owasp-agentic-2026/ASI03', 'nist-csf-2.0/PR.AA-05', 'cis-controls-8.1/6.8'],
  closedBy: 'workload-identity',
  scenario: 'takeover',
  evidence: ['record', 'authenticated-by'],
  all: ['usable', 'unapproved'],
};
