import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyzeEstate } from './analyzeEstate.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { showLeastPrivilege } from './showLeastPrivilege.ts';
import { simulate } from './simulate.ts';
import { must, type TestContext, testContext } from './testContext.ts';

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/ci`;
const key = 'AKIAFAKEFAKEFAKE0001';
const asOf = '2026-03-20T00:00:00Z';

const policy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject', 's3:PutObject'], Resource: ['arn:aws:s3:::site/*', 'arn:aws:s3:::archive/*'] },
    { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: `arn:aws:iam::${account}:user/ops` },
  ],
};
const dump = (inline: unknown[]) => ({
  UserDetailList: [
    { UserName: 'ci', Arn: user, UserPolicyList: inline.map((PolicyDocument, at) => ({ PolicyName: `p${at}`, PolicyDocument })) },
    {
      UserName: 'ops',
      Arn: `arn:aws:iam::${account}:user/ops`,
      AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
});
const event = (more: object) => ({
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', principalId: 'AIDAFAKEFAKEFAKE00001', arn: user, accountId: account, accessKeyId: key, userName: 'ci' },
  eventTime: '2026-03-05T10:00:00Z',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '198.51.100.7',
  eventType: 'AwsApiCall',
  recipientAccountId: account,
  ...more,
});
const trail = {
  Records: [
    event({
      eventID: '00000000-0000-4000-8000-000000000001',
      eventSource: 's3.amazonaws.com',
      eventName: 'PutObject',
      managementEvent: false,
      eventCategory: 'Data',
      requestParameters: { bucketName: 'site', key: 'index.html' },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::site/index.html' },
        { accountId: account, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::site' },
      ],
    }),
    event({
      eventID: '00000000-0000-4000-8000-000000000002',
      eventSource: 'sts.amazonaws.com',
      eventName: 'GetCallerIdentity',
      managementEvent: true,
      eventCategory: 'Management',
    }),
  ],
};
const keys = [{ UserName: 'ci', AccessKeyId: key, Status: 'Active', CreateDate: '2026-01-01T00:00:00Z' }];

let folder: string;
const contexts: TestContext[] = [];
async function estateOf(name: string, inline: unknown[]): Promise<TestContext> {
  const ctx = await testContext();
  contexts.push(ctx);
  const at = path.join(folder, name);
  fs.mkdirSync(at);
  const files = { 'account.json': dump(inline), 'trail.json': trail, 'keys.json': { AccessKeyMetadata: keys } };
  for (const [file, content] of Object.entries(files)) fs.writeFileSync(path.join(at, file), JSON.stringify(content));
  must(await importPaths(ctx, { paths: [at] }));
  must(await analyzeEstate(ctx, { asOf }));
  return ctx;
}
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-simulate-'));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  for (const ctx of contexts) await ctx.close();
});
const rowOf = async (ctx: TestContext) => {
  const { rows } = must(await listCredentials(ctx, { limit: 50 }));
  const row = rows.find(({ credential }) => credential.includes(key));
  return row && { leak: row.leak, takeover: row.takeover };
};

test('scoping down gives what importing the least policies and analysing anew gives', async () => {
  const ctx = await estateOf('now', [policy]);
  const { changes, unchanged } = must(await simulate(ctx, { control: 'scope-down', subjects: [`aws:accesskey:${key}`] }));
  expect(unchanged).toEqual([]);
  expect(changes[0]?.before).toEqual(await rowOf(ctx));
  expect(changes[0]?.before.leak.upTo.band).toBe('critical'); // it can make a key of an administrator
  const { tightened } = must(await showLeastPrivilege(ctx, { identity: `aws:${user}`, until: asOf }));
  const then = await estateOf('then', tightened);
  expect(changes[0]?.after).toEqual(await rowOf(then));
  expect(changes[0]?.after?.leak.upTo.band).not.toBe('critical');
});

test('what cannot be simulated is said', async () => {
  const ctx = contexts[0]!;
  expect(await simulate(ctx, { control: 'scope-down', subjects: ['nobody'] })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(await simulate(ctx, { control: 'vanish', subjects: [`aws:accesskey:${key}`] })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  const { changes, estate } = must(await simulate(ctx, { control: 'revoke', subjects: [`aws:accesskey:${key}`] }));
  expect(changes[0]?.after?.leak.scope).toBe(0);
  expect(estate.after.leak.actionDays).toBe(0);
});
