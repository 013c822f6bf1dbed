import type { Rule } from '../rule.ts';

export const localAccount: Rule = {
  id: 'local-account',
  on: 'identity',
  cause: 'directory',
  title: 'A local account',
  says: 'A person signs in with a credential of the system itself, and the directory does not know them: who leaves keeps it.',
  todo: 'Let them sign in by the directory, and delete the local account.',
  standards: ['cis-controls-8.1/5.6', 'cis-controls-8.1/6.7'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record', 'authenticated-by'],
  all: ['usable', 'local'],
};
