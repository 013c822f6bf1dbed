import type { Rule } from '../rule.ts';

export const usedBySeveral: Rule = {
  id: 'used-by-several',
  on: 'credential',
  cause: 'sharing',
  title: 'Used by several workloads',
  says: 'Two workloads or more use it: one compromise is all of theirs, and no log tells them apart.',
  todo: 'Give each workload an identity of its own.',
  standards: ['owasp-nhi-2025/NHI9:2025', 'owasp-agentic-2026/ASI03'],
  closedBy: 'workload-identity',
  scenario: 'takeover',
  evidence: ['used-by', 'use'],
  all: ['usable', 'in-estate', 'shared'],
  none: ['human'],
};
