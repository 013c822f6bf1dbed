import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { version } from '../package.json' with { type: 'json' };

const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-command-'));
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

type Ended = { status: number | null; stdout: string; stderr: string };

/** Runs the command line as a person does, with an address where no database is. */
function keyblast(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const main = path.join(import.meta.dirname, 'keyblast.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { ...process.env, KEYBLAST_HOME: home, DATABASE_URL: 'postgresql://nobody:hunter2@127.0.0.1:1/nothing', ...env },
  });
  const out = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (text) => {
      out[stream] += text;
    });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, ...out })));
}

describe('the command line', () => {
  test('answers with 2 and one line where it is used wrongly, and says what was meant', async () => {
    expect(await keyblast(['docter'])).toEqual({ status: 2, stdout: '', stderr: "keyblast: unknown command 'docter'\n(Did you mean doctor?)\n" });
    expect(await keyblast(['db', 'url', '--nonsense'])).toMatchObject({ status: 2, stdout: '', stderr: "keyblast: unknown option '--nonsense'\n" });
    expect(await keyblast(['serve'], { PORT: 'x' })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'keyblast: PORT is "x"; expected a number from 0 (any free one) to 65535\n',
    });
  });

  test('answers with 1 and one line where something fails, without the password of the database', async () => {
    const { status, stdout, stderr } = await keyblast(['worker']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^keyblast: .*ECONNREFUSED 127\.0\.0\.1:1/);
    expect(stderr).not.toContain('hunter2');
  });

  test('prints results on stdout', async () => {
    expect(await keyblast(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect((await keyblast(['--help'])).stdout).toMatch(/Usage: keyblast/);
    expect(await keyblast(['db', 'url'])).toEqual({ status: 0, stdout: 'postgresql://nobody:hunter2@127.0.0.1:1/nothing\n', stderr: '' });
  });

  test('measures the pages of an estate in a process apart, and says what a measurement has no parts of', async () => {
    const { status, stdout } = await keyblast(['bench', 'web', '--workload', 'W', '--scale', '0.002', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ workload: 'W', scale: 0.002, random: { page: { p95: expect.any(Number) } }, worst: { page: {} } });
    const refused = await keyblast(['bench', 'import', '--only', 'fold']);
    expect(refused).toEqual({ status: 2, stdout: '', stderr: 'keyblast: --only names parts of engine; import is measured whole\n' });
  });

  test('has a doctor that goes on where something is broken, and ends with 1', async () => {
    const { status, stdout } = await keyblast(['doctor', '--json']);
    expect(status).toBe(1);
    const checks: { name: string; state: string; todo?: string }[] = JSON.parse(stdout);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Node', 'packages', 'data folder', 'installation key', 'disk space', 'database', 'address']),
    );
    expect(checks.find(({ name }) => name === 'database')).toMatchObject({ state: 'broken', todo: expect.stringContaining('DATABASE_URL') });
    expect(checks.filter(({ state, todo }) => (state === 'ok') !== (todo === undefined))).toEqual([]);
  });
});
