import type { PoolClient } from 'pg';
import { useDays } from './expireUse.ts';
import { allFactTables, type FactTable, factTables } from './factTables.ts';

/**
 * From the stages to the tables of facts, in set-based statements over all sources of the batch at once. Imports of a source stand in the order of
 * (data time, id); a fact stands from the import `seen_from` until the snapshot `gone_at`:
 *
 * - a snapshot keeps what it repeats, ends what it no longer says, adds the rest; an increment adds;
 * - what arrives late (a newer snapshot of its source is there) is stored as ended by that one, and what the newer one had ended, but the late one does not
 *   say either, ended already then. So the order of imports does not matter.
 *
 * Needs the temporary table stage_source: which import each source number of the stages belongs to.
 */
export const stageSourceTable = `CREATE TEMP TABLE stage_source (
  source_no integer PRIMARY KEY, source_id integer NOT NULL, import_id integer NOT NULL, mode text NOT NULL, data_time timestamptz(3) NOT NULL,
  next_id integer, may_hold boolean NOT NULL, held text) ON COMMIT DROP`;

/** The sources of the batch, each once. */
const staged = '(SELECT DISTINCT source_id, import_id, mode, data_time, next_id, may_hold, held FROM stage_source)';

/** Why a snapshot waits for confirmation: how many of its source's records vanished. */
export type Vanished = { importId: number; before: number; gone: number };

/** From this many new rows on the planner's statistics are refreshed within the transaction; below, the server's own are near enough. */
const manyRows = 5_000;

export async function applyStaged(client: PoolClient, now: Date): Promise<Vanished[]> {
  for (const table of allFactTables) await findNews(client, table);
  const vanished = await holdWhereMuchVanished(client);
  for (const table of allFactTables) await takeWholeHeld(client, table);
  let inserted = 0;
  for (const table of allFactTables) {
    await endFacts(client, table);
    inserted += await insertNews(client, table);
  }
  await applyUsage(client, now);
  if (inserted > manyRows) await client.query('SELECT analyze_facts()');
  return vanished;
}

