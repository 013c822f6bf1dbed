import { type Estate, wholeSecond } from '../moltbookEstate.ts';
import { ownerName } from '../moltbookNames.ts';
import type { AwsAccount, AwsGroup, AwsUser, ManagedPolicy } from './account.ts';
import { iamArn, platformKey, production } from './accounts.ts';
import { administratorAccess, powerUserAccess } from './managedPolicies.ts';
import { allow, deny, policy } from './policy.ts';
import { deployPermissions, productionRoles } from './productionRoles.ts';
import { bucket, inBucket, role, table } from './productionThings.ts';

/** The people who sign in to the console: in which group, with a second factor or not, how many days ago last. */
const staff = [
  { group: 'administrators', mfa: true, usedDays: 2 },
  { group: 'developers', mfa: true, usedDays: 1 },
  { group: 'developers', mfa: false, usedDays: 6 },
  { group: 'administrators', mfa: false, usedDays: 71 },
] as const;
export const staffName = (at: number): string => ownerName(at).email.split('@')[0] ?? '';

/** Keys of the platform's own users, and passwords of its people. */
export const productionKeys = 8;
export const productionPasswords = staff.length;

/** What the platform runs on: pipelines and operators with static keys, people, roles of functions and machines, and what an account gathers in years. */
export function productionAccount(estate: Estate): AwsAccount {
  const ago = (days: number): number => wholeSecond(estate.asOfMs - days * 86_400_000);
  return {
    id: production,
    madeAt: ago(1500),
    users: [...services(ago), ...people(ago)],
    groups,
    roles: productionRoles(ago),
    policies: [infrastructure, boundary, deployPermissions],
  };
}

type Ago = (days: number) => number;

const key = (number: number, madeAt: number, used?: { at: number; for: string }) => ({
  ...{ id: platformKey(number), active: true, madeAt },
  ...(used && { usedAt: used.at, usedFor: used.for }),
});
const assume = (name: string) => allow('Assume', 'sts:AssumeRole', role(name));

const services = (ago: Ago): AwsUser[] => [
  {
    ...{ name: 'ci-deployer', madeAt: ago(640), keys: [key(1, ago(410.3), { at: ago(0.2), for: 'sts' })] },
    inline: { pipeline: policy(assume('deploy'), allow('Images', ['ecr:GetAuthorizationToken', 'ecr:DescribeRepositories'], '*')) },
  },
  {
    ...{ name: 'backup-operator', madeAt: ago(700), keys: [key(2, ago(689.5), { at: ago(0.4), for: 'sts' })] },
    inline: { nightly: policy(assume('backup')) },
  },
  {
    ...{ name: 'test-runner', madeAt: ago(320), groups: ['builders'], keys: [key(3, ago(201.7), { at: ago(0.1), for: 's3' })], tags: { environment: 'dev' } },
    inline: { previews: policy(allow('Everything', 's3:*', [bucket('previews'), inBucket('previews')])) },
  },
  {
    ...{ name: 'media-uploader', madeAt: ago(210), keys: [key(4, ago(61.2), { at: ago(0.3), for: 's3' })] },
    inline: { media: policy(allow('Bucket', 's3:*', [bucket('media'), inBucket('media')])) },
  },
  {
    ...{ name: 'terraform', madeAt: ago(1100), attached: [powerUserAccess, infrastructure.arn] },
    keys: [key(5, ago(399.1), { at: ago(58), for: 'ec2' }), { ...key(6, ago(1099.6)), active: false }],
  },
  {
    ...{ name: 'reports-reader', madeAt: ago(380), keys: [key(7, ago(379.9), { at: ago(0.5), for: 'dynamodb' })] },
    inline: {
      reports: policy(
        allow('Archive', ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DeleteItem'], table('messages-archive')),
        allow('Usage', ['s3:GetObject', 's3:ListBucket'], [bucket('usage'), inBucket('usage')]),
      ),
    },
  },
  {
    ...{ name: 'support-tools', madeAt: ago(150), boundary: boundary.arn, keys: [key(8, ago(149.8))] },
    inline: {
      tools: policy(
        allow('Own', ['iam:AttachUserPolicy', 'iam:PutUserPolicy'], iamArn(production, 'user/support-tools')),
        allow('Flags', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], table('feature-flags')),
      ),
    },
  },
];

const people = (ago: Ago): AwsUser[] =>
  staff.map(({ group, mfa, usedDays }, at) => ({
    ...{ path: '/staff/', name: staffName(at), madeAt: ago(900 - at * 37.3), groups: [group] },
    ...{ tags: { email: ownerName(at).email }, password: { mfa, usedAt: ago(usedDays) } },
  }));

const groups: AwsGroup[] = [
  { name: 'administrators', attached: [administratorAccess] },
  {
    name: 'developers',
    inline: {
      look: policy(
        allow('Look', ['ec2:DescribeInstances', 'lambda:ListFunctions', 'logs:DescribeLogGroups', 's3:ListAllMyBuckets'], '*'),
        allow('Operate', 'sts:AssumeRole', role('operations')),
        allow('OwnPassword', 'iam:ChangePassword', iamArn(production, 'user/staff/$'.concat('{aws:username}'))),
      ),
    },
  },
  {
    name: 'builders',
    inline: {
      cache: policy(allow('Cache', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'], [bucket('build-cache'), inBucket('build-cache')])),
    },
  },
];

/** Whoever may make new versions of a policy that is attached to it writes its own permissions. */
const infrastructure: ManagedPolicy = {
  arn: iamArn(production, 'policy/infrastructure'),
  versions: [
    policy(
      allow('Policies', ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions', 'iam:CreatePolicyVersion'], iamArn(production, 'policy/*')),
      allow('Roles', ['iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'], '*'),
    ),
    policy(allow('Roles', ['iam:GetRole', 'iam:ListRoles'], '*')),
  ],
};

/** What it forbids, no policy within it can give. */
const boundary: ManagedPolicy = {
  arn: iamArn(production, 'policy/no-identity-changes'),
  versions: [policy(allow('Everything', '*', '*'), deny('Identities', ['iam:*', 'organizations:*', 'sts:AssumeRole']))],
};
