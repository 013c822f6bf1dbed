import type { PoolClient } from 'pg';
import { edgeBit } from '../blast/columns.ts';
import { actionClasses, audiences, bases, edgeTypes, type NodeKind, nodeKinds, outcomes } from '../model/facts.ts';
import { mergeRecords, type NodeFields, type NodeRecord } from '../model/nodes.ts';
import { settingsSource } from '../model/patternRules.ts';
import { type Database, inTransaction } from './database.ts';
import { standingSql } from './recomputeNodes.ts';

/**
 * Everything that stands, as facts, one JSON object a line, each with its `source`; imported together into an empty database it gives the same figures. Therefore:
 * what newer data of the same rank has overruled is left out of node records (in one import the more dangerous value would stand); a node that is gone gets a
 * `gone` record, whatever made it gone; derived facts are there beside their documents, and are replaced, not doubled, when these are derived again.
 * @param write gets some hundred lines at a time, ended by newlines, and is awaited
 */
export function exportFacts(database: Database, write: (lines: string) => Promise<void>): Promise<{ facts: number }> {
  return inTransaction(database, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await client.query(standingSql);
    await client.query('ANALYZE standing');
    let facts = await exportNodes(client, write);
    for (const { query, fact } of others) facts += await exportRows(client, query, fact, write);
    return { facts };
  });
}

const rowsAtATime = 5_000;
type Write = (lines: string) => Promise<void>;
type Row = Record<string, unknown>;

