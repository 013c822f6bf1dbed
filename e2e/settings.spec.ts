import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { administrator } from './keyblast.ts';
import { test, whenLive } from './live.ts';

const bob = { name: 'Bob Viewer', email: 'bob@example.com', password: 'another-fake-password' };

async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations: all } = await new AxeBuilder({ page }).analyze();
    found.push(...all.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join('\n')}`));
  }
  return found;
}

test('a person is invited, comes by the link, may not change what a viewer may not, and gets another role', async ({ page, browser }) => {
  await page.goto('/settings/people');
  await page.getByRole('button', { name: 'Invite a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite a person' });
  await dialog.getByLabel('Name').fill(bob.name);
  await dialog.getByLabel('E-mail address').fill(bob.email);
  await expect(dialog.getByRole('radio', { name: 'viewer' })).toBeChecked();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await page
    .getByRole('dialog', { name: `A link for ${bob.name}` })
    .getByLabel('One-time link')
    .inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('region', { name: 'Invited' })).toContainText(bob.email);

  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const their = whenLive(await theirs.newPage());
  await their.goto(link);
  await expect(their.getByText('You are invited as viewer').filter({ visible: true })).toBeVisible();
  await expect(their.getByLabel('Name')).toHaveValue(bob.name);
  await their.getByLabel('Password', { exact: true }).fill(bob.password);
  await their.getByRole('button', { name: 'Create my account' }).click();
  await expect(their).toHaveURL('/');
  await their.goto('/settings/patterns');
  await expect(their.getByText('Administrators change them.').filter({ visible: true })).toBeVisible();
  await expect(their.getByRole('button', { name: 'Add a rule' })).toHaveCount(0);
  await expect(their.getByRole('link', { name: 'People' })).toHaveCount(0);
  await their.goto('/settings/people');
  await expect(their.getByRole('heading', { name: 'Not for this role' })).toBeVisible();
  await their.goto('/settings/weights');
  await expect(their.getByText('Managers and administrators can set it.').filter({ visible: true })).toBeVisible();
  const refused = await their.request.put('/api/patterns', { headers: { Origin: new URL(their.url()).origin }, data: { version: 0, rules: [] } });
  expect(refused.status()).toBe(403);

  await page.reload();
  await page.getByRole('button', { name: `Change ${bob.name}` }).click();
  await page.getByRole('menuitem', { name: 'Change the role' }).click();
  await page.getByRole('radio', { name: 'manager' }).check();
  await page.getByRole('button', { name: 'Change the role' }).click();
  await expect(page.getByRole('row', { name: new RegExp(bob.name) })).toContainText('manager');
  await their.reload();
  await expect(their.getByRole('spinbutton', { name: 'T in days' }).or(their.getByLabel('T in days'))).toBeVisible();

  await page.getByRole('button', { name: `Change ${bob.name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('row', { name: new RegExp(bob.name) })).toContainText('deactivated');
  await their.reload();
  await expect(their).toHaveURL(/\/sign-in/);
  await theirs.close();

  await page.getByRole('button', { name: `Change ${administrator.name}` }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'is the only active administrator' })).toBeVisible();
});

test('what the rules would do is shown before they are saved, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/settings/patterns');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const rule = page.getByRole('listitem', { name: 'Rule 1' });
  await expect(rule.getByLabel('Key or alias like')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Save and apply' })).toBeDisabled();
  await rule.getByLabel('Key or alias like').fill('no-such-thing:*');
  await expect(rule.getByText('Matches nothing that is loaded')).toBeVisible();
  await rule.getByLabel('Key or alias like').fill('moltbook:prod/database');
  await expect(rule.getByText(/^1 node matches/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('No rule yet').filter({ visible: true })).toBeVisible();
});

test('one changes one’s own name, and needs the present password for a new one', async ({ page }) => {
  await page.goto('/settings');
  await expect(page).toHaveURL('/settings/profile');
  await page.getByLabel('Present password').fill('not the password');
  await page.getByLabel('New password').fill('yet-another-fake-password');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The present password is not right' })).toBeVisible();
  await expect(page.getByText('this one').filter({ visible: true })).toBeVisible();
});
