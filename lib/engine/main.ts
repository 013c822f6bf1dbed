import { setTimeout as sleep } from 'node:timers/promises';
import { KeyblastError } from '../model/errors.ts';
import { type Database, openPool } from '../store/database.ts';
import { lockHolder, tryLock } from '../store/lockFile.mjs';
import { type OpenDatabase, openDatabase } from '../store/openDatabase.ts';
import { Engine } from './engine.ts';
import { enginePlace, type Place, readState, removeState, writeState } from './place.ts';
import { type Handlers, serveEngine } from './server.ts';

/** How long it stays after the last client has gone: the next command often comes soon. */
const idleMs = Number(process.env.KEYBLAST_LINGER_MS ?? 10_000);

/**
 * The engine's process: takes the lock (and ends if another engine has it), answers at once, and lets questions wait until the last analysis is loaded. Ends when
 * its clients have gone, at SIGTERM, or when the database does: whoever asks next starts it anew.
 */
export async function runEngine(): Promise<void> {
  const place = enginePlace(process.env.DATABASE_URL || undefined);
  const lock = await lockSoon(place);
  if (!lock) return;
  const opening = open();
  opening.catch(() => undefined); // told to every question
  const server = await serveEngine(handlersOf(opening), idleMs);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, server.close);
  opening.then(
    ({ lost }) => lost.then(server.close),
    (error) => console.error(new Date().toISOString(), error),
  );
  opening.catch(() => sleep(1000).then(server.close)); // those who wait are told why; the next question starts another engine
  writeState(place, { port: server.port, token: server.token, pid: process.pid });
  await server.closed;
  removeState(place);
  lock.release();
  const opened = await opening.catch(() => undefined);
  await opened?.close();
  process.exit(0); // threads in the middle of a question have nobody left to tell
}

/** Undefined where another engine runs. One that is just starting or ending holds the lock as well, but does not say where it is. */
async function lockSoon(place: Place): Promise<{ release(): void } | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const lock = tryLock(place.lock);
    if (lock) return lock;
    const holder = lockHolder(place.lock);
    if (holder !== undefined && readState(place)?.pid === holder) return undefined;
    await sleep(50);
  }
  return undefined;
}

type Opened = { engine: Engine; lost: Promise<void>; close(): Promise<void> };

async function open(): Promise<Opened> {
  const held: OpenDatabase = await openDatabase();
  const database: Database = openPool(held.url);
  const close = async (): Promise<void> => {
    await database.close();
    await held.release();
  };
  try {
    let onLost: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      onLost = resolve;
    });
    const engine = await Engine.start(database, (error) => {
      console.error(new Date().toISOString(), `the database is gone: ${error.message}`);
      onLost();
    });
    return { engine, lost, close: () => engine.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every question waits for the engine to be open; if it cannot be opened, it is told why. */
function handlersOf(opening: Promise<Opened>): Handlers {
  const ready = opening.then(
    ({ engine }) => engine.handlers(),
    (error) => {
      throw new KeyblastError('UNAVAILABLE', `the engine cannot reach its data: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  ready.catch(() => undefined);
  return {
    analyze: async (input, asking) => (await ready).analyze(input, asking),
    status: async (input, asking) => (await ready).status(input, asking),
    credentials: async (input, asking) => (await ready).credentials(input, asking),
    rows: async (input, asking) => (await ready).rows(input, asking),
    facets: async (input, asking) => (await ready).facets(input, asking),
    histogram: async (input, asking) => (await ready).histogram(input, asking),
    credential: async (input, asking) => (await ready).credential(input, asking),
    picture: async (input, asking) => (await ready).picture(input, asking),
    paths: async (input, asking) => (await ready).paths(input, asking),
    around: async (input, asking) => (await ready).around(input, asking),
    exposure: async (input, asking) => (await ready).exposure(input, asking),
  };
}
