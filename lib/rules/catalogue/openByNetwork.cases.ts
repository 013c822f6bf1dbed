import { daysBefore, grant, identity, type RuleCases, resource, workload } from '../caseFacts.ts';

export const openByNetworkCases: RuleCases = {
  finds: [{ name: 'from a pod', facts: [workload('pod', 'pod'), resource('bus'), grant('pod', 'send', 'bus')], finds: ['bus'] }],
  findsNothing: [
    { name: 'from an identity', facts: [identity('svc', 'service'), resource('bus'), grant('svc', 'send', 'bus')] },
    { name: 'only listed', facts: [workload('pod', 'pod'), resource('bus'), grant('pod', 'list', 'bus')] },
    { name: 'no longer', facts: [workload('pod', 'pod'), resource('bus'), grant('pod', 'send', 'bus', { until: daysBefore(1) })] },
  ],
};
