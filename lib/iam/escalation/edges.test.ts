import { describe, expect, test } from 'vitest';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import { escalate } from './escalate.ts';
import type { EscalationEdge } from './result.ts';
import { allow, deny, iamArn, type TestAccount, testAccount, testAccountId, testAttacker } from './testAccount.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const edgesOf = (account: TestAccount): EscalationEdge[] => [...escalate(testAccount(account), testAttacker).edges()];
const told = ({ technique, from, to, condition }: EscalationEdge): string => {
  const target = to.kind === 'administrator' ? `administrator of ${to.account}` : `${to.kind} ${to.arn}`;
  return `${short(from)} ${technique} ${short(target)}${condition ? ` ?${condition.kind}` : ''}`;
};
const short = (text: string): string => text.replaceAll(`arn:aws:iam::${testAccountId}:`, '').replaceAll(testAccountId, 'own');

describe('edges', () => {
  test('of an administrator: one, and into other accounts', () => {
    const far = { account: '444455556666', trust: [iamArn('root')], allow: [allow('s3:*')] };
    expect(edgesOf({ users: { eve: admin, bob: {} }, roles: { app: { trust: ['root'] }, far } }).map(told)).toEqual([
      'user/eve AWS.Direct.Admin administrator of own',
      'user/eve AWS.STS.AssumeRole principal arn:aws:iam::444455556666:role/far',
    ]);
  });

  test('of who becomes one by a change of its own: each way of doing it, and no others', () => {
    const all = 'iam:PutUserPolicy iam:AttachUserPolicy iam:CreateUser iam:CreateAccessKey';
    expect(edgesOf({ users: { eve: { allow: [allow(all, 'user/*')] }, bob: {} } }).map(told)).toEqual([
      'user/eve AWS.IAM.PutUserPolicy administrator of own',
      'user/eve AWS.IAM.AttachUserPolicy administrator of own',
      'user/eve AWS.IAM.CreateUser.PutUserPolicy administrator of own',
      'user/eve AWS.IAM.CreateUser.AttachUserPolicy administrator of own',
    ]);
  });

  test('of all others: every single one', () => {
    const account: TestAccount = {
      users: { eve: { allow: [allow('sts:AssumeRole'), allow('iam:CreateAccessKey', 'user/b*')] }, bob: {}, bea: {} },
      roles: { app: { trust: ['root'] }, fn: { trust: ['lambda.amazonaws.com'] } },
    };
    expect(edgesOf(account).map(told)).toEqual([
      'user/eve AWS.STS.AssumeRole principal role/app',
      'user/eve AWS.IAM.CreateAccessKey principal user/bob',
      'user/eve AWS.IAM.CreateAccessKey principal user/bea',
    ]);
  });

  test('into compute lead to its code', () => {
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:f';
    const account: TestAccount = {
      users: { eve: { allow: [allow('lambda:UpdateFunctionCode lambda:GetFunctionConfiguration lambda:AddPermission')] } },
      roles: { fn: { trust: ['lambda.amazonaws.com'], allow: [allow('s3:*')] } },
      things: [{ type: 'lambda-function', arn, role: iamArn('role/fn'), triggered: true }],
      inventoried: ['*'],
    };
    const [first, ...rest] = edgesOf(account);
    expect(first).toMatchObject({
      to: { kind: 'workload', arn, type: 'lambda-function', role: iamArn('role/fn') },
      edgeType: 'RUN_ON_EXISTING',
      lasting: false,
    });
    expect(rest.map(told)).toEqual([
      `user/eve AWS.Lambda.UpdateFunctionCode.AddPermission workload ${short(arn)}`,
      `user/eve AWS.Lambda.GetFunctionEnvironment store ${short(arn)} ?missing-input`,
      `user/eve AWS.Lambda.ResourcePolicy.AddPermission resource ${short(arn)}`,
    ]);
  });

  test('of several together have all their steps, and are told of who comes to it first', () => {
    const account: TestAccount = {
      users: {
        ann: { allow: [allow('iam:CreateAccessKey', 'user/eve')] },
        eve: { allow: [allow('iam:CreateAccessKey', 'user/a user/b')] },
        a: { allow: [allow('iam:PutUserPolicy', 'user/c')] },
        b: { allow: [allow('iam:CreateAccessKey', 'user/c')] },
        c: {},
      },
    };
    const edges = edgesOf(account);
    expect(edges.map(told)).toEqual([
      'user/ann AWS.IAM.CreateAccessKey principal user/eve',
      'user/eve AWS.IAM.CreateAccessKey principal user/a',
      'user/eve AWS.IAM.CreateAccessKey principal user/b',
      'user/eve AWS.IAM.PutUserPolicy administrator of own',
      'user/b AWS.IAM.CreateAccessKey principal user/c',
    ]);
    const joint = edges.find(({ technique, from }) => technique === 'AWS.IAM.PutUserPolicy' && from === iamArn('user/eve'));
    expect(joint?.steps.map(({ rule, from, to }) => short(`${from} ${rule} ${to}`))).toEqual([
      'user/eve AWS.IAM.CreateAccessKey user/b',
      'user/b AWS.IAM.CreateAccessKey user/c',
      'user/eve AWS.IAM.CreateAccessKey user/a',
      'user/a AWS.IAM.PutUserPolicy user/c',
    ]);
  });

  test('have the statements that allow them', () => {
    const [edge] = edgesOf({
      users: { eve: { allow: [allow('s3:*'), allow('iam:CreateAccessKey', 'user/bob')], groups: ['g'] }, bob: {} },
      groups: { g: { allow: [allow('ec2:*')] } },
    });
    expect(edge?.statements).toEqual([
      {
        role: 'identity',
        policy: 'own',
        attachedTo: iamArn('user/eve'),
        index: 1,
        text: { Effect: 'Allow', Action: ['iam:CreateAccessKey'], Resource: [iamArn('user/bob')] },
      },
    ]);
    expect(edge).toMatchObject({ edgeType: 'CREDENTIAL_MINT', lasting: true, steps: [{ rule: 'AWS.IAM.CreateAccessKey' }] });
    const [assumed] = edgesOf({ users: { eve: { allow: [allow('sts:AssumeRole')] } }, roles: { app: { trust: ['root'] } } });
    expect(assumed).toMatchObject({ edgeType: 'ASSUME', lasting: false, sessionSeconds: 3_600 });
    expect(assumed?.statements.map(({ role, attachedTo }) => `${role} ${short(attachedTo!)}`)).toEqual(['identity user/eve', 'resource role/app']);
  });

  test('of whom trusts name outside', () => {
    const github = {
      Effect: 'Allow',
      Principal: { Federated: iamArn('oidc-provider/github') },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringLike: { 'github:sub': 'repo:org/x:*' } },
    };
    const account: TestAccount = {
      roles: {
        a: { trust: ['arn:aws:iam::999988887777:root', 'arn:aws:iam::999988887777:user/ann'] },
        b: {
          trust: [{ Effect: 'Allow', Principal: { AWS: '999988887777' }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
        },
        c: { trust: [github] },
        d: { trust: [{ Effect: 'Allow', Principal: { Federated: iamArn('saml-provider/idp') }, Action: 'sts:AssumeRoleWithSAML' }] },
        e: {
          trust: [
            { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' },
          ],
        },
        f: { trust: ['ec2.amazonaws.com'] },
      },
    };
    const outside = edgesOf(account)
      .map(told)
      .filter((line) => !line.startsWith('role/'));
    expect(outside).toEqual([
      'arn:aws:iam::999988887777:root AWS.STS.AssumeRole principal role/a',
      'arn:aws:iam::999988887777:user/ann AWS.STS.AssumeRole principal role/a',
      'arn:aws:iam::999988887777:root AWS.STS.AssumeRole principal role/b ?unevaluated',
      'oidc-provider/github AWS.STS.AssumeRoleWithWebIdentity principal role/c ?unevaluated',
      'saml-provider/idp AWS.STS.AssumeRoleWithSAML principal role/d',
      '* AWS.STS.AssumeRole principal role/e',
    ]);
  });

  test('to what is no identity', () => {
    const secret = (name: string, type: 'secret' | 'parameter', kmsKey?: string): AwsDocument => ({
      kind: 'secret',
      body: { account: testAccountId, arn: `arn:aws:x:us-east-1:${testAccountId}:${name}`, name, type, tags: {}, ...(kmsKey !== undefined && { kmsKey }) },
    });
    const resource = (arn: string): AwsDocument => ({
      kind: 'resource-policy',
      body: { account: testAccountId, resource: arn, policy: { Version: '2012-10-17', Statement: [] } },
    });
    const data = 'kms:PutKeyPolicy kms:CreateGrant s3:PutBucketPolicy secretsmanager:PutResourcePolicy';
    const account: TestAccount = {
      users: {
        eve: {
          allow: [
            allow(`secretsmanager:GetSecretValue ssm:GetParameter ${data} ec2:DescribeInstanceAttribute`),
            allow('iam:CreateServiceSpecificCredential', 'user/bob'),
          ],
        },
        bob: {},
      },
      things: [{ type: 'ec2-instance', arn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' }],
      inventoried: ['*'],
      more: [
        secret('plain', 'secret'),
        secret('keyed', 'secret', `arn:aws:kms:us-east-1:${testAccountId}:key/k`),
        secret('p', 'parameter', 'alias/aws/ssm'),
        ...[
          'arn:aws:kms:us-east-1:111122223333:key/k',
          'arn:aws:s3:::b',
          'arn:aws:secretsmanager:us-east-1:111122223333:secret:s',
          'arn:aws:sqs:us-east-1:111122223333:q',
        ].map(resource),
      ],
    };
    expect(edgesOf(account).map(told)).toEqual([
      'user/eve AWS.Secrets.GetSecretValue store arn:aws:x:us-east-1:own:plain',
      'user/eve AWS.Secrets.GetSecretValue store arn:aws:x:us-east-1:own:keyed ?missing-input',
      'user/eve AWS.SSM.GetParameter store arn:aws:x:us-east-1:own:p',
      'user/eve AWS.EC2.DescribeInstanceAttribute.UserData store arn:aws:ec2:us-east-1:own:instance/i-1 ?missing-input',
      'user/eve AWS.KMS.PutKeyPolicy resource arn:aws:kms:us-east-1:own:key/k',
      'user/eve AWS.KMS.CreateGrant resource arn:aws:kms:us-east-1:own:key/k',
      'user/eve AWS.S3.PutBucketPolicy resource arn:aws:s3:::b',
      'user/eve AWS.SecretsManager.PutResourcePolicy resource arn:aws:secretsmanager:us-east-1:own:secret:s',
      'user/eve AWS.IAM.CreateServiceSpecificCredential resource user/bob',
    ]);
  });

  test('to the root users of members, for the management account', () => {
    const account: TestAccount = {
      users: { eve: { allow: [allow('sts:AssumeRoot')] } },
      roles: { far: { account: '444455556666' } },
      management: testAccountId,
    };
    expect(edgesOf(account).map(told)).toEqual(['user/eve AWS.STS.AssumeRoot principal arn:aws:iam::444455556666:root ?missing-input']);
  });

  test('that are possible say what they hang on', () => {
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const [edge] = edgesOf({ users: { eve: { allow: [allow('iam:CreateAccessKey', 'user/bob', mfa), deny('s3:*')] }, bob: {} } });
    expect(edge).toMatchObject({ condition: { kind: 'mfa', text: expect.stringContaining('aws:MultiFactorAuthPresent') } });
  });

  test('hang on the time where nobody says when', () => {
    const until = { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } };
    const account = testAccount({ users: { eve: { allow: [allow('iam:CreateAccessKey', 'user/bob', until)] }, bob: {} } });
    const edges = (now?: string) => [...escalate(account, now === undefined ? {} : { now }).edges()].map(told);
    expect(edges()).toEqual(['user/eve AWS.IAM.CreateAccessKey principal user/bob ?time']);
    expect(edges('2019-01-01T00:00:00Z')).toEqual(['user/eve AWS.IAM.CreateAccessKey principal user/bob']);
    expect(edges('2021-01-01T00:00:00Z')).toEqual([]);
  });

  test('hang on the place where nobody says where the attacker is', () => {
    const account = testAccount({
      users: { eve: { allow: [allow('iam:CreateAccessKey', 'user/bob', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })] }, bob: {} },
    });
    const edges = [...escalate(account, { now: testAttacker.now }).edges()];
    expect(edges.map(told)).toEqual(['user/eve AWS.IAM.CreateAccessKey principal user/bob ?source']);
  });
});
