import type { Rule } from '../rule.ts';

export const noIdentity: Rule = {
  id: 'no-identity',
  on: 'credential',
  cause: 'identity',
  title: 'Speaks for nobody known',
  says: 'It works, and nothing says as whom: what it opens cannot be seen.',
  todo: 'Import what says as whom it signs in; revoke it if nobody knows.',
  standards: ['nist-csf-2.0/PR.AA-02'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'described'],
  none: ['identified'],
};
