import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openPool } from './database.ts';
import { exportFacts } from './exportFacts.ts';
import { importFacts } from './importFacts.ts';
import { dumpInputs, type Given, givenSet, readersDeriver } from './importTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

const opened: { own: TestDatabase; database: Database }[] = [];
async function empty(): Promise<Database> {
  const own = await testDatabase();
  const database = openPool(own.url);
  opened.push({ own, database });
  return database;
}
beforeEach(() => opened.splice(0));
afterEach(async () => {
  for (const { own, database } of opened) {
    await database.close();
    await own.drop();
  }
});

let minute = 0;
const load = (database: Database, given: Given) =>
  importFacts(database, [givenSet(given)], { actor: 'test', now: new Date(Date.UTC(2026, 9, 1, 0, ++minute)), deriver: readersDeriver, confirm: true });

async function exported(database: Database): Promise<Record<string, unknown>[]> {
  let text = '';
  await exportFacts(database, async (lines) => {
    text += lines;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const credential = (key: string, more: object = {}) => ({ fact: 'credential', key, ...more });

/** Ranks, equal ranks, overruled fields, aliases, distinct, gone in both ways, documents, and every kind of fact. */
const batches: Given[] = [
  {
    source: 'a',
    dataTime: '2026-09-01T00:00:00Z',
    facts: [
      credential('c:1', { owner: 'zz', status: 'active', aliases: ['fp:1'], attrs: { team: 'z', kept: 1 } }),
      credential('c:2', { expires: '2027-01-01' }),
      { fact: 'identity', key: 'i:1', kind: 'service', administers: 'org' },
      { fact: 'workload', key: 'w:1', kind: 'pod', untrustedInput: true },
      {
        fact: 'edge',
        edge: 'authenticates',
        from: 'c:1',
        to: 'i:1',
        scoped: true,
        until: '2026-12-01',
        certainty: 'possible',
        condition: { kind: 'mfa', text: 'x' },
        evidence: { a: 1 },
      },
      { fact: 'edge', edge: 'acts-as', from: 'i:1', to: 'i:2', lasting: true, sessionTtl: 3600, technique: 't' },
      { fact: 'edge', edge: 'holds', from: 'r:1', to: 'c:2', renews: true },
      { fact: 'edge', edge: 'uses', from: 'w:1', to: 'c:2' },
      { fact: 'grant', from: 'i:1', class: 'write', resource: 'r:1', actions: ['a:b', 'c"\\'], basis: 'observed' },
      { fact: 'sighting', credential: 'fp:1', audience: 'public', where: 'gist', store: 'r:1', valid: true, at: '2026-08-01T00:00:00Z' },
      { fact: 'usage', credential: 'c:1', at: '2026-08-30T10:00:00Z', action: 'get', workload: { address: '192.0.2.1' }, count: 3 },
      { fact: 'coverage', system: 's', from: '2026-08-01', to: '2026-09-01', what: ['logs'] },
      { fact: 'distinct', keys: ['c:1', 'c:3'] },
      credential('c:3', { aliases: ['fp:1'] }),
      { fact: 'document', platform: 'p', scope: 's', kind: 'readers', body: { resource: 'r:1', readers: ['i:1', 'i:7'] } },
    ],
  },
  {
    source: 'b',
    dataTime: '2026-09-02T00:00:00Z',
    facts: [credential('c:1', { owner: 'aa', status: 'disabled', attrs: { team: 'a' } }), { fact: 'identity', key: 'i:1', kind: 'human' }, credential('c:old')],
  },
  {
    source: 'log',
    rank: 100,
    mode: 'increment',
    dataTime: '2026-09-02T00:00:00Z',
    facts: [credential('c:1', { owner: 'from a log', lastUsed: '2026-09-02T00:00:00Z' }), { fact: 'edge', edge: 'authenticates', from: 'c:old', to: 'i:1' }],
  },
  {
    source: 'c',
    rank: 500,
    dataTime: '2026-09-03T00:00:00Z',
    facts: [
      { fact: 'resource', key: 'r:1', sensitivity: 5, store: true, pattern: false },
      { fact: 'gone', key: 'w:1' },
      { fact: 'gone', key: 'c:2', at: '2026-09-03T00:00:00Z' },
    ],
  },
  {
    source: 'b',
    dataTime: '2026-09-04T00:00:00Z',
    facts: [credential('c:1', { owner: 'aa', status: 'disabled', attrs: { team: 'a' } }), { fact: 'identity', key: 'i:1', kind: 'human' }],
  },
];

/** Conflicts name files and sources; figures do not rest on them. */
test('what is exported gives the same state in an empty database, and is exported the same again', async () => {
  const [from, to] = [await empty(), await empty()];
  for (const batch of batches) await load(from, batch);
  const facts = await exported(from);
  expect(facts.every((fact) => typeof fact.source === 'object')).toBe(true);
  await load(to, { facts });
  const expected = await dumpInputs(from);
  expect(await dumpInputs(to)).toEqual(expected);
  expect(expected.nodes).toContainEqual(expect.objectContaining({ key: 'c:1', owner: 'aa', status: 1, attrs: { team: 'a', kept: 1 } }));
  expect(expected.nodes).toContainEqual(expect.objectContaining({ key: 'c:old', gone_at: '2026-09-04T00:00:00+00:00' }));
  const sorted = (list: unknown[]) => list.map((fact) => JSON.stringify(fact)).sort();
  expect(sorted(await exported(to))).toEqual(sorted(facts));
});

test.each([7, 8, 9])('estate-%i survives the way out and in', async (n) => {
  const facts = readFileSync(new URL(`../services/fixtures/reach/estate-${n}.facts.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const [from, to] = [await empty(), await empty()];
  await load(from, { facts });
  await load(to, { facts: await exported(from) });
  expect(await dumpInputs(to)).toEqual(await dumpInputs(from));
});
