import { fork } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import next from 'next';
import { KeyblastError } from '../lib/model/errors.ts';
import { checkoutRoot, dataFolder } from '../lib/store/home.ts';
import { processIdentity } from '../lib/store/lockFile.mjs';
import { listenOn, type Network } from './network.ts';

/** A port that is ours, before there is anything to serve: requests wait until `serve`. */
export type Door = { address: string; host: string; port: number; serve(handle: http.RequestListener): void; close(): Promise<void> };

export async function openDoor(network: Network): Promise<Door> {
  const ready = Promise.withResolvers<http.RequestListener>();
  const server = http.createServer((request, response) => void ready.promise.then((handle) => handle(request, response)));
  const port = await listenOn(server, network);
  const host = network.host.includes(':') ? `[${network.host}]` : network.host;
  return {
    address: network.origin ?? `http://${host}:${port}`,
    host: network.host,
    port,
    serve: ready.resolve,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * Serves the production build through the door, with the job worker as a child; answers how to end both. The environment tells the pages where the checkout, the
 * data and the address are: a bundle cannot see that from where it lies.
 */
export async function startServer(door: Door): Promise<() => Promise<void>> {
  const dir = checkoutRoot();
  if (!fs.existsSync(path.join(dir, '.next', 'BUILD_ID')))
    throw new KeyblastError('UNAVAILABLE', 'The pages are not built. Start with npm start, or npx keyblast serve.');
  Object.assign(process.env, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    KEYBLAST_ROOT: dir,
    KEYBLAST_HOME: dataFolder(),
    PORT: String(door.port),
  });
  const app = next({ dev: false, dir, hostname: door.host, port: door.port });
  await app.prepare();
  door.serve(app.getRequestHandler());
  const note = leaveNote(dir);
  const stopWorker = keepWorker(dir);
  return async () => {
    fs.rmSync(note, { force: true });
    await Promise.all([stopWorker(), door.close()]);
    await app.close();
  };
}

/** By which a later start knows not to rebuild the pages under a running server (bin/bootstrap/prepare.mjs). */
function leaveNote(dir: string): string {
  const folder = path.join(dir, '.next', 'servers');
  fs.mkdirSync(folder, { recursive: true });
  const note = path.join(folder, String(process.pid));
  fs.writeFileSync(note, processIdentity(process.pid) ?? '');
  return note;
}

/** The worker is started anew if it dies, after a second, and ends with us: in order when told, by its closed channel when we are killed. */
function keepWorker(dir: string): () => Promise<void> {
  let stopping = false;
  let child = start();
  function start() {
    const worker = fork(path.join(dir, 'bin', 'keyblast.ts'), ['worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const again = (): void => {
      if (!stopping) child = start();
    };
    worker.once('exit', () => setTimeout(again, 1_000).unref());
    return worker;
  }
  return () => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((done) => {
      child.once('exit', () => done());
      child.kill('SIGTERM');
    });
  };
}
