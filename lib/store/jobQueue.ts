import { PgBoss } from 'pg-boss';
import type { JobKind } from '../model/jobs.ts';

/** What waits in the queue: the id of a row of `job`, which says the rest. */
type Ticket = { job: string };
export type JobQueue = {
  add(kind: JobKind, job: string): Promise<void>;
  /** One job of a kind at a time. A handler that throws has its job tried again, twice; so has a worker that is killed, within two minutes. */
  work(kind: JobKind, handler: (job: string, signal: AbortSignal) => Promise<void>): Promise<void>;
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
  const made = new Set<JobKind>();
  const queue = async (kind: JobKind): Promise<void> => {
    if (made.has(kind)) return;
    await boss.createQueue(kind, { retryLimit: 2, heartbeatSeconds: 30, expireInSeconds: 6 * 3600 });
    made.add(kind);
  };
  return {
    add: async (kind, job) => {
      await queue(kind);
      await boss.send(kind, { job } satisfies Ticket);
    },
    work: async (kind, handler) => {
      await queue(kind);
      await boss.work<Ticket>(kind, { pollingIntervalSeconds: 1, batchSize: 1 }, async (tickets) => {
        for (const { data, signal } of tickets) await handler(data.job, signal);
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}
