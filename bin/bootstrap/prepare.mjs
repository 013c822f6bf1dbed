/** What a checkout needs before it runs: packages, the database client, the production build. Each is done once, and again only when what it is made from has changed. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { processIdentity } from '../../lib/store/lockFile.mjs';
import { alone, checkNode, digestOf, environment, giveUp, isStamped, root, runTool, say } from './checkout.mjs';

/** @param {{ build: boolean }} what */
export async function prepare({ build }) {
  checkNode();
  if (isPrepared(build)) return;
  await alone(() => {
    if (!isInstalled()) install();
    if (!isGenerated()) generate();
    if (build && !isBuilt()) buildPages();
  });
}

/** @param {boolean} build */
const isPrepared = (build) => isInstalled() && isGenerated() && (!build || isBuilt());

/**
 * Whether every package that the lock file asks of this machine is there in its version. npm writes node_modules/.package-lock.json as the last thing it does, so
 * an installation that was killed has none.
 */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const there = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(([name, { version, optional, link }]) => {
    if (name === '' || link) return true;
    return there[name] ? there[name].version === version && fs.existsSync(path.join(root, name, 'package.json')) : optional === true;
  });
}

/** @param {string} file @returns {Record<string, { version?: string; optional?: boolean; link?: boolean }> | undefined} */
function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  say('Installing packages …');
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command = 'npm', ...args] = [...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, NODE_ENV: '' } });
  if (done.error) giveUp(`npm could not be run (${done.error.message}). Install npm, which comes with Node, and try again.`);
  if (done.status === 0) return;
  say(done.stderr);
  giveUp('npm ci failed. The output above says why; it needs the npm registry and about 2 GB of disk.');
}

const generated = path.join(root, 'lib', 'store', 'generated');
const schemaDigest = () => digestOf(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);
export const isGenerated = () => isStamped(path.join(generated, '.made-from'), schemaDigest());

function generate() {
  const digest = schemaDigest();
  runTool('prisma generate', [path.join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate']);
  fs.writeFileSync(path.join(generated, '.made-from'), digest);
}

const stamp = path.join(root, '.next', 'keyblast-made-from');
const sources = ['app', 'components', 'lib', 'public', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'package-lock.json', 'tsconfig.json'];
const sourceDigest = () => digestOf(sources, (file) => !/\.test\.tsx?$|[/\\]fixtures[/\\]/.test(file));
export const isBuilt = () => isStamped(stamp, sourceDigest());

function buildPages() {
  const server = runningServer();
  if (server)
    giveUp(`the sources have changed, and process ${server} serves the former build of this checkout. Stop it (Ctrl-C where it runs), then start again.`);
  say('Building the pages …');
  fs.rmSync(stamp, { force: true });
  const digest = sourceDigest();
  runTool('next build', [path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], { ...environment(), NODE_ENV: 'production' });
  fs.writeFileSync(stamp, digest);
}

/** A server of this checkout that is alive, by the note that each leaves in .next/servers. */
function runningServer() {
  const folder = path.join(root, '.next', 'servers');
  const notes = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return notes.find((pid) => processIdentity(Number(pid)) === fs.readFileSync(path.join(folder, pid), 'utf8'));
}
