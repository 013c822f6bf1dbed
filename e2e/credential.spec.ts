import { expect, test } from '@playwright/test';
import type { CredentialRow } from '../lib/model/figures.ts';
import { formatAmount } from '../lib/model/format.ts';
import { keyblastLines } from './keyblast.ts';

const admin = 'moltbook:prod/service-key/admin-console';
const address = `/credentials/${encodeURIComponent(admin)}`;

test('the figures are those of the command line, both scenarios, certain and up to', async ({ page }) => {
  const [row] = keyblastLines<CredentialRow>('credentials', '--json', '--filter', `credential:"${admin}"`);
  await page.goto(address);
  const figures = page.getByRole('table', { name: /Figures of leak and takeover/ });
  const actionDays = figures.getByRole('row', { name: /^Action-days/ }).getByRole('cell');
  await expect(actionDays).toHaveText(
    [row!.leak, row!.leak.upTo, row!.takeover, row!.takeover.upTo].map((of) => new RegExp(`${formatAmount(of.actionDays).replace('.', '\\.')}$`)),
  );
  await expect(
    figures
      .getByRole('row', { name: /^Scope/ })
      .getByRole('cell')
      .first(),
  ).toHaveText(row!.leak.scope.toLocaleString('en-US'));
});

test('the way to a crown jewel is shown step by step, each step with its evidence', async ({ page }) => {
  await page.goto(address);
  const paths = page.getByRole('region', { name: 'How it gets there' });
  await expect(paths.getByText('authenticates as').first()).toBeVisible();
  await paths.locator('summary', { hasText: 'Evidence' }).first().click();
  await expect(paths.getByText(/moltbook\.inventory\.csv:\d+/).first()).toBeVisible();
  await expect(paths.getByText('inventory-csv:default').first()).toBeVisible();
});

test('scenario and end are in the URL, and change what is shown', async ({ page }) => {
  await page.goto(address);
  await page.getByRole('navigation', { name: 'Scenario' }).getByRole('link', { name: 'Takeover' }).click();
  await expect(page).toHaveURL(/scenario=takeover/);
  await page.getByRole('navigation', { name: 'Certain or up to' }).getByRole('link', { name: 'Up to' }).click();
  await expect(page).toHaveURL(/scenario=takeover&end=upTo/);
  await expect(page.getByText('Permissions reached, takeover, up to, worst first.')).toBeVisible();
});

test('permissions are searched and paged on the server', async ({ page }) => {
  await page.goto(address);
  const permissions = page.getByRole('region', { name: 'What it can do' });
  await expect(permissions.getByRole('row')).toHaveCount(26);
  await permissions.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/offset=25/);
  await permissions.getByRole('textbox', { name: 'Search permissions' }).fill('read-secret');
  await permissions.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/search=read-secret/);
  await expect(permissions.getByRole('row').nth(1)).toContainText('read-secret');
});

test('for an agent, takeover comes first', async ({ page }) => {
  const [agent] = keyblastLines<CredentialRow>('credentials', '--json', '--filter', 'identityKind:agent usable:true', '--limit', '1');
  await page.goto(`/credentials/${encodeURIComponent(agent!.credential)}`);
  await expect(page.getByRole('navigation', { name: 'Scenario' }).getByRole('link').first()).toHaveText('Takeover');
  await expect(page.getByRole('navigation', { name: 'Scenario' }).getByRole('link', { name: 'Takeover' })).toHaveAttribute('aria-current', 'true');
});

test('one that is not there says so', async ({ page }) => {
  await page.goto('/credentials/no-such-key');
  await expect(page.getByRole('heading', { name: 'This credential is not in the last analysis' })).toBeVisible();
});
