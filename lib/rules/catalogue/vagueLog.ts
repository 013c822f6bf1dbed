import type { Rule } from '../rule.ts';

export const vagueLog: Rule = {
  id: 'vague-log',
  on: 'system',
  cause: 'log detail',
  title: 'A log that does not say where from',
  says: 'Some of its records of use name neither a workload nor a network nor an address.',
  todo: 'Have the log say where each call came from.',
  standards: ['cis-controls-8.1/8.5'],
  scenario: 'leak',
  evidence: ['coverage'],
  all: ['vague'],
};
