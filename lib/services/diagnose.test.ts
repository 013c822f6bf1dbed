import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '../engine/client.ts';
import { openPool } from '../store/database.ts';
import { importFacts } from '../store/importFacts.ts';
import { givenSet, readersDeriver } from '../store/importTesting.ts';
import { tryLock } from '../store/lockFile.mjs';
import { type TestDatabase, testDatabase } from '../store/testDatabase.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { checkClock } from './checks/database.ts';
import { checkDisk, checkOpenFiles } from './checks/machine.ts';
import type { Context } from './context.ts';
import { type Check, diagnose } from './diagnose.ts';
import { changeHorizon } from './horizon.ts';
import { createWebhook } from './saveWebhook.ts';
import { must } from './testContext.ts';

/** Each check finds the broken thing, really broken, in a data folder and a database of the test's own; and says what to do. */

let own: TestDatabase;
let home: string;
beforeEach(async () => {
  own = await testDatabase();
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-doctor-'));
  vi.stubEnv('KEYBLAST_HOME', home);
  vi.stubEnv('DATABASE_URL', own.url);
  vi.stubEnv('DATABASE_OWNER_URL', own.ownerUrl);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await own.drop();
  fs.rmSync(home, { recursive: true, force: true });
});

const hour = 3_600_000;
const one = async (name: string, now = new Date()): Promise<Check> => {
  const found = (await diagnose(now)).find((check) => check.name === name);
  return found ?? expect.fail(`there is no check ${name}`);
};
/** The check finds something of this state, in these words, and says what to do. */
async function finds(name: string, state: 'note' | 'broken', found: RegExp, now?: Date): Promise<void> {
  const check = await one(name, now);
  expect(check).toMatchObject({ state, found: expect.stringMatching(found), todo: expect.stringMatching(/\w/) });
}
async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: own.ownerUrl });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}
/** A context on the test's database. */
async function within<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  const database = openPool(own.url);
  const engine = openEngine({ databaseUrl: own.url });
  try {
    return await work({ actor: { id: 'test', name: 'test', role: 'admin' }, database, engine, now: () => new Date() });
  } finally {
    await engine.close();
    await database.close();
  }
}
const load = (facts: object[], source = 'facts:test', more: object = {}) =>
  within((ctx) => importFacts(ctx.database, [givenSet({ facts, source, ...more })], { actor: 'test', now: new Date(), deriver: readersDeriver }));
const some = [
  { fact: 'credential', key: 'c:1' },
  { fact: 'edge', edge: 'authenticates', from: 'c:1', to: 'i:1' },
  { fact: 'grant', from: 'i:1', class: 'read', resource: 'r:1' },
];

test('nothing is broken in an installation that is in order', async () => {
  const checks = await diagnose();
  expect(checks.filter(({ state }) => state === 'broken')).toEqual([]);
  expect(checks.filter(({ state, todo }) => (state === 'ok') !== (todo === undefined))).toEqual([]);
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
});

describe('the data folder', () => {
  test('that others can write to', async () => {
    fs.chmodSync(home, 0o777);
    await finds('data folder', 'broken', /can be written by others/);
  });

  test('whose secrets others can read', async () => {
    await diagnose();
    fs.chmodSync(path.join(home, 'installation.key'), 0o644);
    await finds('data folder', 'broken', /others can read installation\.key/);
  });

  test('whose uploads others can look into, and old uploads', async () => {
    fs.mkdirSync(path.join(home, 'uploads', 'AAAAAAAAAAAAAAAA'), { recursive: true });
    fs.chmodSync(path.join(home, 'uploads'), 0o755);
    await finds('data folder', 'broken', /look into uploads/);
    fs.chmodSync(path.join(home, 'uploads'), 0o700);
    expect(await one('data folder')).toMatchObject({ state: 'ok' });
    await finds('uploads', 'note', /1 of 1 uploads are older than a day/, new Date(Date.now() + 25 * hour));
  });

  test('that is no folder', async () => {
    fs.rmSync(home, { recursive: true });
    fs.writeFileSync(home, '');
    await finds('data folder', 'broken', /EEXIST|ENOTDIR|not a directory/i);
  });

  test('with a key or a secret that is none', async () => {
    fs.writeFileSync(path.join(home, 'installation.key'), 'half a k', { mode: 0o600 });
    await finds('installation key', 'broken', /is not a key/);
    fs.rmSync(path.join(home, 'installation.key'));
    fs.writeFileSync(path.join(home, 'auth.secret'), '', { mode: 0o600 });
    await finds('installation key', 'broken', /auth\.secret is not a secret/);
    expect(await one('audit key')).toMatchObject({ state: 'ok', found: expect.stringMatching(/its public key is [\w-]{43}$/) });
    fs.writeFileSync(path.join(home, 'audit.key'), 'garbage', { mode: 0o600 });
    await finds('audit key', 'broken', /audit\.key is not a key/);
  });

  test('with locks and states of processes that are gone, but not those of the living', async () => {
    const lock = tryLock(path.join(home, 'keeper.lock'));
    expect(await one('locks')).toMatchObject({ state: 'ok' });
    lock?.release();
    fs.writeFileSync(path.join(home, 'keeper.lock'), '999999 some boot 1');
    fs.writeFileSync(path.join(home, 'engine.json'), JSON.stringify({ port: 1, token: 'x', pid: 999_999 }), { mode: 0o600 });
    await finds('locks', 'note', /keeper\.lock, engine\.json: left by a process that was killed/);
  });

  test('on a disk that is nearly full', () => {
    expect(checkDisk(home, Number.MAX_SAFE_INTEGER)).toMatchObject({ state: 'broken', todo: expect.stringContaining('PostgreSQL stops') });
  });
});

