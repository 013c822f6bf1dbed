import { credential, edge, type RuleCases, resource } from '../caseFacts.ts';

export const cloudKeyInPipelineCases: RuleCases = {
  finds: [
    {
      name: 'secrets of a repository',
      facts: [
        credential('aws:accesskey:AKIAEXAMPLE', { system: 'aws' }),
        resource('github:acme/app/secrets', { store: true, system: 'github' }),
        edge('holds', 'github:acme/app/secrets', 'aws:accesskey:AKIAEXAMPLE'),
      ],
      finds: ['aws:accesskey:AKIAEXAMPLE'],
    },
  ],
  findsNothing: [
    {
      name: 'a key of an application',
      facts: [credential('app:k'), resource('github:acme/app/secrets', { store: true, system: 'github' }), edge('holds', 'github:acme/app/secrets', 'app:k')],
    },
    { name: 'in a vault', facts: [credential('aws:accesskey:AKIAEXAMPLE', { system: 'aws' }), edge('holds', 'vault:prod', 'aws:accesskey:AKIAEXAMPLE')] },
  ],
};
