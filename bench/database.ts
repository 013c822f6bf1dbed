/**
 * The engine between database and screens, on a numbered workload that is loaded into a database of its own:
 *   node bench/database.ts M|M2|E|Esc|W [scale, default 0.05] [--keep FOLDER] [--only analyze,restart,table,credentials,findings,tasks]
 * Prints one JSON document: a whole analysis by phase and its ratio to COPY of the same rows, the engine's peak memory, opening after kill -9, questions of the table and pages of single
 * credentials in milliseconds. `--keep` leaves data folder and database there for the next run, which then loads nothing.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asOfMs } from '../lib/estate/workloads/numberedEstate.ts';
import { workloads } from '../lib/estate/workloads/workloads.ts';
import { analyzeEstate } from '../lib/services/analyzeEstate.ts';
import { openContext } from '../lib/services/openContext.ts';
import { openPool } from '../lib/store/database.ts';
import { outsideFolder } from '../lib/store/postgres/place.ts';
import { loadWorkload } from './loadWorkload.ts';
import { measureAnalyze, measureCredentials, measureRestart, measureTable, must, timed } from './measureDatabase.ts';
import { measureFindings } from './measureFindings.ts';
import { measureTasks } from './measureTasks.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const [workload = '', scale] = [process.argv[2], Number(process.argv[3] ?? 0.05)];
const make = workloads[workload];
if (!make) throw new Error(`expected one of ${Object.keys(workloads).join(', ')}, saw ${JSON.stringify(workload)}`);
const kept = option('--keep');
const only = option('--only')?.split(',');
const home = kept ?? fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bench-'));
fs.mkdirSync(home, { recursive: true });
if (process.getuid?.() === 0) fs.chmodSync(home, 0o711); // root's PostgreSQL runs as another user, who must get through
process.env.KEYBLAST_HOME = home;
process.env.KEYBLAST_LINGER_MS = '500';
delete process.env.DATABASE_URL;

const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
const seconds = (ms: number): number => Math.round(ms) / 1000;
/** Told on stderr as soon as it is there: the whole may take long. */
async function of<T>(name: string, measure: () => Promise<T>): Promise<Record<string, T>> {
  if (only && !only.includes(name)) return {};
  const part = { [name]: await measure() };
  console.error(JSON.stringify(part));
  return part;
}
/** The other parts ask of an analysis: where none was measured and none is there, one is made. */
async function analyzed(): Promise<object> {
  if (must(await ctx.engine.ask('status', {})).analysis === null) must(await analyzeEstate(ctx, { asOf: new Date(asOfMs).toISOString() }));
  return {};
}

try {
  const { rows } = await ctx.database.pool.query<{ loaded: boolean }>('SELECT EXISTS (SELECT FROM source) AS loaded');
  let loadSeconds: number | undefined;
  const owner = openPool(ctx.ownerUrl);
  if (!rows[0]?.loaded) loadSeconds = seconds((await timed(() => loadWorkload(owner, make(scale).columns()))).ms);
  else if (!only || only.includes('analyze')) await owner.pool.query('SELECT drop_result_partition(id) FROM analysis; DELETE FROM analysis'); // as if it were the first
  await owner.close();
  const measured = {
    workload,
    scale,
    ...(loadSeconds !== undefined && { loadSeconds }),
    ...(await of('analyze', () => measureAnalyze(ctx))),
    ...(await analyzed()),
    ...(await of('restart', () => measureRestart(ctx))),
    ...(await of('table', () => measureTable(ctx))),
    ...(await of('credentials', () => measureCredentials(ctx, 100))),
    ...(await of('findings', () => measureFindings(ctx))),
    ...(await of('tasks', () => measureTasks(ctx, 100_000))),
  };
  console.log(JSON.stringify(measured, null, 2));
} finally {
  await ctx.close('now');
  if (!kept) {
    while (fs.existsSync(path.join(home, 'keeper.lock'))) await sleep(50); // the server's last act
    for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
  }
}
