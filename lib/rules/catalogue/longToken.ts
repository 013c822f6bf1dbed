import type { Rule } from '../rule.ts';

export const longToken: Rule = {
  id: 'long-token',
  on: 'credential',
  cause: 'lifetime',
  title: 'An attested token that lasts',
  says: 'It is issued to a proven workload, but for more than a day: a thief has it for as long.',
  todo: 'Issue it for an hour or less.',
  standards: ['nist-csf-2.0/PR.AA-04', 'nist-sp-800-207/T3'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'attested', 'long-token'],
};
