import type { Rule } from '../rule.ts';

export const withoutMfa: Rule = {
  id: 'without-mfa',
  on: 'identity',
  cause: 'second factor',
  title: 'A person without a second factor',
  says: 'A person signs in without a second factor.',
  todo: 'Ask for a second factor.',
  standards: ['cis-controls-8.1/6.3'],
  closedBy: 'bind',
  scenario: 'leak',
  evidence: ['record', 'authenticated-by'],
  all: ['usable', 'human', 'without-mfa'],
  none: ['reaches-administrator'],
};
