import type { Rule } from '../rule.ts';

export const longLived: Rule = {
  id: 'long-lived',
  on: 'credential',
  cause: 'lifetime',
  title: 'Long-lived',
  says: 'Nothing ends it, or only after more than a year: whoever has it has it for as long as nobody notices.',
  todo: 'Give it an expiry, or replace it by an identity that is issued for an hour at a time.',
  standards: ['owasp-nhi-2025/NHI7:2025', 'nist-sp-800-207/T3', 'nist-sp-800-207/T6'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'static', 'lasts'],
  none: ['never-rotated', 'overdue'],
};
