import { credential, type RuleCases, sighting } from '../caseFacts.ts';

export const plaintextCases: RuleCases = {
  finds: [
    { name: 'in a configuration', facts: [credential('k', { storage: 'config' })], finds: ['k'] },
    { name: 'in plain text', facts: [credential('k', { storage: 'plaintext' })], finds: ['k'] },
  ],
  findsNothing: [
    { name: 'in a vault', facts: [credential('k', { storage: 'vault' })] },
    { name: 'seen there by a scanner: that is seen inside', facts: [credential('k', { storage: 'config' }), sighting('k')] },
    { name: 'disabled', facts: [credential('k', { storage: 'plaintext', status: 'disabled' })] },
  ],
};
