import { fork } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import next from 'next';
import { KeyblastError } from '../lib/model/errors.ts';
import type { OpenContext } from '../lib/services/openContext.ts';
import { checkoutRoot, dataFolder } from '../lib/store/home.ts';
import { processIdentity } from '../lib/store/lockFile.mjs';
import { listenOn, type Network } from './network.ts';

/** A server that runs: its address, and how to end it and all that it started. */
export type RunningServer = { address: string; close(): Promise<void> };

/**
 * Serves the production build, with the job worker as a child. The environment tells the pages where the checkout, the data and the address are: a bundle cannot
 * see that from where it lies.
 */
export async function startServer(ctx: OpenContext, network: Network): Promise<RunningServer> {
  const dir = checkoutRoot();
  if (!fs.existsSync(path.join(dir, '.next', 'BUILD_ID')))
    throw new KeyblastError('UNAVAILABLE', 'The pages are not built. Start with npm start, or npx keyblast serve.');
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', KEYBLAST_ROOT: dir, KEYBLAST_HOME: dataFolder() });
  // Requests that come while Next gets ready wait here, so that the port is ours before anything else is done.
  const ready = Promise.withResolvers<http.RequestListener>();
  const server = http.createServer((request, response) => void ready.promise.then((handle) => handle(request, response)));
  const port = await listenOn(server, network);
  const address = network.origin ?? `http://${network.host.includes(':') ? `[${network.host}]` : network.host}:${port}`;
  process.env.PORT = String(port);
  const app = next({ dev: false, dir, hostname: network.host, port });
  await app.prepare();
  ready.resolve(app.getRequestHandler());
  const note = leaveNote(dir);
  const stopWorker = keepWorker(dir);
  return {
    address,
    close: async () => {
      fs.rmSync(note, { force: true });
      await stopWorker();
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await app.close();
      await ctx.close('now');
    },
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
