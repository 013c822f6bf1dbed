import type { PoolClient } from 'pg';

type Queries = Pick<PoolClient, 'query'>;
/** What an analysis leaves out: ids of edges and of grants, ids of the nodes of what is no secret, and how many corrections are in force. */
export type CorrectedFacts = { inForce: number; edges: string[]; grants: string[]; noSecrets: number[] };

/**
 * What the corrections in force leave out of the facts as they stand (docs/corrections.md). A correction is about two nodes, so whichever source says such an edge, and whichever of their names it uses.
 * Where there is no correction, one look at an empty index.
 */
export async function correctedFacts(client: Queries): Promise<CorrectedFacts> {
  const { rows } = await client.query<{ kind: string; count: number }>(
    'SELECT kind, count(*)::integer AS count FROM correction WHERE ended_at IS NULL GROUP BY 1',
  );
  const count = (kind: string): number => rows.find((row) => row.kind === kind)?.count ?? 0;
  const ids = async <T>(sql: string): Promise<T[]> => (await client.query<{ id: T }>(sql)).rows.map(({ id }) => id);
  const wrong = count('wrong edge') > 0;
  return {
    inForce: rows.reduce((sum, row) => sum + row.count, 0),
    edges: wrong ? await ids<string>(`SELECT f.id FROM (${correctedEdges}) f`) : [],
    grants: wrong ? await ids<string>(`SELECT f.id FROM (${correctedGrants}) f`) : [],
    noSecrets:
      count('no secret') > 0
        ? await ids<number>(
            `SELECT DISTINCT n.node_id AS id FROM correction c JOIN name n ON n.id = c.name_id WHERE ${inForce} AND c.kind = 'no secret' AND n.node_id IS NOT NULL`,
          )
        : [],
  };
}

const inForce = 'c.ended_at IS NULL';
/** Of each correction the names of what is at its ends now, so that each table of facts is read once. */
const ends = (kind: 'edge' | 'class'): string => `SELECT c.id AS correction, c.${kind} AS sort, a.node_id AS tail, b.node_id AS head
  FROM correction c JOIN name a ON a.id = c.name_id JOIN name b ON b.id = c.to_id WHERE ${inForce} AND c.kind = 'wrong edge' AND c.${kind} IS NOT NULL`;
const between = (table: string, sort: string, head: string, kind: 'edge' | 'class'): string => `SELECT DISTINCT f.id, x.tail, x.head, f.${sort} AS sort
  FROM (${ends(kind)}) x JOIN name a ON a.node_id = x.tail JOIN ${table} f ON f.from_id = a.id AND f.${sort} = x.sort AND f.gone_at IS NULL JOIN name b ON b.id = f.${head} AND b.node_id = x.head`;

/** Standing edges that corrections in force say are wrong: (id, tail, head, sort). */
export const correctedEdges = between('fact_edge', 'type', 'to_id', 'edge');
/** The same of grants. */
export const correctedGrants = between('fact_grant', 'class', 'resource_id', 'class');

/** A condition that leaves these out, to follow others; nothing where there are none. */
export const without = (ids: readonly string[], id = 'id'): string => (ids.length === 0 ? '' : ` AND ${id} <> ALL('{${ids.join(',')}}'::bigint[])`);
