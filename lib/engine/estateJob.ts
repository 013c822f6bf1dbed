import { Worker } from 'node:worker_threads';
import type { ExposureColumns } from '../blast/figureColumns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { type Failure, KeyblastError } from '../model/errors.ts';
import type { AnalysisSummary } from '../model/figures.ts';
import type { HorizonOrigin } from '../model/horizon.ts';
import type { Progress } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotOf } from './snapshotFile.ts';
import type { Table } from './tableColumns.ts';

/** Heavy work on the whole estate, each on a thread of its own that ends with it. */
export type EstateJob =
  /** Load, build, analyze, store, make the table; once that is told, keep the snapshot in its files. */
  | { kind: 'analyze'; url: string; place: string; asOfMs: number; horizonDays: number; horizonOrigin: HorizonOrigin; actor: string }
  /** The analysis is stored already: open its snapshot, else load and build anew. */
  | { kind: 'load'; url: string; place: string; of: SnapshotOf; asOfMs: number; horizonDays: number }
  /** Exposure of every node, which is stored for credentials only. */
  | { kind: 'exposure'; graph: EstateGraph };
export type EstateJobResult = {
  analyze: { summary: AnalysisSummary; snapshot: Snapshot; exposure: ExposureColumns; table: Table };
  load: { snapshot: Snapshot /** Undefined where the snapshot was built anew. */; exposure?: ExposureColumns };
  exposure: ExposureColumns;
};
export type EstateMessage = { progress: Progress } | { done: EstateJobResult[EstateJob['kind']] } | { error: Failure & { stack?: string } };

/**
 * Runs one job. Cancelling ends its thread and the threads it started; its connection to the database breaks off, so that a transaction under way is rolled back.
 * @param options.onEnd called when nothing is left to do, which may be after the result
 */
export function runEstateJob<J extends EstateJob>(
  job: J,
  options: { signal?: AbortSignal; onProgress?: (progress: Progress) => void; onEnd?: () => void } = {},
): Promise<EstateJobResult[J['kind']]> {
  const { signal, onProgress, onEnd } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      onEnd?.();
      return reject(cancelled(job));
    }
    const thread = new Worker(new URL('./estateThread.ts', import.meta.url), { workerData: job });
    const cancel = (): void => {
      void thread.terminate();
    };
    signal?.addEventListener('abort', cancel);
    thread.on('message', (message: EstateMessage) => {
      if ('progress' in message) onProgress?.(message.progress);
      else if ('done' in message) {
        signal?.removeEventListener('abort', cancel);
        resolve(asResult<J>(message.done));
      } else reject(errorOf(message.error));
    });
    thread.once('error', reject);
    thread.once('exit', () => {
      signal?.removeEventListener('abort', cancel);
      onEnd?.();
      reject(signal?.aborted ? cancelled(job) : new Error(`the thread of "${job.kind}" ended without an answer`)); // no effect if it has answered
    });
  });
}

const cancelled = (job: EstateJob): KeyblastError => new KeyblastError('UNAVAILABLE', `${job.kind} was cancelled; the last analysis stands`);

function errorOf({ code, message, stack }: Failure & { stack?: string }): Error {
  if (stack !== undefined) console.error(new Date().toISOString(), stack);
  return new KeyblastError(code, message);
}

/** `estateThread.ts` answers each kind of job with its kind of result. */
function asResult<J extends EstateJob>(result: EstateJobResult[EstateJob['kind']]): EstateJobResult[J['kind']] {
  return result as EstateJobResult[J['kind']];
}
