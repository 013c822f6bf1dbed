import type { PoolClient } from 'pg';
import { type EdgeColumns, type EstateColumns, type GrantColumns, type NodeColumns, nodeBit } from '../blast/columns.ts';
import { defaultSensitivity } from '../model/weights.ts';
import { copyOut, TextNumbers } from './copy.ts';
import { type CorrectedFacts, correctedFacts, without } from './correctedFacts.ts';
import { type Database, inTransaction } from './database.ts';
import { factsGeneration } from './factsGeneration.ts';

/** The estate at one moment, the generation of facts that it stands for, and how many corrections are in force in it. */
export type LoadedEstate = { estate: EstateColumns; generation: number; corrections: number };
/** `keys`: false leaves the nodes' keys away, which the engine does without. `allocate`: shared memory where threads are to read the columns. */
export type LoadOptions = { keys?: boolean; allocate?: (bytes: number) => ArrayBufferLike };

/**
 * Streams nodes, edges and grants that stand into typed arrays by binary COPY, all of one snapshot of the database, over two connections at once: the server has more to do than its
 * client. Nodes come in code-point order of their keys, edges and grants in the order of their ids. What corrections in force say is wrong stays out (docs/corrections.md).
 */
export function loadEstate(database: Database, { keys = true, allocate = (bytes) => new ArrayBuffer(bytes) }: LoadOptions = {}): Promise<LoadedEstate> {
  return inTransaction(database, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const generation = await factsGeneration(client);
    const corrected = await correctedFacts(client);
    const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    const facts = inTransaction(database, async (other) => {
      await other.query(`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '${rows[0]!.snapshot}'`);
      return { edges: await loadEdges(other, without(corrected.edges), allocate), grants: await loadGrants(other, without(corrected.grants), allocate) };
    });
    facts.catch(() => undefined); // told below
    const { nodes, numberOf } = await loadNodes(client, keys, allocate);
    correctNodes(nodes, numberOf, corrected);
    const { edges, grants } = await facts;
    toNodes(edges.from, numberOf);
    toNodes(edges.to, numberOf);
    toNodes(grants.from, numberOf);
    toNodes(grants.resource, numberOf);
    return { estate: { nodes, edges, grants }, generation, corrections: corrected.inForce };
  });
}

/** What is no secret is there and cannot be used, and neither sightings nor where it is kept say anything of it. */
function correctNodes(nodes: NodeColumns, numberOf: Uint32Array, { noSecrets }: CorrectedFacts): void {
  for (const id of noSecrets) {
    const v = numberOf[id]!;
    nodes.goneMs[v] = Number.NEGATIVE_INFINITY;
    nodes.sighted[v] = 0;
    nodes.storage[v] = absent;
  }
}

const absent = 255;
type Allocate = NonNullable<LoadOptions['allocate']>;

/** Ids of all nodes in code-point order of their keys: of each node this alone is sorted. */
async function loadOrder(client: PoolClient, allocate: Allocate): Promise<Int32Array> {
  const id = new Int32Array(allocate(4 * (await countRows(client, 'node WHERE in_use'))));
  let v = 0;
  await copyOut(client, 'SELECT id FROM node WHERE in_use ORDER BY key', (row) => {
    id[v++] = row.int4(0);
  });
  return id;
}

/** Of names; a node has the id of the name that is its key. */
async function maxId(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ most: number | null }>('SELECT max(id) AS most FROM name');
  return rows[0]?.most ?? 0;
}

