import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importPaths } from './importFiles.ts';
import { must, testContext } from './testContext.ts';

const table = (...rows: [key: string, created: string][]): string => ['credential,created', ...rows.map((row) => row.join(','))].join('\n');

test('a table from which the newest row was deleted counts as older, unless somebody says when it was taken', async () => {
  const ctx = await testContext();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-taken-')), 'keys.csv');
  const load = async (content: string, taken?: string) => {
    fs.writeFileSync(file, content);
    return importPaths(ctx, { paths: [file], confirm: true, ...(taken && { taken }) });
  };
  const standing = async () => {
    const { rows } = await ctx.database.pool.query<{ key: string }>('SELECT key FROM node WHERE in_use AND described ORDER BY key');
    return rows.map(({ key }) => key);
  };
  const older = table(['key-1', '2026-01-01T00:00:00Z']);
  must(await load(table(['key-1', '2026-01-01T00:00:00Z'], ['key-2', '2026-08-01T00:00:00Z'])));
  const both = await standing();
  expect(both).toHaveLength(2);

  expect(must(await load(older)).sources).toMatchObject([{ late: true, dataTime: '2026-01-01T00:00:00.000Z' }]);
  expect(await standing()).toEqual(both);
  expect(must(await load(older)).alreadyImported).toHaveLength(1);

  const taken = must(await load(older, 'now'));
  expect(taken.sources[0]?.late).not.toBe(true);
  expect(await standing()).toEqual([both[0]]);
  expect(must(await load(older, taken.sources[0]!.dataTime)).alreadyImported).toHaveLength(1);
});

test('a time that is none, or has not come yet, is refused', async () => {
  const ctx = await testContext();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-taken-')), 'keys.csv');
  fs.writeFileSync(file, table(['key-1', '2026-01-01T00:00:00Z']));
  for (const [taken, says] of [
    ['yesterday', 'expected a time such as'],
    ['2999-01-01T00:00:00Z', 'is in the future'],
  ] as const)
    expect(await importPaths(ctx, { paths: [file], taken })).toMatchObject({ ok: false, error: { code: 'INVALID', message: expect.stringContaining(says) } });
});