/** Rows of a query by a cursor: memory stays flat. */
async function* rowsOf<R extends Row>(client: PoolClient, query: string): AsyncGenerator<R[]> {
  await client.query(`DECLARE export NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const { rows } = await client.query<R>(`FETCH ${rowsAtATime} FROM export`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('CLOSE export');
}

async function exportRows(client: PoolClient, query: string, fact: (row: never) => Row, write: Write): Promise<number> {
  let facts = 0;
  for await (const rows of rowsOf(client, query)) {
    await write(rows.map((row) => line(fact(ofQuery(row)), row)).join(''));
    facts += rows.length;
  }
  return facts;
}

/** Each query stands beside the one function that reads its rows. */
const ofQuery = (row: Row): never => row as never;

/** One line; null is absent. */
function line(fact: Row, { source, rank }: Row): string {
  const said = Object.entries({ ...fact, source: { name: source, rank } }).filter(([, value]) => value !== null && value !== undefined);
  return `${JSON.stringify(Object.fromEntries(said))}\n`;
}

type NodeRow = {
  root: number;
  key: string;
  aliases: string[] | null;
  kind: number;
  fields: NodeFields;
  rank: number;
  batch_id: number;
  data_time: Date;
  source: string;
};

const nodeQuery = `SELECT n.node_id AS root, n.text AS key,
    (SELECT array_agg(a.text ORDER BY a.text) FROM name a WHERE a.id = ANY(f.alias_ids)) AS aliases, f.kind, f.fields, st.rank, st.batch_id, st.data_time, st.source
  FROM fact_node f JOIN standing st ON st.import_id = f.seen_from JOIN name n ON n.id = f.name_id WHERE f.gone_at IS NULL ORDER BY n.node_id, f.id`;

async function exportNodes(client: PoolClient, write: Write): Promise<number> {
  let facts = 0;
  let group: NodeRow[] = [];
  for await (const rows of rowsOf<NodeRow>(client, nodeQuery)) {
    let lines = '';
    for (const row of rows) {
      if (group.length > 0 && group[0]!.root !== row.root) {
        lines += nodeLines(group);
        group = [];
      }
      group.push(row);
    }
    facts += rows.length;
    await write(lines);
  }
  await write(nodeLines(group));
  return facts;
}

/** The records of one node. */
function nodeLines(rows: readonly NodeRow[]): string {
  if (rows.length === 0) return '';
  const records = rows.map(nodeRecord);
  const kind = mergeRecords(records).kind;
  return rows
    .map((row, i) => {
      const same = records.filter((record) => record.rank === row.rank);
      const fields = same.length === 1 ? row.fields : notOverruled(records[i]!, same, kind);
      return line({ fact: nodeKinds[row.kind], key: row.key, aliases: row.aliases, ...fields }, row);
    })
    .join('');
}

const nodeRecord = ({ kind, fields, rank, batch_id, data_time, source }: NodeRow): NodeRecord => ({
  fact: nodeKinds[kind]!,
  fields,
  rank,
  batch: batch_id,
  dataTime: data_time.getTime(),
  by: source,
});

/** What a record says that is also what all of its rank say in the end. `kind` must be there in some records: it then is the one that prevails. */
function notOverruled(record: NodeRecord, same: readonly NodeRecord[], kind: NodeKind): Row {
  const merged: Row = mergeRecords(same).fields;
  const ofKind = same.filter(({ fact }) => fact === kind);
  const sort = record.fact === kind ? mergeRecords(ofKind).fields.kind : record.fields.kind;
  const { kind: _, attrs, ...fields } = record.fields;
  const kept = Object.fromEntries(Object.entries(fields).filter(([field, value]) => same_(merged[field], value)));
  const mergedAttrs = mergeRecords(same).fields.attrs ?? {};
  const keptAttrs = Object.fromEntries(Object.entries(attrs ?? {}).filter(([name, value]) => same_(mergedAttrs[name], value)));
  return { ...kept, ...(sort !== undefined && { kind: sort }), ...(Object.keys(keptAttrs).length > 0 && { attrs: keptAttrs }) };
}
const same_ = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const named = (column: string): string => `(SELECT text FROM name WHERE id = f.${column})`;
const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const standing = 'JOIN standing st ON st.import_id = f.seen_from WHERE f.gone_at IS NULL ORDER BY f.id';

type Detail = { condition?: unknown; evidence?: unknown; attrs?: unknown } | null;
type EdgeRow = {
  type: number;
  from: string;
  to: string;
  until: string | null;
  session_ttl: string | null;
  flags: number;
  basis: number;
  technique: string | null;
  detail: Detail;
};
type GrantRow = {
  class: number;
  from: string;
  resource: string;
  until: string | null;
  possible: boolean;
  basis: number;
  actions: string[] | null;
  detail: Detail;
};
type UsageRow = Record<'credential' | 'identity' | 'resource' | 'action' | 'proof' | 'address' | 'network' | 'user_agent' | 'instance', string | null> & {
  class: number | null;
  outcome: number | null;
  count: string;
  at: string;
};

const flag = (flags: number, bit: number): true | undefined => ((flags & bit) !== 0 ? true : undefined);
const basisOf = (basis: number): string | undefined => (basis === 0 ? undefined : bases[basis]);
const wordOf = (words: readonly string[], index: number | null): string | undefined => (index === null ? undefined : words[index]);

const others: { query: string; fact: (row: never) => Row }[] = [
  {
    query: `SELECT f.type, ${named('from_id')} AS from, ${named('to_id')} AS to, ${time('f.until')} AS until, f.session_ttl, f.flags, f.basis, f.technique, f.detail, st.source, st.rank
      FROM fact_edge f ${standing}`,
    fact: (row: EdgeRow) => ({
      fact: 'edge',
      edge: edgeTypes[row.type],
      from: row.from,
      to: row.to,
      until: row.until,
      certainty: flag(row.flags, edgeBit.possible) && 'possible',
      scoped: flag(row.flags, edgeBit.scoped),
      lasting: flag(row.flags, edgeBit.lasting),
      renews: flag(row.flags, edgeBit.renews),
      sessionTtl: row.session_ttl === null ? undefined : Number(row.session_ttl),
      basis: basisOf(row.basis),
      technique: row.technique,
      ...row.detail,
    }),
  },
  {
    query: `SELECT f.class, ${named('from_id')} AS from, ${named('resource_id')} AS resource, ${time('f.until')} AS until, f.possible, f.basis, f.actions, f.detail, st.source, st.rank
      FROM fact_grant f ${standing}`,
    fact: (row: GrantRow) => ({
      fact: 'grant',
      from: row.from,
      class: actionClasses[row.class],
      resource: row.resource,
      actions: row.actions,
      until: row.until,
      certainty: row.possible ? 'possible' : undefined,
      basis: basisOf(row.basis),
      ...row.detail,
    }),
  },
  {
    query: `SELECT ${named('credential_id')} AS credential, f.audience, f.place, ${named('store_id')} AS store, f.valid, ${time('f.at')} AS at, f.evidence, f.attrs, st.source, st.rank
      FROM sighting f ${standing}`,
    fact: ({ credential, audience, place, store, valid, at, evidence, attrs }: Row & { audience: number | null }) => ({
      fact: 'sighting',
      credential,
      audience: wordOf(audiences, audience),
      where: place,
      store,
      valid,
      at,
      evidence,
      attrs,
    }),
  },
  {
    query: `SELECT f.system, ${time('f.from_time')} AS from, ${time('f.to_time')} AS to, f.what, f.attrs, st.source, st.rank FROM coverage f ${standing}`,
    fact: ({ system, from, to, what, attrs }: Row) => ({ fact: 'coverage', system, from, to, what, attrs }),
  },
  {
    query: `SELECT ${named('left_id')} AS left, ${named('right_id')} AS right, f.attrs, st.source, st.rank FROM fact_distinct f ${standing}`,
    fact: ({ left, right, attrs }: Row) => ({ fact: 'distinct', keys: [left, right], attrs }),
  },
  {
    query: `SELECT f.platform, f.scope, f.kind, f.name, f.attached_to, f.body, f.attrs, st.source, st.rank FROM document f ${standing}`,
    fact: ({ platform, scope, kind, name, attached_to, body, attrs }: Row) => ({
      fact: 'document',
      platform,
      scope,
      kind,
      name,
      attachedTo: attached_to,
      body,
      attrs,
    }),
  },
  {
    query: `SELECT ${named('credential_id')} AS credential, ${named('identity_id')} AS identity, ${named('resource_id')} AS resource, f.action, f.class, f.outcome, f.proof, f.address,
        f.network, f.user_agent, f.instance, f.count, ${time('f.last_at')} AS at, st.source, st.rank
      FROM usage f JOIN standing st ON st.import_id = f.seen_from WHERE f.gone_at IS NULL ORDER BY f.day, f.id`,
    fact: (row: UsageRow) => ({
      fact: 'usage',
      credential: row.credential,
      identity: row.identity,
      at: row.at,
      action: row.action,
      class: wordOf(actionClasses, row.class),
      resource: row.resource,
      outcome: wordOf(outcomes, row.outcome),
      proof: row.proof,
      workload: workload(row),
      count: Number(row.count),
    }),
  },
  {
    // Who says so: the source of a standing `gone` about it, else the one that described it last.
    query: `SELECT n.key, CASE WHEN n.gone_at = '-infinity' THEN NULL ELSE ${time('n.gone_at')} END AS at, s.name AS source, s.rank
      FROM node n CROSS JOIN LATERAL (
        SELECT s.name, s.rank FROM name a JOIN (
          SELECT name_id, source_id, 0 AS place, id FROM fact_gone WHERE gone_at IS NULL UNION ALL SELECT name_id, source_id, 1, id FROM fact_node WHERE gone_at IS NOT NULL
          UNION ALL SELECT unnest(alias_ids), source_id, 2, id FROM fact_node WHERE gone_at IS NOT NULL
        ) f ON f.name_id = a.id JOIN source s ON s.id = f.source_id AND s.name <> '${settingsSource}' WHERE a.node_id = n.id ORDER BY f.place, f.id DESC LIMIT 1) s
      WHERE n.in_use AND n.gone_at IS NOT NULL ORDER BY n.id`,
    fact: ({ key, at }: Row) => ({ fact: 'gone', key, at }),
  },
];

function workload({ address, network, user_agent: userAgent, instance }: UsageRow): Row | undefined {
  const said = Object.entries({ address, network, userAgent, instance }).filter(([, value]) => value !== null);
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}
