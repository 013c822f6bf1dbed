import fs from 'node:fs';
import { expect } from '@playwright/test';
import type { CredentialRow } from '../lib/model/figures.ts';
import { formatAmount } from '../lib/model/format.ts';
import { keyblastLines } from './keyblast.ts';
import { test } from './live.ts';

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

test('the table of the picture leaves the picture as wide as it was', async ({ page }) => {
  await page.goto(address);
  const reached = page.getByRole('region', { name: 'What is reached' });
  const drawing = reached.locator('svg[role]').first();
  const before = await drawing.boundingBox();
  await reached.locator('summary', { hasText: 'The same as a table' }).first().click();
  await expect(reached.getByRole('table', { name: 'What is reached, as in the picture' })).toBeVisible();
  expect((await drawing.boundingBox())?.width).toBe(before?.width);
});

test('scenario and end are in the URL, and change what is shown', async ({ page }) => {
  await page.goto(address);
  await page.getByRole('navigation', { name: 'Scenario' }).getByRole('link', { name: 'Takeover' }).click();
  await expect(page).toHaveURL(/scenario=takeover/);
  await page.getByRole('navigation', { name: 'Certain or up to' }).getByRole('link', { name: 'Up to' }).click();
  await expect(page).toHaveURL(/scenario=takeover&end=upTo/);
  await expect(page.getByText('Permissions reached, takeover, up to, worst first.').filter({ visible: true })).toBeVisible();
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

test('arrow keys go from mark to mark, Enter fixes one in the URL, and the slider says what carries what is left', async ({ page }) => {
  await page.goto(address);
  const picture = page.getByRole('region', { name: 'What is reached' });
  const marks = picture.getByRole('button', { name: /where it starts|away in/ });
  await marks.first().focus();
  await page.keyboard.press('ArrowUp');
  await expect(picture.getByRole('heading', { name: 'identity' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]at=\d+/);
  await expect(picture.getByText('Fixed; click it again or press Esc to let go.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/[?&]at=/);

  const said = picture.locator('output');
  await expect(said).toContainText(/^At the start, [\d,]+ of [\d,]+ permissions .* carried by the key itself/);
  await picture.getByRole('slider', { name: 'Time since the start' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(said).toContainText(/^5 min after the start/);
  await page.keyboard.press('End');
  await expect(said).toHaveText('On day 27, when it is contained, nothing is reachable any more.');
  const total = picture.getByRole('row', { name: /^Together/ }).getByRole('cell');
  await expect(total).toHaveText(['0', '0', /./]);
  const [row] = keyblastLines<CredentialRow>('credentials', '--json', '--filter', `credential:"${admin}"`);
  await expect(total.last()).toHaveText(formatAmount(row!.leak.actionDays)); // the area under the curve
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the saved picture stands by itself, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    const picture = page.getByRole('region', { name: 'What is reached' });
    const ground = await picture.evaluate((element) => getComputedStyle(element).backgroundColor);
    const saved = async (type: 'SVG' | 'PNG'): Promise<Buffer> => {
      const [download] = await Promise.all([page.waitForEvent('download'), picture.getByRole('button', { name: `Save as ${type}` }).click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^blast-radius-moltbook-.*\\.${type.toLowerCase()}$`));
      return fs.readFileSync(await download.path());
    };
    const svg = (await saved('SVG')).toString();
    expect(svg).not.toMatch(/var\(|light-dark\(|class=/); // nothing that only the page could tell
    const png = await saved('PNG');

    // both are opened as a picture by a page that knows nothing of the product
    await page.goto('about:blank');
    const look = (type: string, data: string) =>
      page.evaluate(
        async ([mime, base64]) => {
          const image = new Image();
          image.src = `data:${mime};base64,${base64}`;
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          const context = canvas.getContext('2d')!;
          context.drawImage(image, 0, 0);
          const { data: bytes } = context.getImageData(0, 0, canvas.width, canvas.height);
          const colours = new Set<number>();
          for (let i = 0; i < bytes.length; i += 4) colours.add((bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!);
          return { width: canvas.width, height: canvas.height, corner: `rgb(${bytes[0]}, ${bytes[1]}, ${bytes[2]})`, colours: colours.size };
        },
        [type, data],
      );
    const drawn = await look('image/svg+xml', Buffer.from(svg).toString('base64'));
    const pixels = await look('image/png', png.toString('base64'));
    expect([drawn.corner, pixels.corner]).toEqual([ground, ground]);
    expect([pixels.width, pixels.height]).toEqual([2 * drawn.width, 2 * drawn.height]);
    expect(Math.min(drawn.colours, pixels.colours)).toBeGreaterThan(50);

    // it says what it is, in the order in which it is read
    await page.setContent(svg);
    await expect(page.getByText(admin, { exact: true })).toBeVisible();
    await expect(page.getByText('crown jewels', { exact: true }).filter({ visible: true })).toBeVisible();
    await expect(page.getByText('read-secret: yields further credentials').filter({ visible: true })).toBeVisible();
  });
}
