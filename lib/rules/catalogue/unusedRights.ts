import { actionClasses } from '../../model/facts.ts';
import { classWeight } from '../../model/weights.ts';
import type { Rule } from '../rule.ts';

export const unusedRights: Rule = {
  id: 'unused-rights',
  on: 'credential',
  cause: 'scope',
  title: 'May do what it never does',
  says: 'It is allowed to change, send, run, read secrets or delegate, and in 90 days of logs never did.',
  todo: 'Take away the classes of action that it does not use.',
  standards: ['owasp-nhi-2025/NHI5:2025', 'nist-csf-2.0/PR.AA-05'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['use', 'authenticates'],
  all: ['usable', 'in-estate'],
  when: ({ unusedClasses }) => actionClasses.some((name, at) => classWeight[name] >= classWeight.write && ((unusedClasses >> at) & 1) === 1),
};
