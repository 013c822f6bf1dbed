import { parentPort, workerData } from 'node:worker_threads';
import { Questions } from './questions.ts';
import type { Asked, Replied } from './questionThreads.ts';
import type { Snapshot } from './snapshot.ts';

/** The main of one question thread: `questionThreads.ts` started it with this snapshot, and asks one question after another. */
const snapshot: Snapshot = workerData;
const questions = new Questions(snapshot);
parentPort?.on('message', ({ id, question }: Asked) => {
  let replied: Replied;
  try {
    replied = { id, value: questions.answer(question) };
  } catch (error) {
    replied = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(replied);
});
