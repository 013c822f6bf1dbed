import type { PoolClient } from 'pg';
import type { Control } from '../model/controls.ts';
import { type TaskCounts, type TaskOrder, type TaskPage, type TaskRow, type TaskStatus, taskStatuses, unfinished } from '../model/tasks.ts';
import { type Band, bands } from '../model/weights.ts';

type Queries = Pick<PoolClient, 'query'>;

/** Which tasks; what is left out does not matter. */
export type TaskFilter = {
  status?: readonly TaskStatus[];
  control?: readonly Control[];
  /** null: nobody. */
  owner?: string | null;
  band?: readonly Band[];
  campaign?: number;
  /** Made by one act. */
  act?: number;
  ids?: readonly number[];
  /** About this node. */
  node?: number;
  /** Unfinished, and due before now. */
  overdue?: boolean;
  /** Was reopened at least once. */
  reopened?: boolean;
  /** Part of the title or the owner, in any case. */
  search?: string;
};

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');
const isUnfinished = `t.status IN (${list(unfinished)})`;

/** Conditions over `t`, and what they ask for. @param now $1 is it */
export function whereTasks(filter: TaskFilter, now: Date): { sql: string; values: unknown[] } {
  const values: unknown[] = [now];
  const terms = ['$1::timestamptz IS NOT NULL'];
  const add = (term: (place: string) => string, value: unknown): void => {
    values.push(value);
    terms.push(term(`$${values.length}`));
  };
  if (filter.status) add((at) => `t.status = ANY(${at})`, filter.status);
  if (filter.control) add((at) => `t.control = ANY(${at})`, filter.control);
  if (filter.owner !== undefined) add((at) => `t.owner IS NOT DISTINCT FROM ${at}::text`, filter.owner);
  if (filter.band)
    add(
      (at) => `t.band = ANY(${at}::smallint[])`,
      filter.band.map((band) => bands.indexOf(band)),
    );
  if (filter.campaign !== undefined) add((at) => `t.campaign_id = ${at}`, filter.campaign);
  if (filter.act !== undefined) add((at) => `t.act = ${at}`, filter.act);
  if (filter.ids) add((at) => `t.id = ANY(${at})`, filter.ids);
  if (filter.node !== undefined)
    add((at) => `EXISTS (SELECT FROM name n JOIN task_subject s ON n.id IN (s.name_id, s.to_id) WHERE s.task_id = t.id AND n.node_id = ${at})`, filter.node);
  if (filter.overdue) terms.push(`${isUnfinished} AND t.due < $1`);
  if (filter.reopened) terms.push('t.reopened > 0');
  if (filter.search) add((at) => `(t.title ILIKE ${at} OR t.owner ILIKE ${at})`, `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`);
  return { sql: terms.join(' AND '), values };
}

const statusRank = `array_position(ARRAY[${list(taskStatuses)}], t.status)`;
/** Ties are broken by id, so that pages neither repeat nor leave out. */
const orders: Record<TaskOrder, string> = {
  due: 't.due, t.id',
  '-due': 't.due DESC, t.id DESC',
  band: 't.band NULLS FIRST, t.due, t.id',
  '-band': 't.band DESC NULLS LAST, t.due, t.id',
  created: 't.id',
  '-created': 't.id DESC',
  status: `${statusRank}, t.due, t.id`,
  '-status': `${statusRank} DESC, t.due, t.id`,
  owner: 't.owner NULLS FIRST, t.due, t.id',
  '-owner': 't.owner DESC NULLS LAST, t.due, t.id',
};
export const taskOrders = Object.keys(orders) as [TaskOrder, ...TaskOrder[]]; // keys of a literal

type Row = {
  id: number;
  control: Control;
  params: TaskRow['params'];
  title: string;
  status: TaskStatus;
  owner: string | null;
  band: number | null;
  due: Date;
  campaign_id: number | null;
  campaign: string | null;
  created_at: Date;
  status_at: Date;
  subjects: number;
  gone: number;
  reopened: number;
  about: string | null;
  expires_at: Date | null;
  waiting: boolean | null;
};

const columns = `t.id, t.control, t.params, t.title, t.status, t.owner, t.band, t.due, t.campaign_id, c.name AS campaign, t.created_at, t.status_at, t.subjects, t.gone, t.reopened,
  (SELECT coalesce(k.key, n.text) FROM task_subject s JOIN name n ON n.id = s.name_id LEFT JOIN node k ON k.id = n.node_id WHERE s.task_id = t.id ORDER BY s.id LIMIT 1) AS about, e.expires_at, e.waiting`;
const joined = `LEFT JOIN campaign c ON c.id = t.campaign_id
  LEFT JOIN LATERAL (SELECT x.expires_at, x.decision IS NULL AS waiting FROM task_exception x WHERE x.task_id = t.id AND x.ended_at IS NULL AND x.decision IS DISTINCT FROM 'refused' LIMIT 1) e ON true`;

