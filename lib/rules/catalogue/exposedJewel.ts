import { limits } from '../limits.ts';
import type { Rule } from '../rule.ts';

export const exposedJewel: Rule = {
  id: 'exposed-jewel',
  on: 'resource',
  cause: 'exposure',
  title: 'A crown jewel that many reach',
  says: 'More than ten credentials would each open it if they leaked.',
  todo: 'Take it out of the reach of those that do not need it.',
  standards: ['cis-controls-8.1/3.3', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['granted-on'],
  all: ['jewel'],
  when: ({ exposure }) => exposure > limits.exposure,
};
