/** Finds a Chromium for the end-to-end tests: KEYBLAST_CHROMIUM, an installed one, else the one from npm (@sparticuz/chromium, Linux x64), else Playwright's own download. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment, node24, root } from './checkout.mjs';

const installed = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const macOs = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** The checkout's own temporary folder: short (Chromium makes sockets in it), and never shared with another checkout. */
export const temporaryFolder = () => path.join(os.tmpdir(), `keyblast-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);

/**
 * The browser and what its environment needs; undefined: Playwright's own.
 * @param {{ download?: boolean }} [options]  download: whether Playwright may fetch its own as a last resort
 * @returns {Promise<{ executable: string; env: Record<string, string> } | undefined>}
 */
export async function findChromium({ download = true } = {}) {
  const given = process.env.KEYBLAST_CHROMIUM;
  if (given) return { executable: given, env: {} };
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = [...installed.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...macOs].find(
    (file) => fs.existsSync(file) && starts(file, {}),
  );
  if (found) return { executable: found, env: {} };
  return (await fromNpm()) ?? (download ? playwrightsOwn() : undefined);
}

/** @param {string} executable @param {Record<string, string>} env */
function starts(executable, env) {
  return spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000, env: { ...process.env, ...env } }).status === 0;
}

async function fromNpm() {
  const packed = path.join(root, 'node_modules', '@sparticuz', 'chromium');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !fs.existsSync(packed)) return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const folder = path.join(temporaryFolder(), `chromium-${version}`);
  if (!fs.existsSync(folder)) await unpack(packed, folder);
  const executable = path.join(folder, 'chromium');
  // A machine that has no fonts, or not the libraries of NSS, gets those that come with the package.
  const fonts = fs.existsSync('/usr/share/fonts') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  for (const libraries of [{}, { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') }]) {
    const env = { ...fonts, ...libraries };
    if (starts(executable, env)) return { executable, env };
  }
  return undefined;
}

/** Unpacked whole under another name first: a killed unpacking is never taken for a browser. @param {string} packed @param {string} folder */
async function unpack(packed, folder) {
  const draft = `${folder}.${process.pid}`;
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = draft; // the package unpacks to fixed names there
  try {
    const { default: chromium } = await import(pathToFileURL(path.join(packed, 'build', 'index.js')).href);
    await chromium.executablePath();
    const { inflate } = await import(pathToFileURL(path.join(packed, 'build', 'lambdafs.js')).href);
    await inflate(path.join(packed, 'bin', 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  fs.renameSync(draft, folder);
}

/** Where its download host can be reached. */
function playwrightsOwn() {
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  spawnSync(node24(), [cli, 'install', 'chromium'], { cwd: root, env: environment(), stdio: 'ignore', timeout: 300_000 });
  return undefined;
}
