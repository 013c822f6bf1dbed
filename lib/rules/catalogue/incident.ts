import { bands } from '../../model/weights.ts';
import type { Rule } from '../rule.ts';

export const incident: Rule = {
  id: 'incident',
  on: 'credential',
  cause: 'exposure',
  title: 'Leaked and far-reaching',
  says: 'Its value is where anyone can get at it, and who has it can do high or critical harm.',
  todo: 'Revoke it now and look through its logs: this is an incident, not an event.',
  standards: ['owasp-nhi-2025/NHI2:2025', 'cis-controls-8.1/17.9'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['sighting', 'held-by', 'record'],
  all: ['usable', 'leaked'],
  when: ({ band }) => band >= bands.indexOf('high'),
};
