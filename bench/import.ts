/**
 * How long an import takes, from files to facts that stand: `node bench/import.ts [credentials, default 20000] [--sql]`, or `node bench/import.ts --policies SCALE` of the account of AWS of
 * `bench/derive.ts`. A synthetic estate is imported into a scratch
 * database (an embedded server of its own, with the settings of the product), in a process of its own. Beside it, in the same run, the least that loading these files
 * could cost: reading their lines and one COPY of them into a table without an index. Ratios are what counts. Prints one JSON document; with `--sql` it holds the statements that took longest.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EstateFile } from '../lib/estate/estateFile.ts';
import { moltbookFiles, moltbookSize } from '../lib/estate/moltbook.ts';
import { policyFiles } from '../lib/estate/workloads/policyFiles.ts';
import { inputFile } from '../lib/importers/inputFile.ts';
import { readLines } from '../lib/importers/readLines.ts';
import { estateBytes } from '../lib/services/estateBytes.ts';
import { findFiles } from '../lib/services/findFiles.ts';
import { importPaths } from '../lib/services/importFiles.ts';
import { openContext } from '../lib/services/openContext.ts';
import { CopyWriter } from '../lib/store/copy.ts';
import { inTransaction } from '../lib/store/database.ts';
import { outsideFolder } from '../lib/store/postgres/place.ts';
import { rounded } from './workloads/rounds.ts';

/** Seconds are of the clock. @property ratios.plain the import over reading the lines and copying them @property statements milliseconds and runs by their first words, those that took longest */
export type ImportReport = {
  /** Of a platform in the manner of Moltbook. */
  credentials?: number;
  /** Of the account of AWS: its scale. */
  policies?: number;
  megabytes: number;
  lines: number;
  facts: number;
  seconds: { plain: number; import: number };
  /** Of the import, by what it was at. */
  phases: Record<string, number>;
  /** Of a processor; NaN, in JSON null, where the system does not tell. */
  processorSeconds: { reading: number; postgresql: number };
  ratios: { plain: number };
  factsPerSecond: number;
  peakRssMb: number;
  statements?: Record<string, { ms: number; runs: number }>;
};

const ticksPerSecond = 100;
const { what, made } = process.argv[2] === '--policies' ? policies(Number(process.argv[3])) : agents();

const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bench-'));
if (process.getuid?.() === 0) fs.chmodSync(home, 0o711); // root's PostgreSQL runs as another user, who must get through
process.env.KEYBLAST_HOME = home;
delete process.env.DATABASE_URL;

const files = path.join(home, 'files');
let bytes = 0;
for (const generated of made) {
  const file = path.join(files, generated.name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const out = fs.openSync(file, 'w');
  for (const part of estateBytes(generated)) bytes += fs.writeSync(out, part);
  fs.closeSync(out);
}

/** Milliseconds and number of runs by the first words of a statement. */
const statements = new Map<string, { ms: number; runs: number }>();
if (process.argv.includes('--sql')) timeStatements();

const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
try {
  const [plainSeconds, lines] = await plain();
  const started = performance.now();
  const phases = new Map<string, number>();
  let [phase, since] = ['recognise', started];
  const next = (name: string): void => {
    if (name === phase) return;
    phases.set(phase, (phases.get(phase) ?? 0) + performance.now() - since);
    [phase, since] = [name, performance.now()];
  };
  statements.clear();
  const [ownBefore, serverBefore] = [process.cpuUsage(), await serverCpuSeconds()];
  const done = await importPaths(ctx, { paths: [files] }, next);
  next('commit');
  if (!done.ok) throw new Error(done.error.message);
  const seconds = (performance.now() - started) / 1000;
  const facts = done.value.sources.reduce((sum, source) => sum + source.facts, 0);
  const { user, system } = process.cpuUsage(ownBefore);
  const report: ImportReport = {
    ...what,
    megabytes: rounded(bytes / 1e6),
    lines,
    facts,
    seconds: { plain: rounded(plainSeconds), import: rounded(seconds) },
    phases: Object.fromEntries([...phases].map(([name, ms]) => [name, rounded(ms / 1000)])),
    processorSeconds: { reading: rounded((user + system) / 1e6), postgresql: rounded((await serverCpuSeconds()) - serverBefore) },
    ratios: { plain: rounded(seconds / plainSeconds) },
    factsPerSecond: Math.round(facts / seconds),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...(statements.size > 0 && { statements: Object.fromEntries([...statements].sort((a, b) => b[1].ms - a[1].ms).slice(0, 30)) }),
  };
  fs.writeSync(1, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await ctx.close('now');
  while (fs.existsSync(path.join(home, 'keeper.lock'))) await sleep(50); // the server's last act
  for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
}

type Estate = { what: Pick<ImportReport, 'credentials' | 'policies'>; made: EstateFile[] };

function agents(): Estate {
  const credentials = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 20_000);
  const size = moltbookSize(credentials);
  if (!size) throw new Error(`an estate of ${credentials} credentials is too small`);
  return { what: { credentials }, made: moltbookFiles({ ...size, seed: 1 }) };
}

function policies(scale: number): Estate {
  return { what: { policies: scale }, made: policyFiles(scale) };
}

/** Seconds to read all files line by line and to COPY the lines as they are, and how many there are. */
async function plain(): Promise<[number, number]> {
  const started = performance.now();
  let lines = 0;
  await inTransaction(ctx.database, async (client) => {
    await client.query('CREATE TEMP TABLE plain (line text) ON COMMIT DROP');
    const writer = new CopyWriter(client, 'plain', ['line']);
    for (const file of findFiles([files])) {
      for await (const { text } of readLines(inputFile(file))) {
        writer.add([text]);
        lines++;
        if (writer.full) await writer.flush();
      }
    }
    await writer.flush();
  });
  return [(performance.now() - started) / 1000, lines];
}

/** Processor time of the connection's server process so far; what is done one after another is done on one connection. NaN where /proc does not tell. */
async function serverCpuSeconds(): Promise<number> {
  const { rows } = await ctx.database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const file = `/proc/${rows[0]?.pid}/stat`;
  if (!fs.existsSync(file)) return Number.NaN;
  const fields = fs.readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond; // user and system, in proc(5)'s fields 14 and 15
}

function timeStatements(): void {
  const query: (...args: unknown[]) => unknown = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const started = performance.now();
    const made = query.apply(this, args);
    const [first] = args;
    const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? String((first as { cursor?: { text?: string } }).cursor?.text));
    const note = (): void => {
      const key = text.replace(/\s+/g, ' ').slice(0, 110);
      const sum = statements.get(key) ?? { ms: 0, runs: 0 };
      statements.set(key, { ms: sum.ms + performance.now() - started, runs: sum.runs + 1 });
    };
    if (made instanceof Promise) made.then(note, note);
    else if (made) (made as NodeJS.EventEmitter).once('finish', note); // a COPY; the pool's own queries answer by callback and are not timed
    return made;
  } as typeof pg.Client.prototype.query;
}
