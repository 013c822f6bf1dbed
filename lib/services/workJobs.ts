import { setTimeout as sleep } from 'node:timers/promises';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { type Job, type JobKind, jobKinds } from '../model/jobs.ts';
import { openJobQueue } from '../store/jobQueue.ts';
import { beginJob, endJob, noteProgress } from '../store/jobs.ts';
import { AnalyzeEstate, analyzeEstate } from './analyzeEstate.ts';
import type { Context } from './context.ts';
import { deliver, keepQueueing } from './deliver.ts';
import { importUpload } from './importUpload.ts';
import { ImportUpload } from './importUploadInput.ts';
import { MakeReport, makeReport } from './makeReport.ts';
import { makeDueReport } from './reportSchedules.ts';

type Work = (
  ctx: Context,
  input: unknown,
  options: { signal: AbortSignal; onProgress: (progress: NonNullable<Job['progress']>) => void },
) => Promise<Result<unknown>>;

/** What each kind of job does. Whoever asked was allowed to when the job was added. */
const works: Record<JobKind, Work> = {
  analyze: (ctx, input, options) => analyzeEstate(ctx, AnalyzeEstate.parse(input), options),
  report: (ctx, input, { onProgress }) => makeReport(ctx, MakeReport.parse(input), onProgress),
  import: (ctx, input, { onProgress }) => importUpload(ctx, ImportUpload.parse(input), (phase, done) => onProgress({ phase, done })),
};

/** Written at most this often: progress is for people. */
const progressEveryMs = 500;

/** Takes jobs from the queue, one of each kind at a time, and sends notices to webhooks, until closed. A failure is kept with its job; only what may go better next time (UNAVAILABLE, BUSY) is tried again. */
export async function workJobs(ctx: Context, onError: (error: Error) => void): Promise<{ close(): Promise<void> }> {
  const queue = await openJobQueue(ctx.database.url, true, onError);
  for (const kind of jobKinds) await queue.work(kind, (job, signal) => workOne(ctx, kind, job, signal));
  await queue.work('deliver', (delivery) => deliver(ctx, Number(delivery)));
  await queue.work('report-due', (schedule) => makeDueReport(ctx, Number(schedule)));
  const queueing = keepQueueing(ctx, queue, onError);
  return {
    close: async () => {
      await queueing.stop();
      await queue.close();
    },
  };
}

async function workOne(ctx: Context, kind: JobKind, id: string, signal: AbortSignal): Promise<void> {
  const job = await beginJob(ctx.database, id, ctx.now());
  if (!job) return;
  let told = 0;
  const onProgress = (progress: NonNullable<Job['progress']>): void => {
    if (Date.now() - told < progressEveryMs) return;
    told = Date.now();
    noteProgress(ctx.database, id, progress).catch(() => undefined); // the next one may come through; the job's end is awaited
  };
  const asker: Context = { ...ctx, actor: { id: job.actor, name: job.actor, role: 'analyst' } };
  const done = await works[kind](asker, job.input, { signal, onProgress }).catch(asFailure);
  if (!done.ok && done.error.code === 'UNAVAILABLE') await untilAnswers(ctx, signal); // the queue itself is in the same database
  if (!done.ok && (signal.aborted || done.error.code === 'UNAVAILABLE' || done.error.code === 'BUSY'))
    throw new KeyblastError(done.error.code, done.error.message);
  await endJob(ctx.database, id, ctx.now(), done.ok ? { result: done.value } : { error: done.error });
}

const asFailure = (error: unknown): Result<unknown> =>
  error instanceof KeyblastError ? fail(error.code, error.message) : fail('INTERNAL', error instanceof Error ? error.message : String(error));

/** For a minute at most: a server that was killed has to recover first. */
async function untilAnswers({ database }: Context, signal: AbortSignal): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until && !signal.aborted; await sleep(250)) {
    const answers = await database.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (answers) return;
  }
}
