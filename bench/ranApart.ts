import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The JSON document that a script of this folder prints, run in a process of its own: its memory is its own, and so is its data folder. */
export async function ranApart<Report>(script: string, args: readonly string[]): Promise<Report> {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, script), ...args], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout); // as the script's own type says
}
