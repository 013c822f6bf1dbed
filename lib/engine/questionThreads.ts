import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KeyblastError } from '../model/errors.ts';
import type { Answers, Question } from './questions.ts';
import type { Snapshot } from './snapshot.ts';

export type Asked = { id: number; question: Question };
export type Replied = { id: number; value: Answers[Question['kind']] } | { id: number; error: string };

type Waiting = { asked: Asked; about: number | undefined; resolve: (value: Answers[Question['kind']]) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; at: Waiting | undefined; about: number | undefined };

/**
 * Threads that answer questions about single nodes from one snapshot, started as they are needed, at most one a processor. A question that is cancelled while
 * it is answered ends its thread; the next one gets a new one: the snapshot is shared, so that costs milliseconds. What is asked about one node in a row (a page asks for lists, picture and facts)
 * goes to one thread, which has explored it.
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
        about: 'node' in question && question.kind !== 'reachedBy' ? question.node : undefined,
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
    for (const waiting of [...this.#queue]) {
      const chosen = threadFor([...this.#threads], waiting.about, availableParallelism());
      const thread = chosen === 'new' ? this.#start() : chosen;
      if (thread === 'none') continue;
      this.#queue.splice(this.#queue.indexOf(waiting), 1);
      thread.at = waiting;
      thread.about = waiting.about ?? thread.about; // what is asked otherwise leaves explorations alone
      thread.worker.postMessage(waiting.asked);
    }
    if (this.#queue.length === 0) this.#endIdle();
  }

  #endIdle(): void {
    if (this.#retired) for (const thread of this.#threads) if (thread.at === undefined) void thread.worker.terminate();
  }

  #start(): Thread {
    const thread: Thread = {
      worker: new Worker(new URL('./questionThread.ts', import.meta.url), { workerData: this.#snapshot }),
      at: undefined,
      about: undefined,
    };
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

/**
 * Which thread is to answer a question about a node (undefined: about none that is explored): the one that was last asked about it, even if that is busy still, as waiting is shorter than exploring
 * anew; else an idle one.
 * @param most threads there may be
 */
export function threadFor<T extends { at: unknown; about: number | undefined }>(
  threads: readonly T[],
  about: number | undefined,
  most: number,
): T | 'new' | 'none' {
  const same = about === undefined ? undefined : threads.find((thread) => thread.about === about);
  if (same) return same.at === undefined ? same : 'none';
  return threads.find(({ at }) => at === undefined) ?? (threads.length < most ? 'new' : 'none');
}

const cancelled = (): KeyblastError => new KeyblastError('UNAVAILABLE', 'the question was cancelled');

/** `Questions.answer` gives each kind of question its kind of answer. */
function asAnswer<Q extends Question>(value: Answers[Question['kind']]): Answers[Q['kind']] {
  return value as Answers[Q['kind']];
}
