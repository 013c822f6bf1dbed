import { bands } from '../../model/weights.ts';
import { limits } from '../limits.ts';
import type { Rule } from '../rule.ts';

export const largeShare: Rule = {
  id: 'large-share',
  on: 'credential',
  cause: 'share',
  title: 'Much of the estate behind one key',
  says: 'A tenth or more of all that can be done in the estate hangs on it.',
  todo: 'Split what it does between several identities.',
  standards: ['owasp-agentic-2026/ASI08', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['authenticates'],
  all: ['usable', 'in-estate'],
  when: ({ share, band }) => share >= limits.share && band >= bands.indexOf('medium'),
};
