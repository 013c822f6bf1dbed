import type { PoolClient } from 'pg';
import type { NumberedColumns } from '../lib/estate/workloads/numberedEstate.ts';
import { workloadFacts, workloadKey } from '../lib/estate/workloads/workloadFacts.ts';
import { identityKinds, type NodeFact, nodeKinds, presentations } from '../lib/model/facts.ts';
import { BinaryCopy } from '../lib/store/binaryCopy.ts';
import { type Database, inTransaction } from '../lib/store/database.ts';
import { nextGeneration } from '../lib/store/factsGeneration.ts';

/**
 * Puts a numbered estate into an empty database as one import of its facts would, some twenty times as fast: names, nodes and facts by binary COPY into tables whose indexes are made afterwards.
 * What the engine and the screens read is the same (`loadWorkload.test.ts`); only digests are numbers, so that a later import of the same facts would not know them again.
 * @param owner a connection that may drop and make indexes
 */
export async function loadWorkload(owner: Database, columns: NumberedColumns): Promise<void> {
  await inTransaction(owner, async (client) => {
    const { rows } = await client.query<{ empty: boolean }>('SELECT NOT EXISTS (SELECT FROM name) AND NOT EXISTS (SELECT FROM source) AS empty');
    if (!rows[0]?.empty) throw new Error('a workload is loaded into an empty database only: its nodes bring their ids along');
    await withoutIndexes(client, async () => {
      await client.query(importRows, [columns.nodes.count + columns.edges.count + columns.grants.count]);
      await copyNames(client, columns);
      await copyNodes(client, columns);
      await copyEdges(client, columns);
      await copyGrants(client, columns);
    });
    await client.query(`SELECT setval('name_id_seq', $1), setval('fact_id', $2)`, [
      columns.nodes.count,
      columns.nodes.count + columns.edges.count + columns.grants.count,
    ]);
    await nextGeneration(client);
  });
  await owner.pool.query('VACUUM (ANALYZE) name, node, fact_node, fact_edge, fact_grant');
}

const importRows = `WITH s AS (INSERT INTO source (id, name, rank, data_time) VALUES (1, 'facts:generated', 300, now())),
  b AS (INSERT INTO batch (id, actor, started_at, finished_at) VALUES (1, 'bench', now(), now())),
  f AS (INSERT INTO import_file (id, batch_id, file_set, format, name, digest, size_bytes, records, accepted) VALUES (1, 1, 0, 'facts', 'generated.facts.jsonl', '', 0, $1, $1))
  INSERT INTO import (id, batch_id, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, imported_at, state, file_set, accepted)
    VALUES (1, 1, 1, 'facts', '1', 'generated', '', 300, 'snapshot', true, now(), now(), 'applied', 0, $1)`;

const tables = ['name', 'node', 'fact_node', 'fact_edge', 'fact_grant'];

