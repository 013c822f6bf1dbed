import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../model/jobs.ts';
import { dumpState } from '../store/importTesting.ts';
import { outsideFolder } from '../store/postgres/place.ts';
import { keeperLock, readState } from '../store/postgres/state.ts';
import { importFiles } from './importFiles.ts';
import { type OpenContext, openContext } from './openContext.ts';
import { readJob } from './readJob.ts';
import { closeJobQueue, startJob } from './startJob.ts';
import { must } from './testContext.ts';
import { addFile, createUpload } from './uploads.ts';
import { workJobs } from './workJobs.ts';

/** A server of this test's own: it is killed. */
let ctx: OpenContext;
const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-killed-'));
const before = process.env.KEYBLAST_HOME;
beforeAll(async () => {
  if (process.getuid?.() === 0) fs.chmodSync(home, 0o711);
  process.env.KEYBLAST_HOME = home;
  ctx = await openContext({ id: 'test', name: 'test', role: 'admin' });
});
afterAll(async () => {
  await closeJobQueue(ctx);
  await ctx.close('now');
  while (fs.existsSync(keeperLock())) await sleep(50);
  for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
  process.env.KEYBLAST_HOME = before;
});

const keys = 40_000;
async function* facts() {
  for (let i = 0; i < keys; i++)
    yield Buffer.from(`{"fact":"credential","key":"k:${i}"}\n{"fact":"edge","edge":"authenticates","from":"k:${i}","to":"i:${i % 100}"}\n`);
}

/** kill -9 of the whole server, the process that works on the import included. */
async function killPostgres(): Promise<void> {
  const { rows } = await ctx.database.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'keyblast' AND state <> 'idle' AND pid <> pg_backend_pid()`,
  );
  const postmaster = Number(fs.readFileSync(path.join(readState()!.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  for (const pid of [postmaster, ...rows.map((row) => row.pid)]) process.kill(pid, 'SIGKILL');
}

test('kill -9 of PostgreSQL in the middle of an import says so, stores nothing, and the same import then succeeds', async () => {
  must(
    await importFiles(ctx, {
      files: [
        {
          name: 'first.facts.jsonl',
          open: async function* () {
            yield Buffer.from('{"fact":"credential","key":"first:1"}\n');
          },
        },
      ],
    }),
  );
  const state = await dumpState(ctx.database);
  let killed: Promise<void> | undefined;
  const done = await importFiles(ctx, { files: [{ name: 'many.facts.jsonl', open: facts }], name: 'killed' }, (phase) => {
    if (phase === 'apply') killed ??= killPostgres();
  });
  await killed;
  expect(done).toMatchObject({
    ok: false,
    error: { code: 'UNAVAILABLE', message: expect.stringMatching(/^PostgreSQL went away in the middle of this; all of it was taken back/) },
  });
  expect(await onceUp(() => dumpState(ctx.database))).toEqual(state);
}, 120_000);

test('a job of the browser takes the import up again by itself', async () => {
  const { id } = must(await createUpload(ctx));
  must(await addFile(ctx, { upload: id, name: 'many.facts.jsonl' }, facts()));
  const job = must(await startJob(ctx, 'import', { upload: id, name: 'killed' }));
  const worker = await workJobs(ctx, () => undefined); // the queue loses its connection too, and says so
  await until(async () => (await look(job.id))?.progress?.phase === 'read');
  const first = (await look(job.id))?.startedAt;
  await killPostgres();
  await until(async () => (await look(job.id))?.finishedAt != null);
  await worker.close();
  const ended = await look(job.id);
  expect(ended).toMatchObject({ state: 'done', error: null });
  expect(ended?.startedAt).not.toBe(first); // begun again
  const { rows } = await ctx.database.pool.query(
    `SELECT count(*)::int AS imports, sum(nodes_added)::int AS nodes FROM import i JOIN source s ON s.id = i.source_id WHERE s.name = 'facts:killed'`,
  );
  expect(rows).toEqual([{ imports: 1, nodes: keys }]);
}, 240_000);

const look = (id: string): Promise<Job | undefined> =>
  readJob(ctx, id).then(
    (read) => (read.ok ? read.value : undefined),
    () => undefined,
  );

async function until(true_: () => Promise<boolean>): Promise<void> {
  while (!(await true_())) await sleep(50);
}

/** What is asked, once PostgreSQL answers all of it: of the pool's connections some are still those of the killed server. */
async function onceUp<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => undefined,
    );
    if (answer) return answer.value;
    await sleep(50);
  }
}
