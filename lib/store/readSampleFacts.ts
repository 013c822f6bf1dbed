import { actionClasses, edgeTypes, nodeKinds, presentations, statuses } from '../model/facts.ts';
import { defaultSensitivity } from '../model/weights.ts';
import type { Database } from './database.ts';

/** A node as the facts have it, merged; absent ones are their defaults. */
export type SampleNode = {
  id: number;
  key: string;
  kind: string;
  status: string;
  presentation: string;
  expires: string | null;
  ttl: number | null;
  goneAt: string | null;
  sensitivity: number;
  pattern: boolean;
  administers: string | null;
};
type Origin = { fact: string; from: string; fromId: number; until: string | null; source: string; import: number; file: string | null; line: number | null };
export type SampleEdge = Origin & { edge: string; to: string; toId: number; scoped: boolean; lasting: boolean; renews: boolean; sessionTtl: number | null };
export type SampleGrant = Origin & { class: string; resource: string; resourceId: number; actions: string[] };

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const origin = `f.id::text AS fact, k.key AS from, k.id AS "fromId", ${time('f.until')} AS until, s.name AS source, f.seen_from AS import, l.name AS file, f.line`;
const from = 'JOIN name a ON a.id = f.from_id JOIN node k ON k.id = a.node_id JOIN source s ON s.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id';

/** Edges that are certain and lead away from these nodes, each fact apart, by fact. */
export async function readSampleEdges({ pool }: Database, nodes: readonly number[]): Promise<SampleEdge[]> {
  const { rows } = await pool.query<SampleEdge & { type: number }>(
    `SELECT ${origin}, f.type, o.key AS to, o.id AS "toId", f.flags & 2 <> 0 AS scoped, f.flags & 4 <> 0 AS lasting, f.flags & 8 <> 0 AS renews, f.session_ttl::float8 AS "sessionTtl"
     FROM fact_edge f ${from} JOIN name b ON b.id = f.to_id JOIN node o ON o.id = b.node_id WHERE f.gone_at IS NULL AND f.flags & 1 = 0 AND k.id = ANY($1) ORDER BY f.id`,
    [nodes],
  );
  return rows.map(({ type, ...row }) => ({ ...row, edge: edgeTypes[type]! }));
}

/** Grants that are certain, of these nodes, by fact. */
export async function readSampleGrants({ pool }: Database, nodes: readonly number[]): Promise<SampleGrant[]> {
  const { rows } = await pool.query<Omit<SampleGrant, 'class'> & { class: number }>(
    `SELECT ${origin}, f.class, o.key AS resource, o.id AS "resourceId", coalesce(f.actions, '{}') AS actions
     FROM fact_grant f ${from} JOIN name b ON b.id = f.resource_id JOIN node o ON o.id = b.node_id WHERE f.gone_at IS NULL AND NOT f.possible AND k.id = ANY($1) ORDER BY f.id`,
    [nodes],
  );
  return rows.map((row) => ({ ...row, class: actionClasses[row.class]! }));
}

/** These nodes by key. */
export async function readSampleNodes({ pool }: Database, nodes: readonly number[]): Promise<SampleNode[]> {
  type Row = Pick<SampleNode, 'id' | 'key' | 'expires' | 'ttl' | 'goneAt' | 'administers'> &
    Record<'kind' | 'status' | 'presentation' | 'sensitivity', number | null> & { pattern: boolean | null };
  const { rows } = await pool.query<Row>(
    `SELECT id, key, kind, status, presentation, ${time('expires')} AS expires, ttl::float8 AS ttl, CASE WHEN gone_at = '-infinity' THEN '-infinity' ELSE ${time('gone_at')} END AS "goneAt",
       sensitivity, pattern, administers FROM node WHERE id = ANY($1) ORDER BY key`,
    [nodes],
  );
  return rows.map((row) => ({
    ...row,
    kind: nodeKinds[row.kind ?? 0]!,
    status: statuses[row.status ?? 0]!,
    presentation: presentations[row.presentation ?? 0]!,
    sensitivity: row.sensitivity ?? defaultSensitivity,
    pattern: row.pattern === true,
  }));
}
