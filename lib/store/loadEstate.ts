import type { PoolClient } from 'pg';
import { type EdgeColumns, type EstateColumns, type GrantColumns, type NodeColumns, nodeBit } from '../blast/columns.ts';
import { defaultSensitivity } from '../model/weights.ts';
import { copyOut } from './copy.ts';
import { type Database, inTransaction } from './database.ts';
import { factsGeneration } from './factsGeneration.ts';

/** The estate at one moment, and the generation of facts that it stands for. */
export type LoadedEstate = { estate: EstateColumns; generation: number };

/**
 * Streams nodes, edges and grants that stand into typed arrays by binary COPY, all of one snapshot of the database. Nodes come in code-point order of their
 * keys, edges and grants in the order of their ids.
 */
export function loadEstate(database: Database): Promise<LoadedEstate> {
  return inTransaction(database, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const generation = await factsGeneration(client);
    const nodes = await loadNodes(client);
    const numberOf = await loadNumbers(client, nodes);
    return { estate: { nodes, edges: await loadEdges(client, numberOf), grants: await loadGrants(client, numberOf) }, generation };
  });
}

const absent = 255;

async function loadNodes(client: PoolClient): Promise<NodeColumns> {
  const count = await countRows(client, 'node WHERE in_use');
  const nodes: NodeColumns = {
    count,
    id: new Int32Array(count),
    key: new Array<string>(count),
    kind: new Uint8Array(count),
    status: new Uint8Array(count),
    presentation: new Uint8Array(count),
    expiresMs: new Float64Array(count),
    ttlSeconds: new Float64Array(count),
    sensitivity: new Uint8Array(count),
    flags: new Uint8Array(count),
    goneMs: new Float64Array(count),
    identityKind: new Uint8Array(count),
    storage: new Uint8Array(count),
    sighted: new Uint8Array(count),
    environment: new Uint32Array(count),
    system: new Uint32Array(count),
    systems: [],
  };
  let v = 0;
  const columns = `id, key, kind, status, presentation, expires, ttl::float8, sensitivity, described, pattern, administers IS NOT NULL, store, in_estate, gone_at,
    identity_kind, storage, sighted, environment, coalesce(system, split_part(key, ':', 1))`;
  const systems = new Map<string, number>();
  const environments = new Map<string, number>();
  await copyOut(client, `SELECT ${columns} FROM node WHERE in_use ORDER BY key`, (row) => {
    nodes.id[v] = row.int4(0);
    nodes.key[v] = row.text()!;
    nodes.kind[v] = row.int2(absent);
    nodes.status[v] = row.int2(0);
    nodes.presentation[v] = row.int2(0);
    nodes.expiresMs[v] = row.time();
    nodes.ttlSeconds[v] = row.float8(Number.NaN);
    nodes.sensitivity[v] = row.int2(defaultSensitivity);
    nodes.flags[v] =
      (row.bool() ? nodeBit.described : 0) |
      (row.bool() ? nodeBit.pattern : 0) |
      (row.bool() ? nodeBit.administers : 0) |
      (row.bool() ? nodeBit.store : 0) |
      (row.bool() ? nodeBit.inEstate : 0);
    nodes.goneMs[v] = row.time();
    nodes.identityKind[v] = row.int2(absent);
    nodes.storage[v] = row.int2(absent);
    nodes.sighted[v] = row.int2(0);
    nodes.environment[v] = numbered(environments, row.text());
    nodes.system[v] = numbered(systems, row.text()) - 1;
    v++;
  });
  nodes.systems = [...systems.keys()];
  return nodes;
}

/** 0 for an absent text, else its number in order of appearance, from 1. */
function numbered(numbers: Map<string, number>, text: string | undefined): number {
  if (text === undefined) return 0;
  const number = numbers.get(text) ?? numbers.size + 1;
  numbers.set(text, number);
  return number;
}

/** Dense number of the node that each name is in, by the name's id: facts refer to names, so that no join is needed to read them. */
async function loadNumbers(client: PoolClient, nodes: NodeColumns): Promise<Uint32Array> {
  const ofNode = new Uint32Array(nodes.id.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (let v = 0; v < nodes.count; v++) ofNode[nodes.id[v]!] = v;
  const { rows } = await client.query<{ most: number | null }>('SELECT max(id) AS most FROM name');
  const ofName = new Uint32Array((rows[0]?.most ?? 0) + 1).fill(noNode);
  await copyOut(client, 'SELECT id, node_id FROM name WHERE node_id IS NOT NULL', (row) => {
    const id = row.int4(0);
    ofName[id] = ofNode[row.int4(0)]!;
  });
  return ofName;
}

const noNode = 0xffffffff;

function nodeOf(numberOf: Uint32Array, name: number): number {
  const v = numberOf[name];
  if (v === undefined || v === noNode) throw new Error(`name ${name} of a standing fact is in no node: the nodes were not worked out after the last import`);
  return v;
}

/** What is read of every edge and grant that stands. */
export const edgeQuery = 'SELECT id, type, from_id, to_id, until, session_ttl::float8, flags FROM fact_edge WHERE gone_at IS NULL ORDER BY id';
export const grantQuery = 'SELECT id, class, from_id, resource_id, until, possible FROM fact_grant WHERE gone_at IS NULL ORDER BY id';

async function loadEdges(client: PoolClient, numberOf: Uint32Array): Promise<EdgeColumns> {
  const count = await countRows(client, 'fact_edge WHERE gone_at IS NULL');
  const edges: EdgeColumns = {
    count,
    fact: new Float64Array(count),
    type: new Uint8Array(count),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    untilMs: new Float64Array(count),
    sessionTtlSeconds: new Float64Array(count),
    flags: new Uint8Array(count),
  };
  let e = 0;
  await copyOut(client, edgeQuery, (row) => {
    edges.fact[e] = row.int8(0);
    edges.type[e] = row.int2(absent);
    edges.from[e] = nodeOf(numberOf, row.int4(0));
    edges.to[e] = nodeOf(numberOf, row.int4(0));
    edges.untilMs[e] = row.time();
    edges.sessionTtlSeconds[e] = row.float8(Number.NaN);
    edges.flags[e] = row.int2(0);
    e++;
  });
  return edges;
}

async function loadGrants(client: PoolClient, numberOf: Uint32Array): Promise<GrantColumns> {
  const count = await countRows(client, 'fact_grant WHERE gone_at IS NULL');
  const grants: GrantColumns = {
    count,
    fact: new Float64Array(count),
    class: new Uint8Array(count),
    from: new Uint32Array(count),
    resource: new Uint32Array(count),
    untilMs: new Float64Array(count),
    possible: new Uint8Array(count),
  };
  let g = 0;
  await copyOut(client, grantQuery, (row) => {
    grants.fact[g] = row.int8(0);
    grants.class[g] = row.int2(absent);
    grants.from[g] = nodeOf(numberOf, row.int4(0));
    grants.resource[g] = nodeOf(numberOf, row.int4(0));
    grants.untilMs[g] = row.time();
    grants.possible[g] = row.bool() ? 1 : 0;
    g++;
  });
  return grants;
}

async function countRows(client: PoolClient, from: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${from}`);
  return Number(rows[0]!.count);
}
