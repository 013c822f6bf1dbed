import { parentPort, workerData } from 'node:worker_threads';
import { type Failure, KeyblastError } from '../model/errors.ts';
import type { EstateJob, EstateMessage } from './estateJob.ts';
import { doEstateJob } from './estateWork.ts';

/** The main of a thread that does one job on the whole estate: `estateJob.ts` started it. */
const job: EstateJob = workerData;
const post = (message: EstateMessage): void => parentPort?.postMessage(message);

try {
  const { result, afterwards } = await doEstateJob(job, post);
  post({ done: result });
  afterwards?.();
} catch (error) {
  post({ error: failureOf(error) });
}

/** An expected failure keeps its code and message; of anything else the stack goes to the log. */
function failureOf(error: unknown): Failure & { stack?: string } {
  if (error instanceof KeyblastError) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return { code: 'INTERNAL', message: `${job.kind} failed: ${String(error)}` };
  return { code: 'INTERNAL', message: `${job.kind} failed: ${error.message}`, ...(error.stack && { stack: error.stack }) };
}
