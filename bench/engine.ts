/**
 * The engine from facts in the database to answers over its socket, on a platform in the manner of Moltbook:
 *   node bench/engine.ts [agents, default 100000] [questions of each kind, default 200]
 * In a data folder and an embedded database of its own, which it removes. Prints one JSON document: seconds by phase, and for each kind of question the
 * median and 95th percentile in milliseconds; for pages of the table also relative to fetching the same 50 rows by primary key, one after the other in the same run.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Verb, Verbs } from '../lib/engine/protocol.ts';
import { moltbookFiles } from '../lib/estate/moltbook.ts';
import type { Result } from '../lib/model/errors.ts';
import type { CredentialRow } from '../lib/model/figures.ts';
import { analyzeEstate } from '../lib/services/analyzeEstate.ts';
import type { Context } from '../lib/services/context.ts';
import { estateBytes } from '../lib/services/estateBytes.ts';
import { importFiles } from '../lib/services/importFiles.ts';
import { openContext } from '../lib/services/openContext.ts';
import { snapshotKept } from './snapshotKept.ts';

const [agents, times] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 200)];
const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-bench-'));
if (process.getuid?.() === 0) fs.chmodSync(home, 0o711);
process.env.KEYBLAST_HOME = home;
process.env.KEYBLAST_LINGER_MS = '500';
delete process.env.DATABASE_URL;
async function bench(ctx: Context): Promise<object> {
  const imported = await seconds(async () => must(await importFiles(ctx, { files: estateFiles(), name: 'bench' })));
  const first = await seconds(async () => must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' })));
  const again = await seconds(async () => must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' })));
  const { credentials, nodes, edges, grants, seconds: phases } = again.value;
  const sizes = { agents, credentials, nodes, edges, grants };
  const memory = fs.readFileSync(`/proc/${must(await ctx.engine.ask('status', {})).pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1];
  return {
    sizes,
    seconds: { import: imported.seconds, analyzeWithStart: first.seconds, analyze: again.seconds, phases },
    engineResidentMb: memory === undefined ? null : Math.round(Number(memory) / 1024),
    restart: await restart(ctx),
    milliseconds: { page: await pages(ctx), ...(await others(ctx)) },
  };
}

const estateFiles = () =>
  moltbookFiles({ agents, seed: 11 }).map(({ name }, at) => ({
    name,
    open: async function* () {
      const file = moltbookFiles({ agents, seed: 11 })[at];
      if (file) yield* estateBytes(file);
    },
  }));

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function seconds<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { seconds: Math.round(performance.now() - begun) / 1000, value };
}

/** From kill -9 to the first page, and to the first credential, which needs the graph. */
async function restart(ctx: Context): Promise<object> {
  const { pid, analysis } = must(await ctx.engine.ask('status', {}));
  await snapshotKept(analysis!.finishedAt);
  process.kill(pid, 'SIGKILL');
  const page = await seconds(async () => must(await ctx.engine.ask('credentials', { limit: 50 })));
  const [row] = page.value.rows;
  const credential = await seconds(async () => must(await ctx.engine.ask('credential', { credential: row!.credential, scenario: 'leak', end: 'upTo' })));
  return { secondsToPage: page.seconds, secondsToCredential: page.seconds + credential.seconds };
}

const filters = [
  '',
  'issuance:static identityKind:agent',
  'classes:send,delegate',
  'leak.band>=medium',
  'environment:prod usable:true',
  'ada',
  '-owner:none ageDays>=100',
  'likelihood:leaked',
];
const sorts = ['credential', '-leak.actionDays', '-takeover.scope', 'owner', '-exposure.upTo', 'created', 'name', 'priority'];

/** Pages under every filter and order: the first time each is asked (`new`) and from memory (`again`); and their rows by primary key. */
async function pages(ctx: Context): Promise<object> {
  const [fresh, again, byKey]: number[][] = [[], [], []];
  const analysis = must(await ctx.engine.ask('status', {})).analysis!.id;
  for (const filter of filters) {
    for (const sort of sorts) {
      const { matching } = must(await ctx.engine.ask('credentials', { filter, sort: `${sort.startsWith('-') ? '' : '-'}${sort.replace('-', '')}`, limit: 0 }));
      const ask = async (offset: number) => must(await ctx.engine.ask('credentials', { filter, sort, limit: 50, offset })).rows;
      fresh!.push((await timed(() => ask(0))).ms);
      for (const part of [0, 0.5, 0.99]) {
        const page = await timed(() => ask(Math.max(0, Math.floor(matching * part) - 50)));
        again!.push(page.ms);
        byKey!.push((await timed(() => rowsByKey(ctx, analysis, page.value))).ms);
      }
    }
  }
  const ratio = percentile(again!, 0.95) / percentile(byKey!, 0.95);
  return { new: spread(fresh!), again: spread(again!), fiftyRowsByPrimaryKey: spread(byKey!), p95RelativeToPrimaryKey: Math.round(ratio * 100) / 100 };
}

async function rowsByKey(ctx: Context, analysis: number, rows: CredentialRow[]): Promise<unknown> {
  const ids = rows.map(({ id }) => Number(id));
  return ctx.database.pool.query('SELECT r.*, n.* FROM result r JOIN node n ON n.id = r.node_id WHERE r.analysis_id = $1 AND r.node_id = ANY($2)', [
    analysis,
    ids,
  ]);
}

async function others(ctx: Context): Promise<object> {
  const { rows } = must(await ctx.engine.ask('credentials', { limit: 5000, sort: '-exposure.upTo' }));
  const some = Array.from({ length: times }, (_, at) => rows[Math.floor((at * rows.length) / times)]!);
  const measure = async <V extends Verb>(verb: V, inputs: Verbs[V]['input'][]): Promise<object> => {
    const taken: number[] = [];
    for (const input of inputs) taken.push((await timed(async () => must(await ctx.engine.ask(verb, input)))).ms);
    return spread(taken);
  };
  const fields = ['leak.band', 'takeover.band', 'likelihood', 'issuance', 'identityKind', 'environment', 'system', 'owner', 'type', 'classes'];
  return {
    tenFacets: await measure(
      'facets',
      filters.map((filter) => ({ filter, fields })),
    ),
    histogram: await measure(
      'histogram',
      filters.map((filter) => ({ filter, field: 'leak.actionDays' })),
    ),
    search: await measure(
      'credentials',
      some.map(({ credential }) => ({ filter: `"${credential.slice(-7).replaceAll('"', '')}"`, limit: 50 })),
    ),
    credentialLeak: await measure(
      'credential',
      some.map(({ credential }) => ({ credential, scenario: 'leak', end: 'upTo' })),
    ),
    credentialTakeover: await measure(
      'credential',
      some.slice(0, 20).map(({ credential }) => ({ credential, scenario: 'takeover', end: 'upTo' })),
    ),
    crownJewels: await measure('exposure', [{}, {}, {}]),
    exposure: await measure(
      'exposure',
      some.slice(0, 20).map(({ credential }) => ({ resource: credential })),
    ),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
}

const percentile = (values: number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!;
const spread = (values: number[]): object => ({
  p50: Math.round(percentile(values, 0.5) * 100) / 100,
  p95: Math.round(percentile(values, 0.95) * 100) / 100,
  questions: values.length,
});

const ctx = await openContext({ id: 'bench', name: 'bench', role: 'admin' });
try {
  console.log(JSON.stringify(await bench(ctx), null, 2));
} finally {
  await ctx.close('now');
  fs.rmSync(home, { recursive: true, force: true });
}
