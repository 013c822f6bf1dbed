import type { Rule } from '../rule.ts';

export const unapprovedSystem: Rule = {
  id: 'unapproved-system',
  on: 'system',
  cause: 'approval',
  title: 'A system whose way to authenticate nobody approved',
  says: 'Services sign in with static credentials, or in a weaker way than was approved, and no decision that stands allows it.',
  todo: 'Move it to attested identities; or write down why not, until when and within which budget, and have a manager approve it.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'nist-csf-2.0/PR.AA-05', 'cis-controls-8.1/6.8'],
  closedBy: 'workload-identity',
  scenario: 'leak',
  evidence: ['coverage'],
  all: ['unapproved'],
};
