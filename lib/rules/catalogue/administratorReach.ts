import type { Rule } from '../rule.ts';

export const administratorReach: Rule = {
  id: 'administrator-reach',
  on: 'credential',
  cause: 'administration',
  title: 'Ordinary, and comes to administer',
  says: 'What it speaks for is no administrator, and yet it comes to be one: by a role, a technique, or another credential on the way.',
  todo: 'Cut the way at its first step; keep administration to accounts made for it.',
  standards: ['owasp-nhi-2025/NHI5:2025', 'cis-controls-8.1/5.4', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['authenticates'],
  all: ['usable', 'reaches-administrator'],
  none: ['administers'],
};
