import type { Rule } from '../rule.ts';

export const vaultedNeverRotated: Rule = {
  id: 'vaulted-never-rotated',
  on: 'credential',
  cause: 'lifetime',
  title: 'In a vault, and never rotated',
  says: 'A vault keeps it, but its value is older than 90 days and was never changed: copies from before the vault still work.',
  todo: 'Rotate it, so that only the vault has the value.',
  standards: ['owasp-nhi-2025/NHI7:2025'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['record', 'held-by'],
  all: ['usable', 'in-estate', 'static', 'never-rotated', 'vaulted'],
};
