import { expect } from '@playwright/test';
import type { CredentialRow } from '../lib/model/figures.ts';
import { keyblastLines } from './keyblast.ts';
import { test } from './live.ts';

const count = new Intl.NumberFormat('en-US');

test('the sentence says what the command line counts', async ({ page }) => {
  const rows = keyblastLines<CredentialRow>('credentials', '--json', '--filter', 'usable:true inEstate:true', '--limit', '5000');
  const worst = (scenario: 'leak' | 'takeover') => rows.filter((row) => row[scenario].band === 'high' || row[scenario].band === 'critical').length;
  await page.goto('/');
  const sentence = page.getByRole('heading', { level: 1 });
  await expect(sentence).toContainText(`${count.format(worst('leak'))} of ${count.format(rows.length)} credentials are high or critical if they leak`);
  await expect(sentence).toContainText(`${count.format(worst('takeover'))} if what uses them is taken over`);
});

test('a number opens the rows it counts', async ({ page }) => {
  await page.goto('/');
  const link = page.getByRole('heading', { level: 1 }).getByRole('link').first();
  const number = (await link.textContent()) ?? '';
  await link.click();
  await expect(page).toHaveURL(/\/credentials\?filter=/);
  await expect(page.getByText(`${number} of`, { exact: false }).first()).toBeVisible();
});

test('a bar of the distribution opens the credentials it stands for', async ({ page }) => {
  await page.goto('/');
  const bar = page.getByRole('region', { name: 'Reach in a leak' }).getByRole('link').filter({ hasNotText: /^0$/ }).last();
  const label = (await bar.getAttribute('aria-label')) ?? '';
  const number = /^([\d,]+) credentials/.exec(label)?.[1];
  await bar.click();
  await expect(page).toHaveURL(/leak\.actionDays/);
  await expect(page.getByText(`${number} of`).first()).toBeVisible();
});
