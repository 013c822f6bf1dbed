import type { PoolClient } from 'pg';
import type { Analysis, FigureColumns } from '../blast/figureColumns.ts';
import { type Attribution, attributions, type Secretless } from '../model/attribution.ts';
import { type AnalysisSummary, type End, type EstateFigures, ends, type Scenario, scenarios } from '../model/figures.ts';
import type { HorizonOrigin } from '../model/horizon.ts';
import { weightsVersion } from '../model/weights.ts';
import { appendAudit } from './audit.ts';
import { BinaryCopy } from './binaryCopy.ts';
import { checkTasks } from './checkTasks.ts';
import { copyOut } from './copy.ts';
import { type Database, inTransaction } from './database.ts';
import { announce } from './deliveries.ts';
import { horizonBasis, writeHorizonBasis } from './horizon.ts';
import { type NewFindings, writeFindings } from './writeFindings.ts';

/** Columns of one entry a credential, beside the figures; all of the same length and order. */
export type CredentialColumns = {
  /** The database's node id of each. */
  nodeId: Int32Array;
  exposure: Record<End, Uint32Array>;
  /** Index in likelihoods. */
  likelihood: Uint8Array;
  usable: Uint8Array;
  /** Node id of the identity it authenticates as, 0 where there is none. */
  identityId: Int32Array;
  /** Index in attributions, 255 in an analysis from before they were kept. */
  attribution: Uint8Array;
};
export type NewAnalysis = {
  asOf: Date;
  horizonDays: number;
  horizonOrigin: HorizonOrigin;
  actor: string;
  /** Of the estate that was loaded. */
  generation: number;
  /** How many were in force when it was loaded. */
  corrections: number;
  startedAt: Date;
  finishedAt: Date;
  nodes: number;
  edges: number;
  grants: number;
  /** Weight of every permission live in the estate. */
  totalWeight: number;
  estate: Record<Scenario, EstateFigures & { upTo: EstateFigures }>;
  secretless: Secretless;
  seconds: Record<string, number>;
};

/** Whoever shows figures listens here; the payload is the id of the new analysis, heard when its transaction has committed. */
export const analysisChannel = 'keyblast_analysis';

/** Full rows are kept for this many analyses, aggregates for ever (docs/decisions). */
export const keptAnalyses = 12;

/** Stores an analysis, one row a credential and its findings, by COPY, in one transaction; drops the rows of the thirteenth, and checks the tasks against it. */
export function writeAnalysis(
  database: Database,
  summary: NewAnalysis,
  figures: Analysis,
  credentials: CredentialColumns,
  findings: NewFindings,
): Promise<AnalysisSummary> {
  return inTransaction(database, async (client) => {
    const id = await insertAnalysis(client, summary, credentials.nodeId.length);
    await writeRows(client, id, figures, credentials);
    await writeFindings(client, id, findings);
    await writeUse(client, id, summary.secretless, credentials);
    if (summary.horizonOrigin === 'measured') await writeHorizonBasis(client, id, summary.startedAt);
    await dropOldRows(client);
    await appendAudit(client, {
      at: summary.finishedAt,
      actor: summary.actor,
      action: 'analyze',
      after: { analysis: id, asOf: summary.asOf.toISOString(), horizonDays: summary.horizonDays, horizonOrigin: summary.horizonOrigin },
    });
    const { asOf, generation, finishedAt, actor } = summary;
    await checkTasks(client, { id, asOf, generation, finishedAt, actor });
    await client.query('SELECT pg_notify($1, $2)', [analysisChannel, String(id)]);
    const found = await findAnalysis(client, id);
    if (!found) throw new Error(`analysis ${id} was written and cannot be read`);
    await announce(client, { event: 'analysis.done', analysis: found }, summary.finishedAt);
    return found;
  });
}

/** How many of each attribution, over usable credentials of the estate and the unknown ones beside it; and the secretless rate. */
async function writeUse(client: PoolClient, id: number, secretless: Secretless, { attribution, usable }: CredentialColumns): Promise<void> {
  const counts = Object.fromEntries(attributions.map((name) => [name, 0])) as Record<Attribution, number>; // every one is a key
  attribution.forEach((code, i) => {
    const name = attributions[code];
    if (name !== undefined && (usable[i] === 1 || name === 'unknown')) counts[name]++;
  });
  await client.query('UPDATE analysis SET attribution = $2, secretless = $3 WHERE id = $1', [id, JSON.stringify(counts), JSON.stringify(secretless)]);
}

