import type { PoolClient } from 'pg';
import { KeyblastError } from '../model/errors.ts';
import { insertEvent } from './moveTasks.ts';

type By = { task: number; actor: string; now: Date };
type Told = { url: string; title: string };

export async function insertLink(client: PoolClient, { task, url, title, actor, now }: By & Told): Promise<Told> {
  await client.query('INSERT INTO task_link (task_id, url, title, added_by, added_at) VALUES ($1, $2, $3, $4, $5)', [task, url, title, actor, now]);
  await insertEvent(client, { task, kind: 'link', actor, now, detail: { url, title } });
  return { url, title };
}

/** Throws NOT_FOUND where the task has no such link. */
export async function deleteLink(client: PoolClient, { task, id, actor, now }: By & { id: number }): Promise<Told> {
  const { rows } = await client.query<Told>('DELETE FROM task_link WHERE id = $1 AND task_id = $2 RETURNING url, title', [id, task]);
  const link = rows[0];
  if (!link) throw new KeyblastError('NOT_FOUND', `Task ${task} has no such link (any more).`);
  await insertEvent(client, { task, kind: 'link', actor, now, detail: { ...link, removed: true } });
  return link;
}
