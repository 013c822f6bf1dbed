import type { PoolClient } from 'pg';
import type { NodeColumns } from '../blast/columns.ts';
import { attributionDays } from '../model/attribution.ts';
import { staleAfterDays } from '../model/coverage.ts';
import type { StandingDecision } from '../model/decisions.ts';
import { actionClasses, type EdgeType, edgeTypes, identityKinds, nodeKinds, outcomes, revocations } from '../model/facts.ts';
import { newNetworkDays, type SaidColumns, saidBit, saidPattern, systemBit } from '../model/said.ts';
import { copyOut } from './copy.ts';
import { correctedFacts, without } from './correctedFacts.ts';
import { type Database, inTransaction } from './database.ts';
import { readStanding } from './decisionUses.ts';
import { readAttribution, saysLog } from './readAttribution.ts';

const dayMs = 86_400_000;

export type LoadedSaid = {
  said: SaidColumns;
  /** Index in attributions, by node number; 0 where it is no credential. */
  attribution: Uint8Array;
  /** Names of environments by their number in NodeColumns; what is at 0 is of none. */
  environments: string[];
  decisions: StandingDecision[];
};

/** Reads what findings ask of nodes beside the estate's columns, set-based, by binary COPY; `saidFromFacts` of lib/rules is its definition. Of nodes that have come since the estate was loaded nothing is read. */
export function loadSaid(database: Database, asOf: Date, nodes: NodeColumns): Promise<LoadedSaid> {
  return inTransaction(database, async (client) => {
    const said = emptySaid(nodes);
    const { edges: wrong } = await correctedFacts(client);
    const reading: Reading = {
      client,
      nodes,
      said,
      numberOf: numbersOf(nodes.id),
      sql: (text) => text.replaceAll('$1', `'${asOf.toISOString()}'::timestamptz`).replaceAll('$wrong', without(wrong, 'e.id')),
    };
    addSystems(reading);
    await readNodes(reading);
    for (const { bit, query } of bitQueries) await readBits(reading, bit, query);
    await readUse(reading);
    await readCoverage(reading);
    const attribution = new Uint8Array(nodes.count);
    await readAttribution(client, asOf, (id, code) => {
      const v = reading.numberOf[id];
      if (v !== undefined && v >= 0) attribution[v] = code;
    });
    const environments = await readEnvironments(reading);
    addEnvironments(reading, environments);
    const decisions = await readStanding(client, asOf, { numberOf: (id) => reading.numberOf[id] ?? -1, systems: nodes.systems, nodes: nodes.count });
    return { said, attribution, environments, decisions };
  });
}

type Reading = { client: PoolClient; nodes: NodeColumns; said: SaidColumns; numberOf: Int32Array; sql(text: string): string };

const emptySaid = ({ count, systems }: NodeColumns): SaidColumns => ({
  created: new Uint16Array(count),
  rotated: new Uint16Array(count),
  lastUsed: new Uint16Array(count),
  bits: new Uint32Array(count),
  usedClasses: new Uint16Array(count),
  systems: new Uint8Array(systems.length),
});

/** Node number by database id; -1 where there is none. */
function numbersOf(id: Int32Array): Int32Array {
  const numbers = new Int32Array(id.reduce((most, each) => Math.max(most, each), 0) + 1).fill(-1);
  id.forEach((each, v) => {
    numbers[each] = v;
  });
  return numbers;
}

/** What a system's name says of all that is in it. */
function addSystems({ nodes, said }: Reading): void {
  const bits = nodes.systems.map(
    (name) => (new RegExp(saidPattern.pipeline, 'i').test(name) ? saidBit.pipeline : 0) | (new RegExp(saidPattern.cloud, 'i').test(name) ? saidBit.cloud : 0),
  );
  for (let v = 0; v < nodes.count; v++) said.bits[v]! |= bits[nodes.system[v]!]!;
}

/** Names of environments are few: each is looked at once, not at every node. */
function addEnvironments({ nodes, said }: Reading, environments: readonly string[]): void {
  const bits = environments.map((name) => (new RegExp(saidPattern.production, 'i').test(name) ? saidBit.production : 0));
  for (let v = 0; v < nodes.count; v++) said.bits[v]! |= bits[nodes.environment[v]!] ?? 0;
}

