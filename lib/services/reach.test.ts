import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialRow } from '../model/figures.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import type { Context } from './context.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { must, type TestContext, testContext } from './testContext.ts';

const fixtures = new URL('./fixtures/reach/', import.meta.url);
type Expected = Pick<CredentialRow, 'credential' | 'leak' | 'takeover'>;
const expectedOf = (estate: string): Expected[] =>
  fs
    .readFileSync(new URL(`${estate}.expected.jsonl`, fixtures), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function importFacts(ctx: Context, ...files: string[]): Promise<void> {
  must(await importPaths(ctx, { paths: files }));
}

async function figuresOf(ctx: Context): Promise<Expected[]> {
  expect(must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z', horizonDays: 27 })).stale).toBe(false);
  return must(await listCredentials(ctx, { limit: 5000 })).rows.map(({ credential, leak, takeover }) => ({ credential, leak, takeover }));
}

describe.each(['estate-7', 'estate-8', 'estate-9'])('%s, through import and database', (estate) => {
  let ctx: TestContext;
  const facts = fileURLToPath(new URL(`${estate}.facts.jsonl`, fixtures));
  beforeAll(async () => {
    ctx = await testContext();
  });
  afterAll(() => ctx.close());

  test('has the figures that an independent program found, to the last digit and in the same order', async () => {
    await importFacts(ctx, facts);
    expect(await figuresOf(ctx)).toEqual(expectedOf(estate));
  });

  test('has the same figures when it is imported again', async () => {
    await importFacts(ctx, facts);
    expect(await figuresOf(ctx)).toEqual(expectedOf(estate));
  });
});

/** The same facts in another order, dealt to so many files. */
function deal(estate: string, files: number, step: number): string[] {
  const lines = fs
    .readFileSync(new URL(`${estate}.facts.jsonl`, fixtures), 'utf8')
    .trim()
    .split('\n');
  const shuffled = lines.map((_, at) => lines[(at * step) % lines.length]!); // a whole turn, where step and length share no factor
  expect(new Set(shuffled).size).toBe(new Set(lines).size);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-reach-'));
  return Array.from({ length: files }, (_, file) => {
    const name = path.join(folder, `part-${(file * 7) % 11}.facts.jsonl`);
    fs.writeFileSync(name, shuffled.filter((_line, at) => at % files === file).join('\n'));
    return name;
  });
}

test.each([
  ['estate-7', 1, 5],
  ['estate-7', 4, 619],
  ['estate-9', 3, 101],
])('%s in %i files in another order has the same figures', async (estate, files, step) => {
  const ctx = await testContext();
  const parts = deal(estate, files, step);
  await importFacts(ctx, ...parts);
  expect(await figuresOf(ctx)).toEqual(expectedOf(estate));
  fs.rmSync(path.dirname(parts[0]!), { recursive: true });
  await ctx.close();
});
