import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { moltbookFiles } from '../lib/estate/moltbook.ts';
import { estateBytes } from '../lib/services/estateBytes.ts';
import { canary, command, keyblast } from './keyblast.ts';

const agents = 300;

/**
 * A Keyblast of the tests' own: its data folder, a small estate that is imported and analysed by the command line, and the server on the port of
 * playwright.config.ts. Answers how to end it.
 */
export default async function startKeyblast(): Promise<() => Promise<void>> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-e2e-'));
  fs.chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700); // root's PostgreSQL runs as another user, who must get through
  Object.assign(process.env, {
    KEYBLAST_HOME: home,
    PORT: process.env.KEYBLAST_E2E_PORT,
    DATABASE_URL: '',
    KEYBLAST_URL: '',
    KEYBLAST_ADMIN_EMAIL: '',
    KEYBLAST_ADMIN_PASSWORD: '',
  });
  const files = path.join(home, 'files');
  writeEstate(files);
  keyblast('import', files);
  keyblast('analyze', '--as-of', '2026-11-02T00:00:00Z');
  const server = spawn(process.execPath, [command, 'serve'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  process.env.KEYBLAST_E2E_LINK = await printedLink(server);
  return async () => {
    const ended = new Promise((done) => server.once('exit', done));
    process.kill(-(server.pid ?? 0), 'SIGINT'); // as Ctrl-C: to the whole group
    await ended;
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
}

/** The estate, and a file with a secret in every column that may hold one, in an unknown column, and in a record that is rejected. */
function writeEstate(folder: string): void {
  for (const generated of moltbookFiles({ agents, seed: 7 })) {
    const file = path.join(folder, generated.name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.concat([...estateBytes(generated)]));
  }
  const canaries = [
    'credential,secret,name,identity,owner,system,notes,scopes,created',
    `canary:key/1,${canary},"key ${canary}",canary:service/1,mallory@example.com,canary,"${canary}",read:canary:box,2026-01-01`,
    `canary:key/2,${canary},broken,canary:service/2,mallory@example.com,canary,"${canary}",${canary}:canary:box,not a date`,
  ];
  fs.writeFileSync(path.join(folder, 'canary.csv'), `${canaries.join('\n')}\n`);
}

/** The path of the one-time link that the server prints once it can be reached. */
function printedLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const link = /\/welcome\/[\w-]+/.exec(said)?.[0];
      if (link) resolve(link);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}
