import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../lib/store/testDatabase.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

// at once: before it listens; later: while it opens the queue, or works
test.each([0, 700, 4_000])('the worker ends when its server has gone, be it %i ms after it was started', async (afterMs) => {
  const env = { ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  const worker = fork(path.join(import.meta.dirname, 'keyblast.ts'), ['worker'], { env, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const ended = once(worker, 'exit');
  await sleep(afterMs);
  worker.disconnect();
  expect(await ended).toEqual([0, null]);
});
