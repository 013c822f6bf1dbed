import { coverage, credential, daysBefore, type RuleCases, usage } from '../caseFacts.ts';

export const neverUsedCases: RuleCases = {
  finds: [
    { name: 'in a system with logs', facts: [credential('k', { created: daysBefore(60), system: 'app' }), coverage('app', ['request logs'])], finds: ['k'] },
  ],
  findsNothing: [
    { name: 'in a system without logs', facts: [credential('k', { created: daysBefore(60), system: 'app' })] },
    { name: 'made last week', facts: [credential('k', { created: daysBefore(7), system: 'app' }), coverage('app', ['request logs'])] },
    { name: 'used', facts: [credential('k', { created: daysBefore(60), system: 'app' }), coverage('app', ['request logs']), usage('k', daysBefore(3))] },
  ],
};
