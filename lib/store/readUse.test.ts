import { expect, test } from 'vitest';
import { openPool } from './database.ts';
import { importFacts } from './importFacts.ts';
import { givenSet, readersDeriver } from './importTesting.ts';
import { readUse } from './readUse.ts';
import { testDatabase } from './testDatabase.ts';

const asOf = new Date('2026-11-01T12:00:00Z');
const event = (at: string, more: object) => ({ fact: 'usage', credential: 'key:1', at, ...more });

/** One credential with some use: of two aliases, from two places and none, denied, too old, and of another credential. */
const facts = [
  { fact: 'credential', key: 'key:1', aliases: ['key:one'], system: 'mill' },
  { fact: 'credential', key: 'key:2', system: 'mill' },
  { fact: 'resource', key: 'box:1', aliases: ['box:one'] },
  event('2026-10-30T01:00:00Z', { workload: { instance: 'pod-1' }, class: 'read', resource: 'box:1', action: 'get', proof: 'spiffe://mill/a' }),
  event('2026-10-30T02:00:00Z', { workload: { instance: 'pod-1' }, class: 'read', resource: 'box:one', action: 'get', proof: 'spiffe://mill/a' }),
  event('2026-10-31T02:00:00Z', { workload: { instance: 'pod-1' }, class: 'write', resource: 'box:1', outcome: 'denied', proof: 'spiffe://mill/a' }),
  { ...event('2026-10-31T03:00:00Z', { workload: { address: '192.0.2.7' } }), credential: 'key:one' },
  event('2026-10-31T04:00:00Z', {}),
  event('2026-06-01T04:00:00Z', { workload: { instance: 'pod-old' } }),
  event('2026-11-02T04:00:00Z', { workload: { instance: 'pod-later' } }),
  { ...event('2026-10-31T03:00:00Z', { workload: { instance: 'pod-1' } }), credential: 'key:2' },
];

test('the use of one credential comes by lane and day, under every name it has, and only of the days before the analysis', async () => {
  const own = await testDatabase();
  const database = openPool(own.url);
  try {
    await importFacts(database, [givenSet({ facts })], { actor: 'test', now: asOf, deriver: readersDeriver });
    const { rows } = await database.pool.query<{ id: number; key: string }>('SELECT id, key FROM node');
    const id = (key: string): number => rows.find((row) => row.key === key)!.id;
    const { lanes, actions, ...rest } = await readUse(database, id('key:1'), asOf);
    expect(rest).toMatchObject({ count: 5, covered: false, others: { lanes: 0, count: 0 } });
    expect(lanes).toEqual([
      {
        ...{ by: 'instance', text: 'pod-1', proven: true, count: 3, denied: 1, first: '2026-10-30T01:00:00.000Z', last: '2026-10-31T02:00:00.000Z' },
        days: [
          { day: '2026-10-30', count: 2, denied: 0 },
          { day: '2026-10-31', count: 1, denied: 1 },
        ],
      },
      {
        ...{ by: 'address', text: '192.0.2.7', proven: false, count: 1, denied: 0, first: '2026-10-31T03:00:00.000Z', last: '2026-10-31T03:00:00.000Z' },
        days: [{ day: '2026-10-31', count: 1, denied: 0 }],
      },
      {
        ...{ by: 'nothing', proven: false, count: 1, denied: 0, first: '2026-10-31T04:00:00.000Z', last: '2026-10-31T04:00:00.000Z' },
        days: [{ day: '2026-10-31', count: 1, denied: 0 }],
      },
    ]);
    expect(actions).toEqual([
      { class: 'read', action: 'get', resource: String(id('box:1')), count: 2, last: '2026-10-30T02:00:00.000Z' },
      { count: 2, last: '2026-10-31T04:00:00.000Z' },
    ]);
    expect(await readUse(database, id('box:1'), asOf)).toMatchObject({ count: 0, lanes: [] });
  } finally {
    await database.close();
    await own.drop();
  }
});
