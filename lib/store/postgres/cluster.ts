import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { KeyblastError } from '../../model/errors.ts';
import { processIdentity } from '../lockFile.mjs';
import { type Account, runAs } from './account.ts';
import type { Place } from './place.ts';
import { applicationRole, databaseName, ownerRole, type State, serverUrl } from './state.ts';

/** A database server's process: ours, or one that a killed keeper left behind. */
export type Server = { pid: number /** Resolves when it has ended. */; ended: Promise<void> };

const program = (place: Place, name: string): string => path.join(place.binaries, 'bin', name);

/** Makes the data directory: whole, or not at all (a killed initdb leaves only a draft, which the next one removes). */
export function createCluster(place: Place, account: Account, password: string): void {
  const draft = `${place.data}.new`;
  const passwordFile = `${place.data}.password`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const file of [draft, passwordFile]) fs.chownSync(file, account.uid, account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, '-U', ownerRole, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions', ...locale];
  const made = spawnSync(program(place, 'initdb'), args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, ...runAs(account) });
  fs.rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new KeyblastError('UNAVAILABLE', `initdb failed: ${(made.stderr || String(made.error)).trim().split('\n').at(-1)}`);
  fs.renameSync(draft, place.data);
}

/** Gives the owner this password: for a data directory whose postgres.json was lost. The server must be down. */
export function resetPassword(place: Place, account: Account, password: string): void {
  const done = spawnSync(program(place, 'postgres'), ['--single', '-D', place.data, 'postgres'], {
    input: `ALTER ROLE ${ownerRole} PASSWORD '${password}'\n`,
    encoding: 'utf8',
    ...runAs(account),
  });
  if (done.status !== 0)
    throw new KeyblastError('UNAVAILABLE', `The password of ${place.data} could not be set anew: ${done.stderr.trim().split('\n').at(-1)}`);
}

/** Starts the server and waits until it answers. Where the old port is taken, `state.port` becomes a new one. */
export async function startServer(place: Place, account: Account, state: State, log: number): Promise<Server> {
  for (let attempt = 0; ; attempt++) {
    if (state.port === 0 || !(await isFree(state.port))) state.port = await freePort();
    const child = spawn(program(place, 'postgres'), ['-D', place.data, ...settings(state.port)], { stdio: ['ignore', log, log], ...runAs(account) });
    const server = { pid: child.pid ?? 0, ended: hasEnded(child) };
    if (await answers(state, server)) return server;
    // Its parent was killed and its own children still hold the shared memory: they end by themselves, unless busy with a long query.
    if (attempt >= 20) throw new KeyblastError('UNAVAILABLE', 'PostgreSQL does not start; the reason is at the end of logs/postgres.log in the data folder.');
    if (attempt >= 5) killLeftovers(place.data);
    await sleep(250);
  }
}

const hasEnded = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

/** Crash recovery may take long, so only the end of the server's process says no. */
async function answers(state: State, server: Server): Promise<boolean> {
  let over = false;
  server.ended.then(() => {
    over = true;
  });
  while (!over) {
    if (
      await query(serverUrl(state, 'owner', 'postgres'), 'SELECT 1').then(
        () => true,
        () => false,
      )
    )
      return true;
    await sleep(20);
  }
  return false;
}

/** A server that outlived its keeper, if there is one that serves this data directory and takes our password. A process id that is something else's is cleared away. */
export async function adoptServer(place: Place, state: State): Promise<Server | undefined> {
  const file = path.join(place.data, 'postmaster.pid');
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
  const pid = Number(lines[0]);
  if (!pid || processIdentity(pid) === undefined) return undefined; // PostgreSQL clears a dead one itself
  if (!isPostgres(pid)) {
    fs.rmSync(file); // a recycled process id, which PostgreSQL would take for a live server
    return undefined;
  }
  state.port = Number(lines[3]) || state.port;
  const server = { pid, ended: pollEnd(pid) };
  if (
    await query(serverUrl(state, 'owner', 'postgres'), 'SELECT 1').then(
      () => true,
      () => false,
    )
  )
    return server;
  await stopServer(server);
  return undefined;
}

