import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { checkoutRoot, dataFolder, logFolder } from '../store/home.ts';
import { lockHolder, tryLock } from '../store/lockFile.mjs';
import { onJsonLines, sendJsonLine } from './jsonLines.ts';
import { enginePlace, type Place, readState, type State } from './place.ts';
import type { Answer, Progress, Verb, Verbs } from './protocol.ts';

/** A client of the engine's process: starts it if none runs, holds one connection, reconnects once after a broken one. */
export type EngineClient = {
  /** Asks one question. `signal` cancels it in the engine as well. */
  ask<V extends Verb>(
    verb: V,
    input: Verbs[V]['input'],
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Result<Verbs[V]['value']>>;
  /** `now`: if this was the last client, the engine ends without waiting for another. */
  close(when?: 'now'): Promise<void>;
};

/**
 * Opens nothing yet: the first question does. The open connection keeps the engine running, and this process too, until `close`.
 * @param options.databaseUrl which database the engine shall answer from; without it DATABASE_URL, and without that the embedded one
 */
export function openEngine(options: { databaseUrl?: string | undefined } = {}): EngineClient {
  const databaseUrl = options.databaseUrl ?? (process.env.DATABASE_URL || undefined);
  let connection: Promise<Connection> | undefined;
  const connected = async (): Promise<Connection> => {
    const open = await connection?.catch(() => undefined);
    if (open && !open.socket.destroyed) return open;
    connection = reachEngine(enginePlace(databaseUrl), databaseUrl);
    return connection;
  };
  return {
    async ask<V extends Verb>(verb: V, input: Verbs[V]['input'], { signal, onProgress }: AskOptions = {}): Promise<Result<Verbs[V]['value']>> {
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = await put(await connected(), verb, input, onProgress, signal);
          if (answer !== broken) return asResult<V>(answer);
        } catch (error) {
          if (error instanceof KeyblastError) return fail(error.code, error.message);
          throw error;
        }
        if (verb === 'analyze') return fail('UNAVAILABLE', 'the engine ended in the middle of the analysis; the last analysis stands. Run it again.');
        if (attempt === 2)
          return fail('UNAVAILABLE', `the engine ended twice while it was asked for ${verb}; see ${path.join(logFolder(), enginePlace(databaseUrl).log)}`);
      }
    },
    async close(when) {
      const open = await connection?.catch(() => undefined);
      connection = undefined;
      if (!open || open.socket.destroyed) return;
      await new Promise<void>((done) => {
        open.socket.once('close', () => done());
        if (when === 'now') sendJsonLine(open.socket, { leave: when });
        open.socket.end();
      });
    },
  };
}

type AskOptions = { signal?: AbortSignal; onProgress?: (progress: Progress) => void };
/** `waiting` by request id; each is told the answer, or `broken` when the connection ends first. */
type Connection = { socket: net.Socket; waiting: Map<number, Waiting>; asked: number };
type Waiting = { answer: (answer: Ended | typeof broken) => void; onProgress: ((progress: Progress) => void) | undefined };
type Ended = { value: unknown } | { error: Failure };
const broken = Symbol('broken');

/** The engine is of the same source as its client: what it answers to a verb is that verb's value. */
function asResult<V extends Verb>(answer: Ended): Result<Verbs[V]['value']> {
  return 'error' in answer ? { ok: false, error: answer.error } : ok(answer.value as Verbs[V]['value']);
}

