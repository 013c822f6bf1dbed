import { z } from 'zod';
import { listOf, members } from '../aws/members.ts';
import { policyDocument } from '../aws/policyDocument.ts';

/** The answers of AWS that hold the policy of one resource, and the list that people make of them (docs/formats/aws-resource-policies.md). */

const text = z.string().min(1).optional();
/** AWS answers an empty text where there is none. */
const policy = z.preprocess((value) => (value === '' ? undefined : value), policyDocument.optional());

const own = {
  Account: z.union([z.string(), z.number().transform(String)]).optional(),
  Resource: text,
  ResourceArn: text,
  Arn: text,
  Policy: policy,
  ResourcePolicy: policy,
  PolicyText: policy,
};

export const answer = members({
  ...own,
  /** get-queue-attributes, get-topic-attributes */
  Attributes: members({ QueueArn: text, TopicArn: text, Policy: policy, Owner: text }).optional(),
  /** ecr get-repository-policy, which does not say in which region */
  RegistryId: text,
  RepositoryName: text,
  /** A list under a name. */
  ResourcePolicies: listOf(members(own)),
});

export type Answer = z.infer<typeof answer>;