const flag = (bit: number, condition: string): string => `CASE WHEN ${condition} THEN ${bit} ELSE 0 END`;
const nodeBits = [
  flag(saidBit.owned, 'owner IS NOT NULL'),
  flag(saidBit.vendor, `party !~* '${saidPattern.ownParty}'`),
  flag(saidBit.noRevocation, `revocation = ${revocations.indexOf('none-known')}`),
  flag(saidBit.untrustedInput, 'untrusted_input'),
  flag(saidBit.withoutMfa, `attrs->'mfa' = 'false'::jsonb`),
  flag(saidBit.wildcard, `kind = ${nodeKinds.indexOf('identity')} AND key ~* '${saidPattern.wildcard}'`),
  flag(
    saidBit.weakClaims,
    `attrs IS NOT NULL AND (jsonb_typeof(attrs->'subject') = 'string' AND attrs->>'subject' ~ '[*?]' OR attrs->'audience' = '""'::jsonb
      OR CASE WHEN jsonb_typeof(attrs->'selectors') = 'array' THEN jsonb_array_length(attrs->'selectors') < 2 END)`,
  ),
].join(' + ');

/** Of most nodes nothing of it is said: those do not come. */
async function readNodes({ client, said, numberOf }: Reading): Promise<void> {
  const query = `SELECT id, created, rotated, last_used, bits FROM
    (SELECT id, created, rotated, last_used, ${nodeBits} AS bits FROM node WHERE in_use OFFSET 0) n WHERE bits <> 0 OR created IS NOT NULL OR rotated IS NOT NULL OR last_used IS NOT NULL`;
  await copyOut(client, query, (row) => {
    const v = numberOf[row.int4(0)] ?? -1;
    if (v < 0) return;
    said.created[v] = dayOf(row.time());
    said.rotated[v] = dayOf(row.time());
    said.lastUsed[v] = dayOf(row.time());
    said.bits[v]! |= row.int4(0);
  });
}

/** 0 where nothing is said, and before 1970; the last day that fits where it is later than that. */
const dayOf = (ms: number): number => (Number.isNaN(ms) ? 0 : Math.min(Math.max(Math.floor(ms / dayMs), 0), 0xffff));

const typeNumber = (type: EdgeType): number => edgeTypes.indexOf(type);
const [possible, lasting] = [1, 4];
const identityKind = nodeKinds.indexOf('identity');
const claims = `e.detail->'evidence'->'claims'`;
const certainEdge = `e.gone_at IS NULL AND e.flags & ${possible} = 0 AND (e.until IS NULL OR e.until > $1)$wrong`;

/** Ids of the nodes that have a bit, by queries of their own. */
const bitQueries: readonly { bit: number; query: string }[] = [
  {
    bit: saidBit.directory,
    query: `SELECT DISTINCT n.id FROM node n JOIN name a ON a.node_id = n.id WHERE n.in_use AND n.identity_kind = ${identityKinds.indexOf('human')} AND a.text ~* '${saidPattern.directory}'`,
  },
  {
    // Who is disabled or said to be gone, and who was there once and is in no record any more; what was held back never stood.
    bit: saidBit.ownerGone,
    query: `WITH was AS (SELECT name_id, alias_ids FROM fact_node WHERE kind = ${identityKind} AND gone_at <> seen_from),
        left_now AS (
          SELECT a.text FROM node i JOIN name a ON a.node_id = i.id WHERE i.in_use AND i.identity_kind IS NOT NULL AND (i.status <> 0 OR i.gone_at <= $1)
          UNION SELECT a.text FROM (SELECT name_id AS id FROM was UNION SELECT unnest(alias_ids) FROM was) every JOIN name a USING (id)
            LEFT JOIN node n ON n.id = a.node_id AND n.in_use WHERE n.id IS NULL)
      SELECT n.id FROM node n JOIN left_now l ON l.text = n.owner WHERE n.in_use`,
  },
  {
    bit: saidBit.escalates,
    query: `SELECT DISTINCT a.node_id FROM fact_edge e JOIN name a ON a.id = e.from_id
      WHERE ${certainEdge} AND e.technique IS NOT NULL AND (e.flags & ${lasting} <> 0 OR e.type = ${typeNumber('controls')})`,
  },
  {
    bit: saidBit.weakTrust,
    query: `SELECT DISTINCT a.node_id FROM fact_edge e JOIN name a ON a.id = e.to_id
      WHERE ${certainEdge} AND e.type = ${typeNumber('acts-as')} AND jsonb_typeof(${claims}) = 'object'
        AND (jsonb_typeof(${claims}->'sub') IS DISTINCT FROM 'string' OR ${claims}->>'sub' ~ '[*?]' OR coalesce(${claims}->>'aud', '') = '')`,
  },
];

