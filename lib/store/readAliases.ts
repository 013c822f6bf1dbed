import type { Database } from './database.ts';

/** Names of nodes beside their keys, in code-point order, by node id; nodes without any are left out. */
export async function readAliases({ pool }: Database, nodeIds: readonly number[]): Promise<Map<number, string[]>> {
  const { rows } = await pool.query<{ id: number; aliases: string[] }>(
    `SELECT n.id, array_agg(a.text ORDER BY a.text) AS aliases FROM node n JOIN name a ON a.node_id = n.id AND a.text <> n.key WHERE n.id = ANY($1) GROUP BY n.id`,
    [nodeIds],
  );
  return new Map(rows.map(({ id, aliases }) => [id, aliases]));
}

/** Names next to one that nobody has, in code-point order: at most `each` before and after it. Two index lookups, whatever the number of names. */
export async function neighbourNames({ pool }: Database, name: string, each: number): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `(SELECT text FROM name WHERE text < $1 AND node_id IS NOT NULL ORDER BY text DESC LIMIT $2) UNION ALL (SELECT text FROM name WHERE text > $1 AND node_id IS NOT NULL ORDER BY text LIMIT $2)`,
    [name, each],
  );
  return rows.map(({ text }) => text);
}
