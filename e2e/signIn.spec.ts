import { expect } from '@playwright/test';
import { administrator } from './keyblast.ts';
import { test } from './live.ts';

test.use({ storageState: { cookies: [], origins: [] } });

test('a password leads to the page that was asked for, and out again', async ({ page }) => {
  await page.goto('/credentials?filter=leak.band:high');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcredentials%3Ffilter%3D/);
  await page.getByLabel('E-mail address').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'do not belong together' })).toBeVisible();

  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/credentials\?filter=leak\.band(:|%3A)high$/);

  await page.getByRole('button', { name: new RegExp(`${administrator.name}, admin`) }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/');
  await expect(page).toHaveURL('/sign-in');
});

test('without a session the API answers nothing but its health', async ({ request }) => {
  const health = await request.get('/api/health');
  expect(health.status()).toBe(200);
  expect(await health.json()).toEqual({ status: 'ok' });
  expect((await request.get('/api/search?q=key')).status()).toBe(401);
  expect((await request.post('/api/analyses', { headers: { Origin: new URL(health.url()).origin } })).status()).toBe(401);
});

test('a page elsewhere cannot act in a person’s name', async ({ request }) => {
  const headers = { Origin: 'https://elsewhere.example' };
  expect((await request.post('/api/sign-in', { headers, data: administrator })).status()).toBe(403);
  expect((await request.post('/api/sign-out', { headers })).status()).toBe(403);
});

test('no page may be framed, and scripts run only with the request’s nonce', async ({ request }) => {
  const policies = await Promise.all([0, 1].map(async () => (await request.get('/sign-in')).headers()['content-security-policy'] ?? ''));
  for (const policy of policies) {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic';/);
  }
  expect(policies[0]).not.toBe(policies[1]);
});
