import type { Rule } from '../rule.ts';

export const ownGrants: Rule = {
  id: 'own-grants',
  on: 'identity',
  cause: 'roles',
  title: 'Rights of their own, outside roles',
  says: 'A person has rights that change things by themselves, in a system that gives rights to roles or groups.',
  todo: 'Give the right to a role, and the role to the person for as long as they need it.',
  standards: ['cis-controls-8.1/6.8'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['granted-to'],
  all: ['usable', 'own-grants'],
};
