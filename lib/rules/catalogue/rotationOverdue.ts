import type { Rule } from '../rule.ts';

export const rotationOverdue: Rule = {
  id: 'rotation-overdue',
  on: 'credential',
  cause: 'lifetime',
  title: 'Rotation overdue',
  says: 'Its value was last changed more than 90 days ago.',
  todo: 'Rotate it, and have it rotated on a schedule.',
  standards: ['owasp-nhi-2025/NHI7:2025'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'static', 'overdue'],
};
