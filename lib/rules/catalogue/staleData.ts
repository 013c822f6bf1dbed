import type { Rule } from '../rule.ts';

export const staleData: Rule = {
  id: 'stale-data',
  on: 'system',
  cause: 'freshness',
  title: 'Its data are old',
  says: 'The newest that was imported of this system is more than eight days old.',
  todo: 'Import it again, on a schedule.',
  standards: ['nist-sp-800-207/T5'],
  scenario: 'leak',
  evidence: ['coverage'],
  all: ['stale'],
};
