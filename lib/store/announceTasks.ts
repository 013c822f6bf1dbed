import type { PoolClient } from 'pg';
import type { TaskNoticeEvent, ToldTask } from '../model/taskNotices.ts';
import type { FactPlace } from '../model/tasks.ts';
import { announce } from './deliveries.ts';

type Queries = Pick<PoolClient, 'query'>;
/** More at once are one notice, which names as many. */
const oneByOne = 20;

/** Tells webhooks what became of tasks, in the transaction of what happened; asks for nothing where none listens. @param by who did it, by name; absent where data did */
export async function announceTasks(client: Queries, event: TaskNoticeEvent, ids: readonly number[], now: Date, by?: string): Promise<void> {
  if (ids.length === 0) return;
  const { rowCount } = await client.query('SELECT FROM webhook WHERE active AND deleted_at IS NULL AND $1 = ANY(events) LIMIT 1', [event]);
  if (rowCount === 0) return;
  const tasks = await readTold(client, event, ids.slice(0, oneByOne));
  const happening = { event, ...(by !== undefined && { by }) };
  if (ids.length > oneByOne) await announce(client, { ...happening, tasks, count: ids.length }, now);
  else for (const task of tasks) await announce(client, { ...happening, tasks: [task], count: 1 }, now);
}

type Row = { id: number; title: string; owner: string | null; due: Date; detail: { because?: string; fact?: FactPlace } | null };

async function readTold(client: Queries, event: TaskNoticeEvent, ids: readonly number[]): Promise<ToldTask[]> {
  const { rows } = await client.query<Row>(
    `SELECT t.id, t.title, t.owner, t.due, CASE WHEN $2 THEN (SELECT e.detail FROM task_event e WHERE e.task_id = t.id AND e.kind IN ('reopened', 'exception expired') ORDER BY e.id DESC LIMIT 1) END AS detail
     FROM task t WHERE t.id = ANY($1) ORDER BY t.id`,
    [ids, event === 'task.reopened'],
  );
  return rows.map(({ owner, due, detail, ...task }) => ({
    ...task,
    ...(owner !== null && { owner }),
    due: due.toISOString(),
    ...(detail && { because: detail.because ?? 'its exception has expired' }),
    ...(detail?.fact && { fact: detail.fact }),
  }));
}
