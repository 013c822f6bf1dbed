import type { Rule } from '../rule.ts';

export const weakClaims: Rule = {
  id: 'weak-claims',
  on: 'credential',
  cause: 'attestation',
  title: 'Weak attestation',
  says: 'What proves the workload fits many others: a wildcard in the subject, no audience, or a single broad selector.',
  todo: 'Ask for the one subject, the one audience, and selectors that only this workload has.',
  standards: ['nist-csf-2.0/PR.AA-04', 'owasp-nhi-2025/NHI6:2025'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'attested', 'weak-claims'],
};
