import { fail, ok, type Result } from '../model/errors.ts';
import type { Job } from '../model/jobs.ts';
import { findJob, findJobs } from '../store/jobs.ts';
import { type Context, forbidden } from './context.ts';

/** How far a job is, and how it ended. */
export async function readJob(ctx: Context, id: string): Promise<Result<Job>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const job = await findJob(ctx.database, id);
  return job ? ok(job) : fail('NOT_FOUND', `there is no job ${id}`);
}

/** The newest jobs first. */
export async function listJobs(ctx: Context, limit = 50): Promise<Result<Job[]>> {
  const denied = forbidden(ctx, 'viewer');
  return denied ?? ok(await findJobs(ctx.database, limit));
}
