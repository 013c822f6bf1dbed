/** Plain JavaScript for Node 20, before anything is installed: where the checkout is, which Node runs it, and one at a time. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitForLock } from '../../lib/store/lockFile.mjs';

export const root = path.resolve(fileURLToPath(import.meta.url), '..', '..', '..');

/** @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`);

/** One line saying what and what to do, and the end. @param {string} text @returns {never} */
export function giveUp(text) {
  say(`keyblast: ${text}`);
  process.exit(1);
}

export function checkNode() {
  if (version(process.versions.node) >= 20) return;
  giveUp(`Node ${process.versions.node} is too old: Keyblast needs Node 20 or newer (nodejs.org). Install it and try again.`);
}

/** Only one bootstrap at a time works on a checkout; a second one waits, and then finds the work done. @param {() => void | Promise<void>} work */
export async function alone(work) {
  const folder = path.join(root, '.keyblast');
  fs.mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const lock = await waitForLock(path.join(folder, 'bootstrap.lock'), (pid) => say(`Waiting for process ${pid}, which prepares this checkout …`));
  try {
    await work();
  } finally {
    lock.release();
  }
}

/** The Node that runs TypeScript: the one from npm, else this one, if it is new enough. */
export function node24() {
  const own = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (fs.existsSync(own) && spawnSync(own, ['--version'], { stdio: 'ignore' }).status === 0) return own;
  if (version(process.versions.node) >= 22.12) return process.execPath;
  giveUp(
    `no Node 24 for ${process.platform}-${process.arch} came from npm, and Node ${process.versions.node} cannot run TypeScript. Install Node 24 (nodejs.org) and try again.`,
  );
}

/** 22.12.0 → 22.12 @param {string} text */
function version(text) {
  const [major, minor] = text.split('.');
  return Number(major) + Number(minor) / 100;
}

/** What every process of ours is started with. */
export function environment() {
  return {
    ...process.env,
    PATH: [path.dirname(node24()), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1', // Prisma's update check
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // Prisma looks for a binary that its generator never runs; any executable will do
  };
}

/** Options with which every Node since 22.12 runs TypeScript without a word about it. */
export const typescript = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

/**
 * Runs one of our programs in the foreground and answers its exit status. Ctrl-C reaches the whole process group: the child ends in its own way, we wait for it.
 * If we are killed, it learns of it by the closed channel.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function run(args, env = environment()) {
  const child = spawn(node24(), args, { cwd: process.cwd(), env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithParent(child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`keyblast: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** npm that is killed tells nobody: its child finds itself with another parent. @param {import('node:child_process').ChildProcess} child */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1_000).unref();
}

/**
 * Runs a tool quietly; its output is shown only if it fails.
 * @param {string} what  for the message
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runTool(what, args, env = environment()) {
  const done = spawnSync(node24(), args, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (done.status === 0) return;
  say(`${done.stdout ?? ''}${done.stderr ?? ''}`);
  giveUp(`${what} failed${done.error ? `: ${done.error.message}` : ''}. The output above says why.`);
}

/** SHA-256 over names and contents of files and folders of the checkout; a missing one counts as empty. @param {string[]} paths @param {(file: string) => boolean} [matters] */
export function digestOf(paths, matters = () => true) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((name) => filesOf(path.join(root, name))).sort()) {
    if (matters(file))
      hash
        .update(`${path.relative(root, file)}\0`)
        .update(fs.readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} name @returns {string[]} */
function filesOf(name) {
  const stat = fs.statSync(name, { throwIfNoEntry: false });
  if (!stat) return [];
  return stat.isDirectory() ? fs.readdirSync(name).flatMap((entry) => filesOf(path.join(name, entry))) : [name];
}

/** Whether `file` holds this digest: what it stands for need not be done again. @param {string} file @param {string} digest */
export const isStamped = (file, digest) => fs.existsSync(file) && fs.readFileSync(file, 'utf8') === digest;
