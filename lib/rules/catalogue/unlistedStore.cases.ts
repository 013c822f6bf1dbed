import { edge, identity, type RuleCases, resource } from '../caseFacts.ts';

export const unlistedStoreCases: RuleCases = {
  finds: [{ name: 'only an edge names it', facts: [identity('svc', 'service'), edge('reads-secrets', 'svc', 'vault:prod')], finds: ['vault:prod'] }],
  findsNothing: [
    { name: 'listed', facts: [identity('svc', 'service'), resource('vault:prod', { store: true }), edge('reads-secrets', 'svc', 'vault:prod')] },
    { name: 'nobody may read it any more', facts: [identity('svc', 'service', { status: 'disabled' }), edge('reads-secrets', 'svc', 'vault:prod')] },
  ],
};
