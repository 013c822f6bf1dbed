import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyzeEstate } from '../services/analyzeEstate.ts';
import { importPaths } from '../services/importFiles.ts';
import { must, type TestContext, testContext } from '../services/testContext.ts';
import { type EngineClient, openEngine } from './client.ts';
import { enginePlace, readState } from './place.ts';
import { snapshotFiles, snapshotPlace } from './snapshotFile.ts';

/** The engine as a process of its own: real processes, a real database, real signals. */
let ctx: TestContext;
const clients: EngineClient[] = [];
beforeEach(async () => {
  ctx = await testContext();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await ctx.close();
});

const fixture = (estate: string): string => fileURLToPath(new URL(`../services/fixtures/reach/${estate}.facts.jsonl`, import.meta.url));
const importEstate = async (estate = 'estate-7'): Promise<void> => void must(await importPaths(ctx, { paths: [fixture(estate)], name: estate }));
const analyze = async () => must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' }));
/** The files are written after the answer. */
const kept = async (): Promise<void> => {
  const files = Object.values(snapshotFiles(snapshotPlace(ctx.database.url)));
  await until(() => files.every((file) => fs.existsSync(file)), 'the files of the snapshot');
};
const status = async (client = ctx.engine) => must(await client.ask('status', {}));
function client(databaseUrl = ctx.database.url): EngineClient {
  const made = openEngine({ databaseUrl });
  clients.push(made);
  return made;
}
async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries === 200) expect.fail(`in vain: waited for ${what}`);
    await sleep(25);
  }
}
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

test('clients that come at once share one engine, which ends when the last has gone and leaves nothing behind', async () => {
  const [first, second, third] = await Promise.all([status(), status(client()), status(client())]);
  expect(first).toEqual({ ready: true, analysis: null, pid: first.pid, threads: expect.any(Number), loadedCredentials: 0 });
  expect([second.pid, third.pid]).toEqual([first.pid, first.pid]);
  const place = enginePlace(ctx.database.url);
  expect(fs.statSync(place.state).mode & 0o777).toBe(0o600);
  for (const each of clients.splice(0)) await each.close();
  expect(isAlive(first.pid)).toBe(true);
  await ctx.engine.close();
  await until(() => !isAlive(first.pid), 'the end of the engine');
  expect([fs.existsSync(place.state), fs.existsSync(place.lock)]).toEqual([false, false]);
});

test('who does not know the token gets nothing', async () => {
  await status();
  const { port } = readState(enginePlace(ctx.database.url))!;
  for (const said of ['GET / HTTP/1.1\r\n\r\n', '{"token":"0000"}\n{"id":1,"verb":"status","input":{}}\n', `${'x'.repeat(5000)}`]) {
    const socket = net.connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => {
      heard += data;
    });
    socket.on('error', () => undefined);
    socket.write(said);
    await once(socket, 'close');
    expect(heard).toBe('');
  }
});

test('kill -9: the next question starts another, which answers from the analysis that was stored', async () => {
  await importEstate();
  const before = await analyze();
  const page = must(await ctx.engine.ask('credentials', { limit: 100 }));
  const { pid } = await status();
  process.kill(pid, 'SIGKILL');
  const after = await status();
  expect(after.pid).not.toBe(pid);
  expect(after.analysis).toEqual({ ...before, seconds: after.analysis?.seconds });
  expect(must(await ctx.engine.ask('credentials', { limit: 100 })).rows).toEqual(page.rows);
  const answer = must(await ctx.engine.ask('credential', { credential: 't:cred/0', scenario: 'takeover', end: 'upTo' }));
  expect(answer.permissions.total).toBe(answer.figures.takeover.upTo.scope);
  expect(must(await ctx.engine.ask('exposure', {})).length).toBeGreaterThan(0);
});

test('kill -9: without its file, or with a damaged one, the table is built from the database, and is the same', async () => {
  await importEstate();
  await analyze();
  await kept();
  const questions = ['leak.actionDays', '-exposure.upTo', 'owner', 'identity', '-created'];
  const pages = async () => Promise.all(questions.map(async (sort) => must(await ctx.engine.ask('credentials', { sort, limit: 500 })).rows));
  const before = await pages();
  const { table } = snapshotFiles(snapshotPlace(ctx.database.url));
  fs.truncateSync(table, fs.statSync(table).size - 1000);
  process.kill((await status()).pid, 'SIGKILL');
  expect(await pages()).toEqual(before);
  expect(fs.existsSync(table)).toBe(false);
  process.kill((await status()).pid, 'SIGKILL');
  expect(await pages()).toEqual(before);
});

