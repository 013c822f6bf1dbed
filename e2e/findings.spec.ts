import { expect } from '@playwright/test';
import { keyblastLines } from './keyblast.ts';
import { test } from './live.ts';

type Line = { rule: string; severity: number; subject: { key: string; kind: string }; title: string };
const count = new Intl.NumberFormat('en-US');

test('the list says what the command line says, the most urgent first, page by page', async ({ page }) => {
  const lines = keyblastLines<Line>('findings', '--json', '--limit', '60');
  await page.goto('/findings');
  const rows = page.getByRole('region', { name: 'Findings' }).getByRole('row');
  await expect(rows).toHaveCount(51);
  for (const [i, { subject, title }] of lines.slice(0, 50).entries()) {
    if (i % 10 !== 0) continue;
    await expect(rows.nth(i + 1)).toContainText(title);
    await expect(rows.nth(i + 1).getByRole('link')).toHaveAttribute('href', /.+/);
    expect(subject.key).toBeTruthy();
  }
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(rows.nth(1)).toContainText(lines[50]!.title);
  await page.getByRole('link', { name: 'To the first' }).click();
  await expect(rows.nth(1)).toContainText(lines[0]!.title);
});

test('a choice leaves as many as it says, and can be taken back', async ({ page }) => {
  await page.goto('/findings');
  const filter = page.getByRole('navigation', { name: 'Filter the findings' });
  const choice = filter.getByRole('link', { name: /^A static key for an agent's identity/ });
  const number = /([\d,]+)$/.exec((await choice.textContent()) ?? '')?.[1] ?? '';
  await choice.click();
  await expect(page).toHaveURL(/filter=rule%3Aagent-static-key/);
  await expect(page.getByText(`of ${number} that match`)).toBeVisible();
  const lines = keyblastLines<Line>('findings', '--json', '--rule', 'agent-static-key');
  expect(count.format(lines.length)).toBe(number);
  await filter.getByRole('link', { name: /^A static key for an agent's identity/ }).click();
  await expect(page).toHaveURL(/\/findings$/);
});

test('from a finding to the credential, and there down to the fact it rests on', async ({ page }) => {
  await page.goto('/findings?filter=rule:seen-inside');
  const row = page.getByRole('region', { name: 'Findings' }).getByRole('row').nth(1);
  await row.getByText('Seen inside').click();
  await expect(row.getByText('What to do:')).toBeVisible();
  await row.getByRole('link').click();
  const findings = page.getByRole('region', { name: 'Findings' });
  const found = findings.getByRole('listitem').filter({ hasText: 'Seen inside' }).first();
  await expect(found).toContainText('NHI2:2025');
  await found.getByText(/facts? it rests on/).click();
  await expect(found).toContainText(/seen by team.*claude_desktop_config.json:3, import \d+, fact \d+/);
});

test('a standard opens to its items, and an item to its findings', async ({ page }) => {
  await page.goto('/');
  const standards = page.getByRole('region', { name: 'Standards' });
  await standards.getByText('OWASP Non-Human Identities Top 10').click();
  const link = standards.getByRole('link', { name: /findings for NHI7:2025/ });
  const number = (await link.textContent()) ?? '';
  await link.click();
  await expect(page.getByText(`of ${number} that match`)).toBeVisible();
});

test('a choice that nothing has, and one that is none, say so', async ({ page }) => {
  await page.goto('/findings?filter=environment:none+rule:incident+system:canary');
  await expect(page.getByRole('heading', { name: 'No finding matches' })).toBeVisible();
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(page.getByRole('region', { name: 'Findings' })).toBeVisible();
  await page.goto('/findings?filter=colour:red');
  await expect(page.getByText('Fields: rule, severity, standard, system, environment, owner')).toBeVisible();
});
