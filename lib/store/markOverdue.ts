import type { PoolClient } from 'pg';
import { unfinished } from '../model/tasks.ts';
import { announceTasks } from './announceTasks.ts';

/** Writes into the history of each task whose day has passed that it is overdue, and tells it, once for each due date. Answers how many. */
export async function markOverdue(client: PoolClient, now: Date): Promise<number> {
  const { rows } = await client.query<{ task_id: number }>(
    `INSERT INTO task_event (task_id, at, kind, detail) SELECT t.id, $1, 'overdue', jsonb_build_object('due', t.due) FROM task t
     WHERE t.status = ANY($2) AND t.due <= $1 AND NOT EXISTS (SELECT FROM task_event e WHERE e.task_id = t.id AND e.kind = 'overdue' AND e.at >= t.due) RETURNING task_id`,
    [now, unfinished],
  );
  const ids = rows.map(({ task_id }) => task_id).sort((a, b) => a - b);
  await announceTasks(client, 'task.overdue', ids, now);
  return ids.length;
}
