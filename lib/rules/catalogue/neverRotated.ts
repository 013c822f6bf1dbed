import type { Rule } from '../rule.ts';

export const neverRotated: Rule = {
  id: 'never-rotated',
  on: 'credential',
  cause: 'lifetime',
  title: 'Never rotated',
  says: 'It is older than 90 days and its value was never changed.',
  todo: 'Rotate it now and then on a schedule, the old value disabled each time.',
  standards: ['owasp-nhi-2025/NHI7:2025'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'static', 'never-rotated'],
  none: ['vaulted'],
};
