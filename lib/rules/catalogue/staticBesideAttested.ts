import type { Rule } from '../rule.ts';

export const staticBesideAttested: Rule = {
  id: 'static-beside-attested',
  on: 'credential',
  cause: 'method',
  title: 'A static key beside an attested identity',
  says: 'What it speaks for already has a short-lived, attested credential, and this key still works.',
  todo: 'Revoke it: the attested one is there.',
  standards: ['owasp-nhi-2025/NHI4:2025', 'nist-csf-2.0/PR.AA-02'],
  closedBy: 'revoke',
  scenario: 'leak',
  evidence: ['authenticates', 'record'],
  all: ['usable', 'static', 'machine', 'has-attested-twin'],
};