async function insertAnalysis(client: PoolClient, summary: NewAnalysis, credentials: number): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO analysis (as_of, horizon_days, horizon_origin, weights_version, importer_versions, coverage, generation, actor, started_at, finished_at, credentials, nodes, edges,
       grants, total_weight, leak, takeover, seconds, corrections)
     VALUES ($1, $2, $16, $3,
       (SELECT coalesce(jsonb_object_agg(format, version), '{}') FROM (SELECT format, max(importer_version) AS version FROM import WHERE state = 'applied' GROUP BY format) v),
       (SELECT coalesce(jsonb_agg(jsonb_build_object('system', system, 'from', from_time, 'to', to_time, 'what', what) ORDER BY system, from_time, id), '[]') FROM coverage WHERE gone_at IS NULL),
       $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $17) RETURNING id`,
    [
      summary.asOf,
      summary.horizonDays,
      weightsVersion,
      summary.generation,
      summary.actor,
      summary.startedAt,
      summary.finishedAt,
      credentials,
      summary.nodes,
      summary.edges,
      summary.grants,
      summary.totalWeight,
      JSON.stringify(summary.estate.leak),
      JSON.stringify(summary.estate.takeover),
      JSON.stringify(summary.seconds),
      summary.horizonOrigin,
      summary.corrections,
    ],
  );
  return rows[0]!.id;
}

/** Column names of one scenario in one set, in the order of `figureFields`. */
const prefix = (scenario: Scenario, end: End): string => (end === 'certain' ? scenario : `${scenario}_up_to`);
const figureFields = ['identities', 'workloads', 'chain', 'scope', 'resources', 'weight', 'units', 'band', 'unbounded'] as const;
const figureColumns = scenarios.flatMap((scenario) => ends.flatMap((end) => figureFields.map((field) => `${prefix(scenario, end)}_${field}`)));
/** Absent in analyses from before they were kept. */
const laterColumns = ['attribution', 'environments', 'crosses', 'takeover_classes', 'takeover_environments', 'takeover_crosses'] as const;
const absent = 255;
const resultColumns = [
  'analysis_id',
  'node_id',
  ...figureColumns,
  'exposure',
  'exposure_up_to',
  'likelihood',
  'classes',
  'usable',
  'identity_id',
  ...laterColumns,
];

/** Into a table of its own that becomes the partition once it is full: whoever reads waits for nothing, and the index is made from all rows at once. */
async function writeRows(client: PoolClient, id: number, figures: Analysis, credentials: CredentialColumns): Promise<void> {
  await client.query('SELECT result_draft($1)', [id]);
  const copy = new BinaryCopy(client, `result_${id}`, resultColumns);
  const blocks = scenarios.flatMap((scenario) => ends.map((end) => figures[scenario][end]));
  const { leak, takeover } = figures;
  for (let i = 0; i < credentials.nodeId.length; i++) {
    copy.row();
    copy.int4(id);
    copy.int4(credentials.nodeId[i]!);
    for (const block of blocks) copyFigures(copy, block, i);
    copy.int4(credentials.exposure.certain[i]!);
    copy.int4(credentials.exposure.upTo[i]!);
    copy.int2(credentials.likelihood[i]!);
    copy.int2(leak.upTo.classes[i]!);
    copy.bool(credentials.usable[i] === 1);
    if (credentials.identityId[i]) copy.int4(credentials.identityId[i]!);
    else copy.absent();
    copy.int2(credentials.attribution[i]!);
    copy.int4(leak.upTo.environments[i]!);
    copy.int4(leak.upTo.crosses[i]!);
    copy.int4(takeover.upTo.classes[i]!);
    copy.int4(takeover.upTo.environments[i]!);
    copy.int4(takeover.upTo.crosses[i]!);
    if (copy.full) await copy.drained();
  }
  await copy.end();
  await client.query('SELECT result_attach($1)', [id]);
}

/** In the order of `figureFields`. */
function copyFigures(
  copy: BinaryCopy,
  { identities, workloads, chain, scope, resources, weight, actionUnits, band, unbounded }: FigureColumns,
  i: number,
): void {
  copy.int4(identities[i]!);
  copy.int4(workloads[i]!);
  copy.int4(chain[i]!);
  copy.int4(scope[i]!);
  copy.int4(resources[i]!);
  copy.float8(weight[i]!);
  copy.float8(actionUnits[i]!);
  copy.int2(band[i]!);
  copy.bool(unbounded[i] === 1);
}

async function dropOldRows(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ id: number }>('SELECT id FROM analysis WHERE has_rows ORDER BY id DESC OFFSET $1', [keptAnalyses]);
  for (const { id } of rows) {
    await client.query('SELECT drop_result_partition($1)', [id]);
    await client.query('UPDATE analysis SET has_rows = false WHERE id = $1', [id]);
  }
}

type AnalysisRow = {
  id: number;
  as_of: Date;
  horizon_days: number;
  horizon_origin: HorizonOrigin | null;
  horizon_closures: number | null;
  horizon_open: number | null;
  weights_version: string;
  started_at: Date;
  finished_at: Date;
  credentials: number;
  nodes: number;
  edges: number;
  grants: number;
  leak: AnalysisSummary['leak'];
  takeover: AnalysisSummary['takeover'];
  seconds: Record<string, number>;
  attribution: AnalysisSummary['attribution'];
  secretless: AnalysisSummary['secretless'];
  corrections: number | null;
  stale: boolean;
};

const summarySql = `SELECT a.*, a.generation <> (SELECT (value #>> '{}')::bigint FROM setting WHERE key = 'facts.generation') AS stale FROM analysis a`;
type Queryable = { query: PoolClient['query'] };

/** One analysis by its id; the last where none is given; undefined if there is none. */
export async function findAnalysis(db: Queryable, id?: number): Promise<AnalysisSummary | undefined> {
  const { rows } =
    id === undefined
      ? await db.query<AnalysisRow>(`${summarySql} ORDER BY a.id DESC LIMIT 1`)
      : await db.query<AnalysisRow>(`${summarySql} WHERE a.id = $1`, [id]);
  return rows[0] && asSummary(rows[0]);
}

function asSummary(row: AnalysisRow): AnalysisSummary {
  return {
    id: row.id,
    asOf: row.as_of.toISOString(),
    horizonDays: row.horizon_days,
    horizonOrigin: row.horizon_origin,
    ...horizonBasis(row),
    weightsVersion: row.weights_version,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at.toISOString(),
    credentials: row.credentials,
    nodes: row.nodes,
    edges: row.edges,
    grants: row.grants,
    leak: row.leak,
    takeover: row.takeover,
    seconds: row.seconds,
    attribution: row.attribution,
    secretless: row.secretless,
    corrections: row.corrections ?? 0,
    stale: row.stale,
  };
}

/** What was stored of an analysis with its rows, in code-point order of keys (`nodeId` has no guarantee beyond that). */
export type StoredResults = { figures: Analysis; credentials: CredentialColumns };

/** Reads the rows of an analysis back by binary COPY; undefined where they are kept no more. */
export function readResults(database: Database, id: number): Promise<StoredResults | undefined> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<{ credentials: number; total_weight: number }>(
      'SELECT credentials, total_weight FROM analysis WHERE id = $1 AND has_rows',
      [id],
    );
    const analysis = rows[0];
    if (!analysis) return undefined;
    const results = emptyResults(analysis.credentials, analysis.total_weight);
    const blocks = scenarios.flatMap((scenario) => ends.map((end) => results.figures[scenario][end]));
    const { credentials, figures } = results;
    let i = 0;
    const columns = resultColumns.slice(1).map((column) => `r.${column}`);
    await copyOut(client, `SELECT ${columns.join(', ')} FROM result r JOIN node n ON n.id = r.node_id WHERE r.analysis_id = ${id} ORDER BY n.key`, (row) => {
      credentials.nodeId[i] = row.int4(0);
      for (const block of blocks) {
        block.identities[i] = row.int4(0);
        block.workloads[i] = row.int4(0);
        block.chain[i] = row.int4(0);
        block.scope[i] = row.int4(0);
        block.resources[i] = row.int4(0);
        block.weight[i] = row.float8(0);
        block.actionUnits[i] = row.float8(0);
        block.band[i] = row.int2(0);
        block.unbounded[i] = row.bool() ? 1 : 0;
      }
      credentials.exposure.certain[i] = row.int4(0);
      credentials.exposure.upTo[i] = row.int4(0);
      credentials.likelihood[i] = row.int2(0);
      figures.leak.upTo.classes[i] = row.int2(0);
      credentials.usable[i] = row.bool() ? 1 : 0;
      credentials.identityId[i] = row.int4(0);
      credentials.attribution[i] = row.int2(absent);
      figures.leak.upTo.environments[i] = row.int4(0);
      figures.leak.upTo.crosses[i] = row.int4(0);
      figures.takeover.upTo.classes[i] = row.int4(0);
      figures.takeover.upTo.environments[i] = row.int4(0);
      figures.takeover.upTo.crosses[i] = row.int4(0);
      i++;
    });
    return results;
  });
}

function emptyResults(count: number, totalWeight: number): StoredResults {
  const block = (): FigureColumns => ({
    totalWeight,
    identities: new Uint32Array(count),
    workloads: new Uint32Array(count),
    chain: new Uint32Array(count),
    scope: new Uint32Array(count),
    resources: new Uint32Array(count),
    weight: new Float64Array(count),
    actionUnits: new Float64Array(count),
    band: new Uint8Array(count),
    unbounded: new Uint8Array(count),
    classes: new Uint16Array(count),
    environments: new Uint16Array(count),
    crosses: new Uint16Array(count),
  });
  return {
    figures: { leak: { certain: block(), upTo: block() }, takeover: { certain: block(), upTo: block() } },
    credentials: {
      nodeId: new Int32Array(count),
      exposure: { certain: new Uint32Array(count), upTo: new Uint32Array(count) },
      likelihood: new Uint8Array(count),
      usable: new Uint8Array(count),
      identityId: new Int32Array(count),
      attribution: new Uint8Array(count),
    },
  };
}
