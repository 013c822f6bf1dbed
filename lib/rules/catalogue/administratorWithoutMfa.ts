import type { Rule } from '../rule.ts';

export const administratorWithoutMfa: Rule = {
  id: 'administrator-without-mfa',
  on: 'identity',
  cause: 'second factor',
  title: 'An administrator without a second factor',
  says: 'A person who administers, or comes to, signs in without a second factor.',
  todo: 'Ask for a second factor that cannot be phished.',
  standards: ['cis-controls-8.1/6.5'],
  closedBy: 'bind',
  scenario: 'leak',
  evidence: ['record', 'authenticated-by'],
  all: ['usable', 'human', 'without-mfa', 'reaches-administrator'],
};
