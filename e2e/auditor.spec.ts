import fs from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { classWeight, sensitivityWeight } from '../lib/model/weights.ts';
import { test } from './live.ts';

const address = `/credentials/${encodeURIComponent('moltbook:prod/service-key/admin-console')}`;
const number = (text: string | null): number => Number((text ?? '').replaceAll(',', ''));

/** One number, taken down to the line that it rests on: figure, permission, path, evidence, file. Nothing is believed that is not written there. */
test('the auditor recomputes a permission by hand and finds the line of the file that grants it', async ({ page }) => {
  await page.goto(address);
  await page.getByText('How this was computed').click();
  const sums = page
    .getByRole('group')
    .filter({ hasText: 'How this was computed' })
    .getByRole('listitem')
    .filter({ hasText: 'delegate on moltbook:prod/database' });
  const [, weight, factor, days, product] = /(\d+) × (\d+) × (\d+) d = ([\d,]+)/.exec((await sums.textContent()) ?? '') ?? [];
  expect([number(weight!), number(factor!)]).toEqual([classWeight.delegate, sensitivityWeight[5]]);
  expect(number(weight!) * number(factor!) * number(days!)).toBe(number(product!));

  const permission = page.getByRole('region', { name: 'What it can do' }).getByRole('row', { name: /^delegate moltbook:prod\/database/ });
  await expect(permission).toContainText(product!);

  const way = page.getByRole('region', { name: 'How it gets there' }).getByRole('listitem').filter({ hasText: 'moltbook:prod/database' }).first();
  await expect(way.getByRole('listitem').first()).toContainText('moltbook:prod/service-key/admin-console');
  const places: string[] = [];
  for (const evidence of await way.locator('summary', { hasText: /^Evidence / }).all()) {
    await evidence.click();
    const place = ((await evidence.textContent()) ?? '').replace('Evidence ', '');
    await expect(evidence.locator('xpath=..').getByRole('definition').filter({ hasText: place })).toBeVisible();
    places.push(place);
  }
  expect(places.length).toBeGreaterThan(2);

  // each place is a line of a file that was imported, and names what the step says
  const lineOf = (place: string): string => {
    const [, file, line] = /^(.+):(\d+)$/.exec(place) ?? [];
    const found = path.isAbsolute(file!) ? file! : path.join(process.env.KEYBLAST_HOME!, 'files', file!);
    return fs.readFileSync(found, 'utf8').split('\n')[Number(line) - 1] ?? '';
  };
  expect(lineOf(places[0]!)).toMatch(/^moltbook:prod\/service-key\/admin-console,/);
  expect(lineOf(places.at(-1)!)).toContain('moltbook:prod/database');
});
