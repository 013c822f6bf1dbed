import type { PoolClient } from 'pg';
import { edgeTypes, identityKinds, issuances, nodeKinds, presentations, revocations, statuses, storages } from '../model/facts.ts';
import type { SourceReport } from '../model/importReport.ts';
import { edgePlaces, type MergedNode, mergeRecords, type NodeFields, type NodeRecord, otherPlaces } from '../model/nodes.ts';
import { settingsSource } from '../model/patternRules.ts';
import { applyRules, type Batch } from './applyRules.ts';
import { type CopyValue, CopyWriter } from './copy.ts';
import { joinStoredNames } from './joinStoredNames.ts';
import { estateBit, inEstate, kindBit, kindOfPlace } from './places.ts';

/**
 * Works out names → nodes anew from the facts that stand, at the end of every transaction that changes facts, so that a late alias, an undone join or a removed
 * source leave no trace. What the names and records mean is decided in lib/model/nodes.ts; here they are only brought to it, ordered by node. A node has the id of
 * the name that is its key, so that ids are stable; a node that no standing fact names any more is kept with in_use = false.
 * In between, once names are nodes, the rules of the settings are applied to them; the answer says what that changed.
 */
export async function recomputeNodes(client: PoolClient, batch: Batch): Promise<SourceReport | undefined> {
  await client.query(standingSql);
  await client.query(placeSql);
  await joinStoredNames(client); // component (name_id, root_id): every name that is not its own root
  await client.query(`CREATE INDEX ON component (root_id); ANALYZE component; ANALYZE standing; ANALYZE place`);
  const ruled = await applyRules(client, batch);
  if (ruled) await client.query(`DROP TABLE standing; ${standingSql}; ANALYZE standing`);
  await mergeNodes(client);
  await client.query(`ANALYZE merged`);
  await client.query(goneSql);
  await client.query(newNodeSql);
  await client.query('CREATE UNIQUE INDEX ON new_node (id); ANALYZE new_node');
  await client.query(updateNodesSql);
  await client.query(insertNodesSql);
  await client.query('UPDATE node n SET in_use = false WHERE in_use AND NOT EXISTS (SELECT FROM new_node w WHERE w.id = n.id)');
  await client.query('SELECT analyze_nodes()');
  await client.query(nameNodesSql);
  await client.query('DROP TABLE standing, place, component, merged, gone_node, new_node');
  return ruled;
}

/** By import: rank of its source, and the batch and data time that its facts count with. What a snapshot repeats is as new as the newest snapshot of its source. */
export const standingSql = `CREATE TEMP TABLE standing ON COMMIT DROP AS
  SELECT i.id AS import_id, s.rank, c.batch_id, c.data_time, s.name AS source
  FROM import i JOIN source s ON s.id = i.source_id CROSS JOIN LATERAL (
    SELECT b.batch_id, b.data_time FROM import b
    WHERE b.id = i.id OR (i.mode = 'snapshot' AND b.source_id = i.source_id AND b.mode = 'snapshot' AND b.state = 'applied')
    ORDER BY b.data_time DESC, b.id DESC LIMIT 1) c
  WHERE i.state = 'applied'`;

function edgePlace(end: 'from' | 'to'): string {
  const cases = edgeTypes.map((type, i) => `WHEN ${i} THEN ${kindBit(edgePlaces[type][end]) | (type === 'holds' ? 0 : estateBit)}`);
  return `SELECT ${end}_id AS name_id, bit_or(CASE type ${cases.join(' ')} END) AS place FROM fact_edge WHERE gone_at IS NULL GROUP BY 1`;
}
const otherPlace = (table: string, column: string, place: number): string =>
  `SELECT DISTINCT ${column}, ${place} FROM ${table} WHERE gone_at IS NULL AND ${column} IS NOT NULL`;

/** By name: which kinds the places where it stands call for, as bits. */
const placeSql = `CREATE TEMP TABLE place ON COMMIT DROP AS SELECT name_id, bit_or(place) AS place FROM (${[
  edgePlace('from'),
  edgePlace('to'),
  otherPlace('fact_grant', 'from_id', kindBit(otherPlaces['grant.from']) | estateBit),
  otherPlace('fact_grant', 'resource_id', kindBit(otherPlaces['grant.resource']) | estateBit),
  otherPlace('usage', 'credential_id', kindBit(otherPlaces['usage.credential'])),
  otherPlace('usage', 'identity_id', kindBit(otherPlaces['usage.identity'])),
  otherPlace('usage', 'resource_id', kindBit(otherPlaces['usage.resource'])),
  otherPlace('sighting', 'credential_id', kindBit(otherPlaces['sighting.credential'])),
  otherPlace('sighting', 'store_id', kindBit(otherPlaces['sighting.store'])),
].join(' UNION ALL ')}) every GROUP BY name_id`;

