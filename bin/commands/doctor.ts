import http from 'node:http';
import type { Command } from 'commander';
import { type Check, diagnose } from '../../lib/services/diagnose.ts';
import { findChromium } from '../bootstrap/chromium.mjs';
import { isBuilt, isGenerated, isInstalled } from '../bootstrap/prepare.mjs';
import { listenOn, readNetwork } from '../network.ts';
import { printJson, printLine } from '../print.ts';

export function register(program: Command): void {
  program.command('doctor').description('say in words what is wrong with this set-up, and what to do').option('--json', 'as one JSON document').action(doctor);
}

/** Exits with 1 if something is broken; a note is no failure. */
async function doctor({ json }: { json?: true }): Promise<void> {
  const checks = [checkNode(), checkPackages(), checkClient(), checkPages(), ...(await diagnose()), await checkAddress(), checkOrigin(), await checkBrowser()];
  if (json) printJson(checks);
  else for (const check of checks) print(check);
  const broken = checks.filter(({ state }) => state === 'broken').length;
  if (!json) printLine(broken ? `\n${broken} of ${checks.length} checks found something broken.` : '\nNothing is broken.');
  process.exitCode = broken ? 1 : 0;
}

function print({ name, state, found, todo }: Check): void {
  printLine(`${{ ok: 'ok    ', note: 'note  ', broken: 'BROKEN' }[state]}  ${name}: ${found}`);
  if (todo) printLine(`        → ${todo}`);
}

function checkNode(): Check {
  const found = `Node ${process.versions.node} at ${process.execPath}`;
  if (Number.parseInt(process.versions.node, 10) >= 24) return { name: 'Node', state: 'ok', found };
  return { name: 'Node', state: 'note', found, todo: 'Keyblast is tested on Node 24, which npm ci installs on Linux; elsewhere install it from nodejs.org.' };
}

function checkPackages(): Check {
  if (isInstalled()) return { name: 'packages', state: 'ok', found: 'as package-lock.json says' };
  return {
    name: 'packages',
    state: 'broken',
    found: 'node_modules is not what package-lock.json says',
    todo: 'Run npm ci --ignore-scripts (npm start does it as well).',
  };
}

function checkClient(): Check {
  if (isGenerated()) return { name: 'database client', state: 'ok', found: 'made from prisma/schema.prisma as it is' };
  return {
    name: 'database client',
    state: 'broken',
    found: 'not made from prisma/schema.prisma as it is',
    todo: 'npm start and every other command make it: run npx keyblast formats.',
  };
}

function checkPages(): Check {
  if (isBuilt()) return { name: 'pages', state: 'ok', found: 'built from the sources as they are' };
  return { name: 'pages', state: 'note', found: 'not built from the sources as they are now', todo: 'npm start builds them.' };
}

/** The port is free, or it is Keyblast that answers there. */
async function checkAddress(): Promise<Check> {
  const name = 'address';
  try {
    const network = readNetwork(process.env);
    const server = http.createServer();
    const problem = await listenOn(server, { ...network, tries: 1 }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    await new Promise((done) => server.close(done));
    const address = `${network.host}:${network.port}`;
    if (!problem) return { name, state: 'ok', found: `${address} is free` };
    if (await isKeyblast(address)) return { name, state: 'ok', found: `Keyblast answers at ${address}` };
    return {
      name,
      state: process.env.PORT ? 'broken' : 'note',
      found: problem,
      todo: process.env.PORT ? 'Set PORT to a free one.' : 'npm start takes the next free port.',
    };
  } catch (error) {
    return { name, state: 'broken', found: error instanceof Error ? error.message : String(error), todo: 'Set PORT, HOST and KEYBLAST_URL right.' };
  }
}

/** Who is let in from where: other machines only over TLS, whose cookies are never sent without it. */
function checkOrigin(): Check {
  const name = 'sign-in address';
  try {
    const { host, origin } = readNetwork(process.env);
    if (!origin) return { name, state: 'ok', found: 'KEYBLAST_URL is not set: people sign in on this machine only' };
    if (origin.startsWith('https://')) return { name, state: 'ok', found: `${origin}, with cookies that are sent over TLS only` };
    if (/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)) return { name, state: 'ok', found: `${origin}, on this machine only` };
    return {
      name,
      state: 'broken',
      found: `KEYBLAST_URL is ${origin}, without TLS: passwords and sessions can be read on the way (HOST is ${host})`,
      todo: 'Put a server that ends TLS before Keyblast, and set KEYBLAST_URL to its https:// address.',
    };
  } catch (error) {
    return { name, state: 'broken', found: error instanceof Error ? error.message : String(error), todo: 'Set HOST and KEYBLAST_URL right.' };
  }
}

async function isKeyblast(address: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/api/health`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  return /^\{"status":"ok"/.test((await answer?.text().catch(() => '')) ?? '');
}

async function checkBrowser(): Promise<Check> {
  const chromium = await findChromium({ download: false });
  if (chromium) return { name: 'Chromium for tests', state: 'ok', found: chromium.executable };
  return {
    name: 'Chromium for tests',
    state: 'note',
    found: 'none found',
    todo: 'Only npm test needs it: install Chromium or Chrome, or set KEYBLAST_CHROMIUM to its path.',
  };
}
