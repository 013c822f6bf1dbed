import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Who the first start makes, and the tests are. */
export const administrator = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'a-fake-but-long-password' };
/** A visibly fake secret that is imported; it must be nowhere on a screen. */
export const canary = 'FAKE-CANARY-e2e-0123456789abcdef';
export const sessionFile = 'test-results/session.json';

const root = path.resolve(import.meta.dirname, '..');
export const command = path.join(root, 'bin', 'keyblast.mjs');

/** Runs a command of the command line on the tests' own data, and answers what it prints. */
export function keyblast(...args: string[]): string {
  const done = spawnSync(process.execPath, [command, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.status !== 0) throw new Error(`keyblast ${args.join(' ')} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

/** The lines of a command that prints one JSON object a line. */
export const keyblastLines = <T>(...args: string[]): T[] =>
  keyblast(...args)
    .split('\n')
    .filter(Boolean)
    .map((line): T => JSON.parse(line));
