import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exportFactsFile } from './exportFacts.ts';
import { importFiles } from './importFiles.ts';
import { must, testContext } from './testContext.ts';

test('an export that cannot be written gives its connection back', async () => {
  const ctx = await testContext();
  const line = Buffer.from(`${JSON.stringify({ fact: 'credential', key: 'k', name: 'x'.repeat(100) })}\n`);
  const many = Array.from({ length: 20_000 }, (_, i) => line.toString().replace('"k"', `"k${i}"`)).join('');
  must(await importFiles(ctx, { files: [{ name: 'many.facts.jsonl', open: async function* () { yield Buffer.from(many); } }] })); // biome-ignore format: as short as it is
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-export-'));
  expect(await exportFactsFile(ctx, { file: path.join(folder, 'no-such-folder', 'all.jsonl') })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  fs.rmSync(folder, { recursive: true });
  await expect.poll(() => ctx.database.pool.totalCount - ctx.database.pool.idleCount).toBe(0);
  await ctx.close();
});
