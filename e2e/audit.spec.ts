import fs from 'node:fs';
import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { administrator, keyblast } from './keyblast.ts';
import { test, whenLive } from './live.ts';

const olga = { name: 'Olga Auditor', email: 'olga@example.com', password: 'one-more-fake-password' };

/** Runs SQL as the owner of the tests' database, who may do anything with it. */
async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: keyblast('db', 'url', '--owner').trim() });
  await client.connect();
  await client.query(sql);
  await client.end();
}
const row = (page: Page, what: string) => page.getByRole('region', { name: 'Audit log' }).getByRole('row').filter({ hasText: what });
const verify = async (page: Page): Promise<void> => page.getByRole('button', { name: 'Verify the log' }).click();

test('an auditor finds who did what and when, filters it, and takes the log away to verify it elsewhere', async ({ page, browser }) => {
  const own = { headers: { Origin: `http://127.0.0.1:${process.env.KEYBLAST_E2E_PORT}` } };
  const invited = await page.request.post('/api/people/invitations', { ...own, data: { name: olga.name, email: olga.email, role: 'auditor' } });
  const { path } = await invited.json();
  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const their = whenLive(await theirs.newPage());
  await their.request.post('/api/welcome', { ...own, data: { token: path.replace('/welcome/', ''), password: olga.password } });
  await their.goto('/settings/profile');
  await their.getByRole('link', { name: 'Audit log' }).click();
  await expect(their).toHaveURL('/settings/audit');

  await their.getByLabel('Who').selectOption(administrator.name);
  await their.getByLabel('What').selectOption('invited a person');
  await their.getByRole('button', { name: 'Filter' }).click();
  await expect(their).toHaveURL(/action=person\.invite/);
  await expect(row(their, olga.email)).toContainText('auditor');
  await expect(their.getByRole('region', { name: 'Audit log' }).getByRole('row').filter({ hasText: 'signed in' })).toHaveCount(0);

  await their.goto('/settings/audit?from=2020-01-01&to=2020-12-31');
  await expect(their.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await their.getByRole('link', { name: 'Show all' }).click();
  await expect(row(their, 'signed in').first()).toContainText(olga.name);

  const download = their.waitForEvent('download');
  await their.getByRole('link', { name: 'Export all' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^audit-[0-9a-f]{16}-\d+\.ndjson$/);
  const lines = fs
    .readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(JSON.parse(lines[0]!)).toMatchObject({ keyblast: 'audit', to: lines.length - 1 });
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ action: 'audit.export', entry: lines.length - 1 });

  await their.goto('/settings/people');
  await expect(their.getByRole('button', { name: 'Invite a person' })).toHaveCount(0);
  await theirs.close();
});

test('a log that was tampered with is found out by the button, and named; one that was not is whole', async ({ page }) => {
  const head = keyblast('audit', 'head').trim();
  await page.goto('/settings/audit');
  await verify(page);
  await expect(page.getByText('The log is whole.')).toBeVisible();
  await page.getByLabel('A head that you kept').fill(head);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The head that you kept is part of it.')).toBeVisible();

  await asOwner(`UPDATE audit SET actor = 'mallory' WHERE id = 2`);
  await verify(page);
  await expect(page.getByRole('alert').filter({ hasText: 'The log was tampered with.' })).toContainText('Entry 2 was edited');
  await asOwner(`UPDATE audit SET actor = (SELECT actor FROM audit WHERE id = 1) WHERE id = 2`); // the command line did both
  await verify(page);
  await expect(page.getByText('The log is whole.')).toBeVisible();

  await page.getByLabel('A head that you kept').fill(head.replace(/\.\d+\./, '.999999.'));
  await verify(page);
  await expect(page.getByRole('alert').filter({ hasText: 'The log was tampered with.' })).toContainText('was not signed with this public key');
  await page.getByLabel('A head that you kept').fill('no head');
  await verify(page);
  await expect(page.getByRole('alert').filter({ hasText: 'head: expected LOG.ENTRY.HASH.SIGNATURE' })).toBeVisible();
});

test('nobody else sees it', async ({ browser, page }) => {
  const own = { headers: { Origin: `http://127.0.0.1:${process.env.KEYBLAST_E2E_PORT}` } };
  const invited = await page.request.post('/api/people/invitations', { ...own, data: { name: 'Ann', email: 'ann@example.com', role: 'manager' } });
  const { path } = await invited.json();
  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const their = whenLive(await theirs.newPage());
  await their.request.post('/api/welcome', { ...own, data: { token: path.replace('/welcome/', ''), password: olga.password } });
  await their.goto('/settings/audit');
  await expect(their.getByRole('heading', { name: 'Not for this role' })).toBeVisible();
  await expect(their.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  expect((await their.request.get('/api/audit/export')).status()).toBe(403);
  expect((await their.request.post('/api/audit/verify', { ...own, data: {} })).status()).toBe(403);
  await theirs.close();
});
