import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const localAccountCases: RuleCases = {
  finds: [
    {
      name: 'beside a directory',
      facts: [identity('okta:00u1', 'human'), identity('app:bob', 'human'), credential('password'), edge('authenticates', 'password', 'app:bob')],
      finds: ['app:bob'],
    },
  ],
  findsNothing: [
    {
      name: 'known to the directory',
      facts: [identity('okta:00u1', 'human', { aliases: ['app:bob'] }), credential('password'), edge('authenticates', 'password', 'app:bob')],
    },
    { name: 'no directory was imported', facts: [identity('app:bob', 'human'), credential('password'), edge('authenticates', 'password', 'app:bob')] },
    { name: 'nothing to sign in with', facts: [identity('okta:00u1', 'human'), identity('app:bob', 'human')] },
  ],
};