/** The nodes, and by the id of a name the number of the node that it is in. */
async function loadNodes(client: PoolClient, withKeys: boolean, allocate: Allocate): Promise<{ nodes: NodeColumns; numberOf: Uint32Array }> {
  const id = await loadOrder(client, allocate);
  const numberOf = new Uint32Array((await maxId(client)) + 1).fill(noNode);
  for (let v = 0; v < id.length; v++) numberOf[id[v]!] = v;
  const count = id.length;
  const bytes = () => new Uint8Array(allocate(count));
  const numbers = () => new Uint32Array(allocate(4 * count));
  const times = () => new Float64Array(count);
  const nodes: NodeColumns = {
    count,
    id,
    key: withKeys ? new Array<string>(count) : [],
    kind: bytes(),
    status: bytes(),
    issuance: bytes(),
    presentation: bytes(),
    expiresMs: times(),
    ttlSeconds: times(),
    sensitivity: bytes(),
    flags: bytes(),
    goneMs: times(),
    identityKind: bytes(),
    storage: bytes(),
    sighted: bytes(),
    environment: numbers(),
    system: numbers(),
    systems: [],
  };
  const columns = `id, kind, status, issuance, presentation, expires, ttl::float8, sensitivity, described, pattern, administers IS NOT NULL, store, in_estate, gone_at,
    identity_kind, storage, sighted, environment, coalesce(system, split_part(key, ':', 1))${withKeys ? ', key' : ''}`;
  const [systems, environments] = [new TextNumbers(), new TextNumbers()];
  await copyOut(client, `SELECT ${columns} FROM node WHERE in_use`, (row) => {
    const v = numberOf[row.int4(0)]!;
    nodes.kind[v] = row.int2(absent);
    nodes.status[v] = row.int2(0);
    nodes.issuance[v] = row.int2(0);
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
    nodes.environment[v] = row.textNumber(environments);
    nodes.system[v] = row.textNumber(systems);
    if (withKeys) nodes.key[v] = row.text()!;
  });
  inOrderOfNodes(nodes.environment);
  nodes.environment = narrowed(nodes.environment, environments.texts.length, allocate);
  nodes.systems = inOrderOfNodes(nodes.system).map((number) => systems.texts[number - 1]!);
  for (let v = 0; v < count; v++) nodes.system[v]!--;
  await addNames(client, numberOf);
  return { nodes, numberOf };
}

/** Numbers anew, from 1, in the order in which they first stand, so that it does not matter in which order the database gave them; answers the old numbers in that order. 0 stays 0. */
function inOrderOfNodes(numbers: Uint8Array | Uint16Array | Uint32Array): number[] {
  const [old, anew]: [number[], number[]] = [[], [0]];
  for (let v = 0; v < numbers.length; v++) {
    const number = numbers[v]!;
    if (number !== 0) anew[number] ??= old.push(number);
    numbers[v] = anew[number]!;
  }
  return old;
}

/** The same numbers in as few bytes each as hold the greatest. */
function narrowed(numbers: Uint8Array | Uint16Array | Uint32Array, most: number, allocate: Allocate): Uint8Array | Uint16Array | Uint32Array {
  if (most >= 2 ** 16) return numbers;
  const narrow = most < 2 ** 8 ? new Uint8Array(allocate(numbers.length)) : new Uint16Array(allocate(2 * numbers.length));
  narrow.set(numbers);
  return narrow;
}

/** Facts refer to names: those that are not the key of their node get its number too, so that no join is needed to read facts. */
async function addNames(client: PoolClient, numberOf: Uint32Array): Promise<void> {
  const [names, nodes]: [number[], number[]] = [[], []];
  await copyOut(client, 'SELECT id, node_id FROM name WHERE node_id <> id', (row) => {
    names.push(row.int4(0));
    nodes.push(row.int4(0));
  });
  // All at once: an id may be that of a node no more, and of a name of another one.
  const numbers = nodes.map((node) => numberOf[node]!);
  for (let i = 0; i < names.length; i++) numberOf[names[i]!] = numbers[i]!;
}

const noNode = 0xffffffff;

/** Facts refer to names; figures to the nodes that these are in. */
function toNodes(names: Uint32Array, numberOf: Uint32Array): void {
  for (let i = 0; i < names.length; i++) {
    const v = numberOf[names[i]!];
    if (v === undefined || v === noNode)
      throw new Error(`name ${names[i]} of a standing fact is in no node: the nodes were not worked out after the last import`);
    names[i] = v;
  }
}

/** What is read of every edge and grant that stands. Not in the order of ids: mostly they lie in it, and where they do not, sorting numbers is cheaper than looking rows up one by one. */
export const edgeQuery = 'SELECT id, type, from_id, to_id, until, session_ttl::float8, flags FROM fact_edge WHERE gone_at IS NULL';
export const grantQuery = 'SELECT id, class, from_id, resource_id, until, possible FROM fact_grant WHERE gone_at IS NULL';

