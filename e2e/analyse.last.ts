import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { keyblast } from './keyblast.ts';
import { test } from './live.ts';

test('new data makes the figures stale, and an analysis asked for here brings them up to date', async ({ page }) => {
  await page.goto('/');
  const before = Number((await page.getByRole('heading', { level: 1 }).getByRole('link').nth(1).textContent())?.replace(/,/g, ''));

  const file = path.join(process.env.KEYBLAST_HOME ?? '', 'one-more.facts.jsonl');
  const facts = [
    { fact: 'credential', key: 'late:key/1', system: 'late' },
    { fact: 'edge', edge: 'authenticates', from: 'late:key/1', to: 'late:service/1' },
    { fact: 'grant', from: 'late:service/1', class: 'read', resource: 'late:box' },
  ];
  fs.writeFileSync(file, facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  keyblast('import', file, '--source', 'late');

  await page.reload();
  await expect(page.getByText('Data was imported since this analysis').filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Analyse now' }).click();
  await expect(page.getByText('Data was imported since this analysis')).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText('Figures are up to date').filter({ visible: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText(`of ${before.toLocaleString('en-US')} credentials`);
});
