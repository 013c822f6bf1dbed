import { coverage, credential, type RuleCases, resource } from '../caseFacts.ts';

export const unloggedCases: RuleCases = {
  finds: [{ name: 'only an inventory', facts: [credential('app:k'), coverage('app', ['inventory of keys'])], finds: ['app'] }],
  findsNothing: [
    { name: 'a log', facts: [credential('app:k'), coverage('app', ['request logs'])] },
    { name: 'nothing there to use', facts: [resource('app:orders')] },
    { name: 'all its keys are disabled', facts: [credential('app:k', { status: 'disabled' })] },
  ],
};
