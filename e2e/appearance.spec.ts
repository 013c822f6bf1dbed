import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './live.ts';

const admin = encodeURIComponent('moltbook:prod/service-key/admin-console');
const screens = [
  ['Overview', '/'],
  ['Credentials', '/credentials'],
  ['Credentials without a match', '/credentials?filter=no-such-credential'],
  ['One credential', `/credentials/${admin}`],
  ['A credential that is not there', '/credentials/no-such-key'],
  ['Findings', '/findings'],
  ['Findings of nobody', '/findings?filter=owner:none'],
  ['Findings without a match', '/findings?filter=environment:none+rule:incident+system:canary'],
  ['Paths, nothing asked', '/explore'],
  ['Paths', `/explore?from=${admin}&to=${encodeURIComponent('moltbook:prod/database')}`],
  ['Exposure', '/exposure'],
  ['Exposure of one', `/exposure?of=${encodeURIComponent('moltbook:prod/database')}`],
  ['Exposure of nothing', '/exposure?of=nothing-here'],
  ['Remediation', '/remediation'],
  ['Remediation, table', '/remediation?view=table'],
  ['Remediation, campaigns', '/remediation?view=campaigns'],
  ['Remediation, exceptions', '/remediation?view=exceptions'],
  ['Remediation, reopened', '/remediation?view=reopened'],
  ['Remediation, time to contain', '/remediation?view=time'],
  ['Decisions', '/decisions'],
  ['Decisions, the form', '/decisions?agent=moltbook:prod/agent/amber-turtle'],
  ['Decisions, recertifications', '/decisions?view=recertifications'],
  ['A recertification that is not there', '/decisions/recertifications/999'],
  ['Imports', '/imports'],
  ['One import', '/imports/1'],
  ['A link that cannot be used', '/welcome/no-such-link'],
  ['Settings, profile', '/settings/profile'],
  ['Settings, people', '/settings/people'],
  ['Settings, patterns', '/settings/patterns'],
  ['Settings, weights', '/settings/weights'],
  ['Settings, webhooks', '/settings/webhooks'],
  ['Settings, audit log', '/settings/audit'],
  ['Settings, audit log without a match', '/settings/audit?actor=nobody'],
  ['Settings, installation', '/settings/installation'],
] as const;

/** What a narrow screen can get wrong that a wide one does not. */
const narrowRules = ['color-contrast', 'scrollable-region-focusable', 'button-name', 'link-name', 'label', 'target-size'];

for (const [name, address] of screens) {
  test(`${name}: no serious accessibility violation, light and dark`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
    // The rows of a table are all alike, and so are the marks of a picture: the first few stand for the rest, which would take axe half a minute.
    const axe = () => new AxeBuilder({ page }).exclude('tbody tr:nth-child(n + 5)').exclude('[data-mark]:nth-of-type(n + 8)');
    expect(await serious(axe())).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    expect(await serious(axe().withRules(['color-contrast']))).toEqual([]); // nothing else depends on the scheme
    expect(complaints).toEqual([]); // the content security policy lets everything of ours through
  });

  test(`${name}: readable at 390 pixels`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await serious(new AxeBuilder({ page }).exclude('tbody tr:nth-child(n + 5)').withRules(narrowRules))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
}

async function serious(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

test('the scheme can be chosen, and stays', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Colour scheme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('the first thing a keyboard reaches skips to the content', async ({ page }) => {
  await page.goto('/imports');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('a page that does not exist says so', async ({ page }) => {
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});
