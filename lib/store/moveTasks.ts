import type { PoolClient } from 'pg';
import type { TaskEventKind, TaskStatus } from '../model/tasks.ts';

type Queries = Pick<PoolClient, 'query'>;
export type LockedTask = {
  id: number;
  title: string;
  status: TaskStatus;
  owner: string | null;
  due: Date;
  campaign_id: number | null;
  control: string;
  act: number;
  created_by: string;
  created_at: Date;
};

/** Locked until the transaction ends, so that of two who change it one comes after the other. */
export async function lockTask(client: Queries, id: number): Promise<LockedTask | undefined> {
  const { rows } = await client.query<LockedTask>(
    'SELECT id, title, status, owner, due, campaign_id, control, act, created_by, created_at FROM task WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0];
}

/** Statuses that a person sets; the check sets the others (lib/store/moveCheckedTasks.ts), and exceptions (lib/store/exceptions.ts). */
export type SetStatus = 'open' | 'in progress' | 'claimed done';

/** Moves one task and writes its event. The caller has it locked, and has made sure of where it comes from. */
export async function moveTask(
  client: Queries,
  { id }: LockedTask,
  { to, kind, actor, now, note }: { to: SetStatus; kind: TaskEventKind; actor: string; now: Date; note?: string },
): Promise<void> {
  const claimed = to === 'claimed done';
  await client.query('UPDATE task SET status = $2, status_at = $3, claimed_by = $4, claimed_at = $5 WHERE id = $1', [
    id,
    to,
    now,
    claimed ? actor : null,
    claimed ? now : null,
  ]);
  await insertEvent(client, { task: id, kind, actor, now, ...(note !== undefined && { note }) });
}

export async function insertEvent(
  client: Queries,
  { task, kind, actor, now, act, detail, note }: { task: number; kind: TaskEventKind; actor: string; now: Date; act?: number; detail?: object; note?: string },
): Promise<void> {
  await client.query('INSERT INTO task_event (task_id, at, actor, kind, act, detail, note) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    task,
    now,
    actor,
    kind,
    act ?? null,
    detail ?? null,
    note ?? null,
  ]);
}