test('a limit of open files that is too low', () => {
  const limits = path.join(home, 'limits');
  fs.writeFileSync(
    limits,
    'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            256                  4096                 files     \n',
  );
  expect(checkOpenFiles(limits)).toMatchObject({ state: 'note', found: '256 files may be open at once', todo: expect.stringContaining('ulimit -n') });
});

describe('the database', () => {
  test('that is not there: the machine is looked at all the same', async () => {
    vi.stubEnv('DATABASE_URL', 'postgresql://nobody:hunter2@127.0.0.1:1/nothing');
    const checks = await diagnose();
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['data folder', 'memory', 'locks', 'database']));
    const database = checks.find(({ name }) => name === 'database');
    expect(database).toMatchObject({ state: 'broken', todo: expect.stringContaining('DATABASE_URL') });
    expect(JSON.stringify(checks)).not.toContain('hunter2');
  });

  test.each([
    ['statement_timeout', `'5s'`, 'broken', /statement_timeout is 5000 ms/],
    ['lock_timeout', `'1s'`, 'broken', /lock_timeout/],
    ['idle_in_transaction_session_timeout', `'10s'`, 'broken', /idle_in_transaction_session_timeout/],
    ['default_transaction_isolation', `'serializable'`, 'broken', /isolation is serializable/],
    ['synchronous_commit', 'off', 'note', /synchronous_commit/],
  ] as const)('whose %s is %s', async (setting, value, state, found) => {
    const name = new URL(own.url).pathname.slice(1);
    await asOwner(`ALTER DATABASE ${name} SET ${setting} = ${value}`);
    // The tests' server is not durable on purpose, which is told where nothing worse is.
    await finds('database settings', state, setting === 'synchronous_commit' ? /synchronous_commit|fsync/ : found);
  });

  test('whose clock is elsewhere', async () => {
    expect(await checkClock(own.url)).toMatchObject({ state: 'ok' });
    expect(await checkClock(own.url, 60_000)).toMatchObject({
      state: 'broken',
      found: expect.stringMatching(/(59|60|61)\.\d s apart/),
      todo: expect.stringContaining('ahead'),
    });
    expect(await checkClock(own.url, -60_000)).toMatchObject({ state: 'broken', todo: expect.stringContaining('behind') });
  });

  test('with a migration that is missing, altered, or of a newer Keyblast', async () => {
    await asOwner(`UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name LIKE '%attribution'`);
    await finds('migrations', 'broken', /attribution was applied in another form/);
    await asOwner(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%attribution'`);
    await finds('migrations', 'note', /1 not applied yet/);
    await asOwner(`UPDATE _prisma_migrations SET migration_name = '29990101000000_future' WHERE migration_name LIKE '%pattern_rules'`);
    await finds('migrations', 'broken', /29990101000000_future was applied by a newer Keyblast/);
  });

  test('where the application may not read a table', async () => {
    await asOwner('REVOKE SELECT ON pattern_rule FROM keyblast_app');
    await finds('rights', 'broken', /may not read and write pattern_rule/);
  });

  test('where the application may change the audit log, and where somebody has', async () => {
    await within((ctx) => changeHorizon(ctx, { days: 20 }));
    await within((ctx) => changeHorizon(ctx, { days: 27 }));
    expect(await one('audit log')).toMatchObject({ state: 'ok', found: expect.stringMatching(/^2 entries in an unbroken chain/) });
    await asOwner('GRANT UPDATE ON audit TO keyblast_app');
    await finds('audit log', 'note', /may change the log/);
    expect((await one('audit log')).todo).toMatch(/^What protects the log is its chain of hashes and the signed head/);
    await asOwner(`UPDATE audit SET actor = 'somebody else' WHERE id = 1`);
    await finds('audit log', 'broken', /^Entry 1 was edited: /);
  });
});