/** Drops the indexes of the tables that are filled, and makes them again from all rows at once. */
async function withoutIndexes(client: PoolClient, fill: () => Promise<void>): Promise<void> {
  const { rows: constraints } = await client.query<{ of: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE conrelid = ANY($1::regclass[]) AND contype IN ('p', 'u') ORDER BY contype, 1`,
    [tables],
  );
  for (const { of, name } of constraints) await client.query(`ALTER TABLE ${of} DROP CONSTRAINT ${name}`);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = ANY($1::regclass[])`,
    [tables],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await fill();
  for (const { of, name, definition } of constraints) await client.query(`ALTER TABLE ${of} ADD CONSTRAINT ${name} ${definition}`);
  for (const { definition } of indexes) await client.query(definition);
}

/** A node has the number of its name: its own, counted from 1. */
const idOf = (v: number): number => v + 1;

async function copyNames(client: PoolClient, columns: NumberedColumns): Promise<void> {
  const copy = new BinaryCopy(client, 'name', ['id', 'text', 'node_id']);
  for (let v = 0; v < columns.nodes.count; v++) {
    copy.row();
    copy.int4(idOf(v));
    copy.text(workloadKey(columns, v));
    copy.int4(idOf(v));
    if (copy.full) await copy.drained();
  }
  await copy.end();
}

/** Common to all facts: the place in the one source and file. Facts are numbered in the order of their lines. */
const origin = ['id', 'source_id', 'seen_from', 'file_id', 'line', 'digest'];
function factOrigin(copy: BinaryCopy, line: number): void {
  copy.row();
  copy.int8(line);
  copy.int4(1);
  copy.int4(1);
  copy.int4(1);
  copy.int4(line);
  copy.uuid(line, line);
}

async function copyNodes(client: PoolClient, columns: NumberedColumns): Promise<void> {
  const facts = new BinaryCopy(client, 'fact_node', [...origin, 'name_id', 'kind', 'fields']);
  let v = 0;
  for (const fact of nodeFacts(columns)) {
    const { fact: kind, key: _, ...fields } = fact;
    factOrigin(facts, v + 1);
    facts.int4(idOf(v));
    facts.int2(nodeKinds.indexOf(kind));
    facts.jsonb(JSON.stringify(fields));
    v++;
    if (facts.full) await facts.drained();
  }
  await facts.end();
  const nodes = new BinaryCopy(client, 'node', nodeColumns);
  v = 0;
  for (const fact of nodeFacts(columns)) {
    nodes.row();
    copyNode(nodes, idOf(v++), fact);
    if (nodes.full) await nodes.drained();
  }
  await nodes.end();
}

function* nodeFacts(columns: NumberedColumns): Generator<NodeFact> {
  let v = 0;
  for (const fact of workloadFacts(columns)) {
    if (v++ === columns.nodes.count || !('key' in fact) || fact.fact === 'gone') return; // nodes come first
    yield fact;
  }
}

const nodeColumns = [
  'id',
  'key',
  'in_use',
  'kind',
  'described',
  'in_estate',
  'presentation',
  'expires',
  'ttl',
  'environment',
  'system',
  'identity_kind',
  'kind_text',
  'administers',
  'sensitivity',
  'store',
];

function copyNode(copy: BinaryCopy, id: number, fact: NodeFact): void {
  const credential = fact.fact === 'credential' ? fact : undefined;
  const kind = 'kind' in fact ? fact.kind : undefined;
  copy.int4(id);
  copy.text(fact.key);
  copy.bool(true);
  copy.int2(nodeKinds.indexOf(fact.fact));
  copy.bool(true);
  copy.bool(true);
  orAbsent(copy, credential?.presentation && presentations.indexOf(credential.presentation), (value) => copy.int2(value));
  orAbsent(copy, credential?.expires, (value) => copy.time(Date.parse(value)));
  orAbsent(copy, credential?.ttl, (value) => copy.int8(value));
  orAbsent(copy, fact.environment, (value) => copy.text(value));
  orAbsent(copy, fact.system, (value) => copy.text(value));
  orAbsent(copy, fact.fact === 'identity' ? identityKinds.indexOf(fact.kind) : undefined, (value) => copy.int2(value));
  orAbsent(copy, kind, (value) => copy.text(value));
  orAbsent(copy, 'administers' in fact ? fact.administers : undefined, (value) => copy.text(value));
  orAbsent(copy, fact.sensitivity, (value) => copy.int2(value));
  orAbsent(copy, 'store' in fact ? fact.store : undefined, (value) => copy.bool(value));
}

function orAbsent<T>(copy: BinaryCopy, value: T | undefined, write: (value: T) => void): void {
  if (value === undefined) copy.absent();
  else write(value);
}

/** What `workloadFacts` says of a possible one. */
const possibleDetail = JSON.stringify({ condition: { kind: 'unevaluated', text: 'drawn by chance: one in twenty' } });

async function copyEdges(client: PoolClient, { nodes, edges }: NumberedColumns): Promise<void> {
  const copy = new BinaryCopy(client, 'fact_edge', [...origin, 'type', 'from_id', 'to_id', 'until', 'session_ttl', 'flags', 'basis', 'detail']);
  for (let e = 0; e < edges.count; e++) {
    factOrigin(copy, nodes.count + e + 1);
    copy.int2(edges.type[e]!);
    copy.int4(idOf(edges.from[e]!));
    copy.int4(idOf(edges.to[e]!));
    orAbsent(copy, present(edges.untilMs[e]!), (value) => copy.time(value));
    orAbsent(copy, present(edges.sessionTtlSeconds[e]!), (value) => copy.int8(value));
    copy.int2(edges.flags[e]!);
    copy.int2(0);
    orAbsent(copy, edges.flags[e]! & 1 ? possibleDetail : undefined, (value) => copy.jsonb(value));
    if (copy.full) await copy.drained();
  }
  await copy.end();
}

async function copyGrants(client: PoolClient, { nodes, edges, grants }: NumberedColumns): Promise<void> {
  const copy = new BinaryCopy(client, 'fact_grant', [...origin, 'from_id', 'class', 'resource_id', 'until', 'possible', 'basis', 'detail']);
  for (let g = 0; g < grants.count; g++) {
    factOrigin(copy, nodes.count + edges.count + g + 1);
    copy.int4(idOf(grants.from[g]!));
    copy.int2(grants.class[g]!);
    copy.int4(idOf(grants.resource[g]!));
    orAbsent(copy, present(grants.untilMs[g]!), (value) => copy.time(value));
    copy.bool(grants.possible[g] === 1);
    copy.int2(0);
    orAbsent(copy, grants.possible[g] ? possibleDetail : undefined, (value) => copy.jsonb(value));
    if (copy.full) await copy.drained();
  }
  await copy.end();
}

const present = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
