import { type Estate, pastedOf, wholeSecond } from '../moltbookEstate.ts';
import type { AwsAccount, AwsGroup, AwsRole, AwsUser } from './account.ts';
import { functionArn, iamArn, management, regionalArn, sandbox } from './accounts.ts';
import { administratorAccess, lambdaBasicExecution } from './managedPolicies.ts';
import { allow, policy, trusts } from './policy.ts';

/** One of those who operate agents: its user is the pasted key's, its company's bucket and function are what that is for. */
export type Tenant = { user: AwsUser; company: string; agent: string };

/** A variable of policies; not one of this language. */
const variable = (name: string): string => `$\u007b${name}}`;
const own = iamArn(sandbox, `user/agents/${variable('aws:username')}`);
const ownBucket = `arn:aws:s3:::${variable('aws:PrincipalTag/company')}-customer-data`;

/** Whose AWS keys agents pasted, in the order of the pasted keys. */
export function tenants(estate: Estate): Tenant[] {
  const found: Tenant[] = [];
  for (let at = 0; at < estate.pasted; at++) {
    const { aws, agent } = pastedOf(estate, at);
    if (!aws) continue;
    const { created, lastUsed } = estate.times(estate.random(7, at));
    const madeAt = Date.parse(created);
    const group = aws.power === 'job' ? [] : [aws.power];
    const user: AwsUser = {
      ...{ path: '/agents/', name: aws.user, madeAt: wholeSecond(madeAt), groups: ['jobs', ...group], tags: { company: aws.company } },
      keys: [{ id: aws.keyId, active: true, madeAt, ...(lastUsed && { usedAt: Date.parse(lastUsed), usedFor: 's3' }) }],
    };
    found.push({ user, company: aws.company, agent: agent.identity });
  }
  return found;
}

/** Where whoever operates agents runs their jobs: a user each, alike but for two groups that were meant to save the platform's people work. */
export function sandboxAccount(estate: Estate): AwsAccount {
  const ago = (days: number): number => wholeSecond(estate.asOfMs - days * 86_400_000);
  return { id: sandbox, madeAt: ago(700), users: tenants(estate).map(({ user }) => user), groups, roles: roles(ago), policies: [] };
}

const groups: AwsGroup[] = [
  {
    name: 'jobs',
    inline: {
      jobs: policy(
        allow('Data', ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'], [ownBucket, `${ownBucket}/*`]),
        allow('Run', ['lambda:GetFunction', 'lambda:InvokeFunction'], functionArn(sandbox, `${variable('aws:PrincipalTag/company')}-jobs`)),
        allow('Look', ['s3:ListAllMyBuckets', 'sts:GetCallerIdentity'], '*'),
      ),
    },
  },
  // a policy that it can attach to itself is any policy
  { name: 'self-service', inline: { policies: policy(allow('OwnPolicies', ['iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'], own)) } },
  // what a policy of the organisation denies, it cannot do
  {
    name: 'key-keepers',
    inline: { keys: policy(allow('Keys', ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys'], iamArn(sandbox, 'user/agents/*'))) },
  },
];

const roles = (ago: (days: number) => number): AwsRole[] => [
  {
    ...{ name: 'job-runtime', trust: trusts({ Service: 'lambda.amazonaws.com' }), attached: [lambdaBasicExecution], usedAt: ago(0) },
    inline: {
      data: policy(
        allow('Data', ['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::*-customer-data/*'),
        allow('Logs', 'logs:PutLogEvents', regionalArn(sandbox, 'logs', 'log-group:/aws/lambda/*')),
      ),
    },
  },
  { name: 'OrganizationAccountAccessRole', trust: trusts({ AWS: iamArn(management, 'root') }), attached: [administratorAccess], usedAt: ago(40) },
];
