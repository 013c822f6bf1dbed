import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KeyblastError } from '../model/errors.ts';
import type { Answers, Question } from './questions.ts';
import type { Snapshot } from './snapshot.ts';

export type Asked = { id: number; question: Question };
export type Replied = { id: number; value: Answers[Question['kind']] } | { id: number; error: string };

type Waiting = { asked: Asked; resolve: (value: Answers[Question['kind']]) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; at: Waiting | undefined };

/**
 * Threads that answer questions about single nodes from one snapshot, started as they are needed, at most one a processor. A question that is cancelled while
 * it is answered ends its thread; the next one gets a new one: the snapshot is shared, so that costs milliseconds.
 */
export class QuestionThreads {
  readonly #snapshot: Snapshot;
  readonly #threads = new Set<Thread>();
  readonly #queue: Waiting[] = [];
  #asked = 0;
  #retired = false;
  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  ask<Q extends Question>(question: Q, signal: AbortSignal): Promise<Answers[Q['kind']]> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(cancelled());
      const waiting: Waiting = {
        asked: { id: ++this.#asked, question },
        resolve: (value) => end(() => resolve(asAnswer<Q>(value))),
        reject: (error) => end(() => reject(error)),
      };
      const onAbort = (): void => this.#cancel(waiting);
      const end = (settle: () => void): void => {
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      signal.addEventListener('abort', onAbort);
      this.#queue.push(waiting);
      this.#next();
    });
  }

  /** Ends the threads once they have answered what they were asked. */
  retire(): void {
    this.#retired = true;
    this.#next();
  }

  #next(): void {
    const waiting = this.#queue[0];
    if (!waiting) {
      this.#endIdle();
      return;
    }
    const idle =
      Array.from(this.#threads).find((thread) => thread.at === undefined) ?? (this.#threads.size < availableParallelism() ? this.#start() : undefined);
    if (!idle) return;
    this.#queue.shift();
    idle.at = waiting;
    idle.worker.postMessage(waiting.asked);
  }

  #endIdle(): void {
    if (this.#retired) for (const thread of this.#threads) if (thread.at === undefined) void thread.worker.terminate();
  }

  #start(): Thread {
    const thread: Thread = { worker: new Worker(new URL('./questionThread.ts', import.meta.url), { workerData: this.#snapshot }), at: undefined };
    let fault: Error | undefined;
    thread.worker.on('message', (replied: Replied) => this.#reply(thread, replied));
    thread.worker.once('error', (error) => {
      fault = error instanceof Error ? error : new Error(String(error));
    });
    thread.worker.once('exit', () => {
      this.#threads.delete(thread);
      thread.at?.reject(fault ?? cancelled());
      this.#next();
    });
    this.#threads.add(thread);
    return thread;
  }

  #reply(thread: Thread, replied: Replied): void {
    const waiting = thread.at;
    thread.at = undefined;
    if ('value' in replied) waiting?.resolve(replied.value);
    else waiting?.reject(new Error(replied.error));
    this.#next();
  }

  #cancel(waiting: Waiting): void {
    const queued = this.#queue.indexOf(waiting);
    if (queued >= 0) this.#queue.splice(queued, 1);
    for (const thread of this.#threads) if (thread.at === waiting) void thread.worker.terminate();
    waiting.reject(cancelled());
  }
}

const cancelled = (): KeyblastError => new KeyblastError('UNAVAILABLE', 'the question was cancelled');

/** `Questions.answer` gives each kind of question its kind of answer. */
function asAnswer<Q extends Question>(value: Answers[Question['kind']]): Answers[Q['kind']] {
  return value as Answers[Q['kind']];
}
