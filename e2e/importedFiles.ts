import { expect, type Page } from '@playwright/test';

/** Imports files in the browser, as a person does, and waits for the figures that follow. @param source the name of the source */
export async function importInBrowser(page: Page, files: Record<string, string>, source: string): Promise<void> {
  await page.goto('/imports');
  const given = Object.entries(files).map(([name, text]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) }));
  const zone = page.getByText('Drop files, a folder, or a .zip or .gz here');
  await expect(zone).toBeVisible();
  await expect(async () => {
    if (await zone.isVisible()) await page.getByLabel('Files to import').setInputFiles(given, { timeout: 1_000 });
    await expect(zone).toBeHidden({ timeout: 2_000 });
  }).toPass(); // files are taken once the page has come to life
  await page.getByLabel('Name of the source').fill(source);
  await page.getByRole('button', { name: /^Import \d+ files?$/ }).click();
  await expect(page.getByText('The figures are new.').filter({ visible: true })).toBeVisible({ timeout: 40_000 });
}
