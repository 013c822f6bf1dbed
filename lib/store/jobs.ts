import type { Failure } from '../model/errors.ts';
import type { Job, JobKind } from '../model/jobs.ts';
import type { Database } from './database.ts';

const columns = `id, kind, state, actor, progress, result, error, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;
type Row = Omit<Job, 'createdAt' | 'startedAt' | 'finishedAt'> & { createdAt: Date; startedAt: Date | null; finishedAt: Date | null };

const asJob = (row: Row): Job => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export async function insertJob({ pool }: Database, job: { id: string; kind: JobKind; actor: string; input: unknown; at: Date }): Promise<void> {
  await pool.query(`INSERT INTO job (id, kind, state, actor, input, created_at) VALUES ($1, $2, 'waiting', $3, $4, $5)`, [
    job.id,
    job.kind,
    job.actor,
    JSON.stringify(job.input),
    job.at,
  ]);
}

export async function findJob({ pool }: Database, id: string): Promise<Job | undefined> {
  const { rows } = await pool.query<Row>(`SELECT ${columns} FROM job WHERE id = $1`, [id]);
  return rows[0] && asJob(rows[0]);
}

/** Newest first. */
export async function findJobs({ pool }: Database, limit: number): Promise<Job[]> {
  const { rows } = await pool.query<Row>(`SELECT ${columns} FROM job ORDER BY created_at DESC, id LIMIT $1`, [limit]);
  return rows.map(asJob);
}

/** Marks it as running and answers what it was asked to do; undefined if it is over already (a ticket that was delivered twice). */
export async function beginJob({ pool }: Database, id: string, at: Date): Promise<{ actor: string; input: unknown } | undefined> {
  const { rows } = await pool.query<{ actor: string; input: unknown }>(
    `UPDATE job SET state = 'running', started_at = $2, progress = NULL WHERE id = $1 AND state IN ('waiting', 'running') RETURNING actor, input`,
    [id, at],
  );
  return rows[0];
}

export async function noteProgress({ pool }: Database, id: string, progress: Job['progress']): Promise<void> {
  await pool.query(`UPDATE job SET progress = $2 WHERE id = $1 AND state = 'running'`, [id, JSON.stringify(progress)]);
}

export async function endJob({ pool }: Database, id: string, at: Date, end: { result: unknown } | { error: Failure }): Promise<void> {
  const failed = 'error' in end;
  await pool.query(`UPDATE job SET state = $2, finished_at = $3, result = $4, error = $5 WHERE id = $1`, [
    id,
    failed ? 'failed' : 'done',
    at,
    failed ? null : JSON.stringify(end.result),
    failed ? JSON.stringify(end.error) : null,
  ]);
}