/** One page: the rows of the page are found first, and only they are looked at any closer. */
export async function listTaskRows(
  client: Queries,
  filter: TaskFilter,
  { now, order, limit, offset }: { now: Date; order: TaskOrder; limit: number; offset: number },
): Promise<TaskPage> {
  const { sql, values } = whereTasks(filter, now);
  const page = `SELECT t.* FROM task t WHERE ${sql} ORDER BY ${orders[order]} LIMIT ${limit} OFFSET ${offset}`;
  const { rows } = await client.query<Row>(`SELECT ${columns} FROM (${page}) t ${joined} ORDER BY ${orders[order]}`, values);
  const counted = await client.query<{ count: number }>(`SELECT count(*)::integer AS count FROM task t WHERE ${sql}`, values);
  return { rows: rows.map((row) => taskRow(row, now)), matching: counted.rows[0]!.count };
}

/** Ids of all that match, ascending, at most `limit`. */
export async function listTaskIds(client: Queries, filter: TaskFilter, now: Date, limit: number): Promise<number[]> {
  const { sql, values } = whereTasks(filter, now);
  const { rows } = await client.query<{ id: number }>(`SELECT t.id FROM task t WHERE ${sql} ORDER BY t.id LIMIT ${limit}`, values);
  return rows.map(({ id }) => id);
}

function taskRow(row: Row, now: Date): TaskRow {
  return {
    id: row.id,
    control: row.control,
    params: row.params,
    title: row.title,
    status: row.status,
    ...(row.owner !== null && { owner: row.owner }),
    ...(row.band !== null && { band: bands[row.band]! }),
    due: row.due.toISOString(),
    overdue: row.due < now && unfinished.some((status) => status === row.status),
    ...(row.campaign_id !== null && { campaign: { id: row.campaign_id, name: row.campaign ?? '' } }),
    createdAt: row.created_at.toISOString(),
    statusAt: row.status_at.toISOString(),
    subjects: row.subjects,
    gone: row.gone,
    reopened: row.reopened,
    about: row.about ?? '',
    ...(row.expires_at && { exception: { expiresAt: row.expires_at.toISOString(), waiting: row.waiting === true } }),
  };
}

/** By status, in one pass; whatever statuses the filter names. Accepted ones that would be overdue are counted beside those that are. */
export async function countTaskRows(client: Queries, { status: _, overdue: __, ...filter }: TaskFilter, now: Date): Promise<TaskCounts> {
  const { sql, values } = whereTasks(filter, now);
  const { rows } = await client.query<{ status: TaskStatus; count: number; late: number }>(
    `SELECT t.status, count(*)::integer AS count, count(*) FILTER (WHERE t.due < $1)::integer AS late FROM task t WHERE ${sql} GROUP BY 1`,
    values,
  );
  const waiting = await client.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM task t JOIN task_exception x ON x.task_id = t.id AND x.ended_at IS NULL AND x.decision IS NULL WHERE ${sql}`,
    values,
  );
  const of = (wanted: TaskStatus) => rows.find(({ status }) => status === wanted);
  const counts = Object.fromEntries(taskStatuses.map((each) => [each, of(each)?.count ?? 0])) as Record<TaskStatus, number>; // every status is a key
  return {
    ...counts,
    overdue: unfinished.reduce((sum, each) => sum + (of(each)?.late ?? 0), 0),
    acceptedOverdue: of('accepted')?.late ?? 0,
    waiting: waiting.rows[0]!.count,
  };
}

/** Active people by their e-mail address, and owners of tasks. */
export async function listAssigneeRows(client: Queries, limit: number): Promise<{ value: string; name?: string }[]> {
  const { rows } = await client.query<{ value: string; name: string | null }>(
    `SELECT owner AS value, NULL AS name FROM (SELECT owner FROM task WHERE owner IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT $1) o
     UNION ALL SELECT email, name FROM (SELECT email, name FROM person WHERE deactivated_at IS NULL ORDER BY name LIMIT $1) p`,
    [limit],
  );
  return rows.map(({ value, name }) => ({ value, ...(name !== null && { name }) }));
}

/** Owners of tasks, those with the most first. */
export async function listTaskOwnerNames(client: Queries, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ owner: string }>('SELECT owner FROM task WHERE owner IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1', [
    limit,
  ]);
  return rows.map(({ owner }) => owner);
}

/** How many tasks of these nodes are unfinished, and how many accepted, by node; nodes without either are left out. */
export async function countTasksOf(client: Queries, nodes: readonly number[]): Promise<{ node: number; unfinished: number; accepted: number }[]> {
  const { rows } = await client.query<{ node: number; unfinished: number; accepted: number }>(
    `SELECT d.node_id AS node, count(*) FILTER (WHERE ${isUnfinished})::integer AS unfinished, count(*) FILTER (WHERE t.status = 'accepted')::integer AS accepted
     FROM (SELECT DISTINCT n.node_id, s.task_id FROM name n JOIN task_subject s ON s.name_id = n.id WHERE n.node_id = ANY($1)) d JOIN task t ON t.id = d.task_id WHERE t.status <> 'verified' GROUP BY 1`,
    [nodes],
  );
  return rows;
}

/** The row of one task. */
export async function findTaskRow(client: Queries, id: number, now: Date): Promise<TaskRow | undefined> {
  const { rows } = await client.query<Row>(`SELECT ${columns} FROM task t ${joined} WHERE t.id = $1`, [id]);
  return rows[0] && taskRow(rows[0], now);
}