/** Drops what `applyStaged` made, for another round in the same transaction. */
export async function clearApplied(client: PoolClient): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${allFactTables.flatMap(({ table }) => [`news_${table}`, `ending_${table}`]).join(', ')}`);
  await client.query('TRUNCATE stage_source');
}

const stageColumns = ({ names, nameList, plain }: FactTable): string[] => [...Object.keys(names), ...(nameList ? [nameList[0]] : []), ...Object.keys(plain)];

/** news_T: what is staged, each once, and does not stand already. ending_T: what stands, and a snapshot no longer says. */
async function findNews(client: PoolClient, table: FactTable): Promise<void> {
  const columns = ['file_id', 'line', 'digest', ...stageColumns(table)].map((column) => `s.${column}`).join(', ');
  const { table: t, stage } = table;
  const onceOnly = table.addsOnce ? '' : `AND ss.mode = 'snapshot' AND i.mode = 'snapshot'`;
  const select = `SELECT ss.import_id, ss.source_id, ss.next_id, ${columns} FROM ${stage} s JOIN stage_source ss USING (source_no)`;
  await client.query(`CREATE TEMP TABLE news_${t} ON COMMIT DROP AS
    SELECT DISTINCT ON (import_id, digest) * FROM (
      ${select} WHERE ss.next_id IS NULL AND NOT EXISTS (
        SELECT FROM ${t} f JOIN import i ON i.id = f.seen_from
        WHERE f.source_id = ss.source_id AND f.digest = s.digest AND f.gone_at IS NULL ${onceOnly})
      UNION ALL
      ${select} WHERE ss.next_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM ${t} f JOIN import i ON i.id = f.seen_from LEFT JOIN import e ON e.id = f.gone_at
        WHERE f.source_id = ss.source_id AND f.digest = s.digest ${onceOnly}
          AND i.state = 'applied' AND (i.data_time, i.id) < (ss.data_time, ss.import_id)
          AND (f.gone_at IS NULL OR (e.data_time, e.id) > (ss.data_time, ss.import_id)))
    ) d ORDER BY import_id, digest, file_id, line`);
  await client.query(`CREATE TEMP TABLE ending_${t} ON COMMIT DROP AS
    SELECT f.id, ss.import_id, ss.source_id FROM ${t} f JOIN ${staged} ss ON ss.source_id = f.source_id JOIN import i ON i.id = f.seen_from
    WHERE ss.mode = 'snapshot' AND f.gone_at IS NOT DISTINCT FROM ss.next_id AND (i.data_time, i.id) < (ss.data_time, ss.import_id)
      AND NOT EXISTS (SELECT FROM ${stage} s JOIN stage_source n USING (source_no) WHERE n.import_id = ss.import_id AND s.digest = f.digest)`);
  await client.query(`ANALYZE news_${t}; ANALYZE ending_${t}`);
}

/** A snapshot from which more than this part of its source's records vanished waits for confirmation (docs/model.md). */
const holdAbove = 0.05;

/** Counts records (nodes, edges, grants, documents: whom they speak of, not what they say) before and gone, only where something ends at all. */
async function holdWhereMuchVanished(client: PoolClient): Promise<Vanished[]> {
  const counts = new Map<number, Vanished>();
  for (const table of allFactTables) {
    if (!table.identity) continue;
    const { rows } = await client.query<{ import_id: number; before: string; gone: string }>(vanishedSql(table));
    for (const { import_id: importId, before, gone } of rows) {
      const sum = counts.get(importId) ?? { importId, before: 0, gone: 0 };
      counts.set(importId, { importId, before: sum.before + Number(before), gone: sum.gone + Number(gone) });
    }
  }
  const vanished = [...counts.values()].filter(({ before, gone }) => gone > before * holdAbove);
  for (const { importId, before, gone } of vanished) {
    await client.query(`UPDATE stage_source SET held = $2 WHERE import_id = $1 AND held IS NULL`, [
      importId,
      `${gone} of the ${before} records that the source had (${((100 * gone) / before).toFixed(1)} %) are missing`,
    ]);
  }
  return vanished;
}

function vanishedSql(table: FactTable): string {
  const { table: t, names } = table;
  const identity = table.identity ?? [];
  const alias = identity.map((column, i) => `${column} AS k${i}`).join(', ');
  const keys = identity.map((_, i) => `k${i}`).join(', ');
  const newsIdentity = identity.map((column, i) => `${newsColumn(column)} AS k${i}`).join(', ');
  const joins = Object.keys(names).map((stage) => `LEFT JOIN name n_${stage} ON n_${stage}.text = w.${stage}`);
  const newsColumn_ = joins.join(' ');
  return `WITH touched AS (
      SELECT DISTINCT ss.source_id, ss.import_id FROM ${staged} ss
      WHERE ss.may_hold AND ss.mode = 'snapshot' AND ss.next_id IS NULL
        AND EXISTS (${allFactTables
          .filter((any) => any.identity)
          .map((any) => `SELECT FROM ending_${any.table} x WHERE x.import_id = ss.import_id`)
          .join(' UNION ALL ')})),
    live AS (SELECT ss.import_id, ${alias}, bool_and(x.id IS NOT NULL) AS ends
      FROM ${t} f JOIN touched ss ON ss.source_id = f.source_id LEFT JOIN ending_${t} x ON x.id = f.id
      WHERE f.gone_at IS NULL GROUP BY ss.import_id, ${keys}),
    news AS (SELECT DISTINCT w.import_id, ${newsIdentity} FROM news_${t} w ${newsColumn_})
    SELECT import_id, count(*) AS before, count(*) FILTER (WHERE ends AND NOT EXISTS (
      SELECT FROM news WHERE news.import_id = live.import_id AND ${identity.map((_, i) => `news.k${i} = live.k${i}`).join(' AND ')})) AS gone
    FROM live GROUP BY import_id`;

  function newsColumn(column: string): string {
    const stage = Object.entries(names).find(([, id]) => id === column)?.[0];
    if (stage) return `n_${stage}.id`;
    return column.replace(/\bname\b|^\w+$/, (found) => `w.${found}`);
  }
}

/** A held import keeps all that it says, not only what is new, so that it can be applied later to whatever stands then. */
async function takeWholeHeld(client: PoolClient, table: FactTable): Promise<void> {
  const { table: t, stage } = table;
  const columns = ['file_id', 'line', 'digest', ...stageColumns(table)].map((column) => `s.${column}`).join(', ');
  await client.query(`DELETE FROM news_${t} w USING stage_source ss WHERE ss.import_id = w.import_id AND ss.held IS NOT NULL`);
  await client.query(`DELETE FROM ending_${t} w USING stage_source ss WHERE ss.import_id = w.import_id AND ss.held IS NOT NULL`);
  await client.query(`INSERT INTO news_${t} SELECT DISTINCT ON (ss.import_id, s.digest) ss.import_id, ss.source_id, ss.import_id, ${columns}
    FROM ${stage} s JOIN stage_source ss USING (source_no) WHERE ss.held IS NOT NULL ORDER BY ss.import_id, s.digest, s.file_id, s.line`);
}

async function endFacts(client: PoolClient, { table: t }: FactTable): Promise<void> {
  await client.query(`UPDATE ${t} f SET gone_at = x.import_id FROM ending_${t} x WHERE x.id = f.id`);
}

async function insertNews(client: PoolClient, table: FactTable): Promise<number> {
  const { table: t, names, nameList, plain } = table;
  const columns = [...Object.values(names), ...(nameList ? [nameList[1]] : []), ...Object.keys(plain)];
  const values = [
    ...Object.keys(names).map((column) => `n_${column}.id`),
    ...(nameList ? ['listed.ids'] : []),
    ...Object.keys(plain).map((column) => `w.${column}`),
  ];
  const joins = Object.keys(names).map((column) => `LEFT JOIN name n_${column} ON n_${column}.text = w.${column}`);
  if (nameList)
    joins.push(`LEFT JOIN (SELECT a.import_id, a.digest, array_agg(n.id ORDER BY n.text) AS ids
      FROM (SELECT import_id, digest, unnest(${nameList[0]}) AS text FROM news_${t}) a JOIN name n ON n.text = a.text GROUP BY a.import_id, a.digest) listed USING (import_id, digest)`);
  const { rowCount } = await client.query(`INSERT INTO ${t} (source_id, seen_from, gone_at, file_id, line, digest, ${columns.join(', ')})
    SELECT w.source_id, w.import_id, w.next_id, w.file_id, w.line, w.digest, ${values.join(', ')} FROM news_${t} w ${joins.join(' ')}`);
  return rowCount ?? 0;
}

/**
 * Rolls use up by day. Repeats of an event are known as long as its id is kept; older ones fall under the digest of the file. Months that are kept get a partition each;
 * days outside lie in the default one. An increment counts each event once; a snapshot says all that its source says of use, and replaces it.
 */
async function applyUsage(client: PoolClient, now: Date): Promise<void> {
  const { rows } = await client.query<{
    month: string;
  }>(
    `SELECT DISTINCT to_char(date_trunc('month', at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS month FROM stage_usage
    WHERE at BETWEEN $1::timestamptz - interval '${useDays.rollUps} days' AND $1::timestamptz + interval '1 day' ORDER BY 1`,
    [now],
  );
  for (const { month } of rows) await client.query('SELECT usage_partition($1::date)', [month]);
  await client.query(`UPDATE usage u SET gone_at = ss.import_id FROM ${staged} ss, import i
    WHERE ss.source_id = u.source_id AND ss.mode = 'snapshot' AND ss.held IS NULL AND i.id = u.seen_from
      AND u.gone_at IS NOT DISTINCT FROM ss.next_id AND (i.data_time, i.id) < (ss.data_time, ss.import_id)`);
  if (rows.length === 0 && (await client.query('SELECT FROM stage_usage LIMIT 1')).rowCount === 0) return;
  await client.query(`CREATE TEMP TABLE news_usage ON COMMIT DROP AS
    SELECT DISTINCT ON (ss.import_id, s.hash) ss.import_id, ss.source_id, CASE WHEN ss.held IS NULL THEN ss.next_id ELSE ss.import_id END AS gone_at,
      ss.mode, (s.at AT TIME ZONE 'UTC')::date AS day, s.*
    FROM stage_usage s JOIN stage_source ss USING (source_no)
    WHERE ss.mode = 'snapshot' OR NOT EXISTS (SELECT FROM usage_event e WHERE e.source_id = ss.source_id AND e.hash = s.hash)
    ORDER BY ss.import_id, s.hash`);
  await client.query(
    `INSERT INTO usage_event (source_id, hash, day, import_id) SELECT source_id, hash, day, import_id FROM news_usage
    WHERE mode = 'increment' AND day > $1::timestamptz - interval '${useDays.events} days'`,
    [now],
  );
  await client.query(`DELETE FROM usage_event WHERE day <= $1::timestamptz - interval '${useDays.events} days'`, [now]);
  const dimensions = 'action, class, outcome, proof, address, network, user_agent, instance';
  await client.query(`INSERT INTO usage (day, source_id, seen_from, gone_at, credential_id, identity_id, resource_id, ${dimensions}, count, first_at, last_at)
    SELECT u.day, u.source_id, u.import_id, u.gone_at, c.id, i.id, r.id, ${dimensions}, sum(u.count), min(u.at), max(u.at)
    FROM news_usage u LEFT JOIN name c ON c.text = u.credential_key LEFT JOIN name i ON i.text = u.identity_key LEFT JOIN name r ON r.text = u.resource_key
    GROUP BY u.day, u.source_id, u.import_id, u.gone_at, c.id, i.id, r.id, ${dimensions}`);
  await client.query('DROP TABLE news_usage');
}

/** What a batch did to its sources' nodes and edges (grants counted among them), by import; imports without a row changed nothing. */
export type Changes = { importId: number; added: number; changed: number; gone: number };

export async function countChanges(client: PoolClient, kind: 'nodes' | 'edges'): Promise<Changes[]> {
  const tables: FactTable[] = kind === 'nodes' ? [factTables.node] : [factTables.edge, factTables.grant];
  const sums = new Map<number, Changes>();
  for (const table of tables) {
    const { rows: first } = await client.query<{ import_id: number }>(firstSql(table));
    const firsts = first.map((row) => row.import_id);
    const { rows } = await client.query<{ import_id: number; added: string; changed: string; gone: string }>(changesSql(table, firsts));
    for (const row of rows) {
      const sum = sums.get(row.import_id) ?? { importId: row.import_id, added: 0, changed: 0, gone: 0 };
      sum.added += Number(row.added);
      sum.changed += Number(row.changed);
      sum.gone += Number(row.gone);
      sums.set(row.import_id, sum);
    }
  }
  return [...sums.values()];
}

/** Imports of sources that had said nothing before: all of it is added, which need not be compared. */
const firstSql = ({ table: t }: FactTable): string => `SELECT import_id FROM ${staged} ss WHERE held IS NULL AND next_id IS NULL
  AND NOT EXISTS (SELECT FROM ending_${t} x WHERE x.import_id = ss.import_id)
  AND NOT EXISTS (SELECT FROM ${t} f WHERE f.source_id = ss.source_id AND f.gone_at IS NULL AND f.seen_from <> ss.import_id)`;

/** Of everything that was touched: was it said before, is it said now? */
function changesSql({ table: t, identity = [] }: FactTable, firsts: readonly number[]): string {
  const keys = identity.map((column) => `f.${column}`).join(', ');
  const isFirst = `ss.import_id = ANY('{${firsts.join(',')}}'::integer[])`;
  return `WITH touched AS (
      SELECT DISTINCT ss.import_id, ss.source_id, ${keys} FROM ${staged} ss JOIN ${t} f ON f.seen_from = ss.import_id AND f.gone_at IS NULL AND NOT ${isFirst}
      UNION SELECT x.import_id, x.source_id, ${keys} FROM ending_${t} x JOIN ${t} f ON f.id = x.id JOIN ${staged} ss ON ss.import_id = x.import_id AND ss.next_id IS NULL),
    state AS (SELECT d.import_id, ${identity.map((column) => `d.${column}`).join(', ')},
        bool_or(f.seen_from <> d.import_id) AS before, bool_or(f.gone_at IS NULL) AS now
      FROM touched d JOIN ${t} f ON f.source_id = d.source_id AND (f.gone_at IS NULL OR f.gone_at = d.import_id)
        AND ${identity.map((column) => `f.${column} = d.${column}`).join(' AND ')}
      GROUP BY d.import_id, ${identity.map((column) => `d.${column}`).join(', ')})
    SELECT import_id, count(*) FILTER (WHERE now AND NOT before) AS added, count(*) FILTER (WHERE now AND before) AS changed,
      count(*) FILTER (WHERE before AND NOT now) AS gone FROM state GROUP BY import_id
    UNION ALL SELECT import_id, count(*), 0, 0 FROM (SELECT DISTINCT ss.import_id, ${keys} FROM ${staged} ss JOIN ${t} f ON f.seen_from = ss.import_id WHERE ${isFirst}) d
    GROUP BY import_id`;
}
