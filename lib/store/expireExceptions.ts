import type { PoolClient } from 'pg';
import { announceTasks } from './announceTasks.ts';
import { appendAudit } from './audit.ts';

/** Ends what has expired: the exception, and with it the acceptance of its task, which is work again. @param actor on whose behalf one looks */
export async function expireExceptions(client: PoolClient, { actor, now }: { actor: string; now: Date }): Promise<void> {
  const { rows } = await client.query<{ task_id: number; reopened: boolean }>(expireSql, [now]);
  if (rows.length === 0) return;
  const tasks = rows.slice(0, 100).map(({ task_id }) => task_id);
  await appendAudit(client, { at: now, actor, action: 'exception.expire', after: { tasks, count: rows.length } });
  await announceTasks(
    client,
    'task.reopened',
    rows.filter(({ reopened }) => reopened).map(({ task_id }) => task_id),
    now,
  );
}

/** A request that nobody decided on lapses with the day that it asked for. */
const expireSql = `WITH ended AS (
    UPDATE task_exception SET ended_at = $1, ended = 'expired' WHERE ended_at IS NULL AND decision IS DISTINCT FROM 'refused' AND expires_at <= $1 RETURNING id, task_id, decision, expires_at),
  moved AS (UPDATE task t SET status = 'open', status_at = $1, claimed_by = NULL, claimed_at = NULL, reopened = t.reopened + 1 FROM ended e WHERE t.id = e.task_id AND e.decision = 'approved' AND t.status = 'accepted' RETURNING t.id)
  INSERT INTO task_event (task_id, at, kind, detail) SELECT e.task_id, $1, 'exception expired', jsonb_build_object('exception', e.id, 'reopened', m.id IS NOT NULL) FROM ended e LEFT JOIN moved m ON m.id = e.task_id RETURNING task_id, (detail->>'reopened')::boolean AS reopened`;
