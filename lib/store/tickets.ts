import type { PoolClient } from 'pg';
import type { Ticket } from '../model/webhooks.ts';
import type { Database } from './database.ts';

type Queries = Pick<PoolClient, 'query'>;
export type TicketRef = Pick<Ticket, 'key' | 'url'>;

/** What a tracker has made of a subject, if it has. */
export async function findTicket(client: Queries, webhook: string, subject: string): Promise<TicketRef | undefined> {
  const { rows } = await client.query<TicketRef>('SELECT key, url FROM ticket WHERE webhook_id = $1 AND subject = $2', [webhook, subject]);
  return rows[0];
}

/** Keeps a new issue; of two that were made of one subject at once, the first stays the one that is commented on. */
export async function insertTicket(client: Queries, webhook: string, subject: string, { key, url }: TicketRef, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO ticket (webhook_id, subject, key, url, status, created_at) VALUES ($1, $2, $3, $4, 'open', $5) ON CONFLICT (webhook_id, subject) DO NOTHING`,
    [webhook, subject, key, url, now],
  );
}

/** The new status of an issue and what it was; undefined where the issue is not ours, or its tracker has said something newer or the same already. */
export async function updateTicketStatus(
  client: Queries,
  webhook: string,
  { key, status, at }: { key: string; status: string; at: Date },
): Promise<{ subject: string; before: string } | undefined> {
  const { rows } = await client.query<{ subject: string; before: string }>(
    `UPDATE ticket t SET status = $3, status_at = $4 FROM (SELECT webhook_id, subject, status AS before FROM ticket WHERE webhook_id = $1 AND key = $2 FOR UPDATE) old
     WHERE t.webhook_id = old.webhook_id AND t.subject = old.subject AND old.before <> $3 AND (t.status_at IS NULL OR t.status_at <= $4) RETURNING t.subject, old.before`,
    [webhook, key, status, at],
  );
  return rows[0];
}

/** Newest first. */
export async function listTicketRows({ pool }: Database, limit: number): Promise<Ticket[]> {
  const { rows } = await pool.query<Omit<Ticket, 'createdAt'> & { created_at: Date }>(
    `SELECT t.webhook_id AS webhook, w.name AS "webhookName", t.subject, t.key, t.url, t.status, t.created_at
     FROM ticket t JOIN webhook w ON w.id = t.webhook_id WHERE w.deleted_at IS NULL ORDER BY t.created_at DESC, t.key LIMIT $1`,
    [limit],
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() }));
}
