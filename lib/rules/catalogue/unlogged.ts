import type { Rule } from '../rule.ts';

export const unlogged: Rule = {
  id: 'unlogged',
  on: 'system',
  cause: 'logs',
  title: 'No log was imported',
  says: 'Credentials of this system can be used, and no log says whether they are.',
  todo: 'Import its log, or have it written.',
  standards: ['cis-controls-8.1/8.2', 'cis-controls-8.1/8.12'],
  scenario: 'leak',
  evidence: ['coverage'],
  all: ['unlogged'],
};
