import { PgBoss } from 'pg-boss';
import type { JobKind } from '../model/jobs.ts';

/** Jobs that people ask for, and what nobody waits for: deliveries, and reports that are due. */
export type QueueName = JobKind | 'deliver' | 'report-due';

/** How often a job is tried, and how many of a kind at a time. A worker that is killed counts as a try that failed, within two minutes. */
const queueOptions: Record<QueueName, { retryLimit: number; retryDelay?: number; retryBackoff?: true; retryDelayMax?: number; atOnce: number }> = {
  analyze: { retryLimit: 2, atOnce: 1 },
  import: { retryLimit: 2, atOnce: 1 },
  report: { retryLimit: 2, atOnce: 1 },
  'report-due': { retryLimit: 3, retryDelay: 60, atOnce: 1 },
  // 15 s, then twice as long each time, up to an hour; lib/services/deliver.ts counts for itself and gives up before
  deliver: { retryLimit: 20, retryDelay: 15, retryBackoff: true, retryDelayMax: 3600, atOnce: 2 },
};

/** What waits in the queue: the id of a row of `job`, `webhook_delivery` or `report_schedule`, which says the rest. */
type Ticket = { job: string };
export type JobQueue = {
  add(name: QueueName, job: string): Promise<void>;
  /** A handler that throws has its job tried again. */
  work(name: QueueName, handler: (job: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Adds that job whenever it is time: cron with five fields, in UTC; while a worker runs. The same again replaces it. */
  schedule(name: QueueName, job: string, cron: string): Promise<void>;
  unschedule(name: QueueName, job: string): Promise<void>;
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
    schedule: works,
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
    schedule: async (name, job, cron) => {
      await queue(name);
      await boss.schedule(name, cron, { job } satisfies Ticket, { tz: 'UTC', key: job });
    },
    unschedule: (name, job) => boss.unschedule(name, job),
    close: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
