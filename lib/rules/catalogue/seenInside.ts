import type { Rule } from '../rule.ts';

export const seenInside: Rule = {
  id: 'seen-inside',
  on: 'credential',
  cause: 'exposure',
  title: 'Seen inside',
  says: 'Its value lies in code, a log, a ticket or a chat inside the organisation.',
  todo: 'Move it to a vault, rotate it, and take it out of where it was seen, history included.',
  standards: ['owasp-nhi-2025/NHI2:2025'],
  closedBy: 'vault',
  scenario: 'leak',
  evidence: ['sighting'],
  all: ['usable', 'sighted'],
  none: ['leaked'],
};
