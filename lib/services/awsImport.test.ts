import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { importPaths } from './importFiles.ts';
import { listSources } from './listSources.ts';
import { must, testContext } from './testContext.ts';

/** What somebody has who asked AWS everything that importers read: a folder of answers. */
function answers(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-aws-'));
  const formats = ['aws-access-keys', 'aws-credential-report', 'aws-gaad', 'aws-identity-providers', 'aws-organizations', 'aws-resource-policies'];
  for (const format of formats) {
    const fixtures = path.join(import.meta.dirname, '../importers', format, 'fixtures');
    const name = fs.readdirSync(fixtures).find((one) => /^many\.(?!facts|rejected)/.test(one))!;
    fs.copyFileSync(path.join(fixtures, name), path.join(folder, `${format}-${name}`));
  }
  return folder;
}

test('a folder of answers of AWS is one import, a second time none, and a key that a newer list lacks is gone', async () => {
  const ctx = await testContext();
  const folder = answers();
  const report = must(await importPaths(ctx, { paths: [folder] }));
  expect(report.files.map(({ file, format, rejected }) => [path.basename(file).startsWith(format), rejected])).toEqual(report.files.map(() => [true, 0]));
  expect(report.skipped).toEqual([]);
  const sources = must(await listSources(ctx)).map(({ name }) => name);
  const account = '111122223333';
  expect(sources).toEqual(
    expect.arrayContaining([`aws-access-keys:${account}`, `aws-credential-report:${account}`, `aws-gaad:${account}`, 'aws-organizations:o-fakefake01']),
  );
  expect(must(await importPaths(ctx, { paths: [folder] }))).toMatchObject({ sources: [], alreadyImported: { length: 6 } });

  const gone = async (key: string) =>
    (await ctx.database.pool.query<{ described: boolean }>('SELECT described FROM node WHERE in_use AND key = $1', [key])).rows.every(
      ({ described }) => !described,
    );
  const newest = 'aws:accesskey:AKIAIFAKEFAKEFAKEFA3';
  expect(await gone(newest)).toBe(false);
  // the newest of its keys was deleted: nothing in what is left is as new as what was there before
  const list = path.join(folder, 'aws-access-keys-many.ndjson');
  fs.writeFileSync(
    list,
    fs
      .readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => !line.includes('"ci"'))
      .join('\n'),
  );
  must(await importPaths(ctx, { paths: [list], confirm: true }));
  expect(await gone(newest)).toBe(true);
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
}, 60_000);
