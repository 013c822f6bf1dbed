import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openPool } from './database.ts';
import { expireUse } from './expireUse.ts';
import { importFacts } from './importFacts.ts';
import { dumpState, givenSet, readersDeriver } from './importTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';
import { undoImport } from './undoImport.ts';

let own: TestDatabase;
let database: Database;
beforeEach(async () => {
  own = await testDatabase();
  database = openPool(own.url);
});
afterEach(async () => {
  await database.close();
  await own.drop();
});

const day = 86_400_000;
const imported = new Date('2026-10-01T12:00:00Z');
const options = { actor: 'test', now: imported, deriver: readersDeriver };
const at = (daysAgo: number): string => new Date(imported.getTime() - daysAgo * day).toISOString();
const use = (credential: string, daysAgo: number, address: string) => ({
  ...{ fact: 'usage', credential, at: at(daysAgo), action: 'get', eventId: `${credential} ${daysAgo} ${address}` },
  workload: { address, instance: 'pod-1' },
});
const log = (facts: unknown[]) => givenSet({ facts, source: 'access-log:test', mode: 'increment' });
const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await database.pool.query(sql)).rows;
const later = (days: number): { actor: string; now: Date } => ({ actor: 'keeper', now: new Date(imported.getTime() + days * day) });

test('roll-ups end after 400 days, addresses after 90, event ids after 35, each on its day; counts stay', async () => {
  await importFacts(database, [log([use('c:1', 0, '10.0.0.1'), use('c:1', 0, '10.0.0.2'), use('c:1', 0, '10.0.0.2'), use('c:1', 5, '10.0.0.1')])], options);
  expect(await expireUse(database, later(30))).toEqual({ rollUps: 0, addresses: 0, events: 0 });
  expect(await expireUse(database, later(35))).toEqual({ rollUps: 0, addresses: 0, events: 1 });
  expect(await expireUse(database, later(36))).toEqual({ rollUps: 0, addresses: 0, events: 2 });
  expect(await expireUse(database, later(90))).toEqual({ rollUps: 0, addresses: 1, events: 0 });
  expect(await expireUse(database, later(91))).toEqual({ rollUps: 0, addresses: 2, events: 0 });
  const kept = `SELECT day::text, address, instance, count::int FROM usage ORDER BY day`;
  expect(await rows(kept)).toEqual([
    { day: '2026-09-26', address: null, instance: 'pod-1', count: 1 },
    { day: '2026-10-01', address: null, instance: 'pod-1', count: 2 },
  ]);
  expect(await expireUse(database, later(396))).toEqual({ rollUps: 1, addresses: 0, events: 0 });
  expect(await rows(kept)).toMatchObject([{ day: '2026-10-01' }]);
  expect(await expireUse(database, later(401))).toEqual({ rollUps: 1, addresses: 0, events: 0 });
  expect(await rows(kept)).toEqual([]);
  expect(await rows(`SELECT after FROM audit WHERE action = 'use.expire' AND actor = 'keeper' ORDER BY id`)).toHaveLength(6);
});

test('the months that are over are dropped whole, and what only their use had named is no node any more', async () => {
  await importFacts(
    database,
    [
      givenSet({ facts: [{ fact: 'credential', key: 'c:known' }] }),
      log([use('c:known', 40, '10.0.0.1'), use('c:stranger', 40, '10.0.0.1'), use('c:recent', 1, '10.0.0.1')]),
    ],
    options,
  );
  const months = `SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'usage'::regclass ORDER BY 1`;
  expect(await rows(months)).toEqual([{ relname: 'usage_202608' }, { relname: 'usage_202609' }, { relname: 'usage_other' }]);
  await expireUse(database, later(400 - 20));
  expect(await rows(months)).toEqual([{ relname: 'usage_202609' }, { relname: 'usage_other' }]);
  expect(await rows('SELECT key FROM node WHERE in_use ORDER BY key')).toEqual([{ key: 'c:known' }, { key: 'c:recent' }]);
});

test('an import whose use has partly ended can be undone', async () => {
  await importFacts(database, [givenSet({ facts: [{ fact: 'credential', key: 'c:1' }] })], options);
  const before = await dumpState(database);
  const report = await importFacts(database, [log([use('c:1', 0, '10.0.0.1'), use('c:1', 100, '10.0.0.1'), use('c:1', 399, '10.0.0.1')])], options);
  await expireUse(database, later(2));
  await undoImport(database, report.sources[0]!.importId, options);
  expect(await dumpState(database)).toEqual(before);
});
