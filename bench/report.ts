/**
 * Reports of a small and of a large estate under the same heap limit:
 *   node bench/report.ts [small, default 0.01] [large, default 1] [heap limit in MB, default 192] [--keep FOLDER]
 * The sizes are scales of the workload M, each loaded into a database of its own; `--keep` leaves them for the next run. Prints one JSON document: by size the credentials, seconds by audience and format, the peak of the
 * process that makes the reports, and how much more the large one took of time and memory.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const keepAt = process.argv.indexOf('--keep');
const kept = keepAt < 0 ? undefined : process.argv[keepAt + 1];
const [small = '0.01', large = '1', heap = '192'] = process.argv.slice(2, keepAt < 0 ? undefined : keepAt);
const folder = kept ?? fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-report-'));
fs.mkdirSync(folder, { recursive: true, mode: 0o711 });

function run(script: string, home: string, args: string[], options: string[] = []): string {
  const env = { ...process.env, KEYBLAST_HOME: home, DATABASE_URL: '', NODE_OPTIONS: '', KEYBLAST_LINGER_MS: '500' };
  const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...options, path.join(import.meta.dirname, script), ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (done.status !== 0) throw new Error(`${script} ended with ${done.status ?? done.signal}`);
  return done.stdout;
}

type Measured = { measured: Record<string, Record<string, { seconds: number; megabytes: number }>>; peakMb: number };

/** Of one size. Its database is loaded and analysed by `bench/database.ts`, in processes of their own. */
function measure(scale: string): Measured & { scale: number } {
  const home = path.join(folder, scale);
  run('database.ts', home, ['M', scale, '--keep', home, '--only', 'none']);
  const made: Measured = JSON.parse(run('makeReports.ts', home, [], [`--max-old-space-size=${heap}`]));
  return { scale: Number(scale), ...made };
}

const [little, much] = [measure(small), measure(large)];
const seconds = ({ measured }: Measured): number =>
  Object.values(measured)
    .flatMap((each) => Object.values(each))
    .reduce((sum, each) => sum + each.seconds, 0);
const ratio = (a: number, b: number): number => Math.round((100 * a) / b) / 100;
console.log(
  JSON.stringify(
    { heapMb: Number(heap), sizes: [little, much], ratio: { seconds: ratio(seconds(much), seconds(little)), peakMemory: ratio(much.peakMb, little.peakMb) } },
    null,
    2,
  ),
);
if (kept === undefined) fs.rmSync(folder, { recursive: true, force: true });
