import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineClient } from '../engine/client.ts';
import { fail } from '../model/errors.ts';
import type { Job } from '../model/jobs.ts';
import { openPool } from '../store/database.ts';
import { type TestDatabase, testDatabase } from '../store/testDatabase.ts';
import type { Context } from './context.ts';
import { listJobs, readJob } from './readJob.ts';
import { closeJobQueue, startJob } from './startJob.ts';
import { workJobs } from './workJobs.ts';

let database: TestDatabase;
let ctx: Context;
/** What the engine is asked and answers here: this test is about the queue; that the engine computes is tested in its room. */
const asked: unknown[] = [];
const engine: EngineClient = {
  ask: async (verb, input, options) => {
    asked.push({ verb, ...input });
    options?.onProgress?.({ phase: 'reading', done: 1, total: 2 });
    return asked.length === 1 ? fail('UNAVAILABLE', 'the engine ended in the middle') : fail('INVALID', 'there is nothing to analyse');
  },
  close: async () => undefined,
};

beforeAll(async () => {
  database = await testDatabase();
  ctx = { actor: { id: 'cli:test', name: 'test', role: 'analyst' }, database: openPool(database.url), engine, now: () => new Date('2026-01-01T00:00:00Z') };
});
afterAll(async () => {
  await ctx.database.close();
  await database.drop();
});

test('a job waits, is worked on in the name of who asked, tried again where that may help, and keeps how it ended', async () => {
  const started = await startJob(ctx, 'analyze', { asOf: '2025-12-31T00:00:00Z', horizonDays: 9 });
  if (!started.ok) throw new Error(started.error.message);
  expect(await readJob(ctx, started.value.id)).toMatchObject({
    ok: true,
    value: { state: 'waiting', kind: 'analyze', actor: 'cli:test', createdAt: '2026-01-01T00:00:00.000Z' },
  });
  const worker = await workJobs(ctx, (error) => {
    throw error;
  });
  const job = await ended(started.value.id);
  await worker.close();
  await closeJobQueue(ctx);
  expect(job).toMatchObject({ state: 'failed', error: { code: 'INVALID', message: 'there is nothing to analyse' } });
  const question = { verb: 'analyze', asOf: '2025-12-31T00:00:00.000Z', horizonDays: 9, horizonOrigin: 'asked', actor: 'cli:test' };
  expect(asked).toEqual([question, question]);
  expect(await listJobs(ctx)).toEqual({ ok: true, value: [job] });
});

test('a job that cannot be is refused before it waits, and so is whoever may not ask for it', async () => {
  expect(await startJob(ctx, 'analyze', { horizonDays: 0 })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await startJob({ ...ctx, actor: { id: 'v', name: 'v', role: 'viewer' } }, 'analyze', {})).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await readJob(ctx, 'none')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

async function ended(id: string): Promise<Job> {
  for (;;) {
    const job = await readJob(ctx, id);
    if (!job.ok) throw new Error(job.error.message);
    if (job.value.finishedAt) return job.value;
    await sleep(50);
  }
}