/** Columns of node that come out of the merge, their types, and their values. */
const mergedColumns: Record<string, { type: string; value: (node: MergedNode) => CopyValue }> = {
  kind: { type: 'smallint', value: ({ kind }) => nodeKinds.indexOf(kind) },
  name: { type: 'text', value: ({ fields }) => fields.name },
  type: { type: 'text', value: ({ fields }) => fields.type },
  issuance: { type: 'smallint', value: ({ fields }) => index(issuances, fields.issuance) },
  presentation: { type: 'smallint', value: ({ fields }) => index(presentations, fields.presentation) },
  status: { type: 'smallint', value: ({ fields }) => index(statuses, fields.status) },
  created: { type: 'timestamptz(3)', value: ({ fields }) => fields.created },
  expires: { type: 'timestamptz(3)', value: ({ fields }) => fields.expires },
  ttl: { type: 'bigint', value: ({ fields }) => fields.ttl },
  rotated: { type: 'timestamptz(3)', value: ({ fields }) => fields.rotated },
  last_used: { type: 'timestamptz(3)', value: ({ fields }) => fields.lastUsed },
  storage: { type: 'smallint', value: ({ fields }) => index(storages, fields.storage) },
  revocation: { type: 'smallint', value: ({ fields }) => index(revocations, fields.revocation) },
  owner: { type: 'text', value: ({ fields }) => fields.owner },
  party: { type: 'text', value: ({ fields }) => fields.party },
  environment: { type: 'text', value: ({ fields }) => fields.environment },
  system: { type: 'text', value: ({ fields }) => fields.system },
  identity_kind: { type: 'smallint', value: ({ kind, fields }) => (kind === 'identity' ? index(identityKinds, fields.kind) : undefined) },
  kind_text: { type: 'text', value: ({ fields }) => fields.kind },
  administers: { type: 'text', value: ({ fields }) => fields.administers },
  untrusted_input: { type: 'boolean', value: ({ fields }) => fields.untrustedInput },
  sensitivity: { type: 'smallint', value: ({ fields }) => fields.sensitivity },
  store: { type: 'boolean', value: ({ fields }) => fields.store },
  pattern: { type: 'boolean', value: ({ fields }) => fields.pattern },
  attrs: { type: 'jsonb', value: ({ fields }) => fields.attrs && JSON.stringify(fields.attrs) },
  conflicts: { type: 'jsonb', value: ({ others }) => (others.length > 0 ? JSON.stringify(others) : undefined) },
};

function index(words: readonly string[], word: string | undefined): number | undefined {
  const at = word === undefined ? -1 : words.indexOf(word);
  return at < 0 ? undefined : at;
}

type RecordRow = [
  root: number,
  kind: number,
  fields: NodeFields,
  rank: number,
  batch: number,
  dataTime: string,
  source: string,
  file: string | null,
  line: number | null,
];

/** Records a round trip: a cursor, because the same connection has to send the merged nodes. */
const fetchRows = 20_000;

/** merged (root_id, fields): one row a node that some record describes. */
async function mergeNodes(client: PoolClient): Promise<void> {
  const columns = Object.entries(mergedColumns).map(([column, { type }]) => `${column} ${type}`);
  await client.query(`CREATE TEMP TABLE merged (root_id integer NOT NULL, ${columns.join(', ')}) ON COMMIT DROP`);
  await client.query(`DECLARE record NO SCROLL CURSOR FOR
    SELECT coalesce(c.root_id, f.name_id) AS root_id, f.kind, f.fields, st.rank, st.batch_id, extract(epoch FROM st.data_time) * 1000, st.source, l.name, f.line
    FROM fact_node f JOIN standing st ON st.import_id = f.seen_from LEFT JOIN component c ON c.name_id = f.name_id LEFT JOIN import_file l ON l.id = f.file_id
    WHERE f.gone_at IS NULL ORDER BY 1`);
  const writer = new CopyWriter(client, 'merged', ['root_id', ...Object.keys(mergedColumns)]);
  const values = Object.values(mergedColumns).map(({ value }) => value);
  let root: number | undefined;
  let records: NodeRecord[] = [];
  const close = () => {
    if (root === undefined) return;
    const node = mergeRecords(records);
    writer.add([root, ...values.map((value) => value(node))]);
  };
  for (;;) {
    const { rows } = await client.query<RecordRow>({ text: `FETCH ${fetchRows} FROM record`, rowMode: 'array' });
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row[0] !== root) {
        close();
        root = row[0];
        records = [];
      }
      records.push(nodeRecord(row));
    }
    if (writer.full) await writer.flush();
  }
  close();
  await writer.flush();
  await client.query('CLOSE record');
}

function nodeRecord([, kind, fields, rank, batch, dataTime, source, file, line]: RecordRow): NodeRecord {
  const place = file === null ? '' : `, ${file}${line === null ? '' : ` line ${line}`}`;
  return { fact: nodeKinds[kind]!, fields, rank, batch, dataTime: Number(dataTime), by: `${source}${place}` };
}

