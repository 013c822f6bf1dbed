import type { Rule } from '../rule.ts';

export const cloudKeyInPipeline: Rule = {
  id: 'cloud-key-in-pipeline',
  on: 'credential',
  cause: 'pipeline',
  title: 'A static cloud key in a pipeline',
  says: 'A store of a build system holds a static key of a cloud account.',
  todo: 'Let the pipeline sign in with its own token, for the one repository and branch, and revoke the key.',
  standards: ['owasp-nhi-2025/NHI6:2025'],
  closedBy: 'workload-identity',
  scenario: 'leak',
  evidence: ['held-by', 'record'],
  all: ['usable', 'cloud-key-in-pipeline'],
};
