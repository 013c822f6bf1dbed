import { outcomes } from '../model/facts.ts';
import type { Database } from './database.ts';

/** What an identity did on what, whichever credential it did it with; denied calls left out. `resource` is a key, where the log names one. */
export type IdentityUse = { action: string; resource?: string; count: number; last: string };
/** What the logs cover in these days. Times are ISO 8601. */
export type LogSpan = { what: string; from: string; to: string };

/** @param id of its node */
export async function readIdentityUse({ pool }: Database, id: number, from: Date, until: Date): Promise<IdentityUse[]> {
  const { rows } = await pool.query<{ action: string; resource: string | null; count: string; last: Date }>(
    `SELECT u.action, r.text AS resource, sum(u.count) AS count, max(u.last_at) AS last
     FROM usage u JOIN name n ON n.id = u.identity_id LEFT JOIN name r ON r.id = u.resource_id
     WHERE n.node_id = $1 AND u.gone_at IS NULL AND u.action IS NOT NULL AND u.day >= $2::date AND u.last_at > $2 AND u.first_at <= $3
       AND u.outcome IS DISTINCT FROM ${outcomes.indexOf('denied')}
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [id, from, until],
  );
  return rows.map(({ action, resource, count, last }) => ({ action, ...(resource !== null && { resource }), count: Number(count), last: last.toISOString() }));
}

/** Coverage of one system in these days. */
export async function readLogSpans({ pool }: Database, system: string, from: Date, until: Date): Promise<LogSpan[]> {
  const { rows } = await pool.query<{ what: string; from: Date; to: Date }>(
    `SELECT w.what, min(c.from_time) AS from, max(c.to_time) AS to FROM coverage c CROSS JOIN unnest(c.what) AS w(what)
     WHERE c.system = $1 AND c.gone_at IS NULL AND c.to_time > $2 AND c.from_time <= $3 GROUP BY 1 ORDER BY 1`,
    [system, from, until],
  );
  return rows.map((row) => ({ what: row.what, from: row.from.toISOString(), to: row.to.toISOString() }));
}
