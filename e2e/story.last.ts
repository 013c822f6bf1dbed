import { expect, type Page } from '@playwright/test';
import { importInBrowser } from './importedFiles.ts';
import { test } from './live.ts';

/** One story from the file to the proof and back, on an account's dump and its list of access keys as AWS makes them. */
test.describe.configure({ mode: 'serial' });

const account = '999900002222';
const arn = (what: string): string => `arn:aws:iam::${account}:${what}`;
const created = '2026-01-05T08:00:00Z';
/** So many that one that changes holds no import. */
const users = Array.from({ length: 45 }, (_, i) => `robot${String(i).padStart(2, '0')}`);
const keyOf = (user: string): string => `AKIAFAKESTORYFAKE0${user.slice(-2)}`;
const [story = ''] = users;

const dump = {
  UserDetailList: users.map((user) => ({
    Path: '/',
    UserName: user,
    UserId: `AIDAFAKESTORYFAKE0${user.slice(-2)}`,
    Arn: arn(`user/${user}`),
    CreateDate: created,
    GroupList: [],
    UserPolicyList: [
      {
        PolicyName: 'objects',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::story-${user}/*` }],
        },
      },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
  })),
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
  IsTruncated: false,
};
/** The list as `aws iam list-access-keys` gives it, a key a line, so that a line of it can be named. */
const keys = (status: 'Active' | 'Inactive'): string =>
  `{"AccessKeyMetadata":[\n${users.map((user) => JSON.stringify({ UserName: user, AccessKeyId: keyOf(user), Status: user === story ? status : 'Active', CreateDate: created })).join(',\n')}\n]}\n`;

async function openTask(page: Page): Promise<void> {
  await page.goto(`/remediation?view=table&search=${keyOf(story)}`);
  await page
    .getByRole('link', { name: `Revoke aws:accesskey:${keyOf(story)}` })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: /^Revoke aws:accesskey/ })).toBeVisible();
}
const about = (page: Page) => page.getByRole('region', { name: 'The task' });
const subjects = (page: Page) => page.getByRole('region', { name: 'What it is about' });

test('import, finding, task', async ({ page }) => {
  await importInBrowser(page, { 'account.json': JSON.stringify(dump), 'keys.json': keys('Active') }, account);
  await page.goto(`/credentials/${encodeURIComponent(`aws:accesskey:${keyOf(story)}`)}`);
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('Never rotated');
  await page.getByRole('button', { name: 'Make it a task' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the task' }).click();
  await expect(page.getByText('1 task made on 1 subject.').filter({ visible: true })).toBeVisible();
  await openTask(page);
  await expect(about(page)).toContainText('Open');
  await expect(subjects(page)).toContainText('The path is in the current facts.');
  await page.getByRole('button', { name: 'Claim done' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Claim done' }).click();
  await expect(about(page)).toContainText('Claimed done');
});

test('the source changes, an import shows it: verified, with the record that says so, before and after', async ({ page }) => {
  await importInBrowser(page, { 'keys.json': keys('Inactive') }, account);
  await openTask(page);
  await expect(about(page)).toContainText('Verified');
  await expect(subjects(page)).toContainText(/gone says keys\.json:\d+, import \d+/);
  const figures = subjects(page).getByRole('row').nth(1).getByRole('cell');
  await expect(figures.nth(2)).toContainText(/[1-9][\d,.]*.*0/s); // before, then after
  await expect(page.getByRole('region', { name: 'History' })).toContainText('verified it: the path of every subject is gone');
  await expect(page.getByRole('button', { name: /^(Start|Claim done|Put back)$/ })).toHaveCount(0); // what is proven is data's alone
});

test('the path comes back: the task is work again, and names the fact', async ({ page }) => {
  await importInBrowser(page, { 'keys.json': keys('Active') }, account);
  await openTask(page);
  await expect(about(page)).toContainText('Open');
  await expect(page.getByRole('region', { name: 'History' })).toContainText(
    new RegExp(`reopened it: the path is there again, aws:accesskey:${keyOf(story)} in keys\\.json:\\d+, import \\d+`),
  );
  await page.goto('/remediation?view=reopened');
  await expect(page.getByText(keyOf(story)).first()).toBeVisible();
});

test('an edge that is wrong is struck out where it is shown, counted, and kept out of the figures', async ({ page }) => {
  const credential = `/credentials/${encodeURIComponent(`aws:accesskey:${keyOf(story)}`)}`;
  await page.goto(credential);
  const paths = page.getByRole('region', { name: 'How it gets there' });
  await paths.getByRole('button', { name: 'This edge is wrong' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('the key was never given to that user');
  await dialog.getByLabel('Until').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await dialog.getByRole('button', { name: 'Put it beside the facts' }).click();
  await expect(dialog).toBeHidden();
  const corrections = page.getByRole('region', { name: 'Corrections' });
  await expect(corrections.locator('s')).toContainText(`aws:accesskey:${keyOf(story)} authenticates`);
  await expect(corrections).toContainText('the key was never given to that user');
  await expect(corrections).toContainText(/Fact \d+ of .+, import \d+/);

  await page.goto('/');
  await page.getByRole('button', { name: 'Analyse now' }).click();
  await expect(page.getByText('Data was imported since this analysis')).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: '1 correction in force' })).toBeVisible();
  await page.goto(credential);
  await expect(page.getByText('It reaches nothing beyond itself.')).toBeVisible();
});
