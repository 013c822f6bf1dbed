import { edge, grant, identity, type RuleCases, resource, workload } from '../caseFacts.ts';

export const agentExecutesCases: RuleCases = {
  finds: [
    {
      name: 'by its identity',
      facts: [workload('bot', 'agent'), identity('id', 'agent'), edge('runs-as', 'bot', 'id'), resource('runner'), grant('id', 'execute', 'runner')],
      finds: ['bot'],
    },
  ],
  findsNothing: [
    {
      name: 'a pod of a service',
      facts: [workload('pod', 'pod'), identity('svc', 'service'), edge('runs-as', 'pod', 'svc'), resource('runner'), grant('svc', 'execute', 'runner')],
    },
    {
      name: 'only writes',
      facts: [workload('bot', 'agent'), identity('id', 'agent'), edge('runs-as', 'bot', 'id'), resource('runner'), grant('id', 'write', 'runner')],
    },
  ],
};
