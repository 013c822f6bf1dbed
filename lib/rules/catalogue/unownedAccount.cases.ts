import { credential, edge, identity, type RuleCases } from '../caseFacts.ts';

export const unownedAccountCases: RuleCases = {
  finds: [{ name: 'an agent', facts: [identity('bot', 'agent')], finds: ['bot'] }],
  findsNothing: [
    { name: 'with an owner', facts: [identity('bot', 'agent', { owner: 'ann@example.com' })] },
    { name: 'with a credential, of which it is said', facts: [credential('k'), identity('svc', 'service'), edge('authenticates', 'k', 'svc')] },
    { name: 'one of a vendor, which owns it', facts: [identity('aws:service/lambda.amazonaws.com', 'service', { party: 'AWS' })] },
    { name: 'a role', facts: [identity('deployer', 'role')] },
  ],
};
