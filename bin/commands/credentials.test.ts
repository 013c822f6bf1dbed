import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../lib/store/testDatabase.ts';

/** The command line as a person runs it, from the import to the rows. */
const root = path.resolve(import.meta.dirname, '..', '..');
const fixtures = path.join(root, 'lib/services/fixtures/reach');
let database: TestDatabase;
type Ran = { stdout: string; stderr: string; code: number };
const keyblast = (...args: string[]): Promise<Ran> =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'bin/keyblast.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl },
    maxBuffer: 1 << 26,
  }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: Ran) => ({ stdout: error.stdout, stderr: error.stderr, code: error.code }),
  );
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

beforeAll(async () => {
  database = await testDatabase();
  expect(await keyblast('import', path.join(fixtures, 'estate-9.facts.jsonl'))).toMatchObject({ code: 0 });
});
afterAll(() => database.drop());

test('before an analysis, credentials says what to do', async () => {
  expect(await keyblast('credentials')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('keyblast analyze') });
});

test('analyze --json is one document; then credentials --json equals what an independent program found', async () => {
  const analyzed = await keyblast('analyze', '--as-of', '2026-11-01T00:00:00Z', '--horizon', '27', '--json');
  expect(analyzed.code).toBe(0);
  expect(JSON.parse(analyzed.stdout)).toMatchObject({ asOf: '2026-11-01T00:00:00.000Z', horizonDays: 27, stale: false });
  const printed = lines((await keyblast('credentials', '--json')).stdout).map((line) => JSON.parse(line));
  const expected = lines(fs.readFileSync(path.join(fixtures, 'estate-9.expected.jsonl'), 'utf8')).map((line) => JSON.parse(line));
  expect(printed.map(({ credential, leak, takeover }) => ({ credential, leak, takeover }))).toEqual(expected);
  expect(printed[0]).toMatchObject({ issuance: expect.any(String), likelihood: expect.any(String), priority: expect.any(Number), aliases: expect.any(Array) });
  expect(printed[0]).not.toHaveProperty('id');
});

test('filter, sort and limit', async () => {
  const rows = lines((await keyblast('credentials', '--json', '--filter', 'leak.upTo.scope>0', '--sort', '-leak.upTo.scope', '--limit', '3')).stdout).map(
    (line) => JSON.parse(line),
  );
  expect(rows.length).toBe(3);
  expect(rows.map(({ leak }) => leak.upTo.scope)).toEqual(rows.map(({ leak }) => leak.upTo.scope).sort((a, b) => b - a));
  expect(await keyblast('credentials', '--filter', 'bnad:high')).toMatchObject({ code: 2, stderr: expect.stringContaining('character 1: "bnad" is no field') });
  expect(await keyblast('credentials', '--limit', 'many')).toMatchObject({ code: 2, stdout: '' });
});

test('CSV has a heading and one line a credential', async () => {
  const { stdout } = await keyblast('credentials', '--csv');
  const csv = stdout.split('\r\n');
  expect(csv[0]).toMatch(/^credential,name,priority,likelihood,leak\.identities,/);
  expect(csv.length - 2).toBe(lines((await keyblast('credentials', '--json')).stdout).length);
});

test('show, paths and exposure answer people and programs', async () => {
  const [worst] = lines((await keyblast('credentials', '--json', '--sort', '-takeover.scope', '--limit', '1')).stdout).map(
    (line) => JSON.parse(line).credential,
  );
  const shown = await keyblast('show', worst, '--scenario', 'takeover');
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('If what uses it is taken over, with all that is possible:') });
  const answer = JSON.parse((await keyblast('show', worst, '--scenario', 'takeover', '--json')).stdout);
  expect(answer).toMatchObject({ scenario: 'takeover', end: 'upTo', row: { credential: worst } });
  const path = answer.crownJewels[0];
  const found = JSON.parse((await keyblast('paths', path.from.key, path.to.key, '--json')).stdout);
  expect(found.paths.length).toBeGreaterThan(0);
  expect(await keyblast('paths', path.from.key, path.to.key)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/1\. .* — facts:default, .*estate-9\.facts\.jsonl line \d+/),
  });
  expect(JSON.parse((await keyblast('exposure', '--json')).stdout).every(({ node }: { node: { sensitivity: number } }) => node.sensitivity === 5)).toBe(true);
  expect(JSON.parse((await keyblast('exposure', path.to.key, '--json')).stdout)).toMatchObject({ node: { key: path.to.key }, reachedBy: expect.any(Array) });
  expect(await keyblast('show', 't:cred/nobody')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^keyblast: nothing is called "t:cred\/nobody"; near: /m),
  });
});
