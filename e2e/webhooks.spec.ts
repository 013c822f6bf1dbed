import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from './live.ts';

type Seen = { url: string; headers: http.IncomingHttpHeaders; body: string };

/** A receiver on this machine; answers what it got. */
async function receiver(status = 200): Promise<{ url: string; seen: Seen[]; close(): Promise<void> }> {
  const seen: Seen[] = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, seen, close: async () => void server.close() };
}

test('an administrator adds a webhook, is refused an address inside, allows it, and sees the test arrive, signed', async ({ page }, { retry }) => {
  const name = `Chat of the team ${retry}`;
  const there = await receiver();
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Add a webhook' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Address of the receiver').fill(`${there.url}/in`);
  await form.getByLabel('an analysis is done').uncheck();
  await form.getByLabel('the audit log has a new head').check();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await form.getByRole('button', { name: 'Add' }).click();
  const secret = await page
    .getByRole('dialog', { name: `The secret of ${name}` })
    .getByLabel('Secret', { exact: true })
    .inputValue();
  expect(secret).toMatch(/^kbwh_/);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('button', { name: `Send a test to ${name}` }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The test did not arrive: 127.0.0.1 is loopback' })).toBeVisible();
  expect(there.seen).toEqual([]);

  await page.getByLabel('Networks inside').fill('127.0.0.1');
  await page.getByRole('region', { name: 'Where notices may go' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: `Send a test to ${name}` }).click();
  await expect(page.getByText('The test arrived: answered 200').filter({ visible: true })).toBeVisible();
  const [{ headers, body }] = there.seen as [Seen];
  expect(headers['keyblast-signature']).toBe(`v1=${createHmac('sha256', secret).update(`${headers['keyblast-timestamp']}.${body}`).digest('hex')}`);
  const list = page.getByRole('region', { name: 'Deliveries' });
  await expect(list.getByRole('row').filter({ hasText: 'A test from Keyblast' }).first()).toContainText('arrived');
  await expect(list.getByRole('row').filter({ hasText: 'loopback' })).toContainText('failed');

  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  await expect(page.getByRole('region', { name: 'Webhooks' })).toContainText('(paused)');
  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('region', { name: 'Webhooks' })).toContainText('No webhook yet');
  await there.close();
});

test('a tracker’s status comes back by a signed request, and by no other', async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  const form = page.getByRole('dialog', { name: 'Add a webhook' });
  await form.getByLabel('As what').selectOption('GitHub issues');
  await expect(form.getByLabel('Address of the API')).toHaveValue('https://api.github.com');
  await form.getByLabel('Name').fill('Issues');
  await form.getByLabel('Repository').fill('acme/keys');
  await form.getByLabel('Token').fill('fake-token-0123456789');
  await form.getByRole('button', { name: 'Add' }).click();
  const handed = page.getByRole('dialog', { name: 'The secret of Issues' });
  const address = await handed.getByLabel('Address for the tracker').inputValue();
  const secret = await handed.getByLabel('Secret', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);

  const body = JSON.stringify({
    action: 'closed',
    repository: { full_name: 'acme/keys' },
    issue: { number: 1, state: 'closed', updated_at: '2026-11-01T00:00:00Z' },
  });
  const say = (signature: string) => request.post(address, { data: body, headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature } });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const right = await say(signature);
  expect([right.status(), await right.json()]).toEqual([200, { changed: false }]); // an issue that is not ours
  expect((await say(signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status()).toBe(401);
  expect((await request.post(address.replace(/.{4}$/, 'none'), { data: body, headers: { 'X-Hub-Signature-256': signature } })).status()).toBe(401);
  expect((await request.post(address, { data: 'x'.repeat(1_100_000) })).status()).toBe(413);

  await page.getByRole('button', { name: 'Change Issues' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('region', { name: 'Webhooks' })).not.toContainText('acme/keys');
});
