import { bands } from '../../model/weights.ts';
import type { Rule } from '../rule.ts';

export const bearerWithoutCondition: Rule = {
  id: 'bearer-without-condition',
  on: 'credential',
  cause: 'method',
  title: 'Far-reaching, and asked nothing',
  says: 'It does high or critical harm, and whoever has it can use it from anywhere.',
  todo: 'Bind it to where it is used from, or to a key that cannot leave its workload.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'nist-csf-2.0/PR.AA-02', 'nist-sp-800-207/T4'],
  closedBy: 'bind',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'static', 'bearer'],
  none: ['agent', 'has-attested-twin'],
  when: ({ band }) => band >= bands.indexOf('high'),
};
