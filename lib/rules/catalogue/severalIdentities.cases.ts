import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const severalIdentitiesCases: RuleCases = {
  finds: [
    {
      name: 'two accounts with one password',
      facts: [credential('k'), identity('a', 'service'), identity('b', 'service'), edge('authenticates', 'k', 'a'), edge('authenticates', 'k', 'b')],
      finds: ['k'],
    },
  ],
  findsNothing: [
    {
      name: 'one identity by two names',
      facts: [credential('k'), identity('a', 'service', { aliases: ['b'] }), edge('authenticates', 'k', 'a'), edge('authenticates', 'k', 'b')],
    },
    {
      name: 'the other is disabled',
      facts: [
        credential('k'),
        identity('a', 'service'),
        identity('b', 'service', { status: 'disabled' }),
        edge('authenticates', 'k', 'a'),
        edge('authenticates', 'k', 'b'),
      ],
    },
  ],
};
