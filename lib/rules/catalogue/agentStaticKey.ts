import type { Rule } from '../rule.ts';

export const agentStaticKey: Rule = {
  id: 'agent-static-key',
  on: 'credential',
  cause: 'method',
  title: "A static key for an agent's identity",
  says: 'An agent signs in with a key that anyone who has it can use.',
  todo: 'Replace it by a short-lived identity that the agent is given once it has proved what it is.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'owasp-agentic-2026/ASI03', 'nist-csf-2.0/PR.AA-02', 'nist-csf-2.0/PR.AA-03', 'nist-sp-800-207/T3'],
  closedBy: 'workload-identity',
  scenario: 'takeover',
  evidence: ['record', 'authenticates'],
  all: ['usable', 'in-estate', 'static', 'bearer', 'agent'],
  none: ['has-attested-twin'],
};
