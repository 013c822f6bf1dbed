import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkoutRoot } from '../home.ts';
import { lockHolder, processIdentity } from '../lockFile.mjs';
import { outsideFolder } from './place.ts';
import { State } from './state.ts';

/** A client process of its own, so that it can be killed: prints its URL once it holds the server, and releases when its input ends. */
const client = `
import { openDatabase } from ${JSON.stringify(path.join(checkoutRoot(), 'lib/store/openDatabase.ts'))};
const database = await openDatabase();
console.log(JSON.stringify({ url: database.url, isNew: database.isNew }));
process.once('SIGTERM', async () => { await database.release('now'); process.exit(); });
process.stdin.on('end', async () => { await database.release(); process.exit(); }).resume();
`;

let home: string;
let clients: ChildProcess[];

beforeEach(() => {
  home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast keeper '));
  clients = [];
});

afterEach(async () => {
  for (const child of clients) child.kill('SIGKILL');
  await until(() => lockHolder(path.join(home, 'keeper.lock')) === undefined);
  process.env.KEYBLAST_HOME = home;
  for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
});

describe('the keeper', { timeout: 120_000 }, () => {
  test('starts one PostgreSQL for clients that come at once, and stops it when the last one has gone', async () => {
    const [first, second, third] = await Promise.all([join(), join(), join()]);
    expect(new Set([first.url, second.url, third.url]).size).toBe(1);
    expect(await one(first.url, 'SELECT 1 AS n')).toEqual({ n: 1 });
    first.child.stdin?.end();
    second.child.kill('SIGKILL'); // a killed client is a closed socket
    await sleep(1_000);
    expect(await one(third.url, 'SELECT 2 AS n')).toEqual({ n: 2 });
    third.child.stdin?.end();
    await until(() => !fs.existsSync(path.join(home, 'keeper.lock')));
    await expect(one(third.url, 'SELECT 3')).rejects.toThrow(/ECONNREFUSED/);
    expect(state().keeper).toBeNull();
  });

  test('listens on the loopback with a password, and keeps it to itself', async () => {
    const { url } = await join();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await one(url, 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    expect(fs.statSync(path.join(home, 'postgres.json')).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(one(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('killed with kill -9, is started anew by the next client, which finds what was committed and the server that went on', async () => {
    const { url } = await join();
    await keep(url, 7);
    const before = await one(url, 'SELECT pg_postmaster_start_time()');
    for (const child of clients) child.kill('SIGKILL');
    process.kill(state().keeper?.pid ?? 0, 'SIGKILL');
    const next = await join();
    expect(await one(next.url, 'SELECT n FROM kept.t')).toEqual({ n: 7 });
    expect(await one(next.url, 'SELECT pg_postmaster_start_time()')).toEqual(before);
  });

  test('starts a killed PostgreSQL again under the same address', async () => {
    const { url } = await join();
    await keep(url, 8);
    const pid = postmaster();
    process.kill(pid, 'SIGKILL');
    await until(() => processIdentity(pid) === undefined);
    await until(() =>
      one(url, 'SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    expect(await one(url, 'SELECT n FROM kept.t')).toEqual({ n: 8 });
  });

  test('killed together with PostgreSQL, leaves nothing that stops the next start', async () => {
    const { url } = await join();
    await keep(url, 9);
    const pids = [state().keeper?.pid ?? 0, postmaster()];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    for (const child of clients) child.kill('SIGKILL');
    expect(await one((await join()).url, 'SELECT n FROM kept.t')).toEqual({ n: 9 });
  });

  test('is not taken in by process ids that belong to something else now', async () => {
    const { url } = await join();
    const pids = [state().keeper?.pid ?? 0, postmaster()];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    for (const child of clients) child.kill('SIGKILL');
    await until(() => pids.every((pid) => processIdentity(pid) === undefined));
    const data = state().dataDirectory;
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    fs.writeFileSync(path.join(data, 'postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'));
    fs.writeFileSync(path.join(home, 'keeper.lock'), `${process.pid} another start`);
    const next = await join();
    expect(await one(next.url, 'SELECT 1 AS n')).toEqual({ n: 1 });
    expect(new URL(next.url).username).toBe(new URL(url).username);
  });

  test('makes a lost postgres.json anew', async () => {
    const { url, child } = await join();
    await keep(url, 10);
    child.stdin?.end();
    await until(() => !fs.existsSync(path.join(home, 'keeper.lock')));
    fs.rmSync(path.join(home, 'postgres.json'));
    expect(await one((await join()).url, 'SELECT n FROM kept.t')).toEqual({ n: 10 });
  });

  test('told that nobody needs to wait, ends with its last client', async () => {
    const [first, second] = await Promise.all([join('60000'), join('60000')]);
    first.child.kill('SIGTERM'); // in this test's client: leave now
    await new Promise((resolve) => first.child.once('exit', resolve));
    expect(await one(second.url, 'SELECT 1 AS n')).toEqual({ n: 1 });
    second.child.kill('SIGKILL');
    await until(() => !fs.existsSync(path.join(home, 'keeper.lock')));
  });

  test('says why PostgreSQL cannot start', async () => {
    const { child } = await join();
    child.stdin?.end();
    await until(() => !fs.existsSync(path.join(home, 'keeper.lock')));
    fs.writeFileSync(path.join(state().dataDirectory, 'PG_VERSION'), '9.6\n');
    const next = run();
    let told = '';
    next.stderr?.on('data', (text) => {
      told += text;
    });
    await new Promise((resolve) => next.once('exit', resolve));
    expect(told).toMatch(/The embedded PostgreSQL did not start: .*postgres\.log/);
  });
});

async function join(lingerMs?: string): Promise<{ child: ChildProcess; url: string; isNew: boolean }> {
  const child = run(lingerMs);
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) return { child, ...JSON.parse(line) };
  throw new Error(`The client ended: ${fs.readFileSync(path.join(home, 'logs', 'keeper.log'), 'utf8')}`);
}

function run(lingerMs = '300'): ChildProcess {
  const env = { ...process.env, KEYBLAST_HOME: home, KEYBLAST_LINGER_MS: lingerMs, KEYBLAST_POSTGRES_UNSAFE: '', DATABASE_URL: '' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', client], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  clients.push(child);
  return child;
}

const state = (): State => State.parse(JSON.parse(fs.readFileSync(path.join(home, 'postgres.json'), 'utf8')));
const postmaster = (): number => Number(fs.readFileSync(path.join(state().dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function one(url: string, sql: string): Promise<unknown> {
  const connection = new pg.Client({ connectionString: url });
  connection.on('error', () => undefined);
  try {
    await connection.connect();
    return (await connection.query(sql)).rows[0];
  } finally {
    await connection.end().catch(() => undefined);
  }
}

async function keep(url: string, n: number): Promise<void> {
  await one(url, 'CREATE SCHEMA kept');
  await one(url, `CREATE TABLE kept.t AS SELECT ${n} AS n`);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}