describe('what is inside', () => {
  test('without an administrator', async () => {
    await finds('administrator', 'note', /no administrator yet/);
    await asOwner(`INSERT INTO person (id, name, email, role) VALUES ('a', 'Ada', 'ada@example.com', 'admin')`);
    expect(await one('administrator')).toMatchObject({ state: 'ok', found: '1 active administrator' });
    await asOwner('UPDATE person SET deactivated_at = now()');
    await finds('administrator', 'note', /no administrator yet/);
  });

  test('with jobs that nobody takes, that have no queue, or failed', async () => {
    await asOwner(`INSERT INTO job (id, kind, state, actor, input) VALUES ('1', 'analyze', 'waiting', 'test', '{}')`);
    await finds('jobs', 'broken', /queue \(the schema pgboss\) is missing/);
    await asOwner('CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (id text); GRANT USAGE ON SCHEMA pgboss TO keyblast_app');
    expect(await one('jobs')).toMatchObject({ state: 'ok', found: '1 waiting, 0 running' });
    await finds('jobs', 'broken', /1 job waits, the oldest since/, new Date(Date.now() + hour));
    await asOwner(`UPDATE job SET state = 'running', started_at = now()`);
    await finds('jobs', 'note', /has been running since/, new Date(Date.now() + 7 * hour));
    await asOwner(`UPDATE job SET state = 'failed', finished_at = now(), error = '{"code": "INTERNAL", "message": "no space left"}'`);
    await finds('jobs', 'note', /1 job failed in the last day; the last, analyze, .*: no space left/);
    expect(await one('jobs', new Date(Date.now() + 25 * hour))).toMatchObject({ state: 'ok' });
  });

  test('with figures that are missing, behind the facts, of another T, or old', async () => {
    expect(await one('analysis')).toMatchObject({ state: 'ok', found: 'nothing is loaded yet' });
    await load(some);
    await finds('analysis', 'note', /never analysed/);
    await within(async (ctx) => must(await analyzeEstate(ctx, {})));
    expect(await one('analysis')).toMatchObject({ state: 'ok' });
    await finds('analysis', 'note', /older than a week/, new Date(Date.now() + 8 * 24 * hour));
    await within((ctx) => changeHorizon(ctx, { days: 9 }));
    await finds('analysis', 'note', /has T = 27 days, the settings say 9/);
    await load([...some, { fact: 'credential', key: 'c:2' }]);
    await finds('analysis', 'note', /the facts are newer/);
  });

  test('with notices that did not arrive', async () => {
    expect(await one('webhooks')).toMatchObject({ state: 'ok', found: 'none failed in the last day' });
    await within(async (ctx) => must(await createWebhook(ctx, { name: 'chat', kind: 'json', url: 'https://127.0.0.1', events: ['import.held'] })));
    await asOwner(
      `INSERT INTO webhook_delivery (webhook_id, event, subject, notice, state, attempts, created_at, finished_at)
       SELECT id, 'import.held', 'x', '{}', 'failed', '[{"said":"answered 500"},{"said":"answered 404"}]', now(), now() FROM webhook`,
    );
    await finds('webhooks', 'note', /^1 notice failed in the last day; the last, to chat, just now: answered 404$/);
  });

  test('with an import that is held, and a source that is stale', async () => {
    await load(some);
    expect(await one('held imports')).toMatchObject({ state: 'ok' });
    await load(some.slice(0, 1));
    await finds('held imports', 'note', /1 import waits for confirmation: 2 of facts:test/);
    expect(await one('sources')).toMatchObject({ state: 'ok' });
    await finds('sources', 'note', /1 of 1 source have no data of the last week: facts:test/, new Date(Date.now() + 8 * 24 * hour));
  });

  test('with an engine that does not start', async () => {
    const log = path.join(home, 'logs');
    fs.writeFileSync(log, ''); // where its log should go there is a file
    await finds('engine', 'broken', /./);
  });
});
