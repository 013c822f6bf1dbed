import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Verb, Verbs } from '../lib/engine/protocol.ts';
import { makeRandom } from '../lib/estate/random.ts';
import { asOfMs } from '../lib/estate/workloads/numberedEstate.ts';
import { credentialFields } from '../lib/model/credentialFields.ts';
import type { Result } from '../lib/model/errors.ts';
import type { CredentialRow } from '../lib/model/figures.ts';
import { builtInViews } from '../lib/model/savedView.ts';
import { analyzeEstate } from '../lib/services/analyzeEstate.ts';
import type { Context } from '../lib/services/context.ts';
import { inTransaction } from '../lib/store/database.ts';
import { edgeQuery, grantQuery } from '../lib/store/loadEstate.ts';
import { snapshotKept } from './snapshotKept.ts';

/**
 * What the engine takes for all that has to do with the database, each beside what the database alone takes for the same rows, in the same run: analyses from facts to stored results, opening
 * after a restart, questions of the table, pages of single credentials. On a database that holds a workload (`loadWorkload`).
 */

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
/** The value that this part of all values does not exceed. */
export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
export type Spread = { p50: number; p95: number; most: number; questions: number };
const spread = (values: readonly number[]): Spread => ({
  p50: round(percentile(values, 0.5)),
  p95: round(percentile(values, 0.95)),
  most: round(percentile(values, 1)),
  questions: values.length,
});

export type AnalyzeMeasure = {
  seconds: number;
  /** From then on until the snapshot is on disk. */
  keepSeconds: number;
  /** By phase, as the engine says. */
  phases: Record<string, number>;
  copySeconds: { edges: number; results: number };
  ratio: number;
  /** Highest resident memory of the engine's process, from its start until the snapshot is kept. */
  peakMb: number | null;
  /** The same at the end of each phase but the last. */
  peakMbAfter: Record<string, number | null>;
};

/** A whole analysis by an engine that has just started, beside COPY of the edges and grants to nowhere plus COPY of the same result rows into a table with the same indexes. */
export async function measureAnalyze(ctx: Context): Promise<AnalyzeMeasure> {
  await ctx.engine.close('now');
  const peakMbAfter: Record<string, number | null> = {};
  const { pid } = must(await ctx.engine.ask('status', {}));
  let phase = '';
  const onProgress = (progress: { phase: string }): void => {
    if (phase !== '' && progress.phase !== phase) peakMbAfter[phase] = residentMb(pid, 'VmHWM');
    phase = progress.phase;
  };
  const whole = await timed(async () => must(await analyzeEstate(ctx, { asOf: new Date(asOfMs).toISOString() }, { onProgress })));
  const kept = await timed(() => snapshotKept(whole.value.finishedAt));
  const peakMb = residentMb(pid, 'VmHWM');
  const copySeconds = { edges: await copyEdges(ctx), results: await copyResults(ctx, whole.value.id) };
  const seconds = whole.ms / 1000;
  return {
    seconds: round(seconds),
    keepSeconds: round(kept.ms / 1000),
    phases: whole.value.seconds,
    copySeconds: { edges: round(copySeconds.edges), results: round(copySeconds.results) },
    ratio: round(seconds / (copySeconds.edges + copySeconds.results)),
    peakMb,
    peakMbAfter,
  };
}

/** Of a process, in MB; null where the system does not say. @param field VmHWM for the peak, VmRSS for now */
function residentMb(pid: number, field: 'VmHWM' | 'VmRSS'): number | null {
  const file = `/proc/${pid}/status`;
  const found = fs.existsSync(file) && new RegExp(`${field}:\\s+(\\d+)`).exec(fs.readFileSync(file, 'utf8'));
  return found ? Math.round(Number(found[1]) / 1024) : null;
}

/** Seconds to read the columns that the engine reads of every edge and grant, and throw them away. */
async function copyEdges({ database }: Context): Promise<number> {
  return inTransaction(database, async (client) => {
    const { ms } = await timed(async () => {
      await copyToNowhere(client, edgeQuery);
      await copyToNowhere(client, grantQuery);
    });
    return ms / 1000;
  });
}

async function copyToNowhere(client: PoolClient, query: string): Promise<void> {
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  stream.resume();
  await once(stream, 'end');
}

