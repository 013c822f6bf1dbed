import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsResourcePolicies: Importer<Row> = {
  id: 'aws-resource-policies',
  title: 'AWS resource policies (JSON)',
  recognisedBy:
    'JSON objects with resource and policy, or answers with a policy: of buckets, queues, topics, keys, functions (Policy), secrets (ResourcePolicy), repositories (policyText)',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

/** A policy as text or as an object, under the name that the answer has for it. */
const policy = /"(Policy|ResourcePolicy|policyText|PolicyText|policy)"\s*:\s*(?:"\s*\{\s*\\"|\{\s*"(?:Version|Id|Statement)")/;

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  const found = policy.exec(head)?.[1];
  if (found === undefined || /"(?:scps|rcps|PolicySummary|eventSource|CloudTrailEvent)"/.test(head)) return { score: 0, why: 'no policy of a resource' };
  if (/"(?:resource|ResourceArn|QueueArn|TopicArn)"\s*:\s*"arn:/i.test(head)) return { score: 0.9, why: `it has ${found} beside the ARN of a resource` };
  // answers that have little beside the policy, which is a text there
  if (/"(?:Policy|ResourcePolicy|policyText)"\s*:\s*"/i.test(head) && /\\"(?:Statement|Version)\\"/.test(head))
    return { score: 0.8, why: `its ${found} is the text of a policy` };
  return { score: 0, why: 'no policy of a resource' };
}
