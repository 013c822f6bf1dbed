import type { PoolClient } from 'pg';
import { formatHead } from '../model/audit.ts';
import { type Happening, type Notice, noticeOf } from '../model/notices.ts';
import type { Delivery, DeliveryAttempt, DeliveryState } from '../model/webhooks.ts';
import type { Database } from './database.ts';
import { readAuditHead } from './readAudit.ts';

type Queries = Pick<PoolClient, 'query'>;

/**
 * Tells every webhook that listens for it what happened, in the transaction of whoever made it happen: nothing is told that was taken back, and nothing that was
 * committed goes untold. The worker sends it (`takeUnqueued`). Behind the entry of the audit log, so that the notice carries its head. Answers how many listen.
 */
export async function announce(client: Queries, happening: Happening, now: Date): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM webhook WHERE active AND deleted_at IS NULL AND $1 = ANY(events) ORDER BY created_at, id',
    [happening.event],
  );
  if (rows.length === 0) return 0;
  const notice = await dated(client, noticeOf(happening), now);
  for (const { id } of rows) await insertDelivery(client, id, notice, now);
  return rows.length;
}

/** A notice with its time and the head of the audit log. */
export async function dated(client: Queries, notice: Omit<Notice, 'at' | 'auditHead'>, now: Date): Promise<Notice> {
  const head = await readAuditHead(client);
  return { ...notice, at: now.toISOString(), auditHead: head && formatHead(head) };
}

/** @param queued true where whoever inserts it sends it as well */
export async function insertDelivery(client: Queries, webhook: string, notice: Notice, now: Date, queued = false): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO webhook_delivery (webhook_id, event, subject, notice, state, created_at, queued_at) VALUES ($1, $2, $3, $4, 'waiting', $5, $6) RETURNING id`,
    [webhook, notice.event, notice.subject, JSON.stringify(notice), now, queued ? now : null],
  );
  return rows[0]!.id;
}

/** What waits and is in no queue yet, oldest first. */
export async function findUnqueued({ pool }: Database): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(`SELECT id FROM webhook_delivery WHERE state = 'waiting' AND queued_at IS NULL ORDER BY id LIMIT 500`);
  return rows.map(({ id }) => id);
}

export const markQueued = ({ pool }: Database, id: number, now: Date): Promise<unknown> =>
  pool.query('UPDATE webhook_delivery SET queued_at = $2 WHERE id = $1', [id, now]);

/** What is to be sent; undefined where it is over (a job that was given out twice). */
export async function findWaiting(client: Queries, id: number): Promise<{ webhook: string; notice: Notice; attempts: number } | undefined> {
  const { rows } = await client.query<{ webhook: string; notice: Notice; attempts: number }>(
    `SELECT webhook_id AS webhook, notice, jsonb_array_length(attempts) AS attempts FROM webhook_delivery WHERE id = $1 AND state = 'waiting'`,
    [id],
  );
  return rows[0];
}

/** Adds a try; `state` other than `waiting` ends it. */
export async function writeAttempt(client: Queries, id: number, attempt: DeliveryAttempt, state: DeliveryState, now: Date): Promise<void> {
  await client.query(`UPDATE webhook_delivery SET attempts = attempts || $2::jsonb, state = $3, finished_at = $4 WHERE id = $1`, [
    id,
    JSON.stringify([attempt]),
    state,
    state === 'waiting' ? null : now,
  ]);
}

/** Puts one that has failed back to the beginning, its tries kept; false where it has not failed, or its webhook is gone. */
export async function reviveDelivery(client: Queries, id: number): Promise<{ webhook: string; event: string } | undefined> {
  const { rows } = await client.query<{ webhook: string; event: string }>(
    `UPDATE webhook_delivery d SET state = 'waiting', finished_at = NULL, queued_at = NULL FROM webhook w
     WHERE d.id = $1 AND d.state = 'failed' AND w.id = d.webhook_id AND w.deleted_at IS NULL RETURNING d.webhook_id AS webhook, d.event`,
    [id],
  );
  return rows[0];
}

type Row = {
  id: number;
  webhook: string;
  webhook_name: string;
  notice: Notice;
  state: DeliveryState;
  attempts: DeliveryAttempt[];
  created_at: Date;
  finished_at: Date | null;
};

/** Newest first, before one where that is given. */
export async function listDeliveryRows(
  { pool }: Database,
  { webhook, before, limit }: { webhook?: string; before?: number; limit: number },
): Promise<Delivery[]> {
  const { rows } = await pool.query<Row>(
    `SELECT d.id, d.webhook_id AS webhook, w.name AS webhook_name, d.notice, d.state, d.attempts, d.created_at, d.finished_at
     FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
     WHERE ($1::text IS NULL OR d.webhook_id = $1) AND ($2::int IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
    [webhook ?? null, before ?? null, limit],
  );
  return rows.map(({ webhook_name, notice, created_at, finished_at, ...row }) => ({
    ...row,
    webhookName: webhook_name,
    event: notice.event,
    title: notice.title,
    createdAt: created_at.toISOString(),
    ...(finished_at && { finishedAt: finished_at.toISOString() }),
  }));
}

/** Removes what is over and older; answers how many. */
export async function deleteDeliveriesBefore(client: Queries, before: Date): Promise<number> {
  const { rowCount } = await client.query(`DELETE FROM webhook_delivery WHERE state <> 'waiting' AND created_at < $1`, [before]);
  return rowCount ?? 0;
}

/** Which entry the newest notice of the audit log's head was about; 0 where there was none. */
export async function lastAnnouncedEntry({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ entry: number | null }>(
    `SELECT (notice -> 'data' ->> 'entry')::int AS entry FROM webhook_delivery WHERE event = 'audit.head' ORDER BY id DESC LIMIT 1`,
  );
  return rows[0]?.entry ?? 0;
}
