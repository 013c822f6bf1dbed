import { PgBoss } from 'pg-boss';
import type { JobKind } from '../model/jobs.ts';

/** Jobs that people ask for, and deliveries, which nobody waits for. */
export type QueueName = JobKind | 'deliver';

/** How often a job is tried, and how many of a kind at a time. A worker that is killed counts as a try that failed, within two minutes. */
const queueOptions: Record<QueueName, { retryLimit: number; retryDelay?: number; retryBackoff?: true; retryDelayMax?: number; atOnce: number }> = {
  analyze: { retryLimit: 2, atOnce: 1 },
  import: { retryLimit: 2, atOnce: 1 },
  // 15 s, then twice as long each time, up to an hour; lib/services/deliver.ts counts for itself and gives up before
  deliver: { retryLimit: 20, retryDelay: 15, retryBackoff: true, retryDelayMax: 3600, atOnce: 2 },
};

/** What waits in the queue: the id of a row of `job` or `webhook_delivery`, which says the rest. */
type Ticket = { job: string };
export type JobQueue = {
  add(name: QueueName, job: string): Promise<void>;
  /** A handler that throws has its job tried again. */
  work(name: QueueName, handler: (job: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/**
 * pg-boss in a schema of its own, which it makes and migrates itself.
 * @param works  false where jobs are only added: then nothing runs on timers here
 */
export async function openJobQueue(url: string, works: boolean, onError: (error: Error) => void): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    max: works ? 4 : 2,
    supervise: works,
    schedule: false,
    application_name: 'keyblast jobs',
  });
  boss.on('error', onError);
  await boss.start();
  const made = new Set<QueueName>();
  const queue = async (name: QueueName): Promise<void> => {
    if (made.has(name)) return;
    const { atOnce: _, ...retries } = queueOptions[name];
    await boss.createQueue(name, { ...retries, heartbeatSeconds: 30, expireInSeconds: 6 * 3600 });
    made.add(name);
  };
  return {
    add: async (name, job) => {
      await queue(name);
      await boss.send(name, { job } satisfies Ticket);
    },
    work: async (name, handler) => {
      await queue(name);
      const { atOnce } = queueOptions[name];
      await boss.work<Ticket>(name, { pollingIntervalSeconds: 1, batchSize: 1, localConcurrency: atOnce }, async (tickets) => {
        for (const { data, signal } of tickets) await handler(data.job, signal);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
