import { edge, grant, identity, type RuleCases, resource } from '../caseFacts.ts';

export const openToAnonymousCases: RuleCases = {
  finds: [
    {
      name: 'a store of credentials',
      facts: [identity('anyone', 'anonymous'), resource('dump', { store: true }), edge('reads-secrets', 'anyone', 'dump')],
      finds: ['dump'],
    },
    {
      name: 'a store of credentials, by a role that anyone has',
      facts: [
        identity('anyone', 'anonymous'),
        edge('acts-as', 'anyone', 'public'),
        resource('dump', { store: true }),
        edge('reads-secrets', 'public', 'dump'),
        edge('holds', 'dump', 'k'),
      ],
      finds: ['dump'],
    },
    {
      name: 'a sensitive table',
      facts: [identity('anyone', 'anonymous'), resource('messages', { sensitivity: 4 }), grant('anyone', 'read', 'messages')],
      finds: ['messages'],
    },
    { name: 'a table that anyone writes', facts: [identity('anyone', 'anonymous'), resource('posts'), grant('anyone', 'write', 'posts')], finds: ['posts'] },
  ],
  findsNothing: [
    { name: 'a public page', facts: [identity('anyone', 'anonymous'), resource('page', { sensitivity: 1 }), grant('anyone', 'read', 'page')] },
    { name: 'whoever has signed in', facts: [identity('users', 'group'), resource('messages', { sensitivity: 4 }), grant('users', 'read', 'messages')] },
  ],
};
