import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from './context.ts';
import { importPaths } from './importFiles.ts';
import { showLeastPrivilege } from './showLeastPrivilege.ts';
import { showUse } from './showUse.ts';
import { must, testContext } from './testContext.ts';

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/ci`;
const until = '2026-03-20T00:00:00Z';

const dump = {
  UserDetailList: [
    {
      Path: '/',
      UserName: 'ci',
      UserId: 'AIDAFAKEFAKEFAKE00001',
      Arn: user,
      CreateDate: '2025-01-01T00:00:00Z',
      GroupList: ['builders'],
      UserPolicyList: [
        {
          PolicyName: 'deploy',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Sid: 'Files', Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*', 'arn:aws:s3:::archive/*'] },
              { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
            ],
          },
        },
      ],
      AttachedManagedPolicies: [{ PolicyName: 'gone', PolicyArn: `arn:aws:iam::${account}:policy/gone` }],
    },
  ],
  GroupDetailList: [
    {
      Path: '/',
      GroupName: 'builders',
      GroupId: 'AGPAFAKEFAKEFAKE00001',
      Arn: `arn:aws:iam::${account}:group/builders`,
      GroupPolicyList: [],
      AttachedManagedPolicies: [{ PolicyName: 'build', PolicyArn: `arn:aws:iam::${account}:policy/build` }],
    },
  ],
  RoleDetailList: [],
  Policies: [
    {
      PolicyName: 'build',
      PolicyId: 'ANPAFAKEFAKEFAKE00001',
      Arn: `arn:aws:iam::${account}:policy/build`,
      Path: '/',
      DefaultVersionId: 'v1',
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          Document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['codebuild:*', 'iam:PassRole'], Resource: '*' } },
        },
      ],
    },
  ],
  IsTruncated: false,
};

let number = 0;
const event = (eventSource: string, eventName: string, more: object = {}) => ({
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', principalId: 'AIDAFAKEFAKEFAKE00001', arn: user, accountId: account, accessKeyId: 'AKIAFAKEFAKEFAKE0001', userName: 'ci' },
  eventTime: `2026-03-0${(number % 9) + 1}T10:00:00Z`,
  eventSource,
  eventName,
  awsRegion: 'eu-west-1',
  sourceIPAddress: '198.51.100.7',
  eventID: `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`,
  eventType: 'AwsApiCall',
  managementEvent: true,
  eventCategory: 'Management',
  recipientAccountId: account,
  ...more,
});
const inBucket = (bucket: string) => ({
  managementEvent: false,
  eventCategory: 'Data',
  requestParameters: { bucketName: bucket, key: 'index.html' },
  resources: [
    { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/index.html` },
    { accountId: account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
  ],
});
const trail = {
  Records: [
    event('s3.amazonaws.com', 'PutObject', inBucket('site')),
    event('s3.amazonaws.com', 'GetObject', inBucket('elsewhere')),
    event('s3.amazonaws.com', 'DeleteObject', { ...inBucket('archive'), errorCode: 'AccessDenied' }),
    event('codebuild.amazonaws.com', 'StartBuild', { requestParameters: { projectName: 'web' } }),
  ],
};

let ctx: Context & { close(): Promise<void> };
let folder: string;
const load = async (name: string, content: object) => {
  fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
  return must(await importPaths(ctx, { paths: [path.join(folder, name)] }));
};
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-least-'));
  await load('account.json', dump);
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
});

test('without a log nothing is called unused, and no policy is proposed', async () => {
  const told = must(await showLeastPrivilege(ctx, { identity: `aws:${user}`, until }));
  expect(told).toMatchObject({ arn: user, usedActions: 0, unusedActions: 0, services: [], tightened: [] });
  expect(told.covered).toBeUndefined();
});

test('what the log saw is allowed still, on what it saw it on; what it would not show stays; the rest is named', async () => {
  await load('trail.json', trail);
  const told = must(await showLeastPrivilege(ctx, { identity: `aws:${user}`, until }));
  expect(told.tightened.map(({ document }) => document)).toEqual([
    {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
        { Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: `arn:aws:codebuild:eu-west-1:${account}:project/web` },
        { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::site/*' },
        { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
      ],
    },
  ]);
  expect(told).toMatchObject({
    dataEventsOf: ['s3'],
    policies: ['deploy', `arn:aws:iam::${account}:policy/build`],
    unknownPolicies: [`arn:aws:iam::${account}:policy/gone`],
    elsewhere: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::elsewhere' }],
    usedActions: 2,
    unloggedActions: 1,
  });
  expect(told.covered).toBeDefined();
  expect(told.statements).toContainEqual({
    policy: 'deploy',
    attachedTo: user,
    index: 0,
    sid: 'Files',
    used: true,
    resources: 3,
    unused: ['arn:aws:s3:::site', 'arn:aws:s3:::archive/*'],
  });
});

test('beside its key, a use on a bucket is the permission that it is', async () => {
  const { rows } = await ctx.database.pool.query<{ id: number }>(`SELECT id FROM node WHERE key = 'aws:accesskey:AKIAFAKEFAKEFAKE0001'`);
  const { actions } = must(await showUse(ctx, { id: String(rows[0]!.id), until }));
  expect(actions.map(({ action, class: one }) => [action, one]).sort()).toEqual([
    ['codebuild:StartBuild', 'execute'],
    ['s3:GetObject', 'read'],
    ['s3:PutObject', 'write'],
  ]);
});

test('an identity of which no policies are imported is not found', async () => {
  expect(await showLeastPrivilege(ctx, { identity: `aws:arn:aws:iam::${account}:user/nobody`, until })).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
});
