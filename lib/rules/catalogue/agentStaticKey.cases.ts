import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const agentStaticKeyCases: RuleCases = {
  finds: [{ name: 'an API key', facts: [credential('k'), identity('bot', 'agent'), edge('authenticates', 'k', 'bot')], finds: ['k'] }],
  findsNothing: [
    { name: 'attested', facts: [credential('k', { issuance: 'attested', ttl: 3600 }), identity('bot', 'agent'), edge('authenticates', 'k', 'bot')] },
    { name: 'of a service', facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    {
      name: 'bound to its workload',
      facts: [credential('k', { presentation: 'sender-constrained' }), identity('bot', 'agent'), edge('authenticates', 'k', 'bot')],
    },
  ],
};
