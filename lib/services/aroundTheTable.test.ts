import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CredentialRow } from '../model/figures.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { loosenFilter } from './loosenFilter.ts';
import { previewCredential } from './previewCredential.ts';
import { showCredential } from './showCredential.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/** What stands beside the table says what the table and the screen of one credential say. */
let ctx: TestContext;
let rows: CredentialRow[];
beforeAll(async () => {
  ctx = await testContext('viewer');
  const admin = { ...ctx, actor: { ...ctx.actor, role: 'admin' as const } };
  must(await importPaths(admin, { paths: [fileURLToPath(new URL('./fixtures/reach/estate-8.facts.jsonl', import.meta.url))] }));
  must(await analyzeEstate(admin, { asOf: '2026-11-01T00:00:00Z' }));
  rows = must(await listCredentials(ctx, { limit: 5000 })).rows;
});
afterAll(() => ctx.close());

test('a preview is the row, and the beginning of what the whole screen shows', async () => {
  for (const row of rows.slice(0, 30)) {
    const preview = must(await previewCredential(ctx, { id: row.id }));
    const whole = must(await showCredential(ctx, { credential: row.id, end: 'upTo' }));
    expect(preview.row).toEqual(row);
    expect([preview.depth, preview.scenario, preview.permissions]).toEqual([whole.depth, whole.scenario, whole.permissions.total]);
    expect(preview.worst.map(({ resource }) => resource)).toEqual(whole.permissions.rows.slice(0, 5).map(({ resource }) => resource.key));
    expect(preview.crownJewels.map(({ key }) => key)).toEqual(whole.crownJewels.filter(({ to }) => to.sensitivity === 5).map(({ to }) => to.key));
  }
  expect(rows.some(({ aliases }) => aliases.length > 0)).toBe(true);
  expect(await previewCredential(ctx, { id: 'no-such-credential' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

test('rows by their ids are those rows in the order asked for, whatever else the filter says', async () => {
  const chosen = [rows[7]!, rows[3]!, rows[11]!];
  const ids = [...chosen.map(({ id }) => id), '2000000000'];
  const page = must(await listCredentials(ctx, { ids, sort: '-credential' }));
  expect(page.matching).toBe(3);
  expect(page.rows).toEqual(chosen.toSorted((a, b) => (a.credential < b.credential ? 1 : -1)));
  expect(must(await listCredentials(ctx, { ids: [] })).matching).toBe(0);
});

test('a filter that nothing matches says what each of its terms keeps out', async () => {
  const static_ = must(await listCredentials(ctx, { filter: 'issuance:static' })).matching;
  const loosened = must(await loosenFilter(ctx, { filter: 'issuance:static "no such word"' }));
  expect(static_).toBeGreaterThan(0);
  expect(loosened).toEqual([
    { without: '"no such word"', filter: 'issuance:static', matching: static_ },
    { without: 'issuance:static', filter: '"no such word"', matching: 0 },
  ]);
});
