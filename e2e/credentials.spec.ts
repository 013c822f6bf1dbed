import { expect, type Page, test } from '@playwright/test';
import type { CredentialRow } from '../lib/model/figures.ts';
import { keyblastLines } from './keyblast.ts';

const rowsOf = (page: Page) => page.getByRole('table', { name: 'Credentials' }).getByRole('row');

test('filter, facets and sort narrow the table down, and the URL brings it all back', async ({ page, context }) => {
  const all = keyblastLines<CredentialRow>('credentials', '--json');
  await page.goto('/credentials?filter=');
  await expect(page.getByText(`${all.length.toLocaleString('en-US')} of ${all.length.toLocaleString('en-US')}`)).toBeVisible();

  await page.getByRole('textbox', { name: 'Filter' }).fill('leak.band:medium,high,critical');
  await page.getByRole('button', { name: 'Apply' }).click();
  const worse = all.filter(({ leak }) => ['medium', 'high', 'critical'].includes(leak.band));
  await expect(page.getByText(`${worse.length} of ${all.length.toLocaleString('en-US')}`)).toBeVisible();

  await page
    .getByRole('group', { name: 'Acts as' })
    .getByRole('checkbox', { name: /^service/ })
    .check();
  const services = worse.filter(({ identityKind }) => identityKind === 'service');
  await expect(page.getByText(`${services.length} of ${all.length.toLocaleString('en-US')}`)).toBeVisible();

  await page.getByRole('button', { name: 'Credential', exact: true }).click();
  await expect(page).toHaveURL(/sort=credential/);
  const first = services.map(({ credential }) => credential).sort()[0] ?? '';
  await expect(rowsOf(page).nth(1)).toContainText(first);

  const again = await context.newPage();
  await again.goto(page.url());
  await expect(again.getByText(`${services.length} of ${all.length.toLocaleString('en-US')}`)).toBeVisible();
  await expect(rowsOf(again).nth(1)).toContainText(first);
  await expect(again.getByRole('group', { name: 'Acts as' }).getByRole('checkbox', { name: /^service/ })).toBeChecked();
  await expect(again.getByRole('columnheader', { name: 'Credential', exact: true })).toHaveAttribute('aria-sort', 'ascending');
});

test('no page holds more rows than it shows, and the next one goes on', async ({ page }) => {
  await page.goto('/credentials?filter=&sort=credential');
  await expect(rowsOf(page)).toHaveCount(51);
  const last = await rowsOf(page).nth(50).getByRole('link').first().textContent();
  await page.getByRole('button', { name: 'Next page' }).first().click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rowsOf(page).nth(1).getByRole('link').first()).not.toHaveText(last ?? '');
});

test('a filter that cannot be read says where and what, and there is a way out', async ({ page }) => {
  await page.goto('/credentials?filter=leak.band:enormous');
  await expect(page.getByText(/expected one of contained, low, medium, high, critical/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show all credentials' }).click();
  await expect(rowsOf(page)).toHaveCount(51);
});

test('nothing that matches says so, and what to do', async ({ page }) => {
  await page.goto('/credentials?filter=no-such-credential-anywhere');
  await expect(page.getByRole('heading', { name: 'No credential matches' })).toBeVisible();
});

test('the keyboard goes to the table, down its rows and into one', async ({ page }) => {
  await page.goto('/');
  await expect(async () => {
    await page.keyboard.press('g'); // again and again: keys are heard once the page has come to life
    await page.keyboard.press('c');
    await expect(page).toHaveURL('/credentials', { timeout: 1_000 });
  }).toPass();
  await expect(rowsOf(page).nth(2)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const key = (await rowsOf(page).nth(2).getByRole('link').first().textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(key);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('the search box finds a credential from anywhere', async ({ page }) => {
  await page.goto('/imports');
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Search credentials' }).fill('admin-console');
  await page.getByText('moltbook:prod/service-key/admin-console').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('moltbook:prod/service-key/admin-console');
});