function put(
  connection: Connection,
  verb: Verb,
  input: object,
  onProgress: AskOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<Ended | typeof broken> {
  const cancelled: Ended = { error: { code: 'UNAVAILABLE', message: `${verb} was cancelled` } };
  if (signal?.aborted) return Promise.resolve(cancelled);
  const { socket, waiting } = connection;
  const id = ++connection.asked;
  return new Promise((resolve) => {
    const cancel = (): void => {
      sendJsonLine(socket, { cancel: id });
      end(cancelled);
    };
    const end = (answer: Ended | typeof broken): void => {
      waiting.delete(id);
      signal?.removeEventListener('abort', cancel);
      resolve(answer);
    };
    if (socket.destroyed) return end(broken);
    waiting.set(id, { answer: end, onProgress });
    signal?.addEventListener('abort', cancel);
    sendJsonLine(socket, { id, verb, input });
  });
}

/** Connects to the engine that runs, and starts one if none does. UNAVAILABLE if it cannot be started. */
async function reachEngine(place: Place, databaseUrl: string | undefined): Promise<Connection> {
  for (let waitMs = 10, deadline = Date.now() + 60_000; Date.now() < deadline; waitMs = Math.min(waitMs * 1.5, 200)) {
    const state = readState(place);
    const holder = lockHolder(place.lock);
    if (state && holder === state.pid) {
      const connection = await connect(state);
      if (connection) return connection;
    }
    if (holder !== undefined || !(await startAlone(place, databaseUrl))) await sleep(waitMs); // it is starting or ending
  }
  throw new KeyblastError('UNAVAILABLE', `the engine did not answer within a minute; see ${path.join(logFolder(), place.log)}`);
}

/** Undefined where nobody answers to the token. */
function connect(state: State): Promise<Connection | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect(state.port, '127.0.0.1', () => sendJsonLine(socket, { token: state.token }));
    const connection: Connection = { socket, waiting: new Map(), asked: 0 };
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      for (const { answer } of [...connection.waiting.values()]) answer(broken);
      resolve(undefined);
    });
    onJsonLines(
      socket,
      (json) => (isWelcome(json) ? resolve(connection) : hear(connection, asAnswer(json))),
      () => Number.POSITIVE_INFINITY,
    );
  });
}

const isWelcome = (json: unknown): boolean => typeof json === 'object' && json !== null && 'welcome' in json;

/** Only the engine knows the token's port, and it sends nothing but answers. */
function asAnswer(json: unknown): Answer {
  return json as Answer;
}

function hear(connection: Connection, answer: Answer): void {
  const waiting = connection.waiting.get(answer.id); // gone if it was cancelled meanwhile
  if ('progress' in answer) waiting?.onProgress?.(answer.progress);
  else waiting?.answer(answer);
}

/** Of clients that come at once, one starts the engine; false for the others, who look again. */
async function startAlone(place: Place, databaseUrl: string | undefined): Promise<boolean> {
  const starting = tryLock(place.starting);
  if (!starting) return false;
  try {
    if (lockHolder(place.lock) === undefined) await startEngine(place, databaseUrl);
    return true;
  } finally {
    starting.release();
  }
}

/**
 * For glibc's allocator (any other passes it over): it would learn to keep arrays of up to 32 MB, and the engine makes and lets go hundreds of them; its memory then grew to twice what is in it. With
 * the threshold set, an array of more than a megabyte goes back to the system when it is let go.
 */
const givesBack = { MALLOC_MMAP_THRESHOLD_: String(2 ** 20), MALLOC_ARENA_MAX: '2' };

/** Starts the engine, apart from this process and its terminal; resolves once it holds its lock or has ended. */
async function startEngine(place: Place, databaseUrl: string | undefined): Promise<void> {
  const log = fs.openSync(path.join(logFolder(), place.log), 'a', 0o600);
  const env = { ...process.env, KEYBLAST_HOME: dataFolder(), KEYBLAST_ROOT: checkoutRoot(), DATABASE_URL: databaseUrl ?? '', NODE_OPTIONS: '', ...givesBack };
  const memory = `--max-old-space-size=${Math.max(512, Math.floor((os.totalmem() / 2 ** 20) * 0.6))}`;
  const main = path.join(checkoutRoot(), 'bin', 'engine.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', memory, main], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env,
  });
  fs.closeSync(log);
  let ended: string | undefined;
  let inOrder = false; // it found another engine, or its work done: whoever started it looks again
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended = `ended with ${signal ?? code}`;
    inOrder = code === 0;
  });
  child.unref();
  while (ended === undefined && lockHolder(place.lock) === undefined) await sleep(20);
  if (ended !== undefined && !inOrder && lockHolder(place.lock) === undefined)
    throw new KeyblastError('UNAVAILABLE', `the engine did not start (${ended}); see ${path.join(logFolder(), place.log)}`);
}
