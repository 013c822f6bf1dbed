import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeBit } from '../blast/columns.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { attributions } from '../model/attribution.ts';
import type { Fact } from '../model/facts.ts';
import { saidBit } from '../model/said.ts';
import { caseTime, daysBefore } from '../rules/caseFacts.ts';
import { ruleCases } from '../rules/ruleCases.ts';
import { saidFromFacts } from '../rules/saidFromFacts.ts';
import { type Database, openPool } from './database.ts';
import { importFacts } from './importFacts.ts';
import { givenSet, readersDeriver } from './importTesting.ts';
import { loadEstate } from './loadEstate.ts';
import { loadSaid } from './loadSaid.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

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

const asOf = new Date(caseTime);
const load = (facts: unknown[], day: number, source = 'facts:test') =>
  importFacts(database, [givenSet({ facts, source, dataTime: daysBefore(10 - day) })], { actor: 'test', now: asOf, deriver: readersDeriver });

/** By key, what is said of it; by system, the same. */
function comparable(columns: Awaited<ReturnType<typeof loadEstate>>['estate'], { said, attribution }: ReturnType<typeof saidFromFacts>) {
  const { nodes } = columns;
  const line = (v: number) => [
    ...[said.created, said.rotated, said.lastUsed, said.bits, said.usedClasses].map((column) => column[v]),
    (nodes.flags[v]! & nodeBit.described) !== 0 && nodes.kind[v] === 0 ? attributions[attribution[v]!] : '',
  ];
  return {
    nodes: Object.fromEntries(nodes.key.map((key, v) => [key, line(v).join(' ')])),
    systems: Object.fromEntries(nodes.systems.map((system, i) => [system, said.systems[i]])),
  };
}

/** One after the other in one database: each is a whole newer snapshot, and the names of cases are the same, so that what was there before must not show. */
test('what is said comes out of the database as it does from facts in memory', async () => {
  const cases = Object.values(ruleCases).flatMap(({ finds, findsNothing }) => [...finds, ...findsNothing].map(({ facts }) => facts));
  const mixtures = fc.sample(fc.subarray(cases, { minLength: 8, maxLength: 30 }), { numRuns: 8, seed: 6 }).map((mixture) => mixture.flat());
  for (const facts of [cases.flat(), ...mixtures] as Fact[][]) {
    await database.close();
    await own.drop();
    own = await testDatabase();
    database = openPool(own.url);
    await load(facts, 1);
    const { estate } = await loadEstate(database);
    const columns = columnsFromFacts(facts);
    const expected = comparable(columns, saidFromFacts(facts, columns, asOf.getTime()));
    expect(comparable(estate, await loadSaid(database, asOf, estate.nodes))).toEqual(expected);
    expect(Object.keys(expected.nodes).length).toBeGreaterThan(5);
  }
});

test('an owner who is in no record any more is gone, and one whom another source still knows is not', async () => {
  const people = [
    { fact: 'identity', key: 'okta:1', kind: 'human', aliases: ['ann@example.com'] },
    { fact: 'identity', key: 'okta:2', kind: 'human', aliases: ['bob@example.com'] },
    ...Array.from({ length: 50 }, (_, i) => ({ fact: 'identity', key: `okta:more ${i}`, kind: 'human' })),
  ];
  const keys = [
    { fact: 'credential', key: 'ann key', owner: 'ann@example.com' },
    { fact: 'credential', key: 'bob key', owner: 'bob@example.com' },
    { fact: 'identity', key: 'okta:2', kind: 'human' },
  ];
  await load(people, 1, 'facts:people');
  await load(keys, 2, 'facts:keys');
  const ownerGone = async () => {
    const { estate } = await loadEstate(database);
    const { said } = await loadSaid(database, asOf, estate.nodes);
    return estate.nodes.key.filter((_, v) => (said.bits[v]! & saidBit.ownerGone) !== 0);
  };
  expect(await ownerGone()).toEqual([]);
  await load([{ fact: 'identity', key: 'okta:2', kind: 'human', aliases: ['bob@example.com'] }, ...people.slice(2)], 3, 'facts:people');
  expect(await ownerGone()).toEqual(['ann key']);
});

test('environments have the names that their numbers stand for', async () => {
  await load(
    [
      { fact: 'credential', key: 'a', environment: 'prod' },
      { fact: 'credential', key: 'b' },
      { fact: 'resource', key: 'c', environment: 'dev' },
    ],
    1,
  );
  const { estate } = await loadEstate(database);
  const { environments } = await loadSaid(database, asOf, estate.nodes);
  expect(estate.nodes.key.map((_, v) => environments[estate.nodes.environment[v]!])).toEqual(['prod', undefined, 'dev']);
});
