import type { Rule } from '../rule.ts';

export const newNetwork: Rule = {
  id: 'new-network',
  on: 'credential',
  cause: 'networks',
  title: 'Used from a new network',
  says: 'In the last week it was used from a network that it had not been used from in the weeks before.',
  todo: 'Ask its owner; if they do not know the network, rotate it and look through what was done.',
  standards: ['cis-controls-8.1/8.11'],
  closedBy: 'bind',
  scenario: 'leak',
  evidence: ['use'],
  all: ['usable', 'in-estate', 'new-network'],
};
