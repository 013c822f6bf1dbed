import fs from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Download, expect, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import type { CredentialRow } from '../lib/model/figures.ts';
import { keyblastLines } from './keyblast.ts';
import { test, whenLive } from './live.ts';

const rowsOf = (page: Page) => page.getByRole('table', { name: 'Credentials' }).getByRole('row');
const keysOf = (page: Page) => page.getByRole('table', { name: 'Credentials' }).locator('tbody [data-column="credential"]').getByRole('link').allTextContents();
const countOf = (page: Page, matching: number) =>
  expect(page.getByText(new RegExp(`^${matching.toLocaleString('en-US')} of [\\d,]+$`)).filter({ visible: true })).toBeVisible();

async function recordsOf(download: Download): Promise<Record<string, string>[]> {
  expect(await download.failure()).toBeNull();
  return parse(fs.readFileSync(await download.path(), 'utf8'), { columns: true, record_delimiter: '\r\n' });
}

/** Keys are heard once the page has come to life: pressed again and again until what they do is there. */
async function pressUntil(page: Page, key: string, there: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await there();
  }).toPass();
}

test('filter, facets and sort narrow the table down, and the URL brings it all back', async ({ page, context }) => {
  const all = keyblastLines<CredentialRow>('credentials', '--json');
  await page.goto('/credentials?filter=');
  await countOf(page, all.length);

  await page.getByRole('textbox', { name: 'Filter' }).fill('leak.band:medium,high,critical');
  await page.getByRole('button', { name: 'Apply' }).click();
  const worse = all.filter(({ leak }) => ['medium', 'high', 'critical'].includes(leak.band));
  await countOf(page, worse.length);

  await page
    .getByRole('group', { name: 'Acts as' })
    .getByRole('checkbox', { name: /^service/ })
    .check();
  const services = worse.filter(({ identityKind }) => identityKind === 'service');
  await countOf(page, services.length);

  await page.getByRole('button', { name: 'Credential', exact: true }).click();
  await expect(page).toHaveURL(/sort=credential/);
  const first = services.map(({ credential }) => credential).sort()[0] ?? '';
  await expect(rowsOf(page).nth(1)).toContainText(first);

  const again = whenLive(await context.newPage());
  await again.goto(page.url());
  await countOf(again, services.length);
  await expect(rowsOf(again).nth(1)).toContainText(first);
  await expect(again.getByRole('group', { name: 'Acts as' }).getByRole('checkbox', { name: /^service/ })).toBeChecked();
  await expect(again.getByRole('columnheader', { name: 'Credential', exact: true })).toHaveAttribute('aria-sort', 'ascending');
});

