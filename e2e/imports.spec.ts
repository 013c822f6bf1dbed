import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { zipOf } from '../lib/importers/zipTesting.ts';
import { test } from './live.ts';

/** One story after another on the same data: what was imported before is what changes, is held, is undone. */
test.describe.configure({ mode: 'serial' });

const header = 'credential,secret,owner,system,created\n';
const inventory = (keys: number, more = ''): string =>
  `${header}${Array.from({ length: keys }, (_, i) => `desk-${String(i).padStart(2, '0')},FAKE-DESK-SECRET-${i},ada@example.com,desk,2026-01-01\n`).join('')}${more}`;

test('dropped files: what they are and why, a preview, the import, what was rejected, and its download', async ({ page }) => {
  await page.goto('/imports');
  await drop(page, [
    { name: 'keys.csv', text: inventory(40, 'desk-99,,ada@example.com,desk,not a date\n') },
    { name: 'log.ndjson', text: '{"time":"2026-10-01T09:00:00Z","credential":"desk-00","action":"list","system":"desk","ip":"10.0.0.9"}\n' },
  ]);
  await expect(page.getByText('2 of 2 files recognised').filter({ visible: true })).toBeVisible();
  await expect(page.getByText(/^Recognised because 5 of its 5 columns are known/).filter({ visible: true })).toBeVisible();
  await expect(page.getByText('Recognised because its members say time, credential, action, address.').filter({ visible: true })).toBeVisible();
  await page.getByText('The first 20 records').click();
  await expect(page.getByText('credential desk:key/desk-00').first()).toBeVisible();
  expect(await page.content()).not.toContain('FAKE-DESK-SECRET');
  await accessible(page);

  await page.getByLabel('Name of the source').fill('desk');
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(page.getByText('41 records accepted, 1 rejected').filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Nodes: \d+ added, 0 changed, 0 gone/).first()).toBeVisible();
  await expect(page.getByText('The figures are new.').filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await accessible(page);

  await page.getByRole('link', { name: 'the rejected record' }).click();
  await expect(page.getByRole('heading', { name: 'keys.csv' })).toBeVisible();
  const rejected = page.getByRole('row').filter({ hasText: 'created' });
  await expect(rejected.getByRole('cell').first()).toHaveText('42');
  await expect(rejected).toContainText('created is not an ISO 8601 time');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all as CSV' }).click();
  expect(fs.readFileSync(await (await download).path(), 'utf8')).toMatch(/^line,field,reason\r?\n42,created,/);
});

test('a snapshot from which much vanished waits; dropped it counts for nothing, confirmed it says what has gone, and can be undone', async ({ page }) => {
  await importText(page, 'keys.csv', inventory(30), 'desk');
  await expect(page.getByText('Read, and waiting for you: nothing of it counts yet').filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByText(/Held, nothing of it counts yet: \d+ of the \d+ records that the source had \(\d+\.\d %\) are missing/).filter({ visible: true }),
  ).toBeVisible();
  await act(page, 'Drop');
  await expect(page.getByText('Dropped.').filter({ visible: true })).toBeVisible();

  await importText(page, 'keys.csv', inventory(30), 'desk');
  await expect(page.getByText(/Held, nothing of it counts yet/).filter({ visible: true })).toBeVisible({ timeout: 30_000 });
  await page.goto('/imports');
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByText('held for confirmation')).toHaveCount(1);
  await expect(history.getByRole('cell', { name: /^dropped/ })).toHaveCount(1);
  await act(page, 'Confirm');
  await expect(history.getByText('held for confirmation')).toHaveCount(0);

  await history.getByRole('row').filter({ hasText: 'inventory-csv:desk' }).first().getByRole('link').click();
  await expect(page.getByText(/^\d+ changes against what its source said before/).filter({ visible: true })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '− gone' }).filter({ hasText: 'desk:key/desk-39' }).first()).toBeVisible();
  await accessible(page);

  await page.goto('/imports');
  await act(page, 'Undo');
  await expect(history.getByRole('cell', { name: /^undone/ })).toHaveCount(1);
  await expect(async () => {
    await page.goto('/credentials?filter=desk-39');
    await expect(page.getByRole('link', { name: /desk-39/ }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 }); // once the figures are computed anew
});

