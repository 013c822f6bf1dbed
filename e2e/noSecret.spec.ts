import { expect } from '@playwright/test';
import { canary } from './keyblast.ts';
import { test } from './live.ts';

test('an imported secret is on no screen, and in nothing that a screen was made of', async ({ page, request }) => {
  await page.goto('/credentials?filter=system:canary');
  await page.getByRole('link', { name: 'canary:key/1' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('canary:key/1');
  const told = [
    page.url(),
    '/credentials?filter=system:canary',
    '/exposure?of=canary:box',
    '/explore?from=canary:key/1&to=canary:box',
    '/imports',
    '/api/search?q=canary',
  ];
  for (const address of told) expect(await (await request.get(address)).text(), address).toContain('canary');
  for (const address of [...told, '/', '/credentials?filter=', '/exposure', '/settings']) {
    expect(await (await request.get(address)).text(), address).not.toContain(canary);
  }
});
