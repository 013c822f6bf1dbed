import { randomBytes } from 'node:crypto';
import { ok, type Result } from '../model/errors.ts';
import type { JobKind } from '../model/jobs.ts';
import { type JobQueue, openJobQueue } from '../store/jobQueue.ts';
import { insertJob } from '../store/jobs.ts';
import { AnalyzeEstate } from './analyzeEstate.ts';
import { type Context, forbidden } from './context.ts';
import { ImportUpload as ImportUploadInput } from './importUploadInput.ts';
import { MakeReport } from './makeReport.ts';
import { readInput } from './readInput.ts';

const inputs = { analyze: AnalyzeEstate, import: ImportUploadInput, report: MakeReport } as const;

/** Queues long work for the worker, and answers the job's id at once. */
export async function startJob(ctx: Context, kind: JobKind, input: unknown): Promise<Result<{ id: string }>> {
  const denied = kind === 'report' ? forbidden(ctx, 'analyst', 'auditor') : forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(inputs[kind], input);
  if (!read.ok) return read;
  const id = randomBytes(9).toString('base64url');
  await insertJob(ctx.database, { id, kind, actor: ctx.actor.id, input: read.value, at: ctx.now() });
  await (await jobQueue(ctx)).add(kind, id);
  return ok({ id });
}

const queues = new WeakMap<Context['database'], Promise<JobQueue>>();

/** One queue a database for the life of the process, to add to: opening it asks the server a dozen questions. */
export function jobQueue({ database }: Pick<Context, 'database'>): Promise<JobQueue> {
  const open = queues.get(database) ?? openJobQueue(database.url, false, () => undefined); // what fails is told to whoever adds a job
  queues.set(database, open);
  open.catch(() => queues.delete(database));
  return open;
}

/** Ends what `startJob` opened, where the process goes on or wants to end in order. */
export async function closeJobQueue({ database }: Context): Promise<void> {
  await (await queues.get(database)?.catch(() => undefined))?.close();
  queues.delete(database);
}
