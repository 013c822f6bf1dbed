import fs from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { keyblast } from './keyblast.ts';
import { test } from './live.ts';

const account = '999900001111';
const arn = (what: string): string => `arn:aws:iam::${account}:${what}`;
const key = 'AKIAFAKECHAINFAKE001';
const created = '2026-01-05T08:00:00Z';
const allow = (Action: string | string[], Resource: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const trust = (Service: string) => policy({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

/** A user of a pipeline that may pass a role of all power to a new function. */
const dump = {
  UserDetailList: [
    {
      Path: '/',
      UserName: 'pipeline',
      UserId: 'AIDAFAKECHAINFAKE001',
      Arn: arn('user/pipeline'),
      CreateDate: created,
      GroupList: [],
      UserPolicyList: [
        {
          PolicyName: 'ship',
          PolicyDocument: policy(
            { Sid: 'Functions', ...allow(['lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:ListFunctions', 'lambda:DeleteFunction'], '*') },
            {
              Sid: 'Pass',
              ...allow(['iam:GetRole', 'iam:PassRole'], arn('role/*'), { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }),
            },
          ),
        },
      ],
      AttachedManagedPolicies: [],
      Tags: [],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [
    {
      Path: '/',
      RoleName: 'operations',
      RoleId: 'AROAFAKECHAINFAKE001',
      Arn: arn('role/operations'),
      CreateDate: created,
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      InstanceProfileList: [],
      RolePolicyList: [],
      AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
      Tags: [],
      RoleLastUsed: {},
    },
  ],
  Policies: [],
  IsTruncated: false,
};
const keys = { AccessKeyMetadata: [{ UserName: 'pipeline', AccessKeyId: key, Status: 'Active', CreateDate: created }] };
const trail = {
  Records: [1, 2, 3].map((day) => ({
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAFAKECHAINFAKE001',
      arn: arn('user/pipeline'),
      accountId: account,
      accessKeyId: key,
      userName: 'pipeline',
    },
    eventTime: new Date(Date.now() - day * 86_400_000).toISOString().replace(/\.\d+/, ''),
    eventSource: 'lambda.amazonaws.com',
    eventName: 'ListFunctions20150331',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '198.51.100.20',
    eventID: `00000000-0000-4000-8000-00000000000${day}`,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: account,
  })),
};

test('an access key, the statements by which it becomes an administrator, how to close that, and what of its policies was never used', async ({ page }) => {
  const folder = path.join(process.env.KEYBLAST_HOME ?? '', 'chain');
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries({ account: dump, keys, trail })) fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content));
  keyblast('import', folder, '--source', account);
  keyblast('analyze');

  await page.goto(`/credentials/${encodeURIComponent(`aws:accesskey:${key}`)}`);
  const paths = page.getByRole('region', { name: 'How it gets there' });
  const technique = paths.getByText('AWS.Lambda.PassRole.CreateFunction.Invoke').first();
  await expect(technique).toBeVisible();
  await expect(paths.getByText(/Passes the role to a new function and invokes it/).first()).toBeVisible();
  await expect(paths.getByText(/Allow iam:PassRole only on the roles that are meant to be passed/).first()).toBeVisible();
  const statement = paths.getByRole('figure').filter({ hasText: 'Statement 2, “Pass”, of ship' }).first();
  await expect(statement).toBeVisible();
  await expect(statement.locator('mark')).toContainText(['"iam:PassRole"']);
  await expect(statement).toContainText('"iam:PassedToService": "lambda.amazonaws.com"');

  const used = page.getByRole('region', { name: 'Granted and used' });
  await expect(used).toContainText('1 was used and');
  await used.getByText('The policy', { exact: false }).filter({ hasText: 'characters' }).click();
  await expect(used.locator('pre')).toContainText('"lambda:ListFunctions"');
  await expect(used.locator('pre')).not.toContainText('lambda:DeleteFunction');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
});
