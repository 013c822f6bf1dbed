import { expect, type Page } from '@playwright/test';
import type { CredentialRow } from '../lib/model/figures.ts';
import { formatAmount } from '../lib/model/format.ts';
import { keyblast, keyblastLines } from './keyblast.ts';
import { test } from './live.ts';

const credential = 'moltbook:prod/service-key/admin-console';

/** The weight of the credential's leak, certain, as the command line has it; and the screen shows the same. */
async function weightOf(page: Page): Promise<number> {
  const [row] = keyblastLines<CredentialRow>('credentials', '--json', '--filter', `credential:"${credential}"`);
  const weight = row?.leak.weight ?? Number.NaN;
  await page.goto(`/credentials/${encodeURIComponent(credential)}`);
  const shown = page.getByRole('table', { name: /Figures of leak and takeover/ }).getByRole('row', { name: /^Weight/ });
  await expect(shown.getByRole('cell').first()).toContainText(formatAmount(weight));
  return weight;
}

/** Saves the draft, sees that the figures are behind, and brings them up to date. */
async function saveAndAnalyse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and apply' }).click();
  await expect(page.getByText('Saved and applied. The figures stand for what was before.').filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Analyse now' }).click();
  await expect(page.getByText('Saved and applied.')).toBeHidden({ timeout: 30_000 });
}

test('a rule by pattern moves the figures, and its end moves them back', async ({ page }) => {
  test.setTimeout(120_000);
  keyblast('analyze');
  const before = await weightOf(page);
  await page.goto('/settings/patterns');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const rule = page.getByRole('listitem', { name: 'Rule 1' });
  await rule.getByLabel('Key or alias like').fill('moltbook:prod/*');
  await rule.getByLabel('Of').selectOption('resources');
  await expect(rule.getByText(/nodes match, [\d,]+ would change/)).toBeVisible();
  const would = /([\d,]+) would change/.exec((await rule.locator('summary').textContent()) ?? '')?.[1];
  await expect(page.getByText(`${would} nodes would change.`).filter({ visible: true })).toBeVisible();
  await saveAndAnalyse(page);

  const ruled = await weightOf(page);
  expect(ruled).toBeGreaterThan(before);
  await page.goto(`/exposure?of=${encodeURIComponent('moltbook:prod/database')}`);
  await expect(page.getByRole('link', { name: 'Settings, rule moltbook:prod/*' })).toBeVisible();
  await page.goto('/imports');
  await expect(page.getByRole('region', { name: 'Sources' }).getByRole('row', { name: /^settings/ })).toContainText('500');

  await page.goto('/settings/patterns');
  await page.getByRole('button', { name: 'Delete rule 1' }).click();
  await expect(page.getByText(/would have what their sources say again/).filter({ visible: true })).toBeVisible();
  await saveAndAnalyse(page);
  expect(await weightOf(page)).toBe(before);
});