/**
 * gone_node (root_id, at): from when nodes are gone. What a source says by `gone` stands until newer data of its rank describes the node, whatever the line; what a
 * newer snapshot no longer describes, and no other record either, is gone from that snapshot's data time (of several the last, for until then someone described it).
 * A rule of the settings that ends takes nothing away: it never said that something is there.
 */
const goneSql = `CREATE TEMP TABLE gone_node ON COMMIT DROP AS
  SELECT root_id, min(at) AS at FROM (
    SELECT root.id AS root_id, coalesce(g.at, '-infinity') AS at
    FROM fact_gone g JOIN standing st ON st.import_id = g.seen_from LEFT JOIN component c ON c.name_id = g.name_id
      CROSS JOIN LATERAL (SELECT coalesce(c.root_id, g.name_id) AS id) root
    WHERE g.gone_at IS NULL AND NOT EXISTS (
      SELECT FROM (SELECT root.id AS name_id UNION SELECT m.name_id FROM component m WHERE m.root_id = root.id) names
        JOIN fact_node f ON f.name_id = names.name_id AND f.gone_at IS NULL JOIN standing r ON r.import_id = f.seen_from
      WHERE r.rank = st.rank AND r.batch_id <> st.batch_id AND (r.data_time, r.batch_id) > (st.data_time, st.batch_id))
    UNION ALL
    SELECT p.name_id, max(e.data_time)
    FROM (SELECT f.gone_at, f.seen_from, unnest(f.name_id || coalesce(f.alias_ids, '{}')) AS name_id FROM fact_node f WHERE f.gone_at IS NOT NULL) was
      JOIN place p ON p.name_id = was.name_id JOIN import b ON b.id = was.seen_from AND b.state = 'applied' JOIN import e ON e.id = was.gone_at
      JOIN source s ON s.id = b.source_id AND s.name <> '${settingsSource}'
    WHERE NOT EXISTS (SELECT FROM component c WHERE c.name_id = p.name_id) AND NOT EXISTS (SELECT FROM merged m WHERE m.root_id = p.name_id)
    GROUP BY p.name_id
  ) every GROUP BY root_id`;

const placeKind = kindOfPlace('p.place');
const fieldColumns = Object.keys(mergedColumns).filter((column) => column !== 'kind');
const nodeColumns = ['kind', 'described', 'in_estate', ...fieldColumns, 'sighted', 'gone_at'];

const newNodeSql = `CREATE TEMP TABLE new_node ON COMMIT DROP AS
  SELECT root_id AS id, key.text AS key, coalesce(m.kind, ${placeKind})::smallint AS kind, m.root_id IS NOT NULL AS described,
    m.root_id IS NOT NULL OR ${inEstate('p.place')} AS in_estate,
    ${fieldColumns.map((column) => `m.${column}`).join(', ')}, coalesce(s.sighted, 0)::smallint AS sighted, g.at::timestamptz(3) AS gone_at
  FROM merged m
    FULL JOIN (SELECT coalesce(c.root_id, p.name_id) AS root_id, bit_or(p.place) AS place FROM place p LEFT JOIN component c USING (name_id) GROUP BY 1) p USING (root_id)
    JOIN name key ON key.id = root_id
    LEFT JOIN (SELECT coalesce(c.root_id, s.credential_id) AS root_id, max(CASE WHEN s.audience = 0 THEN 2 ELSE 1 END) AS sighted
      FROM sighting s LEFT JOIN component c ON c.name_id = s.credential_id WHERE s.gone_at IS NULL GROUP BY 1) s USING (root_id)
    LEFT JOIN gone_node g USING (root_id)`;

const updateNodesSql = `UPDATE node n SET in_use = true, ${nodeColumns.map((column) => `${column} = w.${column}`).join(', ')} FROM new_node w
  WHERE w.id = n.id AND (n.in_use, ${nodeColumns.map((column) => `n.${column}`).join(', ')}) IS DISTINCT FROM (true, ${nodeColumns.map((column) => `w.${column}`).join(', ')})`;

const insertNodesSql = `INSERT INTO node (id, key, in_use, ${nodeColumns.join(', ')}) SELECT w.id, w.key, true, ${nodeColumns.map((column) => `w.${column}`).join(', ')} FROM new_node w
  WHERE NOT EXISTS (SELECT FROM node n WHERE n.id = w.id) ORDER BY w.id`;

const nameNodesSql = `UPDATE name SET node_id = w.node_id FROM (
    SELECT n.id, node.id AS node_id FROM name n LEFT JOIN component c ON c.name_id = n.id LEFT JOIN new_node node ON node.id = coalesce(c.root_id, n.id)
    WHERE n.node_id IS DISTINCT FROM node.id) w
  WHERE w.id = name.id`;
