import { z } from 'zod';
import { listOf, looseListOf, members } from '../aws/members.ts';
import { policyOrWhatStandsThere } from '../aws/policyDocument.ts';
import { tags } from '../aws/tags.ts';

/** The details of GetAccountAuthorizationDetails (IAM API reference), as far as they are used. A list may be missing: AWS leaves `UserPolicyList` out where it is empty. */

const text = z.string().min(1);
/** An empty text says nothing. */
const optionalText = z
  .string()
  .transform((value) => (value === '' ? undefined : value))
  .optional();
const time = z.union([z.string(), z.number()]).optional();

const inlinePolicy = members({ PolicyName: text, PolicyDocument: policyOrWhatStandsThere });
/** An ARN alone, too: so do tools print it that keep only what they need. */
const attachedPolicy = z.preprocess(
  (value) => (typeof value === 'string' ? { PolicyArn: value } : value),
  members({ PolicyName: optionalText, PolicyArn: text }),
);
const attachedPolicies = looseListOf(attachedPolicy, (value) => Object.keys(value).some((name) => name.toLowerCase() === 'policyarn'));
const boundary = members({ PermissionsBoundaryArn: optionalText }).optional();
const common = { Arn: text, CreateDate: time, AttachedManagedPolicies: attachedPolicies };

export const userDetail = members({
  ...common,
  UserName: optionalText,
  UserId: optionalText,
  GroupList: listOf(text),
  UserPolicyList: listOf(inlinePolicy),
  PermissionsBoundary: boundary,
  Tags: tags,
});

export const groupDetail = members({ ...common, GroupName: optionalText, GroupPolicyList: listOf(inlinePolicy) });

export const roleDetail = members({
  ...common,
  RoleName: optionalText,
  RoleId: optionalText,
  AssumeRolePolicyDocument: policyOrWhatStandsThere,
  RolePolicyList: listOf(inlinePolicy),
  PermissionsBoundary: boundary,
  Tags: tags,
  InstanceProfileList: listOf(members({ Arn: text })),
  MaxSessionDuration: z.int().min(1).optional(),
  RoleLastUsed: members({ LastUsedDate: time }).optional(),
});

export const managedPolicyDetail = members({
  Arn: text,
  PolicyName: optionalText,
  DefaultVersionId: optionalText,
  PolicyVersionList: listOf(
    members({ VersionId: z.string().default('v1'), IsDefaultVersion: z.boolean().optional(), Document: policyOrWhatStandsThere.optional() }),
  ),
});

export type UserDetail = z.infer<typeof userDetail>;
export type GroupDetail = z.infer<typeof groupDetail>;
export type RoleDetail = z.infer<typeof roleDetail>;
export type ManagedPolicyDetail = z.infer<typeof managedPolicyDetail>;
