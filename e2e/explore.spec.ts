import { expect } from '@playwright/test';
import { test } from './live.ts';

test('from an exposed crown jewel to who reaches it, and how', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('region', { name: 'Most exposed crown jewels' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: /Reached by [\d,]+.* credentials in a leak/ })).toBeVisible();
  await page
    .getByRole('link', { name: /^Paths from/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/explore\?from=.+&to=.+/);
  const paths = page.getByRole('region', { name: /\d+ paths?/ });
  await expect(paths.getByText('authenticates as').first()).toBeVisible();
  await expect(paths.getByText('Evidence').first()).toBeVisible();
});

test('a question without an answer says so', async ({ page }) => {
  await page.goto('/explore');
  await page.getByRole('textbox', { name: 'From' }).fill('no-such-thing');
  await page.getByRole('textbox', { name: 'To' }).fill('neither-this');
  await page.getByRole('button', { name: 'Find paths' }).click();
  await expect(page.getByRole('heading', { name: 'This cannot be answered' })).toBeVisible();
});

test('imports go down to their files and what was rejected', async ({ page }) => {
  await page.goto('/imports');
  await expect(page.getByRole('region', { name: 'Sources' }).getByText('inventory-csv:default')).toBeVisible();
  await page
    .getByRole('link', { name: /rejected/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Rejected records' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText(/\d/);
});
