import type { Rule } from '../rule.ts';

export const severalIdentities: Rule = {
  id: 'several-identities',
  on: 'credential',
  cause: 'identities',
  title: 'One value for several identities',
  says: 'The same value signs in as more than one identity: none of them has a secret of its own.',
  todo: 'Give each identity a credential of its own, and disable this one.',
  standards: ['owasp-nhi-2025/NHI9:2025', 'cis-controls-8.1/5.2'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['authenticates'],
  all: ['usable', 'several-identities'],
};
