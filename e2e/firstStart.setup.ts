import fs from 'node:fs';
import { expect } from '@playwright/test';
import { administrator, sessionFile } from './keyblast.ts';
import { test, whenLive } from './live.ts';

test('the one-time link makes the first administrator, once', async ({ page, browser }) => {
  const link = process.env.KEYBLAST_E2E_LINK ?? '';
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Nobody can sign in yet' })).toBeVisible();

  await page.goto(link);
  await page.getByLabel('Name').fill(administrator.name);
  await page.getByLabel('E-mail address').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill('too-short');
  await page.getByRole('button', { name: 'Create the administrator' }).click();
  await expect(page).toHaveURL(link); // the browser itself asks for more characters

  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Create the administrator' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('high or critical');
  fs.mkdirSync('test-results', { recursive: true });
  await page.context().storageState({ path: sessionFile });

  const stranger = whenLive(await browser.newPage());
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await stranger.close();
});
