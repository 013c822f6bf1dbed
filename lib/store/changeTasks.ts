import type { PoolClient } from 'pg';
import type { TaskEventKind } from '../model/tasks.ts';
import { unfinished } from '../model/tasks.ts';

/** What a person may change of tasks that are not verified, beside their status. null: taken away. */
export type TaskChange = { owner?: string | null; due?: Date; title?: string; campaign?: number | null };
type Field = { column: string; kind: TaskEventKind; value: unknown };

const fieldsOf = ({ owner, due, title, campaign }: TaskChange): Field[] => [
  ...(owner !== undefined ? [{ column: 'owner', kind: 'owner' as const, value: owner }] : []),
  ...(due !== undefined ? [{ column: 'due', kind: 'due' as const, value: due }] : []),
  ...(title !== undefined ? [{ column: 'title', kind: 'title' as const, value: title }] : []),
  ...(campaign !== undefined ? [{ column: 'campaign_id', kind: 'campaign' as const, value: campaign }] : []),
];

/** One statement a field, however many tasks: only those that have another value, each with its event that knows what it was. Answers how many tasks changed, and the number of the act. */
export async function changeTasks(
  client: PoolClient,
  ids: readonly number[],
  change: TaskChange,
  { actor, now }: { actor: string; now: Date },
): Promise<{ act: number; changed: number }> {
  const { rows } = await client.query<{ act: number }>(`SELECT nextval('task_act')::integer AS act`);
  const act = rows[0]!.act;
  const changed = new Set<number>();
  for (const { column, kind, value } of fieldsOf(change)) {
    const done = await client.query<{ task_id: number }>(
      `WITH before AS (SELECT id, ${column} AS was FROM task WHERE id = ANY($1) AND status <> 'verified' AND ${column} IS DISTINCT FROM $2 ORDER BY id FOR UPDATE),
         moved AS (UPDATE task t SET ${column} = $2 FROM before b WHERE t.id = b.id RETURNING t.id, b.was)
       INSERT INTO task_event (task_id, at, actor, kind, act, detail) SELECT id, $3, $4, $5, $6, jsonb_build_object('before', was, 'after', $2) FROM moved RETURNING task_id`,
      [ids, value, now, actor, kind, act],
    );
    for (const { task_id } of done.rows) changed.add(task_id);
  }
  return { act, changed: changed.size };
}

/** Unfinished tasks about any of these nodes. */
export async function tasksAbout(client: Pick<PoolClient, 'query'>, nodes: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT DISTINCT t.id FROM name n JOIN task_subject s ON s.name_id = n.id JOIN task t ON t.id = s.task_id WHERE n.node_id = ANY($1) AND s.kind = 'credential' AND t.status = ANY($2) ORDER BY 1`,
    [nodes, unfinished],
  );
  return rows.map(({ id }) => id);
}

export type UndoneAct = { kind: 'created' | 'owner'; tasks: number };

/** Takes back an act of one person: tasks it made that nobody has touched since, or owners that it gave and that are still theirs. */
export async function undoAct(client: PoolClient, act: number, { actor, now }: { actor: string; now: Date }): Promise<UndoneAct> {
  const made = await client.query(
    `DELETE FROM task t WHERE t.act = $1 AND t.status = 'open' AND NOT EXISTS (SELECT FROM task_event e WHERE e.task_id = t.id AND e.kind <> 'created')`,
    [act],
  );
  if ((made.rowCount ?? 0) > 0) return { kind: 'created', tasks: made.rowCount ?? 0 };
  const given = await client.query(
    `WITH given AS (SELECT e.task_id, e.detail FROM task_event e WHERE e.act = $1 AND e.kind = 'owner'),
       moved AS (UPDATE task t SET owner = g.detail->>'before' FROM given g WHERE t.id = g.task_id AND t.status <> 'verified' AND t.owner IS NOT DISTINCT FROM g.detail->>'after' RETURNING t.id, g.detail)
     INSERT INTO task_event (task_id, at, actor, kind, detail) SELECT id, $2, $3, 'owner', jsonb_build_object('before', detail->'after', 'after', detail->'before', 'undone', true) FROM moved`,
    [act, now, actor],
  );
  return { kind: 'owner', tasks: given.rowCount ?? 0 };
}

/** Who did an act, and when; undefined where there is none. */
export async function findAct(client: Pick<PoolClient, 'query'>, act: number): Promise<{ actor: string; at: Date } | undefined> {
  const { rows } = await client.query<{ actor: string; at: Date }>('SELECT actor, at FROM task_event WHERE act = $1 AND actor IS NOT NULL LIMIT 1', [act]);
  return rows[0];
}
