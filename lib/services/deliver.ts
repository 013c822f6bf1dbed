import { KeyblastError } from '../model/errors.ts';
import { findUnqueued, findWaiting, markQueued, writeAttempt } from '../store/deliveries.ts';
import type { JobQueue } from '../store/jobQueue.ts';
import { findWebhook } from '../store/webhooks.ts';
import type { Context } from './context.ts';
import { tryDelivery, type Wire } from './webhooks/tryDelivery.ts';

/** Sends one notice that waits. Throws KeyblastError UNAVAILABLE where it is to be tried again, which is the queue's to do. What is over already is left alone. */
export async function deliver(ctx: Context, id: number, wire: Wire = {}): Promise<void> {
  const { pool } = ctx.database;
  const waiting = await findWaiting(pool, id);
  if (!waiting) return;
  const webhook = await findWebhook(pool, waiting.webhook);
  if (!webhook?.active) {
    const now = ctx.now();
    await writeAttempt(pool, id, { at: now.toISOString(), ms: 0, said: 'not sent: this webhook is paused' }, 'failed', now);
    return;
  }
  const { outcome, said } = await tryDelivery(ctx, webhook, { id, notice: waiting.notice, before: waiting.attempts }, wire);
  if (outcome === 'again') throw new KeyblastError('UNAVAILABLE', said);
}

/** A notice waits so long at most before the queue has it. */
const everyMs = 1_000;

/**
 * Puts notices that were announced into the queue, until stopped. They were written with what they tell of, by processes that know no queue; one that is put in twice,
 * because the worker was killed in between, is sent once.
 */
export function keepQueueing(ctx: Context, queue: Pick<JobQueue, 'add'>, onError: (error: Error) => void): { stop(): Promise<void> } {
  const once = async (): Promise<void> => {
    for (const id of await findUnqueued(ctx.database)) {
      await queue.add('deliver', String(id));
      await markQueued(ctx.database, id, ctx.now());
    }
  };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = (): Promise<void> =>
    once()
      .catch(onError)
      .then(() => {
        if (!stopped)
          timer = setTimeout(() => {
            running = run();
          }, everyMs);
      });
  let running = run();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
