import type { PoolClient } from 'pg';
import {
  announcedCorrectionDays,
  type CorrectedFact,
  type Correction,
  type CorrectionCounts,
  type CorrectionKind,
  type CorrectionState,
} from '../model/corrections.ts';
import { actionClasses, edgeTypes } from '../model/facts.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  kind: CorrectionKind;
  key: string;
  to_key: string | null;
  node: number | null;
  to_node: number | null;
  edge: number | null;
  class: number | null;
  reason: string;
  maker: string;
  made_by: string;
  made_at: Date;
  expires_at: Date;
  ended: 'expired' | 'withdrawn' | null;
  ender: string | null;
  ended_at: Date | null;
  end_note: string | null;
};
/** `maker` is the id of who made it, `madeBy` their name. */
export type CorrectionRow = Correction & { maker: string };
export type CorrectionFilter = {
  id?: number;
  state?: CorrectionState /** About these nodes, at either end. */;
  nodes?: readonly number[];
  before?: number;
  limit?: number;
};

/** @param where over the aliases c (correction), a and b (the names at its ends) */
const selected = (
  where: string,
): string => `SELECT c.id, c.kind, a.text AS key, b.text AS to_key, a.node_id AS node, b.node_id AS to_node, c.edge, c.class, c.reason, c.made_by AS maker,
    coalesce(p.name, c.made_by) AS made_by, c.made_at, c.expires_at, c.ended, coalesce(e.name, c.ended_by) AS ender, c.ended_at, c.end_note
  FROM correction c JOIN name a ON a.id = c.name_id LEFT JOIN name b ON b.id = c.to_id LEFT JOIN person p ON p.id = c.made_by LEFT JOIN person e ON e.id = c.ended_by
  WHERE ${where}`;

/** Those in force first, by their end; then the others, the newest first. */
export async function listCorrectionRows(client: Queries, { id, state, nodes, before, limit = 500 }: CorrectionFilter): Promise<CorrectionRow[]> {
  const { rows } = await client.query<Row>(
    `${selected(`($1::integer IS NULL OR c.id = $1) AND ($2::text IS NULL OR coalesce(c.ended, 'in force') = $2)
       AND ($3::integer[] IS NULL OR a.node_id = ANY($3) OR b.node_id = ANY($3)) AND ($4::integer IS NULL OR c.id < $4)`)}
     ORDER BY c.ended_at IS NOT NULL, CASE WHEN c.ended_at IS NULL THEN c.expires_at END, c.ended_at DESC, c.id DESC LIMIT $5`,
    [id ?? null, state ?? null, nodes ?? null, before ?? null, limit],
  );
  const facts = await factsOf(
    client,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...correctionRow(row), ...(facts.get(row.id) ?? { facts: 0, newest: [] }) }));
}

function correctionRow(row: Row): Omit<CorrectionRow, 'facts' | 'newest'> {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    ...(row.to_key !== null && { to: row.to_key }),
    ...(row.edge !== null && { edge: edgeTypes[row.edge]! }),
    ...(row.class !== null && { edge: 'grant' as const, class: actionClasses[row.class]! }),
    ...(row.node !== null && { node: row.node }),
    ...(row.to_node !== null && { toNode: row.to_node }),
    reason: row.reason,
    maker: row.maker,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.ended ?? 'in force',
    ...(row.ender !== null && { endedBy: row.ender }),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...(row.end_note !== null && { endNote: row.end_note }),
  };
}

/** So many of the facts that are struck out are named. */
const named = 3;

/** How many standing facts each is about, and the newest of them: each table of facts is read once. */
async function factsOf(client: Queries, ids: readonly number[]): Promise<Map<number, Pick<Correction, 'facts' | 'newest'>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ correction: number; facts: number; newest: CorrectedFact[] }>(factsSql, [ids]);
  return new Map(rows.map(({ correction, ...facts }) => [correction, facts]));
}

const fact = 'f.id, f.source_id, f.seen_from, f.file_id, f.line';
const edges = (
  table: string,
  kind: 'edge' | 'class',
  sort: string,
  head: string,
): string => `SELECT x.id AS correction, ${fact} FROM x JOIN name a ON a.node_id = x.tail
  JOIN ${table} f ON f.from_id = a.id AND f.${sort} = x.${kind} AND f.gone_at IS NULL JOIN name b ON b.id = f.${head} AND b.node_id = x.head`;
const factsSql = `WITH x AS MATERIALIZED (SELECT c.*, a.node_id AS tail, b.node_id AS head FROM correction c JOIN name a ON a.id = c.name_id LEFT JOIN name b ON b.id = c.to_id WHERE c.id = ANY($1)),
    said AS (${edges('fact_edge', 'edge', 'type', 'to_id')} UNION ALL ${edges('fact_grant', 'class', 'class', 'resource_id')}
      UNION ALL SELECT x.id, ${fact} FROM x JOIN name a ON a.node_id = x.tail JOIN fact_node f ON f.name_id = a.id AND f.gone_at IS NULL WHERE x.kind = 'no secret'
      UNION ALL SELECT x.id, ${fact} FROM x JOIN fact_node f ON f.gone_at IS NULL AND (f.name_id = x.name_id AND x.to_id = ANY(f.alias_ids) OR f.name_id = x.to_id AND x.name_id = ANY(f.alias_ids))
        WHERE x.kind = 'not the same')
  SELECT correction, max(many)::integer AS facts, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('factId', f.id::text, 'source', o.name, 'importId', f.seen_from, 'file', l.name, 'line', f.line)) ORDER BY f.id DESC) AS newest
  FROM (SELECT DISTINCT ON (correction, id) said.*, count(*) OVER (PARTITION BY correction) AS many, row_number() OVER (PARTITION BY correction ORDER BY id DESC) AS place FROM said) f
    JOIN source o ON o.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id WHERE f.place <= ${named} GROUP BY correction`;

const soon = `interval '${announcedCorrectionDays} days'`;

/** How many are in force, how many of these end within two weeks, and how many have expired in the last two. */
export async function countCorrections(client: Queries, now: Date): Promise<CorrectionCounts> {
  const { rows } = await client.query<CorrectionCounts>(
    `SELECT count(*) FILTER (WHERE ended_at IS NULL)::integer AS "inForce", count(*) FILTER (WHERE ended_at IS NULL AND expires_at <= $1::timestamptz + ${soon})::integer AS expiring,
       count(*) FILTER (WHERE ended = 'expired' AND ended_at > $1::timestamptz - ${soon})::integer AS expired
     FROM correction WHERE ended_at IS NULL OR ended_at > $1::timestamptz - ${soon}`,
    [now],
  );
  return rows[0]!;
}