/** Seconds to COPY the rows of an analysis into a table of the same columns and indexes. */
async function copyResults({ database }: Context, analysis: number): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-bench-rows-'));
  const file = path.join(folder, 'rows');
  const take = `COPY (SELECT * FROM result WHERE analysis_id = ${analysis}) TO STDOUT (FORMAT binary)`;
  try {
    await inTransaction(database, (client) => pipeline(client.query(copyTo(take)), fs.createWriteStream(file)));
    return await inTransaction(
      database,
      async (client) => {
        await client.query(`CREATE TEMP TABLE result_again (LIKE result INCLUDING ALL) ON COMMIT DROP`);
        const copy = () =>
          pipeline(fs.createReadStream(file, { highWaterMark: 1 << 18 }), client.query(copyFrom('COPY result_again FROM STDIN (FORMAT binary)')));
        return (await timed(copy)).ms / 1000;
      },
      'ROLLBACK',
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export type RestartMeasure = { secondsToPage: number; secondsToCredential: number; secondsToExposure: number; residentMb: number | null };

/** From kill -9 to the first page, and to the first credential, which needs the graph. */
export async function measureRestart(ctx: Context): Promise<RestartMeasure> {
  await snapshotKept(must(await ctx.engine.ask('status', {})).analysis!.finishedAt);
  const usual = must(await ctx.engine.ask('credentials', { limit: 1, filter: 'usable:true' })).rows[0]!;
  process.kill(must(await ctx.engine.ask('status', {})).pid, 'SIGKILL');
  const begun = performance.now();
  const since = () => round((performance.now() - begun) / 1000);
  must(await ctx.engine.ask('credentials', { limit: 50, filter: 'usable:true', sort: '-leak.actionDays' }));
  const secondsToPage = since();
  must(await ctx.engine.ask('credential', { credential: usual.credential, scenario: 'leak', end: 'upTo' }));
  const secondsToCredential = since();
  must(await ctx.engine.ask('exposure', {}));
  return { secondsToPage, secondsToCredential, secondsToExposure: since(), residentMb: residentMb(must(await ctx.engine.ask('status', {})).pid, 'VmRSS') };
}

type Asked = { [V in Verb]: { verb: V; input: Verbs[V]['input'] } }[Verb];
export type TableMeasure = {
  /** By kind of question: asked for the first time of this engine, and once more. */
  kinds: Record<string, { fresh: Spread; again: Spread }>;
  fresh: Spread;
  again: Spread;
  /** Reading the 50 rows of a page from the database by primary key, with the same client process, between the questions. */
  fiftyRowsByPrimaryKey: Spread;
  /** p95 of all questions, fresh and again, by p95 of the fifty rows. */
  ratio: number;
};

/** What the screens ask of the table: every view, every order, filters with text, facets, far pages, spreads. */
export async function measureTable(ctx: Context): Promise<TableMeasure> {
  const { analysis } = must(await ctx.engine.ask('status', {}));
  const { rows, total } = must(await ctx.engine.ask('credentials', { limit: 50 }));
  const kinds: TableMeasure['kinds'] = {};
  const [fresh, again, byKey]: [number[], number[], number[]] = [[], [], []];
  for (const [kind, questions] of Object.entries(tableQuestions(total, rows.at(-1)!))) {
    const [first, second]: [number[], number[]] = [[], []];
    for (const question of questions) {
      const answer = await timed(() => askOf(ctx, question));
      first.push(answer.ms);
      second.push((await timed(() => askOf(ctx, question))).ms);
      const shown = question.verb === 'credentials' ? (answer.value as Verbs['credentials']['value']).rows : []; // its verb's answer
      byKey.push((await timed(() => rowsByKey(ctx, analysis!.id, shown.length === 50 ? shown : rows))).ms);
    }
    kinds[kind] = { fresh: spread(first), again: spread(second) };
    fresh.push(...first);
    again.push(...second);
  }
  const ratio = round(percentile([...fresh, ...again], 0.95) / percentile(byKey, 0.95));
  return { kinds, fresh: spread(fresh), again: spread(again), fiftyRowsByPrimaryKey: spread(byKey), ratio };
}

const askOf = async (ctx: Context, { verb, input }: Asked): Promise<unknown> => must<unknown>(await ctx.engine.ask(verb, input));

/** As components/credentials/tableParams.ts has them. */
const facetFields =
  'priority leak.band takeover.band likelihood identityKind system environment owner crosses classes attribution type issuance presentation storage revocation party status';
const filters = [
  'environment:prod usable:true',
  'classes:send,delegate',
  '-identityKind:agent',
  'leak.band>=medium exposure.upTo>=1',
  'takeover.actionDays>=1000 -likelihood:kept',
  'remainingDays<=30',
];

function tableQuestions(total: number, { credential }: CredentialRow): Record<string, Asked[]> {
  const page = (filter: string, sort: string, offset = 0): Asked => ({ verb: 'credentials', input: { filter, sort, limit: 50, offset } });
  const facets = (filter: string): Asked => ({ verb: 'facets', input: { filter, fields: facetFields.split(' '), limit: 6 } });
  const counted = 'usable:true inEstate:true';
  const texts = [`"${credential.slice(-5)}"`, 'generated', 'agent', `usable:true "${credential.slice(-4)}"`, 'nothing-is-called-so', '"credential/1"'];
  return {
    views: builtInViews.map(({ filter, sort }) => page(filter, sort)),
    facetsOfViews: builtInViews.map(({ filter }) => facets(filter)),
    filters: filters.map((filter) => page(filter, '-leak.actionDays')),
    facetsOfFilters: filters.map(facets),
    text: texts.map((text) => page(text, '-leak.actionDays')),
    facetsOfText: texts.map(facets),
    sorts: credentialFields.flatMap(({ name }) => [page('', name), page('', `-${name}`)]),
    sortsOfFilter: credentialFields.map(({ name }) => page('environment:prod usable:true', `-${name}`)),
    farPages: [0.1, 0.5, 0.9, 0.999].flatMap((part) =>
      ['', 'environment:prod usable:true'].map((filter) => page(filter, '-leak.actionDays', Math.floor(part * total * 0.9))),
    ),
    longLists: ['owner', 'system'].map((field) => ({ verb: 'facets', input: { filter: counted, fields: [field], limit: 200, search: 'a' } })),
    histograms: ['leak.actionDays', 'leak.upTo.actionDays', 'takeover.actionDays', 'takeover.upTo.actionDays', 'ageDays', 'leak.scope'].map((field) => ({
      verb: 'histogram',
      input: { filter: counted, field, buckets: 26 },
    })),
    largest: ['leak', 'takeover'].map((scenario) => ({ verb: 'credentials', input: { filter: counted, sort: `-${scenario}.actionDays`, limit: 10 } })),
    exposure: [
      { verb: 'exposure', input: { kinds: ['resource'], limit: 10 } },
      { verb: 'exposure', input: { kinds: ['credential'], limit: 10 } },
    ],
  };
}

async function rowsByKey({ database }: Context, analysis: number, rows: CredentialRow[]): Promise<void> {
  const ids = rows.map(({ id }) => Number(id));
  await database.pool.query('SELECT r.*, n.* FROM result r JOIN node n ON n.id = r.node_id WHERE r.analysis_id = $1 AND r.node_id = ANY($2)', [analysis, ids]);
}

export type CredentialMeasure = { random: Spread; worst: Spread; p95Ms: number };

/** All that the page of one credential is made of, over some drawn by chance and the twentieth part as many of those that reach most; each asked once. */
export async function measureCredentials(ctx: Context, count: number): Promise<CredentialMeasure> {
  const { total } = must(await ctx.engine.ask('credentials', { limit: 0 }));
  const random = makeRandom(5);
  const drawn: CredentialRow[] = [];
  for (let i = 0; i < count; i++) drawn.push(...must(await ctx.engine.ask('credentials', { limit: 1, offset: random.below(total) })).rows);
  const { rows: worst } = must(await ctx.engine.ask('credentials', { sort: '-leak.upTo.scope', limit: Math.ceil(count / 20) }));
  const measure = async (rows: CredentialRow[]): Promise<number[]> => {
    const taken: number[] = [];
    for (const { credential } of rows) {
      const ask = () => Promise.all([ctx.engine.ask('credential', { credential, end: 'upTo' }), ctx.engine.ask('picture', { credential, end: 'upTo' })]);
      const answer = await timed(ask);
      for (const one of answer.value) must<unknown>(one);
      taken.push(answer.ms);
    }
    return taken;
  };
  const [ofRandom, ofWorst] = [await measure(drawn), await measure(worst)];
  return { random: spread(ofRandom), worst: spread(ofWorst), p95Ms: round(percentile([...ofRandom, ...ofWorst], 0.95)) };
}
