import type { PoolClient } from 'pg';
import type { TaskException } from '../model/tasks.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  task_id: number;
  title: string;
  reason: string;
  requested_by: string;
  asker: string;
  requested_at: Date;
  expires_at: Date;
  decision: 'approved' | 'refused' | null;
  decider: string | null;
  decided_at: Date | null;
  decision_note: string | null;
  ended: 'expired' | 'withdrawn' | null;
};
/** `asker` is the id of who asked. */
export type ExceptionRow = TaskException & { title: string; asker: string };

const selected = `SELECT x.id, x.task_id, t.title, x.reason, x.requested_by AS asker, coalesce(p.name, x.requested_by) AS requested_by, x.requested_at, x.expires_at, x.decision, coalesce(d.name, x.decided_by) AS decider,
    x.decided_at, x.decision_note, x.ended
  FROM task_exception x JOIN task t ON t.id = x.task_id LEFT JOIN person p ON p.id = x.requested_by LEFT JOIN person d ON d.id = x.decided_by`;

export type ExceptionFilter = {
  task?: number /** Waiting or approved, and not ended. */;
  current?: true /** Approved ones that expire before this. */;
  expiresBefore?: Date;
  limit?: number;
};

/** Those that wait first, then by expiry. */
export async function listExceptionRows(client: Queries, { task, current, expiresBefore, limit = 500 }: ExceptionFilter): Promise<ExceptionRow[]> {
  const { rows } = await client.query<Row>(
    `${selected} WHERE ($1::integer IS NULL OR x.task_id = $1) AND ($2::boolean IS NULL OR (x.ended_at IS NULL AND x.decision IS DISTINCT FROM 'refused'))
       AND ($3::timestamptz IS NULL OR (x.ended_at IS NULL AND x.decision = 'approved' AND x.expires_at < $3))
     ORDER BY (x.ended_at IS NULL AND x.decision IS NULL) DESC, (x.ended_at IS NULL AND x.decision = 'approved') DESC, x.expires_at, x.id LIMIT $4`,
    [task ?? null, current ?? null, expiresBefore ?? null, limit],
  );
  return rows.map(exceptionRow);
}

/** Locked until the transaction ends. */
export async function lockException(client: Queries, id: number): Promise<ExceptionRow | undefined> {
  const { rows } = await client.query<Row>(`${selected} WHERE x.id = $1 FOR UPDATE OF x`, [id]);
  return rows[0] && exceptionRow(rows[0]);
}

function exceptionRow(row: Row): ExceptionRow {
  return {
    id: row.id,
    task: row.task_id,
    title: row.title,
    asker: row.asker,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.ended ?? row.decision ?? 'waiting',
    ...(row.decider !== null && { decidedBy: row.decider }),
    ...(row.decided_at && { decidedAt: row.decided_at.toISOString() }),
    ...(row.decision_note !== null && { note: row.decision_note }),
  };
}

/** Asks for exceptions on tasks that are unfinished and have none under way; answers which tasks. */
export async function insertExceptions(
  client: Queries,
  { tasks, reason, actor, now, expiresAt }: { tasks: readonly number[]; reason: string; actor: string; now: Date; expiresAt: Date },
): Promise<number[]> {
  const { rows } = await client.query<{ task_id: number }>(
    `WITH asked AS (INSERT INTO task_exception (task_id, reason, requested_by, requested_at, expires_at)
       SELECT t.id, $2, $3, $4, $5 FROM task t WHERE t.id = ANY($1) AND t.status IN ('open', 'in progress', 'claimed done') ON CONFLICT DO NOTHING RETURNING id, task_id)
     INSERT INTO task_event (task_id, at, actor, kind, detail, note) SELECT task_id, $4, $3, 'exception asked', jsonb_build_object('exception', id, 'expiresAt', $6::text), $2 FROM asked RETURNING task_id`,
    [tasks, reason, actor, now, expiresAt, expiresAt.toISOString()],
  );
  return rows.map(({ task_id }) => task_id);
}

/** Approves or refuses one that waits; approved, its task is accepted. */
export async function decideException(
  client: Queries,
  { id, task }: ExceptionRow,
  decision: 'approved' | 'refused',
  { actor, now, note }: { actor: string; now: Date; note?: string },
): Promise<void> {
  await client.query('UPDATE task_exception SET decision = $2, decided_by = $3, decided_at = $4, decision_note = $5 WHERE id = $1', [
    id,
    decision,
    actor,
    now,
    note ?? null,
  ]);
  if (decision === 'approved')
    await client.query(`UPDATE task SET status = 'accepted', status_at = $2, claimed_by = NULL, claimed_at = NULL WHERE id = $1`, [task, now]);
  await client.query('INSERT INTO task_event (task_id, at, actor, kind, detail, note) VALUES ($1, $2, $3, $4, $5, $6)', [
    task,
    now,
    actor,
    `exception ${decision}`,
    { exception: id },
    note ?? null,
  ]);
}

/** Ends one before its time; an accepted task is work again. */
export async function withdrawException(
  client: Queries,
  { id, task }: ExceptionRow,
  { actor, now, note }: { actor: string; now: Date; note?: string },
): Promise<void> {
  await client.query(`UPDATE task_exception SET ended_at = $2, ended_by = $3, ended = 'withdrawn' WHERE id = $1`, [id, now, actor]);
  await client.query(`UPDATE task SET status = 'open', status_at = $2 WHERE id = $1 AND status = 'accepted'`, [task, now]);
  await client.query(`INSERT INTO task_event (task_id, at, actor, kind, detail, note) VALUES ($1, $2, $3, 'exception withdrawn', $4, $5)`, [
    task,
    now,
    actor,
    { exception: id },
    note ?? null,
  ]);
}
