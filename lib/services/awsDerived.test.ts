import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Fact } from '../model/facts.ts';
import { exportFactsFile } from './exportFacts.ts';
import { importPaths } from './importFiles.ts';
import { must, testContext } from './testContext.ts';

const account = '111122223333';
const iam = (name: string): string => `arn:aws:iam::${account}:${name}`;
const region = (name: string): string => `arn:aws:${name.replace(':', `:eu-west-1:${account}:`)}`;
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const made = '2024-01-01T00:00:00+00:00';

/** The answers of AWS for a small account: a builder that may pass a role which may do everything, and a reader of one secret. */
const answers: Record<string, unknown> = {
  'gaad.json': {
    UserDetailList: [
      {
        Path: '/',
        UserName: 'builder',
        UserId: 'AIDAFAKEFAKEFAKEFAKA',
        Arn: iam('user/builder'),
        CreateDate: made,
        GroupList: [],
        AttachedManagedPolicies: [],
        UserPolicyList: [
          {
            PolicyName: 'build',
            PolicyDocument: policy({
              Sid: 'Build',
              Effect: 'Allow',
              Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
              Resource: '*',
            }),
          },
        ],
      },
      {
        Path: '/',
        UserName: 'reader',
        UserId: 'AIDAFAKEFAKEFAKEFAKB',
        Arn: iam('user/reader'),
        CreateDate: made,
        GroupList: [],
        AttachedManagedPolicies: [],
        UserPolicyList: [
          {
            PolicyName: 'read',
            PolicyDocument: policy({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: region('secretsmanager:secret:db-*') }),
          },
        ],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [
      {
        Path: '/',
        RoleName: 'operator',
        RoleId: 'AROAFAKEFAKEFAKEFAKA',
        Arn: iam('role/operator'),
        CreateDate: made,
        AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
        InstanceProfileList: [],
        RolePolicyList: [{ PolicyName: 'all', PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) }],
        AttachedManagedPolicies: [],
      },
    ],
    Policies: [],
  },
  [`secrets.${account}.eu-west-1.json`]: { SecretList: [{ ARN: region('secretsmanager:secret:db-a1B2c3'), Name: 'db', Tags: [] }] },
  'bucket.json': {
    resource: 'arn:aws:s3:::site',
    Policy: JSON.stringify(policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*' })),
  },
};

/** Facts from these, in short: the edge or class, to where. */
const toldOf =
  (...names: string[]) =>
  (fact: Fact): string[] => {
    if ((fact.fact !== 'edge' && fact.fact !== 'grant') || !names.some((name) => fact.from.endsWith(name))) return [];
    const end = (key: string): string => key.replace(/^.*:/, '');
    return fact.fact === 'edge' ? [`${end(fact.from)} ${fact.edge} ${end(fact.to)}`] : [`${end(fact.from)} may ${fact.class} ${end(fact.resource)}`];
  };

test('answers of AWS become edges and grants in the database, with their statements', async () => {
  const ctx = await testContext();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-aws-'));
  for (const [name, answer] of Object.entries(answers)) fs.writeFileSync(path.join(folder, name), JSON.stringify(answer));
  const report = must(await importPaths(ctx, { paths: [folder] }));
  expect(report).toMatchObject({ skipped: [], sources: { length: 4 } });
  const out = path.join(folder, 'out.jsonl');
  must(await exportFactsFile(ctx, { file: out }));
  const facts = fs
    .readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line): Fact => JSON.parse(line));
  expect(facts.flatMap(toldOf('user/builder', 'user/reader', 'aws/anonymous')).sort()).toEqual([
    'aws/anonymous may read site',
    'user/builder acts-as role/operator',
    'user/builder may delegate role/operator',
    'user/builder may execute account/111122223333/lambda/*',
    'user/reader may read-secret db-a1B2c3',
    'user/reader reads-secrets db-a1B2c3',
  ]);
  const edge = facts.find((fact) => fact.fact === 'edge' && fact.technique === 'AWS.Lambda.PassRole.CreateFunction.Invoke');
  expect(edge).toMatchObject({
    lasting: true,
    evidence: { statements: [{ policy: 'build', index: 0, sid: 'Build', marks: expect.arrayContaining([{ member: 'Action', value: 'iam:PassRole' }]) }, {}] },
  });
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
}, 60_000);
