import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

const service = [credential('app:k'), identity('app:svc', 'service'), edge('authenticates', 'app:k', 'app:svc')];

export const unapprovedSystemCases: RuleCases = {
  finds: [
    { name: 'a service with a static key', facts: service, finds: ['app'] },
    {
      name: 'another system was approved',
      facts: [...service, credential('other:k', { issuance: 'attested', ttl: 3600 })],
      decisions: [{ about: { system: 'other' }, issuance: 'static', presentation: 'bearer' }],
      finds: ['app'],
    },
  ],
  findsNothing: [
    { name: 'approved', facts: service, decisions: [{ about: { system: 'app' }, issuance: 'static', presentation: 'bearer' }] },
    { name: "an agent's: found at the agent", facts: [credential('app:k'), identity('app:bot', 'agent'), edge('authenticates', 'app:k', 'app:bot')] },
    { name: "a person's", facts: [credential('app:k'), identity('app:ann', 'human'), edge('authenticates', 'app:k', 'app:ann')] },
    {
      name: 'attested',
      facts: [credential('app:k', { issuance: 'attested', ttl: 3600 }), identity('app:svc', 'service'), edge('authenticates', 'app:k', 'app:svc')],
    },
  ],
};
