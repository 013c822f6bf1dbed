import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyblastError } from '../../model/errors.ts';
import { checkoutRoot, dataFolder, logFolder } from '../home.ts';
import { lockHolder } from '../lockFile.mjs';
import { keeperLock, readState, type State } from './state.ts';

/** A hold on the embedded server: as long as one is open, it runs. */
export type Hold = { state: State /** `now`: without the ten seconds' wait, if this was the last hold. */; release(when?: 'now'): Promise<void> };

/** Starts the keeper if none runs, and holds a connection to it. A keeper that is killed meanwhile is started anew. */
export async function holdServer(): Promise<Hold> {
  let { socket, state } = await reachKeeper();
  let released = false;
  const watch = (): void => {
    socket.once('close', async () => {
      if (released) return;
      const again = await reachKeeper().catch(() => undefined); // whoever asks the database next is told that it is away
      if (again) ({ socket, state } = again);
      if (released) socket.destroy();
      else if (again) watch();
    });
  };
  watch();
  return {
    get state() {
      return state;
    },
    release: async (when) => {
      if (released) return;
      released = true;
      await new Promise<void>((done) => {
        if (socket.closed) return done();
        socket.ref();
        socket.once('close', () => done());
        if (when === 'now') socket.write('leave now\n');
        else socket.end();
      });
    },
  };
}

type Reached = { socket: net.Socket; state: State };

async function reachKeeper(): Promise<Reached> {
  for (let waitMs = 10; ; waitMs = Math.min(waitMs * 1.5, 200)) {
    const reached = await connect(readState());
    if (reached) return reached;
    if (lockHolder(keeperLock()) === undefined) await startKeeper();
    else await sleep(waitMs); // it is starting, recovering or stopping
  }
}

/** Resolves once the keeper has its lock or has ended; one that could not start says why. */
async function startKeeper(): Promise<void> {
  const logFile = path.join(logFolder(), 'keeper.log');
  const log = fs.openSync(logFile, 'w', 0o600);
  const main = path.join(checkoutRoot(), 'lib', 'store', 'postgres', 'keeper.ts');
  const env = { ...process.env, KEYBLAST_HOME: dataFolder(), KEYBLAST_ROOT: checkoutRoot(), NODE_OPTIONS: '' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], { detached: true, stdio: ['ignore', log, log], cwd: '/', env });
  fs.closeSync(log);
  const exit = { code: undefined as number | null | undefined };
  child.once('exit', (code) => {
    exit.code = code ?? 1;
  });
  child.once('error', () => {
    exit.code = 1;
  });
  child.unref();
  while (exit.code === undefined && !(await keeperAnswers())) await sleep(20);
  if (exit.code) throw new KeyblastError('UNAVAILABLE', `The embedded PostgreSQL did not start: ${lastLine(logFile)} "keyblast doctor" looks for the cause.`);
}

async function keeperAnswers(): Promise<boolean> {
  const reached = await connect(readState());
  reached?.socket.destroy();
  return reached !== undefined;
}

const lastLine = (file: string): string => fs.readFileSync(file, 'utf8').trim().split('\n').at(-1) || `see ${file}.`;

/** Undefined where no keeper answers to the token. The socket does not keep this process alive. */
function connect(state: State | undefined): Promise<Reached | undefined> {
  const keeper = state?.keeper;
  if (!state || !keeper || lockHolder(keeperLock()) !== keeper.pid) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const socket = net.connect(keeper.port, '127.0.0.1', () => socket.write(`${keeper.token}\n`));
    const lines = createInterface(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    lines.once('line', () => {
      socket.unref();
      resolve({ socket, state });
    });
  });
}
