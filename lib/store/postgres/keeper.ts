/**
 * The keeper: the one process that owns the embedded PostgreSQL of a data folder. Started detached by whoever needs the database first; each client holds a
 * socket to it; ten seconds after the last one has gone, it stops PostgreSQL (`fast`) and ends. `node lib/store/postgres/keeper.ts`, with KEYBLAST_HOME set.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { logFolder } from '../home.ts';
import { tryLock } from '../lockFile.mjs';
import { postgresAccount } from './account.ts';
import { adoptServer, createCluster, newState, prepareServer, resetPassword, type Server, startServer, stopServer } from './cluster.ts';
import { findPlace } from './place.ts';
import { keeperLock, newMark, readState, type State, writeState } from './state.ts';

const lingerMs = Number(process.env.KEYBLAST_LINGER_MS ?? 10_000);

const lock = tryLock(keeperLock());
if (!lock) process.exit(0); // another keeper is on its way
try {
  await keep();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  lock.release();
}
process.exit();

/** From the first start of PostgreSQL to its end. */
async function keep(): Promise<void> {
  const account = postgresAccount();
  const place = findPlace(account);
  const log = openLog();
  const known = readState();
  const state: State = { ...(known ?? newState(place)), dataDirectory: place.data, keeper: null };
  let server = await adoptServer(place, state);
  if (!server) {
    if (!fs.existsSync(path.join(place.data, 'PG_VERSION'))) {
      fs.writeFileSync(newMark(), '', { mode: 0o600 });
      createCluster(place, account, state.password);
    } else if (!known) resetPassword(place, account, state.password);
    writeState(state);
    server = await startServer(place, account, state, log);
  }
  await prepareServer(state);
  const clients = await listen(state);
  for (let restarts = 0; ; ) {
    const first = await Promise.race([clients.gone.then(() => 'gone' as const), server.ended.then(() => 'ended' as const)]);
    if (first === 'gone') break;
    if (++restarts > 10) throw new Error('PostgreSQL ended more than ten times; see logs/postgres.log.');
    server = await startServer(place, account, state, log); // it was killed: its clients reconnect
    writeState(state);
  }
  await stop(server, state);
}

async function stop(server: Server, state: State): Promise<void> {
  writeState({ ...state, keeper: null });
  await stopServer(server);
}

/** The server's own log; begun anew at a start that finds it over 20 MB. */
function openLog(): number {
  const file = path.join(logFolder(), 'postgres.log');
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return fs.openSync(file, size > 20 * 2 ** 20 ? 'w' : 'a', 0o600);
}

/** Takes clients. `gone` resolves ten seconds after the last one has left (at once after a `leave now`), or at SIGTERM. */
async function listen(state: State): Promise<{ gone: Promise<void> }> {
  const token = randomBytes(24).toString('hex');
  const clients = new Set<net.Socket>();
  let timer: NodeJS.Timeout | undefined;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const end = (): void => {
    door.close();
    for (const socket of clients) socket.destroy();
    resolve();
  };
  let linger = lingerMs;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (clients.size === 0 ? end() : undefined), ms);
  };
  const admit = (socket: net.Socket): void => {
    clients.add(socket);
    linger = lingerMs;
    socket.once('close', () => {
      clients.delete(socket);
      if (clients.size === 0) wait(linger);
    });
    socket.write('ready\n');
  };
  const door = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    createInterface(socket).on('line', (line) => {
      if (line === token && !clients.has(socket)) return admit(socket);
      if (line === 'leave now' && clients.has(socket)) linger = 0; // unless someone comes before the last one has gone
      socket.destroy();
    });
  });
  await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready));
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('The keeper has no port.');
  state.keeper = { port: address.port, token, pid: process.pid };
  writeState(state);
  wait(Math.max(lingerMs, 1_000));
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, end);
  process.on('SIGHUP', () => undefined); // the terminal it was started from is none of its business
  return { gone };
}