test('a folder and an archive: what nobody knows is left out; progress tells how many and how fast', async ({ page }) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'));
  fs.mkdirSync(path.join(folder, 'more'));
  fs.writeFileSync(path.join(folder, 'more', 'team.facts.jsonl'), '{"fact":"credential","key":"folder:key/1","system":"folder"}\n');
  fs.writeFileSync(path.join(folder, 'notes.txt'), 'dear diary\n');
  await page.goto('/imports');
  await untilTaken(page, () => page.getByLabel('Folder to import').setInputFiles(folder, { timeout: 1_000 }));
  await expect(page.getByText('1 of 2 files recognised').filter({ visible: true })).toBeVisible();
  await expect(page.getByText('left out', { exact: true }).filter({ visible: true })).toBeVisible();
  await page.getByRole('button', { name: 'Discard them' }).click();
  await expect(page.getByText('Drop files, a folder, or a .zip or .gz here').filter({ visible: true })).toBeVisible();
  fs.rmSync(folder, { recursive: true });

  const facts = Array.from({ length: 30_000 }, (_, i) => `{"fact":"resource","key":"archive:box/${i}","system":"archive"}\n`).join('');
  await choose(page, { name: 'all.zip', buffer: zipOf([{ name: 'in/boxes.facts.jsonl', data: Buffer.from(facts) }]) });
  await expect(page.getByText('all.zip/in/boxes.facts.jsonl').filter({ visible: true })).toBeVisible();
  await page.getByLabel('Name of the source').fill('archive');
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Importing' })).toContainText(/\d+,\d{3}|a second|Joining names|Storing facts/, { timeout: 30_000 });
  await expect(page.getByText('30,000 records accepted, 0 rejected').filter({ visible: true })).toBeVisible({ timeout: 60_000 });

  const sources = page.getByRole('region', { name: 'Sources' });
  await page.goto('/imports');
  await expect(sources.getByRole('row').filter({ hasText: 'facts:archive' })).toContainText(/now|min ago|s ago/);
  await expect(sources.getByRole('row').filter({ hasText: 'inventory-csv:desk' }).getByRole('cell').last()).toHaveText('300');
  await accessible(page);
});

test('a file that cannot be read is refused with one message, and nothing is imported', async ({ page }) => {
  await page.goto('/imports');
  await choose(page, { name: 'latin.csv', buffer: Buffer.concat([Buffer.from(inventory(1)), Buffer.from([0x4d, 0xfc, 0x0a])]) });
  await expect(
    page.getByText('latin.csv line 3 is not valid UTF-8; convert the file and import it again, nothing of it was imported').filter({ visible: true }),
  ).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: '1 file cannot be imported' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Choose other files' }).click();

  await drop(page, [
    { name: 'keys.csv', text: inventory(1) },
    { name: 'notes.txt', text: 'dear diary\n' },
  ]);
  await expect(page.getByRole('alert').filter({ hasText: 'with it the set is refused as a whole' })).toContainText('or choose the format below if you know it');
  await expect(page.getByRole('button', { name: 'Import 1 file' })).toBeDisabled();
});

async function drop(page: Page, files: { name: string; text: string }[]): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  const zone = page.getByText('Drop files, a folder, or a .zip or .gz here');
  for (const event of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(event, { dataTransfer: data });
}

const choose = (page: Page, { name, buffer }: { name: string; buffer: Buffer }): Promise<void> =>
  untilTaken(page, () => page.getByLabel('Files to import').setInputFiles({ name, mimeType: 'application/octet-stream', buffer }, { timeout: 1_000 }));

/** Files are taken once the page has come to life: given again until they are. */
async function untilTaken(page: Page, give: () => Promise<void>): Promise<void> {
  const zone = page.getByText('Drop files, a folder, or a .zip or .gz here');
  await expect(zone).toBeVisible();
  await expect(async () => {
    if (await zone.isVisible()) await give();
    await expect(zone).toBeHidden({ timeout: 2_000 });
  }).toPass();
}

async function importText(page: Page, name: string, text: string, source: string): Promise<void> {
  await page.goto('/imports');
  await choose(page, { name, buffer: Buffer.from(text) });
  await page.getByLabel('Name of the source').fill(source);
  await page.getByRole('button', { name: 'Import 1 file' }).click();
}

/** Asked once, then done. */
async function act(page: Page, what: 'Confirm' | 'Drop' | 'Undo'): Promise<void> {
  await page.getByRole('button', { name: what, exact: true }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `${what} it` })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** No violation, light and dark, and nothing wider than a telephone. */
async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).exclude('tbody tr:nth-child(n + 5)').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}
