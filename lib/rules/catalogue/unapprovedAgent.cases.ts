import type { CaseDecision } from '../caseDecisions.ts';
import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

const bot = [identity('app:bot', 'agent'), edge('authenticates', 'app:k', 'app:bot')];
const staticKey = [credential('app:k'), ...bot];
const approves = (about: CaseDecision['about'], issuance: CaseDecision['issuance'], presentation: CaseDecision['presentation'] = 'bearer'): CaseDecision => ({
  about,
  issuance,
  presentation,
});

export const unapprovedAgentCases: RuleCases = {
  finds: [
    { name: 'a static key and no decision', facts: staticKey, finds: ['app:bot'] },
    { name: 'what was approved is an attested one', facts: staticKey, decisions: [approves({ agent: 'app:bot' }, 'attested')], finds: ['app:bot'] },
    {
      name: 'what was approved is bound to its network',
      facts: staticKey,
      decisions: [approves({ agent: 'app:bot' }, 'static', 'source-bound')],
      finds: ['app:bot'],
    },
    {
      name: 'its own decision stands before that of its system',
      facts: staticKey,
      decisions: [approves({ system: 'app' }, 'static'), approves({ agent: 'app:bot' }, 'attested')],
      finds: ['app:bot'],
    },
  ],
  findsNothing: [
    { name: 'an attested one needs no decision', facts: [credential('app:k', { issuance: 'attested', ttl: 3600 }), ...bot] },
    { name: 'approved', facts: staticKey, decisions: [approves({ agent: 'app:bot' }, 'static')] },
    { name: 'approved for its system', facts: staticKey, decisions: [approves({ system: 'app' }, 'static')] },
    {
      name: 'stronger than was approved',
      facts: [credential('app:k', { issuance: 'attested', ttl: 3600 }), ...bot],
      decisions: [approves({ agent: 'app:bot' }, 'static')],
    },
    { name: 'the key is disabled', facts: [credential('app:k', { status: 'disabled' }), ...bot] },
    { name: 'a service', facts: [credential('app:k'), identity('app:svc', 'service'), edge('authenticates', 'app:k', 'app:svc')] },
  ],
};
