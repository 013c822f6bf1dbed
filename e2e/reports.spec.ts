import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { keyblast } from './keyblast.ts';
import { test } from './live.ts';

test('a report is made, looked at, taken away and verified; one changed byte is told', async ({ page, context }, info) => {
  await page.goto('/reports');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByText('The report is made')).toBeVisible({ timeout: 40_000 });
  const row = page.getByRole('region', { name: 'Library' }).getByRole('row').filter({ hasText: 'Board' }).first();
  const opened = context.waitForEvent('page');
  await row.getByRole('link', { name: 'See it as a page' }).click();
  const shown = await opened;
  await expect(shown.getByRole('heading', { level: 1 })).toHaveText('Identity blast radius: report for the board');
  await expect(shown.getByRole('heading', { name: 'What we ask' })).toBeVisible();
  await shown.close();

  const taken = async (name: string): Promise<string> => {
    const download = page.waitForEvent('download');
    await row.getByRole('link', { name, exact: true }).click();
    const file = await download;
    const kept = info.outputPath(file.suggestedFilename());
    await file.saveAs(kept);
    return kept;
  };
  const html = await taken('HTML');
  const sig = await taken('Signature of the HTML');
  expect(path.basename(sig)).toBe(`${path.basename(html)}.sig`);
  await page.getByLabel('Files to verify').setInputFiles([html, sig]);
  await expect(page.getByText('is untouched: HTML, as signed.')).toBeVisible();
  expect(keyblast('report', '--verify', html)).toContain('untouched, html');

  const changed = info.outputPath('changed.html');
  fs.writeFileSync(changed, fs.readFileSync(html, 'utf8').replace('What we ask', 'What we Ask'));
  fs.copyFileSync(sig, `${changed}.sig`);
  await page.getByLabel('Files to verify').setInputFiles([changed, `${changed}.sig`]);
  await expect(page.getByText('the file was changed')).toBeVisible();
  expect(() => keyblast('report', '--verify', changed)).toThrow();
});

test('a schedule is made and ended', async ({ page }) => {
  await page.goto('/reports');
  await page.getByRole('button', { name: 'Schedule a report' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
  const row = page.getByRole('region', { name: 'Schedules' }).getByRole('row').filter({ hasText: '0 6 1 * *' });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: 'End' }).click();
  await expect(row).toHaveCount(0);
});
