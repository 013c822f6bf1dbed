import { edge, identity, type RuleCases, workload } from '../caseFacts.ts';

export const escalatesCases: RuleCases = {
  finds: [
    {
      name: 'mints a key for another',
      facts: [identity('svc', 'service'), identity('root', 'role'), edge('acts-as', 'svc', 'root', { technique: 'AWS.IAM.CreateAccessKey', lasting: true })],
      finds: ['svc'],
    },
    {
      name: "runs code in another's workload",
      facts: [identity('svc', 'service'), workload('job', 'function'), edge('controls', 'svc', 'job', { technique: 'AWS.Lambda.UpdateFunctionCode' })],
      finds: ['svc'],
    },
  ],
  findsNothing: [
    {
      name: 'assumes a role that lets it',
      facts: [identity('svc', 'service'), identity('reader', 'role'), edge('acts-as', 'svc', 'reader', { technique: 'AWS.STS.AssumeRole', sessionTtl: 3600 })],
    },
    {
      name: 'an administrator',
      facts: [
        identity('root', 'role', { administers: 'acme' }),
        identity('other', 'role'),
        edge('acts-as', 'root', 'other', { technique: 'AWS.IAM.CreateAccessKey', lasting: true }),
      ],
    },
    {
      name: 'only possibly',
      facts: [
        identity('svc', 'service'),
        identity('root', 'role'),
        edge('acts-as', 'svc', 'root', { technique: 'AWS.IAM.CreateAccessKey', lasting: true, certainty: 'possible', condition: { kind: 'unevaluated' } }),
      ],
    },
  ],
};
