import { parentPort, workerData } from 'node:worker_threads';
import type { LaidOut } from '../../lib/graph/layOut.ts';
import { workOn } from '../../lib/graph/solve.ts';

/** One of several threads that solve together: `solving.ts` sends what there is to solve, and is told when this thread finds nothing more to do. */
const { thread }: { thread: number } = workerData;
parentPort?.on('message', ({ laid, next }: { laid: LaidOut; next: Int32Array }) => {
  workOn(laid, thread, next);
  parentPort?.postMessage(thread);
});
