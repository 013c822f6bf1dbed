import { type Call, call, type Rule } from '../rule.ts';

/** Reading or taking over what is no identity. */
export type StoreRule = Rule & {
  /** What it is about: secrets and parameters, things of the inventory by type, resources with a policy by service. */
  of: { secrets: 'secret' | 'parameter' } | { things: readonly string[] } | { resources: string };
  calls: readonly Call[];
  /** Where no import says that there is a credential inside. */
  text?: string;
};

const data = (service: string): string => `Whoever holds it reads and changes data of ${service}; nobody becomes an administrator by it.`;

export const storeRules: readonly StoreRule[] = [
  {
    id: 'AWS.Secrets.GetSecretValue',
    edgeType: 'SECRET_READ',
    explanation: 'Reads a secret of Secrets Manager, in which there may be a credential of another identity.',
    fix: 'Allow secretsmanager:GetSecretValue only on the secrets that the principal uses.',
    of: { secrets: 'secret' },
    calls: [call('secretsmanager:GetSecretValue')],
  },
  {
    id: 'AWS.SSM.GetParameter',
    edgeType: 'SECRET_READ',
    explanation: 'Reads a secure parameter of Systems Manager, in which there may be a credential of another identity.',
    fix: 'Allow ssm:GetParameter only on the parameters that the principal uses.',
    of: { secrets: 'parameter' },
    calls: [call('ssm:GetParameter or ssm:GetParametersByPath')],
  },
  {
    id: 'AWS.Lambda.GetFunctionEnvironment',
    edgeType: 'SECRET_READ',
    explanation: 'Reads the environment variables of a function, in which there may be credentials.',
    fix: 'Keep credentials in a secret store, and allow lambda:GetFunctionConfiguration only where it is needed.',
    of: { things: ['lambda-function'] },
    calls: [call('lambda:GetFunctionConfiguration', { onThing: true })],
    text: 'whether there are credentials in its environment variables',
  },
  {
    id: 'AWS.EC2.DescribeInstanceAttribute.UserData',
    edgeType: 'SECRET_READ',
    explanation: 'Reads the user data of an instance, in which there may be credentials.',
    fix: 'Keep credentials out of user data, and allow ec2:DescribeInstanceAttribute only where it is needed.',
    of: { things: ['ec2-instance'] },
    calls: [call('ec2:DescribeInstanceAttribute', { onThing: true })],
    text: 'whether there are credentials in its user data',
  },
  {
    id: 'AWS.Lambda.ResourcePolicy.AddPermission',
    edgeType: 'ASSUME',
    explanation: 'Lets itself or others invoke a function: no control of its code, and no escalation alone.',
    fix: 'Allow lambda:AddPermission only to those who deploy the function.',
    of: { things: ['lambda-function'] },
    calls: [call('lambda:AddPermission', { onThing: true })],
  },
  {
    id: 'AWS.KMS.PutKeyPolicy',
    edgeType: 'SELF_GRANT',
    explanation: `Rewrites the policy of a key. ${data('that key')}`,
    fix: 'Allow kms:PutKeyPolicy to the administrators of the key only.',
    of: { resources: 'kms' },
    calls: [call('kms:PutKeyPolicy')],
  },
  {
    id: 'AWS.KMS.CreateGrant',
    edgeType: 'SELF_GRANT',
    explanation: `Grants itself the use of a key. ${data('that key')}`,
    fix: 'Allow kms:CreateGrant only with the condition kms:GrantIsForAWSResource.',
    of: { resources: 'kms' },
    calls: [call('kms:CreateGrant')],
  },
  {
    id: 'AWS.S3.PutBucketPolicy',
    edgeType: 'SELF_GRANT',
    explanation: `Rewrites the policy of a bucket. ${data('that bucket')}`,
    fix: 'Allow s3:PutBucketPolicy to the owners of the bucket only.',
    of: { resources: 's3' },
    calls: [call('s3:PutBucketPolicy')],
  },
  {
    id: 'AWS.SecretsManager.PutResourcePolicy',
    edgeType: 'SELF_GRANT',
    explanation: `Rewrites the policy of a secret. ${data('that secret')}`,
    fix: 'Allow secretsmanager:PutResourcePolicy to the owners of the secret only.',
    of: { resources: 'secretsmanager' },
    calls: [call('secretsmanager:PutResourcePolicy')],
  },
];