test('kill -9: what is reached comes from the snapshot of the analysis, though the facts are others by now; a damaged one is built anew from the facts', async () => {
  await importEstate();
  await analyze();
  await kept();
  const asked = { credential: 't:cred/0', scenario: 'takeover', end: 'upTo' } as const;
  const before = must(await ctx.engine.ask('credential', asked));
  const exposed = must(await ctx.engine.ask('exposure', {}));
  await ctx.database.pool.query('UPDATE fact_grant SET gone_at = seen_from'); // others by any means
  process.kill((await status()).pid, 'SIGKILL');
  expect(must(await ctx.engine.ask('credential', asked)).permissions).toEqual(before.permissions);
  expect(must(await ctx.engine.ask('exposure', {}))).toEqual(exposed);
  const file = snapshotFiles(snapshotPlace(ctx.database.url)).graph;
  fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2));
  process.kill((await status()).pid, 'SIGKILL');
  expect(must(await ctx.engine.ask('credential', asked)).permissions.total).toBeLessThan(before.permissions.total);
  expect(fs.existsSync(file)).toBe(false);
});

test('an engine that ends after an analysis has kept it', async () => {
  await importEstate();
  await analyze();
  const { pid } = await status();
  await ctx.engine.close('now');
  await until(() => !isAlive(pid), 'the end of the engine');
  const folder = path.dirname(snapshotPlace(ctx.database.url));
  expect(fs.readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  expect(Object.values(snapshotFiles(snapshotPlace(ctx.database.url))).map((file) => fs.existsSync(file))).toEqual([true, true]);
});

test('kill -9 in the middle of an analysis: the last one stands, and the same analysis then succeeds', async () => {
  await importEstate();
  const before = await analyze();
  const { pid } = await status();
  const broken = await analyzeEstate(ctx, { asOf: '2026-11-02T00:00:00Z' }, { onProgress: ({ phase }) => phase === 'load' && process.kill(pid, 'SIGKILL') });
  expect(broken).toMatchObject({ ok: false, error: { code: 'UNAVAILABLE' } });
  expect((await status()).analysis?.id).toBe(before.id);
  const after = must(await analyzeEstate(ctx, { asOf: '2026-11-02T00:00:00Z' }));
  expect(after).toMatchObject({ asOf: '2026-11-02T00:00:00.000Z', credentials: before.credentials });
  const { rows } = await ctx.database.pool.query<{ analyses: string; results: string }>(
    'SELECT (SELECT count(*) FROM analysis) AS analyses, (SELECT count(*) FROM result) AS results',
  );
  expect(rows[0]).toEqual({ analyses: '2', results: String(2 * before.credentials) });
});

test('an analysis that is cancelled changes nothing; only one runs at a time', async () => {
  await importEstate();
  const before = await analyze();
  const controller = new AbortController();
  let meanwhile: ReturnType<typeof analyzeEstate> | undefined;
  const cancelled = await analyzeEstate(
    ctx,
    {},
    {
      signal: controller.signal,
      onProgress: ({ phase }) => {
        if (phase !== 'load' || meanwhile) return;
        meanwhile = analyzeEstate({ ...ctx, engine: client() }, {});
        void meanwhile.then(() => controller.abort());
      },
    },
  );
  const other = await meanwhile;
  // The second one came while the first ran (then it was refused) or just after it.
  if (other && !other.ok) expect(other.error.code).toBe('BUSY');
  if (!cancelled.ok) {
    expect(cancelled.error).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('cancelled') });
    expect((await status()).analysis?.id).toBe(other?.ok ? other.value.id : before.id);
  }
  await until(async () => (await analyzeEstate(ctx, {})).ok, 'an analysis after the cancelled one');
});

test('it hears of new facts, and of an analysis that another engine made', async () => {
  await importEstate();
  const first = await analyze();
  expect(first.stale).toBe(false);
  await importEstate('estate-8');
  await until(async () => (await status()).analysis?.stale === true, 'the news of the import');
  const elsewhere = client(`${ctx.database.url}?application_name=elsewhere`);
  const other = must(await elsewhere.ask('analyze', { actor: 'other' }));
  expect((await status(elsewhere)).pid).not.toBe((await status()).pid);
  await until(async () => (await status()).analysis?.id === other.id, 'the news of the other analysis');
  expect((await status()).analysis).toMatchObject({ stale: false, credentials: other.credentials });
});

test('a database that is away is told in words, and does not keep the engine', async () => {
  const nowhere = client('postgresql://nobody:nothing@127.0.0.1:1/none');
  expect(await nowhere.ask('status', {})).toMatchObject({
    ok: false,
    error: { code: 'UNAVAILABLE', message: expect.stringContaining('cannot reach its data') },
  });
  const place = enginePlace('postgresql://nobody:nothing@127.0.0.1:1/none');
  await until(() => !fs.existsSync(place.lock), 'the end of the engine');
});
