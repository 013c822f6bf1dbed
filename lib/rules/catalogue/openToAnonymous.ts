import type { Rule } from '../rule.ts';

export const openToAnonymous: Rule = {
  id: 'open-to-anonymous',
  on: 'resource',
  cause: 'anonymous',
  title: 'Open to anyone',
  says: 'Anyone, without signing in, can read what is sensitive or a store there, or change something.',
  todo: 'Ask who they are before they get in; what was open is to be taken as read.',
  standards: ['nist-csf-2.0/PR.AA-03', 'cis-controls-8.1/3.3', 'owasp-nhi-2025/NHI4:2025'],
  closedBy: 'check-identity',
  scenario: 'leak',
  evidence: ['granted-on', 'read-by', 'holds'],
  all: ['open-to-anonymous'],
};
