import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngine } from '../lib/engine/client.ts';
import type { Context } from '../lib/services/context.ts';
import { readJob } from '../lib/services/readJob.ts';
import { closeJobQueue, startJob } from '../lib/services/startJob.ts';
import { addFile, createUpload } from '../lib/services/uploads.ts';
import { openPool } from '../lib/store/database.ts';
import { type TestDatabase, testDatabase } from '../lib/store/testDatabase.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

// at once: before it listens; later: while it opens the queue, or works
test.each([0, 700, 4_000])('the worker ends when its server has gone, be it %i ms after it was started', async (afterMs) => {
  const worker = forkWorker();
  const ended = once(worker, 'exit');
  await sleep(afterMs);
  worker.disconnect();
  expect(await ended).toEqual([0, null]);
});

function forkWorker(): ChildProcess {
  const env = { ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  return fork(path.join(import.meta.dirname, 'keyblast.ts'), ['worker'], { env, execArgv: ['--disable-warning=ExperimentalWarning'] });
}

test('the worker ends after an import too, which has asked for an analysis', async () => {
  const engine = openEngine({ databaseUrl: database.url });
  const ctx: Context = { actor: { id: 'test', name: 'test', role: 'admin' }, database: openPool(database.url), engine, now: () => new Date() };
  const upload = await createUpload(ctx);
  if (!upload.ok) expect.fail(upload.error.message);
  async function* facts() {
    yield Buffer.from('{"fact":"credential","key":"c:1"}\n');
  }
  await addFile(ctx, { upload: upload.value.id, name: 'one.facts.jsonl' }, facts());
  const job = await startJob(ctx, 'import', { upload: upload.value.id });
  if (!job.ok) expect.fail(job.error.message);
  const worker = forkWorker();
  const ended = once(worker, 'exit');
  for (let state = 'waiting'; state !== 'done'; await sleep(100)) {
    const read = await readJob(ctx, job.value.id);
    state = read.ok ? read.value.state : state;
    expect(state).not.toBe('failed');
  }
  worker.disconnect();
  expect(await ended).toEqual([0, null]);
  await closeJobQueue(ctx);
  await ctx.engine.close();
  await ctx.database.close();
});