async function readBits({ client, said, numberOf, sql }: Reading, bit: number, query: string): Promise<void> {
  await copyOut(client, sql(query), (row) => {
    const v = numberOf[row.int4(0)] ?? -1;
    if (v >= 0) said.bits[v]! |= bit;
  });
}

const since = `$1 - interval '${attributionDays} days'`;
const denied = outcomes.indexOf('denied');
const isNew = `first > $1 - interval '${newNetworkDays} days'`;
const useSql = `
  WITH used AS (
    SELECT n.node_id AS id, coalesce(u.network, u.address) AS place, min(u.first_at) AS first, max(u.last_at) AS last, bool_or(u.user_agent ~* '${saidPattern.byHand}') AS by_hand,
      bool_and(u.class IS NOT NULL OR u.outcome IS NOT DISTINCT FROM ${denied}) AS classed,
      bit_or(CASE WHEN u.class BETWEEN 0 AND ${actionClasses.length - 1} AND u.outcome IS DISTINCT FROM ${denied} THEN 1 << u.class ELSE 0 END) AS classes,
      bool_or(coalesce(u.instance, u.network, u.address) IS NULL) AS vague
    FROM usage u JOIN name n ON n.id = u.credential_id
    WHERE u.gone_at IS NULL AND u.day >= (${since})::date AND u.last_at > ${since} AND u.first_at <= $1 GROUP BY 1, 2)
  SELECT id, max(last), bool_or(vague), CASE WHEN bool_and(classed) THEN bit_or(classes) ELSE 0 END,
    ${saidBit.used} + ${flag(saidBit.usedByHand, 'bool_or(by_hand)')}
      + ${flag(saidBit.usedFromNewNetwork, `bool_or(${isNew}) FILTER (WHERE place IS NOT NULL) AND NOT bool_and(${isNew}) FILTER (WHERE place IS NOT NULL)`)}
  FROM used GROUP BY id`;

async function readUse({ client, nodes, said, numberOf, sql }: Reading): Promise<void> {
  await copyOut(client, sql(useSql), (row) => {
    const v = numberOf[row.int4(0)] ?? -1;
    if (v < 0) return;
    said.lastUsed[v] = Math.max(said.lastUsed[v]!, dayOf(row.time()));
    if (row.bool()) said.systems[nodes.system[v]!]! |= systemBit.vague;
    said.usedClasses[v] = row.int4(0);
    said.bits[v]! |= row.int4(0);
  });
}

async function readCoverage({ client, nodes, said, sql }: Reading): Promise<void> {
  const numbers = new Map(nodes.systems.map((name, system) => [name, system]));
  const query = `SELECT c.system, max(c.to_time) < $1 - interval '${staleAfterDays} days', bool_or(c.to_time > ${since} AND c.from_time <= $1 AND ${saysLog})
    FROM coverage c WHERE c.gone_at IS NULL GROUP BY 1`;
  await copyOut(client, sql(query), (row) => {
    const system = numbers.get(row.text()!);
    const [stale, logged] = [row.bool(), row.bool()];
    if (system !== undefined) said.systems[system]! |= (stale ? systemBit.stale : 0) | (logged ? systemBit.logged : 0);
  });
}

async function readEnvironments({ client, nodes, numberOf }: Reading): Promise<string[]> {
  const names: string[] = [];
  await copyOut(client, 'SELECT min(id), environment FROM node WHERE in_use AND environment IS NOT NULL GROUP BY 2', (row) => {
    const v = numberOf[row.int4(0)] ?? -1;
    const name = row.text()!;
    if (v >= 0 && nodes.environment[v] !== 0) names[nodes.environment[v]!] = name;
  });
  return names;
}
