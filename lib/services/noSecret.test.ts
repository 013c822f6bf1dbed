import fs from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOfStream } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { logFolder } from '../store/home.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { exportFacts } from './exportFacts.ts';
import { importFiles } from './importFiles.ts';
import { listImports } from './listImports.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/**
 * The whole way: fixtures of every format with a known secret in every value, in the names of members, in unknown ones and in broken lines are imported for real; then neither the
 * files of the database (tables, log of writes, server's log), nor our logs, nor an export, nor an answer contains it. All secrets are fake.
 */
const canary = `ghp_${'FakeCanary7'.repeat(4)}`;
const marker = 'FakeCanary7FakeCanary7';
const fixtures = path.join(import.meta.dirname, '..', 'importers');

/** Every string with the canary behind it; and, if `further`, unknown members in every object. */
function planted(value: unknown, further: boolean, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => planted(item, further, depth + 1));
  if (value === null || typeof value !== 'object') return typeof value === 'string' && depth > 0 ? `${value} ${canary}` : value;
  const members = Object.entries(value).map(([name, member]) => [name, keepsMeaning.has(name) ? member : planted(member, further, depth + 1)]);
  return { ...Object.fromEntries(members), ...(further ? more : {}) };
}
const more = { note: canary, [canary]: 'as a name', nested: { list: [canary, { deeper: canary }] } };
/** Members whose value must stay what it is, or the record would only be rejected; the rejected are planted too, below. */
const keepsMeaning = new Set([
  'fact',
  'edge',
  'class',
  'kind',
  'keyblast',
  'status',
  'issuance',
  'presentation',
  'certainty',
  'basis',
  'until',
  'expires',
  'at',
  'audience',
]);

function plantedLines(file: string): string[] {
  return fs
    .readFileSync(path.join(fixtures, file), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const value: unknown = JSON.parse(line);
      return [
        JSON.stringify(planted(value, false)),
        JSON.stringify(planted(value, true)),
        JSON.stringify(Object.fromEntries(Object.entries(value as object).map(([name]) => [name, canary]))),
        `{"${canary}`,
      ];
    });
}

function plantedCsv(): string {
  const headings = 'credential,secret,name,aliases,identity,identity name,workload,owner,party,system,environment,type,store,scopes,free text'.split(',');
  const rows = headings.map((_, at) => headings.map((_heading, field) => (field === at ? canary : field === 0 ? `k-${at}` : '')).join(','));
  return [headings.join(','), ...rows, headings.map(() => canary).join(','), `k-1,"${canary}`].join('\n');
}

const inputs: [name: string, text: string][] = [
  ['facts.jsonl', plantedLines('facts/fixtures/many.jsonl').join('\n')],
  ['findings.ndjson', plantedLines('trufflehog/fixtures/many.ndjson').join('\n')],
  ['roles.jsonl', plantedLines('roles/fixtures/many.jsonl').join('\n')],
  ['inventory.csv', plantedCsv()],
];

let ctx: TestContext;
const said: string[] = [];
beforeAll(async () => {
  ctx = await testContext();
  for (const [name, text] of inputs) {
    const file = {
      name,
      open: async function* () {
        yield new TextEncoder().encode(text);
      },
    };
    const done = await importFiles(ctx, { files: [file], name: 'canary' });
    said.push(JSON.stringify(done));
    if (name !== 'inventory.csv') expect(must(done).files[0]?.accepted, name).toBeGreaterThan(0);
  }
  said.push(JSON.stringify(await analyzeEstate(ctx, {})), JSON.stringify(await listImports(ctx, {})));
});
afterAll(() => ctx.close());

test('the inputs do contain it', () => {
  for (const [, text] of inputs) expect(text.split(marker).length).toBeGreaterThan(10);
});

test('no answer says it', () => {
  expect(said.filter((text) => text.includes(marker))).toEqual([]);
});

test('no export says it', async () => {
  const out = new PassThrough();
  const [exported] = await Promise.all([
    textOfStream(out),
    exportFacts(ctx, out)
      .then(must)
      .then(() => out.end()),
  ]);
  expect(exported.length).toBeGreaterThan(1000);
  expect(exported).not.toContain(marker);
});

test('no table says it', async () => {
  const { rows } = await ctx.database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toContain('public.fact_node');
  for (const { name } of rows) {
    const found = await ctx.database.pool.query(`SELECT count(*) AS n FROM ${name} t WHERE strpos(t::text, $1) > 0`, [marker]);
    expect(Number(found.rows[0].n), name).toBe(0);
  }
});

/** Files below a folder that contain the text. PostgreSQL removes and rewrites some of its own while others are read; one that is gone by then says nothing any more. */
function filesWith(folder: string, needle: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => readIfThere(file)?.includes(needle));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

test('no file of the database and no log says it', async () => {
  const owner = new pg.Client({ connectionString: inject('testServer').ownerUrl });
  await owner.connect();
  await owner.query('CHECKPOINT');
  const { rows } = await owner.query<{ data_directory: string }>('SHOW data_directory');
  await owner.end();
  const folder = rows[0]!.data_directory;
  expect(fs.existsSync(path.join(folder, 'pg_wal'))).toBe(true);
  expect(filesWith(folder, marker)).toEqual([]);
  expect(fs.existsSync(logFolder()) ? filesWith(logFolder(), marker) : []).toEqual([]);
});