/** @param and what stays out */
async function loadEdges(client: PoolClient, and: string, allocate: Allocate): Promise<EdgeColumns> {
  const { count, mostId } = await countFacts(client, 'fact_edge', and);
  const edges: EdgeColumns = {
    count,
    fact: factIds(count, mostId, allocate),
    type: new Uint8Array(allocate(count)),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    untilMs: new Float64Array(count),
    sessionTtlSeconds: new Float64Array(count),
    flags: new Uint8Array(allocate(count)),
  };
  let e = 0;
  await copyOut(client, edgeQuery + and, (row) => {
    edges.fact[e] = row.int8(0);
    edges.type[e] = row.int2(absent);
    edges.from[e] = row.int4(0);
    edges.to[e] = row.int4(0);
    edges.untilMs[e] = row.time();
    edges.sessionTtlSeconds[e] = row.float8(Number.NaN);
    edges.flags[e] = row.int2(0);
    e++;
  });
  const { count: _, ...columns } = edges;
  inOrderOfFacts(edges.fact, Object.values(columns));
  return edges;
}

async function loadGrants(client: PoolClient, and: string, allocate: Allocate): Promise<GrantColumns> {
  const { count, mostId } = await countFacts(client, 'fact_grant', and);
  const grants: GrantColumns = {
    count,
    fact: factIds(count, mostId, allocate),
    class: new Uint8Array(allocate(count)),
    from: new Uint32Array(count),
    resource: new Uint32Array(count),
    untilMs: new Float64Array(count),
    possible: new Uint8Array(allocate(count)),
  };
  let g = 0;
  await copyOut(client, grantQuery + and, (row) => {
    grants.fact[g] = row.int8(0);
    grants.class[g] = row.int2(absent);
    grants.from[g] = row.int4(0);
    grants.resource[g] = row.int4(0);
    grants.untilMs[g] = row.time();
    grants.possible[g] = row.bool() ? 1 : 0;
    g++;
  });
  const { count: _, ...columns } = grants;
  inOrderOfFacts(grants.fact, Object.values(columns));
  return grants;
}

/** Brings columns into ascending order of their facts, all at once; nothing to do where they are in it. */
function inOrderOfFacts(fact: Float64Array | Uint32Array, columns: (Uint8Array | Uint32Array | Float64Array)[]): void {
  let isOrdered = true;
  for (let i = 1; i < fact.length && isOrdered; i++) isOrdered = fact[i - 1]! < fact[i]!;
  if (isOrdered) return;
  let order = Uint32Array.from({ length: fact.length }, (_, i) => i);
  // by 16 bits at a time, the least significant first: ids are below 2^53
  for (let digit = 1; digit <= 2 ** 48; digit *= 2 ** 16) order = sortedByDigit(order, fact, digit);
  for (const column of columns) {
    const before = column.slice();
    for (let i = 0; i < order.length; i++) column[i] = before[order[i]!]!;
  }
}

function sortedByDigit(order: Uint32Array<ArrayBuffer>, fact: Float64Array | Uint32Array, digit: number): Uint32Array<ArrayBuffer> {
  const digitOf = (i: number): number => Math.floor(fact[i]! / digit) % 65_536;
  const place = new Uint32Array(65_537);
  for (let i = 0; i < fact.length; i++) place[digitOf(i) + 1]!++;
  if (place[digitOf(0) + 1] === fact.length) return order;
  for (let at = 1; at < place.length; at++) place[at]! += place[at - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const i of order) sorted[place[digitOf(i)]!++] = i;
  return sorted;
}

/** Of those that stand. */
async function countFacts(client: PoolClient, table: 'fact_edge' | 'fact_grant', and: string): Promise<{ count: number; mostId: number }> {
  const { rows } = await client.query<{ count: string; most: string }>(
    `SELECT count(*), coalesce(max(id), 0) AS most FROM ${table} WHERE gone_at IS NULL${and}`,
  );
  return { count: Number(rows[0]!.count), mostId: Number(rows[0]!.most) };
}

/** Ids of facts are below 2^53, and mostly below 2^32. */
const factIds = (count: number, mostId: number, allocate: Allocate): Uint32Array | Float64Array =>
  mostId < 2 ** 32 ? new Uint32Array(allocate(4 * count)) : new Float64Array(allocate(8 * count));

async function countRows(client: PoolClient, from: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${from}`);
  return Number(rows[0]!.count);
}
