import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const staticBesideAttestedCases: RuleCases = {
  finds: [
    {
      name: 'both work',
      facts: [
        credential('k'),
        identity('bot', 'agent'),
        edge('authenticates', 'k', 'bot'),
        credential('svid', { issuance: 'attested', ttl: 3600 }),
        edge('authenticates', 'svid', 'bot'),
      ],
      finds: ['k'],
    },
  ],
  findsNothing: [
    { name: 'only the static one', facts: [credential('k'), identity('bot', 'agent'), edge('authenticates', 'k', 'bot')] },
    {
      name: 'the attested one is disabled',
      facts: [
        credential('k'),
        identity('bot', 'agent'),
        edge('authenticates', 'k', 'bot'),
        credential('svid', { issuance: 'attested', ttl: 3600, status: 'disabled' }),
        edge('authenticates', 'svid', 'bot'),
      ],
    },
    {
      name: 'the static one is disabled',
      facts: [
        credential('k', { status: 'disabled' }),
        identity('bot', 'agent'),
        edge('authenticates', 'k', 'bot'),
        credential('svid', { issuance: 'attested', ttl: 3600 }),
        edge('authenticates', 'svid', 'bot'),
      ],
    },
  ],
};