test('a field with many values offers them all, to be searched, and what is chosen stays in sight', async ({ page }) => {
  const owners = new Map<string, number>();
  for (const { owner } of keyblastLines<CredentialRow>('credentials', '--json')) if (owner) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  const [rare = ''] = [...owners].sort((a, b) => a[1] - b[1])[0] ?? [];
  await page.goto('/credentials?filter=');
  const group = page.getByRole('group', { name: 'Owner' });
  await expect(async () => {
    if (!(await group.getByRole('textbox').isVisible())) await group.getByRole('button', { name: /more$/ }).click({ timeout: 1_000 });
    await expect(group.getByRole('textbox')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await group.getByRole('textbox').fill(rare.toUpperCase());
  await expect(group.getByRole('checkbox')).toHaveCount(1); // the list no longer moves under the mouse
  await group.getByRole('checkbox', { name: rare }).check();
  await countOf(page, owners.get(rare) ?? 0);
  await page.reload();
  await expect(group.getByRole('checkbox', { name: rare })).toBeChecked();
});

test('no page holds more rows than it shows, and the next one goes on', async ({ page }) => {
  await page.goto('/credentials?filter=&sort=credential');
  await expect(rowsOf(page)).toHaveCount(51);
  const last = await rowsOf(page).nth(50).getByRole('link').first().textContent();
  await page.getByRole('button', { name: 'Next page' }).first().click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rowsOf(page).nth(1).getByRole('link').first()).not.toHaveText(last ?? '');
  await page.goto('/credentials?filter=&page=9999');
  await page.getByRole('button', { name: 'To the first page' }).click();
  await expect(rowsOf(page)).toHaveCount(51);
});

test('a filter that cannot be read says where and what, and there is a way out', async ({ page }) => {
  await page.goto('/credentials?filter=leak.band:enormous');
  await expect(page.getByText(/expected one of contained, low, medium, high, critical/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show all credentials' }).click();
  await expect(rowsOf(page)).toHaveCount(51);
});

test('nothing that matches says which term to take away, and takes it', async ({ page }) => {
  const agents = keyblastLines<CredentialRow>('credentials', '--json', '--filter', 'identityKind:agent').length;
  await page.goto('/credentials?filter=identityKind:agent+no-such-credential-anywhere');
  await expect(page.getByRole('heading', { name: 'No credential matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Without no-such-credential-anywhere' }).click();
  await countOf(page, agents);
});

test('the keyboard goes to the table, down its rows and into one', async ({ page }) => {
  await page.goto('/');
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await expect(page).toHaveURL('/credentials', { timeout: 1_000 });
  }).toPass();
  await expect(rowsOf(page).nth(2)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const key = (await rowsOf(page).nth(2).getByRole('link').first().textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(key);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an engineer finds the ten worst agent keys and exports them, with the keyboard alone', async ({ page }) => {
  test.slow();
  const filter = 'identityKind:agent issuance:static usable:true';
  const everything = keyblastLines<CredentialRow>('credentials', '--json', '--filter', filter, '--sort', '-takeover.actionDays');
  const worst = everything.slice(0, 10);
  await page.goto('/credentials?filter=');
  await pressUntil(page, 'j', () => expect(rowsOf(page).nth(1).getByRole('link').first()).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Filter' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(filter);
  await page.keyboard.press('Enter');
  await countOf(page, everything.length);

  // From the first row back to the heads of the columns, as far as the one to sort by.
  await page.keyboard.press('j');
  await expect(rowsOf(page).nth(1).getByRole('link').first()).toBeFocused();
  const takeover = page.getByRole('button', { name: 'Takeover', exact: true });
  for (let pressed = 0; pressed < 15 && !(await takeover.evaluate((head) => head === document.activeElement)); pressed++)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Takeover', exact: true })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await keysOf(page)).slice(0, 10)).toEqual(worst.map(({ credential }) => credential));

  // One, then the nine below it at once; an eleventh is taken back.
  await page.keyboard.press('j');
  await expect(rowsOf(page).nth(1).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('x');
  for (let row = 2; row <= 11; row++) await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('10 rows selected');

  const [download] = await Promise.all([page.waitForEvent('download'), exportByKeyboard(page, 'The columns shown')]);
  expect(download.suggestedFilename()).toBe('credentials-2026-11-02T000000Z.csv');
  const records = await recordsOf(download);
  expect(records.map(({ credential }) => credential)).toEqual((await keysOf(page)).slice(0, 10));
  expect(records.map((record) => Number(record['takeover.actionDays']))).toEqual(worst.map(({ takeover }) => takeover.actionDays));
  expect(Object.keys(records[0] ?? {})).not.toContain('leak.weight');

  // The selection outlives the page, and everything that matches can be had as well.
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('10 rows selected not on this page');
  await page.getByRole('button', { name: 'Clear', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Selected rows' })).toBeHidden();
  const [whole] = await Promise.all([page.waitForEvent('download'), exportByKeyboard(page, 'All columns')]);
  const all = await recordsOf(whole);
  expect(all.map(({ credential }) => credential)).toEqual(everything.map(({ credential }) => credential));
  expect(all.map((record) => Number(record['leak.weight']))).toEqual(everything.map(({ leak }) => leak.weight));
});

/** `e`, down to the entry, Enter. */
async function exportByKeyboard(page: Page, entry: string): Promise<void> {
  await page.keyboard.press('e');
  const item = page.getByRole('menuitem', { name: entry });
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(item).toBeFocused({ timeout: 300 });
  }).toPass();
  await page.keyboard.press('Enter');
}

test('the preview follows the keyboard, stays in the URL, and says so where there is none', async ({ page }) => {
  const [first, second] = keyblastLines<CredentialRow>('credentials', '--json', '--filter', 'system:moltbook', '--sort', '-leak.actionDays', '--limit', '2');
  await page.goto('/credentials?filter=system:moltbook');
  const preview = page.getByRole('complementary', { name: 'Preview' });
  const title = preview.getByRole('heading', { level: 2 });
  await expect(rowsOf(page).nth(3)).toBeVisible();
  await pressUntil(page, 'j', () => expect(rowsOf(page).nth(1).getByRole('link').first()).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.press('p');
  await expect(title).toHaveText(first?.credential ?? '?');
  await page.keyboard.press('j');
  await expect(title).toHaveText(second?.credential ?? '?');
  await expect(preview.getByRole('row', { name: /^Scope/ })).toContainText(second?.leak.scope.toLocaleString('en-US') ?? '?');
  await expect(preview.getByText(/^The farthest thing is \d+ hops? away\.$/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`preview=${await rowsOf(page).nth(2).getAttribute('data-row')}$`));
  await page.reload();
  await expect(title).toHaveText(second?.credential ?? '?');
  await pressUntil(page, 'Escape', () => expect(preview).toBeHidden({ timeout: 1_000 }));
  await expect(page).not.toHaveURL(/preview/);

  await page.goto('/credentials?preview=999999999');
  await expect(preview.getByRole('alert')).toContainText('Try again');
});

test('columns are chosen and put in order, by keyboard too, and the URL keeps them', async ({ page }) => {
  const heads = () => page.getByRole('table', { name: 'Credentials' }).locator('thead th[data-column]').allTextContents();
  await page.goto('/credentials?filter=');
  await page.getByRole('button', { name: 'Columns' }).focus();
  const dialog = page.getByRole('dialog', { name: 'Columns' });
  await pressUntil(page, 'Enter', () => expect(dialog).toBeVisible({ timeout: 1_000 }));
  await dialog.getByRole('checkbox', { name: 'Lifetime' }).check();
  await dialog.getByRole('checkbox', { name: 'Priority' }).uncheck();
  await expect.poll(async () => (await heads()).at(-1)).toBe('Lifetime');
  await dialog.getByRole('checkbox', { name: 'Lifetime' }).focus();
  for (let moved = 0; moved < 10; moved++) await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await heads()).slice(0, 2)).toEqual(['Credential', 'Lifetime']);
  await expect(dialog.getByRole('checkbox', { name: 'Lifetime' })).toBeFocused();
  await expect(page).toHaveURL(/columns=credential,lifetimeDays/);
  await page.reload();
  expect((await heads()).slice(0, 2)).toEqual(['Credential', 'Lifetime']);
  await pressUntil(page, 'Escape', async () => expect(dialog).toBeHidden());
  await expect(async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await dialog.getByRole('button', { name: 'As at first' }).click({ timeout: 1_000 });
  }).toPass();
  await expect.poll(async () => (await heads())[0]).toBe('Priority');
  await expect(page).not.toHaveURL(/columns/);
});

test('a view is saved, brought back, renamed, replaced, deleted, and the deletion undone', async ({ page }) => {
  const view = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: new RegExp(`^(shared )?${name}$`) });
  await page.goto('/credentials?filter=owner:none&sort=credential');
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await pressUntil(page, 'v', () => expect(dialog).toBeVisible({ timeout: 1_000 }));
  await dialog.getByLabel('Name').fill('Nobody’s');
  await dialog.getByRole('switch', { name: /Share/ }).check();
  await page.keyboard.press('Enter');
  await expect(view('Nobody’s')).toHaveAttribute('aria-pressed', 'true');

  await view('High or critical').click();
  await expect(view('High or critical')).toHaveAttribute('aria-pressed', 'true');
  await expect(view('Nobody’s')).toHaveAttribute('aria-pressed', 'false');
  await view('Nobody’s').click();
  await expect(page).toHaveURL(/filter=owner:none&sort=credential/);

  const act = async (name: string, entry: string) => {
    await page.getByRole('button', { name: `Change the view ${name}` }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await act('Nobody’s', 'Rename…');
  await page.getByRole('dialog').getByLabel('Name').fill('Ownerless');
  await page.keyboard.press('Enter');
  await expect(view('Ownerless')).toBeVisible();

  await page.goto('/credentials?filter=party:none');
  await act('Ownerless', 'Replace by what is shown');
  await expect(view('Ownerless')).toHaveAttribute('aria-pressed', 'true');

  await act('Ownerless', 'Delete');
  await expect(view('Ownerless')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(view('Ownerless')).toBeVisible();
  await act('Ownerless', 'Delete');
  await expect(view('Ownerless')).toBeHidden();
});

test('the screen and what opens on it have no accessibility violation, light and dark, wide and narrow', async ({ page }) => {
  test.slow();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto('/credentials?filter=leak.band:critical'); // few rows, which stand for many: axe looks at each
    await pressUntil(page, 'j', () => expect(rowsOf(page).nth(1).getByRole('link').first()).toBeFocused({ timeout: 1_000 }));
    await page.keyboard.press('x');
    await expectNoViolation(page);
    await page.keyboard.press('p');
    const preview = width === 1440 ? page.getByRole('complementary', { name: 'Preview' }) : page.getByRole('dialog', { name: 'Preview' });
    await expect(preview.getByText(/^The farthest thing is/)).toBeVisible();
    await expectNoViolation(page, '[aria-label="Preview"]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await expect(preview).toBeHidden();
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
    await expectNoViolation(page, '[aria-label="Columns"]');
  }
});

/** Of any impact: in light every rule, in dark those that depend on the scheme. @param part only what lies in it, whose surroundings were looked at before */
async function expectNoViolation(page: Page, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const whole = new AxeBuilder({ page }).exclude('tbody tr:nth-child(n + 4)');
    const axe = part ? whole.include(part) : whole;
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  }
}

test('the search box finds a credential from anywhere', async ({ page }) => {
  await page.goto('/imports');
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Search credentials' }).fill('admin-console');
  await page.getByText('moltbook:prod/service-key/admin-console').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('moltbook:prod/service-key/admin-console');
});

test('Enter in the search box opens the first hit, also before it is there; without one, the table', async ({ page }) => {
  await page.goto('/imports');
  for (const wait of [true, false]) {
    await page.keyboard.press('/');
    await page.getByRole('textbox', { name: 'Search credentials' }).fill('admin-console');
    if (wait) await expect(page.getByRole('button', { name: /admin-console/ }).first()).toContainText('moltbook:prod');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('moltbook:prod/service-key/admin-console');
    await page.goto('/exposure');
  }
  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Search credentials' }).fill('nowhere-at-all');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/credentials?filter=nowhere-at-all');
});
