import { unfinished } from '../model/tasks.ts';
import { type Band, bands } from '../model/weights.ts';
import type { Database } from './database.ts';
import { inPieces } from './snapshot.ts';

/** A task as a report lists it. Times are ISO 8601. */
export type TaskInput = {
  id: number;
  control: string;
  title: string;
  status: string;
  owner: string | null;
  band: Band | null;
  due: string;
  overdue: boolean;
  campaign: string | null;
  createdBy: string;
  createdAt: string;
  statusAt: string;
  claimedBy: string | null;
  subjects: number;
  gone: number;
  reopened: number;
};
/** A task's verification or reopening. */
export type TaskChange = { at: string; kind: string; task: number; title: string; owner: string | null };
export type ExceptionInput = {
  id: number;
  task: number;
  title: string;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  expiresAt: string;
  state: string;
  decidedBy: string | null;
  decidedAt: string | null;
  endedAt: string | null;
};

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const name = (column: string): string => `coalesce((SELECT p.name FROM person p WHERE p.id = ${column}), ${column})`;

/** Within `inSnapshot`; those that are work first, by owner and due date. @param now what is overdue is so then */
export async function* taskInputs(snapshot: Database, now: string): AsyncGenerator<TaskInput[], void> {
  type Row = Omit<TaskInput, 'band'> & { band: number | null };
  const rows = inPieces<Row>(
    snapshot,
    `SELECT t.id, t.control, t.title, t.status, t.owner, t.band, ${time('t.due')} AS due, t.status = ANY($2) AND t.due < $1::timestamptz AS overdue, c.name AS campaign, ${name('t.created_by')} AS "createdBy",
       ${time('t.created_at')} AS "createdAt", ${time('t.status_at')} AS "statusAt", ${name('t.claimed_by')} AS "claimedBy", t.subjects, t.gone, t.reopened
     FROM task t LEFT JOIN campaign c ON c.id = t.campaign_id ORDER BY t.status <> ALL($2), t.owner COLLATE "C" NULLS LAST, t.due, t.id`,
    [now, unfinished],
  );
  for await (const piece of rows) yield piece.map(({ band, ...row }) => ({ ...row, band: band === null ? null : bands[band]! }));
}

/** Within `inSnapshot`; by id. */
export const exceptionInputs = (snapshot: Database): AsyncGenerator<ExceptionInput[], void> =>
  inPieces<ExceptionInput>(
    snapshot,
    `SELECT x.id, x.task_id AS task, t.title, x.reason, ${name('x.requested_by')} AS "requestedBy", ${time('x.requested_at')} AS "requestedAt", ${time('x.expires_at')} AS "expiresAt",
       coalesce(x.ended, x.decision, 'waiting') AS state, ${name('x.decided_by')} AS "decidedBy", ${time('x.decided_at')} AS "decidedAt", ${time('x.ended_at')} AS "endedAt"
     FROM task_exception x JOIN task t ON t.id = x.task_id ORDER BY x.id`,
  );

/** Within `inSnapshot`: what data did to tasks, and exceptions that expired, from a time on and before another, in their order. */
export const taskChanges = (snapshot: Database, { from, to }: { from: string; to: string }): AsyncGenerator<TaskChange[], void> =>
  inPieces<TaskChange>(
    snapshot,
    `SELECT ${time('e.at')} AS at, e.kind, e.task_id AS task, t.title, t.owner FROM task_event e JOIN task t ON t.id = e.task_id
     WHERE e.kind IN ('verified', 'reopened', 'exception expired') AND e.at >= $1 AND e.at < $2 ORDER BY e.id`,
    [from, to],
  );

/** How many of each of those. */
export async function countTaskChanges({ pool }: Database, { from, to }: { from: string; to: string }): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ kind: string; count: number }>(
    `SELECT kind, count(*)::integer AS count FROM task_event WHERE kind IN ('verified', 'reopened', 'exception expired') AND at >= $1 AND at < $2 GROUP BY 1`,
    [from, to],
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}
