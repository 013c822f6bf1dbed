/** `npm test`: types, lint, unit and integration tests on a real PostgreSQL, end-to-end tests in a real Chromium. Everything runs, whatever fails before; the last line counts. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { environment, node24, root, say } from './bootstrap/checkout.mjs';
import { findChromium, temporaryFolder } from './bootstrap/chromium.mjs';
import { prepare } from './bootstrap/prepare.mjs';

await prepare({ build: false });
fs.mkdirSync(temporaryFolder(), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
const reports = fs.mkdtempSync(path.join(temporaryFolder(), 'reports-'));
const base = { ...environment(), TMPDIR: temporaryFolder(), DATABASE_URL: '', CI: process.env.CI ?? '' };

/** @param {string} what @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function step(what, args, env = base) {
  say(`\n── ${what}`);
  const done = spawnSync(node24(), args, { cwd: root, env, stdio: 'inherit' });
  if (done.status !== 0) say(`── ${what}: failed`);
  return done.status === 0;
}

const tool = (/** @type {string[]} */ ...names) => path.join(root, 'node_modules', ...names);
const vitestReport = path.join(reports, 'vitest.json');
const playwrightReport = path.join(reports, 'playwright.json');

const passed = [
  step('types', [tool('next', 'dist', 'bin', 'next'), 'typegen']) && step('types', [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.']),
  step('lint', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']),
  step('unit and integration', [tool('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]),
  await endToEnd(),
];

async function endToEnd() {
  await prepare({ build: true });
  const chromium = await findChromium();
  const env = { ...base, ...chromium?.env, ...(chromium ? { KEYBLAST_CHROMIUM: chromium.executable } : {}), PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport };
  return step('end to end', [tool('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'], env);
}

const ended = read(playwrightReport);
const totals = [vitestTotals(read(vitestReport)), playwrightTotals(ended)];
const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ what) => totals.reduce((total, counts) => total + counts[what], 0);
fs.rmSync(reports, { recursive: true, force: true });
const skipped = sum('skipped') ? `, ${sum('skipped')} skipped` : '';
if (ended?.stats.flaky) say(`${ended.stats.flaky} of the end-to-end tests passed only the second time`);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exit(passed.every(Boolean) && sum('failed') === 0 ? 0 : 1);

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the runner did not come to its report: its step has failed
  }
}

/** A file that could not even be loaded has no tests: it counts as one failure. @param {any} report */
function vitestTotals(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter((/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests + report.numTodoTests };
}

/** @param {any} report */
function playwrightTotals(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, flaky, unexpected, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected + (report.errors.length && !unexpected ? 1 : 0), skipped };
}