async function pollEnd(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (identity !== undefined && processIdentity(pid) === identity) await sleep(250);
}

function isPostgres(pid: number): boolean {
  return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.includes('postgres') ?? commandName(pid) === 'postgres';
}

/** Where there is no `ps` (small containers). */
function commandName(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** `fast`: open transactions are rolled back, everything committed is kept. After a minute `immediate`, from which the next start recovers. */
export async function stopServer(server: Server): Promise<void> {
  signal(server.pid, 'SIGINT');
  await Promise.race([server.ended, sleep(60_000, undefined, { ref: false }).then(() => signal(server.pid, 'SIGQUIT'))]);
  await server.ended;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ended just now
  }
}

/** Server processes of this data directory that outlived their parent. They work in the data directory, which is how they are known (Linux; elsewhere they end by themselves). */
function killLeftovers(data: string): void {
  if (process.platform !== 'linux') return;
  const real = fs.realpathSync(data);
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (fs.readlinkSync(`/proc/${pid}/cwd`) === real && commandName(Number(pid)) === 'postgres') signal(Number(pid), 'SIGKILL');
    } catch {
      // gone, or another user's
    }
  }
}

/** The database and the application's role, made or made right: cheap enough for every start. */
export async function prepareServer(state: State): Promise<void> {
  const admin = serverUrl(state, 'owner', 'postgres');
  const { rows } = await query(
    admin,
    `SELECT (SELECT count(*) FROM pg_database WHERE datname = '${databaseName}')::int AS database, (SELECT count(*) FROM pg_roles WHERE rolname = '${applicationRole}')::int AS role`,
  );
  if (!rows[0].role) await query(admin, `CREATE ROLE ${applicationRole} LOGIN`);
  await query(admin, `ALTER ROLE ${applicationRole} PASSWORD '${state.applicationPassword}'`);
  if (!rows[0].database) await query(admin, `CREATE DATABASE ${databaseName}`);
  await query(admin, `GRANT CREATE ON DATABASE ${databaseName} TO ${applicationRole}`); // the job queue makes its own schema
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // told by the query as well
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function settings(port: number): string[] {
  const memoryMb = os.totalmem() / 2 ** 20;
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '', // a path over 107 bytes fails, and a checkout may lie anywhere
    max_connections: '100',
    shared_buffers: `${Math.round(Math.min(1024, Math.max(64, memoryMb / 8)))}MB`,
    maintenance_work_mem: `${Math.round(Math.min(512, Math.max(64, memoryMb / 16)))}MB`,
    work_mem: '64MB',
    max_wal_size: '4GB',
    wal_level: 'minimal', // COPY into a table made in the same transaction skips the log
    max_wal_senders: '0',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and rows stay out of the log: it is a file that people send around.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    dynamic_shared_memory_type: hasRoomyShm() ? 'posix' : 'mmap',
  };
  if (process.env.KEYBLAST_POSTGRES_UNSAFE) Object.assign(values, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }); // throw-away databases of tests
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Containers often give /dev/shm 64 MB, which parallel queries overrun. */
function hasRoomyShm(): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync('/dev/shm');
    return process.platform !== 'linux' || bavail * bsize > 512 * 2 ** 20;
  } catch {
    return process.platform !== 'linux';
  }
}

const isFree = (port: number): Promise<boolean> => listening(port).then((found) => found !== undefined);

async function freePort(): Promise<number> {
  const port = await listening(0);
  if (port === undefined) throw new KeyblastError('UNAVAILABLE', 'No free port on 127.0.0.1.');
  return port;
}

function listening(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

export const newState = (place: Place): State => ({
  port: 0,
  password: randomBytes(24).toString('hex'),
  applicationPassword: randomBytes(24).toString('hex'),
  dataDirectory: place.data,
  keeper: null,
});
