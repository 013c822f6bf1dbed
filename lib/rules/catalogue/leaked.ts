import { bands } from '../../model/weights.ts';
import type { Rule } from '../rule.ts';

export const leaked: Rule = {
  id: 'leaked',
  on: 'credential',
  cause: 'exposure',
  title: 'Leaked',
  says: 'Its value was seen in public, or lies in a store that anyone can read.',
  todo: 'Rotate it, disable the old value, and take it out of where it was seen.',
  standards: ['owasp-nhi-2025/NHI2:2025'],
  closedBy: 'rotate',
  scenario: 'leak',
  evidence: ['sighting', 'held-by', 'record'],
  all: ['usable', 'leaked'],
  when: ({ band }) => band < bands.indexOf('high'),
};
