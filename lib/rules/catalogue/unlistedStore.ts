import type { Rule } from '../rule.ts';

export const unlistedStore: Rule = {
  id: 'unlisted-store',
  on: 'resource',
  cause: 'inventory',
  title: 'A store that no inventory lists',
  says: 'Somebody may read credentials in it, and no inventory says that it is there.',
  todo: 'Import the inventory of the system that it belongs to.',
  standards: ['cis-controls-8.1/6.6'],
  scenario: 'leak',
  evidence: ['read-by', 'holds'],
  all: ['read-by-somebody'],
  none: ['described'],
};
