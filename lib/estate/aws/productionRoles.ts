import type { AwsRole, ManagedPolicy } from './account.ts';
import { gitHubProvider, iamArn, kmsKeyArn, management, production, regionalArn, sandbox } from './accounts.ts';
import { administratorAccess, lambdaBasicExecution } from './managedPolicies.ts';
import { allow, policy, trusts, trustsWorkflows } from './policy.ts';
import { bucket, inBucket, lambda, mediaJobs, role, secret, table } from './productionThings.ts';

type Ago = (days: number) => number;

const byUser = (name: string) => trusts({ AWS: iamArn(production, `user/${name}`) });
const byFunctions = trusts({ Service: 'lambda.amazonaws.com' });
const readsKey = allow('Key', 'kms:Decrypt', kmsKeyArn);
const gitHub = gitHubProvider(production);

/** How releases are made; passing any role to a function, and making functions, is more than that takes. */
export const deployPermissions: ManagedPolicy = {
  arn: iamArn(production, 'policy/deploy-permissions'),
  versions: [
    policy(
      allow(
        'Functions',
        ['lambda:CreateFunction', 'lambda:DeleteFunction', 'lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:ListFunctions', 'lambda:UpdateFunctionCode'],
        '*',
      ),
      allow('PassRoles', ['iam:GetRole', 'iam:PassRole'], role('*'), { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
      allow('Secrets', 'secretsmanager:GetSecretValue', secret('platform/*').replace('-FaKe01', '')),
      readsKey,
      allow('Artifacts', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], inBucket('build-cache')),
    ),
  ],
};

export const productionRoles = (ago: Ago): AwsRole[] => [...pipelines(ago), ...runtimes(ago), ...doors(ago)];

const pipelines = (ago: Ago): AwsRole[] => [
  { name: 'deploy', trust: byUser('ci-deployer'), attached: [deployPermissions.arn], maxSession: 3600, usedAt: ago(0.2) },
  {
    ...{ name: 'backup', trust: byUser('backup-operator'), maxSession: 43_200, usedAt: ago(0.4) },
    inline: {
      backups: policy(
        allow('Bucket', ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'], [bucket('backups'), inBucket('backups')]),
        allow('Tables', ['dynamodb:DescribeTable', 'dynamodb:Scan'], table('*')),
        allow('Config', 'secretsmanager:GetSecretValue', secret('backup/*').replace('-FaKe01', '')),
        readsKey,
      ),
    },
  },
  {
    ...{ name: 'release', trust: trustsWorkflows(gitHub, 'repo:moltbook/platform:ref:refs/heads/main'), maxSession: 3600, usedAt: ago(0.8) },
    inline: { upload: policy(allow('Upload', ['s3:GetObject', 's3:PutObject'], inBucket('media'))) },
  },
  {
    // any workflow of any repository of the organisation, and any function
    ...{ name: 'preview', trust: trustsWorkflows(gitHub, 'repo:moltbook/*'), maxSession: 3600, usedAt: ago(0.6) },
    inline: {
      previews: policy(
        allow('Pages', ['s3:DeleteObject', 's3:PutObject'], inBucket('previews')),
        allow('Functions', ['lambda:GetFunction', 'lambda:UpdateFunctionCode'], lambda('*')),
      ),
    },
  },
];

const runtimes = (ago: Ago): AwsRole[] => [
  {
    ...{ name: 'media', trust: byFunctions, attached: [lambdaBasicExecution], usedAt: ago(0) },
    inline: {
      media: policy(
        allow('Media', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], inBucket('media')),
        allow('Jobs', ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], mediaJobs),
      ),
    },
  },
  {
    ...{ name: 'feed-digest', trust: byFunctions, attached: [lambdaBasicExecution], usedAt: ago(0.5) },
    inline: { digest: policy(allow('Mail', ['ses:SendEmail', 'ses:SendRawEmail'], regionalArn(production, 'ses', 'identity/moltbook.example'))) },
  },
  {
    ...{ name: 'preview-runtime', trust: byFunctions, attached: [lambdaBasicExecution], usedAt: ago(3) },
    inline: { database: policy(allow('Database', 'secretsmanager:GetSecretValue', secret('preview/*').replace('-FaKe01', '')), readsKey) },
  },
  // was made for a clean-up two years ago
  { name: 'automation-admin', trust: byFunctions, attached: [administratorAccess] },
  {
    ...{ name: 'web-server', trust: trusts({ Service: 'ec2.amazonaws.com' }), onInstances: true, usedAt: ago(0) },
    inline: {
      web: policy(
        allow('Config', 'secretsmanager:GetSecretValue', secret('platform/billing-service').replace('-FaKe01', '-*')),
        readsKey,
        allow('Jobs', 'sqs:SendMessage', mediaJobs),
        allow('Flags', ['dynamodb:GetItem', 'dynamodb:Query'], table('feature-flags')),
      ),
      systemsManager: policy(allow('Agent', ['ssm:UpdateInstanceInformation', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*')),
    },
  },
];

const doors = (ago: Ago): AwsRole[] => [
  {
    ...{ name: 'operations', trust: trusts({ AWS: iamArn(production, 'root') }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), usedAt: ago(1) },
    inline: {
      machines: policy(
        allow(
          'Run',
          ['ssm:SendCommand', 'ssm:StartSession'],
          [regionalArn(production, 'ec2', 'instance/*'), 'arn:aws:ssm:eu-central-1::document/AWS-RunShellScript'],
        ),
        allow('Look', ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'], '*'),
      ),
    },
  },
  {
    ...{ name: 'usage-reader', trust: trusts({ AWS: iamArn(sandbox, 'root') }), usedAt: ago(9) },
    inline: { usage: policy(allow('Usage', ['s3:GetObject', 's3:ListBucket'], [bucket('usage'), inBucket('usage')])) },
  },
  { name: 'OrganizationAccountAccessRole', trust: trusts({ AWS: iamArn(management, 'root') }), attached: [administratorAccess], usedAt: ago(33) },
];
