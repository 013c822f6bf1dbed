import { bands } from '../../model/weights.ts';
import type { Rule } from '../rule.ts';

export const thirdParty: Rule = {
  id: 'third-party',
  on: 'credential',
  cause: 'party',
  title: 'In the hands of a third party',
  says: 'A vendor has it, and it opens more than a little: their compromise is ours.',
  todo: 'Let it do only what the vendor needs, have it expire, and know how to end it.',
  standards: ['owasp-nhi-2025/NHI3:2025', 'owasp-agentic-2026/ASI04'],
  closedBy: 'scope-down',
  scenario: 'leak',
  evidence: ['record'],
  all: ['usable', 'in-estate', 'vendor'],
  when: ({ band }) => band >= bands.indexOf('low'),
};
