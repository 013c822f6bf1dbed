import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EstateColumns } from '../blast/columns.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { type Database, openPool } from './database.ts';
import { importFacts } from './importFacts.ts';
import { givenSet, readersDeriver } from './importTesting.ts';
import { loadEstate } from './loadEstate.ts';
import { readEvidence } from './readEvidence.ts';
import { findNode } from './readNodes.ts';
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

const load = (facts: unknown[]) =>
  importFacts(database, [givenSet({ facts })], { actor: 'test', now: new Date('2026-10-01T00:00:00Z'), deriver: readersDeriver });

/** Numbers of environments are in order of appearance: the least key with the same number stands for it. */
const environmentName = ({ environment, key }: EstateColumns['nodes'], v: number): string =>
  environment[v] === 0 ? '' : key[environment.indexOf(environment[v]!)]!;

/** Nodes that edges, grants or records name: a node that only `gone` names is nobody's. */
function comparable({ nodes, edges, grants }: EstateColumns) {
  const used = new Set([...edges.from, ...edges.to, ...grants.from, ...grants.resource]);
  const rows = nodes.key.map((key, v) => ({
    v,
    row: [
      key,
      nodes.kind[v],
      nodes.status[v],
      nodes.issuance[v],
      nodes.presentation[v],
      nodes.expiresMs[v],
      nodes.ttlSeconds[v],
      nodes.sensitivity[v],
      nodes.flags[v],
      nodes.goneMs[v],
      nodes.identityKind[v],
      nodes.storage[v],
      nodes.sighted[v],
      environmentName(nodes, v),
    ],
  }));
  const lines = (count: number, line: (i: number) => unknown[]) =>
    [...new Set(Array.from({ length: count }, (_, i) => JSON.stringify(line(i))))].sort(codePointOrder);
  return {
    nodes: rows.filter(({ v }) => used.has(v) || (nodes.flags[v]! & 1) === 1).map(({ row }) => row),
    edges: lines(edges.count, (e) => [
      edges.type[e],
      nodes.key[edges.from[e]!],
      nodes.key[edges.to[e]!],
      edges.untilMs[e],
      edges.sessionTtlSeconds[e],
      edges.flags[e],
    ]),
    grants: lines(grants.count, (g) => [grants.class[g], nodes.key[grants.from[g]!], nodes.key[grants.resource[g]!], grants.untilMs[g], grants.possible[g]]),
  };
}

test.each([7, 8, 9])('estate-%i comes out of the database as it does from its facts in memory', async (n) => {
  const records = readFileSync(new URL(`../services/fixtures/reach/estate-${n}.facts.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  await load(records);
  const facts: Fact[] = records.map(parseFact).flatMap((parsed) => (parsed.ok ? [parsed.fact] : []));
  const { estate, generation } = await loadEstate(database);
  expect(generation).toBe(1);
  expect(comparable(estate)).toEqual(comparable(columnsFromFacts(facts)));
  expect(estate.nodes.key).toEqual([...estate.nodes.key].sort(codePointOrder));
  expect(estate.nodes.count).toBeGreaterThan(100);
});

test('an empty database is an empty estate', async () => {
  const { estate } = await loadEstate(database);
  expect([estate.nodes.count, estate.edges.count, estate.grants.count]).toEqual([0, 0, 0]);
});

test('edges and grants come in the order of their facts, wherever their rows lie, and names that are not keys lead to their nodes', async () => {
  const records = Array.from({ length: 400 }, (_, i) => [
    { fact: 'credential', key: `c:${i}`, aliases: [`other name of ${i}`] },
    { fact: 'edge', edge: 'authenticates', from: `other name of ${i}`, to: `i:${i % 7}` },
    { fact: 'grant', from: `i:${i % 7}`, class: 'read', resource: `r:${i}` },
  ]).flat();
  await load(records);
  const before = await loadEstate(database);
  const ownRows = openPool(own.ownerUrl);
  for (const table of ['fact_edge', 'fact_grant', 'node']) await ownRows.pool.query(`UPDATE ${table} SET id = id WHERE id % 3 = 0`); // they now lie behind the others
  await ownRows.close();
  const { estate } = await loadEstate(database);
  expect(estate).toEqual(before.estate);
  for (const { fact } of [estate.edges, estate.grants]) expect([...fact]).toEqual([...fact].sort((a, b) => a - b));
  for (let e = 0; e < estate.edges.count; e++) expect(estate.nodes.key[estate.edges.from[e]!]).toMatch(/^c:/);
});

test('every edge and grant leads back to its source, file and line, and to the words it came with', async () => {
  await load([
    { fact: 'credential', key: 'c:1', aliases: ['alias'] },
    {
      fact: 'edge',
      edge: 'acts-as',
      from: 'c:1',
      to: 'i:1',
      technique: 't',
      certainty: 'possible',
      condition: { kind: 'mfa', text: 'x' },
      evidence: { statement: 2 },
      until: '2026-12-01',
    },
    { fact: 'grant', from: 'i:1', class: 'read', resource: 'r:1', actions: ['a', 'b'], basis: 'observed' },
  ]);
  const { estate } = await loadEstate(database);
  const words = await readEvidence(database, [estate.edges.fact[0]!, estate.grants.fact[0]!]);
  expect(words.get(estate.edges.fact[0]!)).toMatchObject({
    technique: 't',
    condition: { kind: 'mfa', text: 'x' },
    until: '2026-12-02T00:00:00.000Z',
    evidence: { source: 'facts:test', file: 'given.facts.jsonl', line: 2, basis: 'granted', evidence: { statement: 2 } },
  });
  expect(words.get(estate.grants.fact[0]!)).toMatchObject({ actions: ['a', 'b'], evidence: { line: 3, basis: 'observed' } });
  expect(await findNode(database, 'alias')).toMatchObject({ key: 'c:1', kind: 'credential', described: true });
});
