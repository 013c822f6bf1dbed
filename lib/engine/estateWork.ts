import { applyClock, buildAt, buildGraph } from '../blast/buildGraph.ts';
import type { EstateColumns } from '../blast/columns.ts';
import { estateFigures } from '../blast/estateFigures.ts';
import type { Analysis, ExposureColumns } from '../blast/figureColumns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { likelihoodsOf } from '../blast/likelihood.ts';
import { secretlessOf } from '../blast/secretless.ts';
import { sharedMemory } from '../graph/csr.ts';
import type { EstateFigures, Scenario } from '../model/figures.ts';
import { endingsOf } from '../rules/endings.ts';
import { type Database, openPool } from '../store/database.ts';
import { loadEstate } from '../store/loadEstate.ts';
import { loadSaid } from '../store/loadSaid.ts';
import { type CredentialColumns, type NewAnalysis, writeAnalysis } from '../store/results.ts';
import { analyzeOnThreads } from './analyzeThreads.ts';
import { collectGarbage } from './collectGarbage.ts';
import type { EstateJob, EstateJobResult, EstateMessage } from './estateJob.ts';
import { findingsOf, gatherFindings } from './findings.ts';
import { firstIdentities } from './firstIdentities.ts';
import { makeTable, resultColumns } from './loadTable.ts';
import { PhaseClock } from './phaseClock.ts';
import { makeSnapshot, numbersById } from './snapshot.ts';
import { findSnapshot, keepSnapshot } from './snapshotFile.ts';

type Post = (message: EstateMessage) => void;

/** What a job found; `afterwards` is left to do once it has been told. */
type Done = { result: EstateJobResult[EstateJob['kind']]; afterwards?: () => void };

/** Does one job on the whole estate, on the thread that calls it. */
export async function doEstateJob(job: EstateJob, post: Post): Promise<Done> {
  if (job.kind === 'exposure') return { result: (await analyzeOnThreads(job.graph, () => undefined)).exposure };
  const database = openPool(job.url);
  try {
    if (job.kind === 'load') return { result: await load(database, job) };
    const result = await analyzeEstate(database, job, post);
    const { id: analysis, finishedAt } = result.summary;
    return { result, afterwards: () => keepSnapshot(job.place, { analysis, finishedAt }, result) };
  } finally {
    await database.close();
  }
}

async function load(database: Database, { place, of, ...at }: Extract<EstateJob, { kind: 'load' }>): Promise<EstateJobResult['load']> {
  const found = findSnapshot(place, of);
  if (found) return found;
  const { estate } = await loadEstate(database, { keys: false, allocate: sharedMemory });
  return { snapshot: makeSnapshot(buildGraph(estate, at, sharedMemory), estate) };
}

async function analyzeEstate(
  database: Database,
  { asOfMs, horizonDays, horizonOrigin, actor }: Extract<EstateJob, { kind: 'analyze' }>,
  post: Post,
): Promise<EstateJobResult['analyze']> {
  const startedAt = new Date();
  const clock = new PhaseClock((phase) => post({ progress: { phase, done: 0 } }));
  const { estate, generation, corrections } = await clock.time('load', () => loadEstate(database, { keys: false, allocate: sharedMemory }));
  const endings = endingsOf(estate.nodes, asOfMs);
  const graph = await clock.time('build', () => {
    const clocked = applyClock(estate, { asOfMs, horizonDays }, sharedMemory);
    forgetTimes(estate);
    return buildAt(estate, clocked, sharedMemory);
  });
  const { secretless, gathered, environments, ...evidence } = await clock.time('evidence', async () => {
    const said = await loadSaid(database, new Date(asOfMs), estate.nodes);
    const credentials = evidenceOf(graph, estate, said.attribution);
    const gathered = gatherFindings(graph, estate, endings, said, credentials);
    return { ...credentials, gathered, environments: said.environments, secretless: secretlessOf(graph, estate) };
  });
  forgetEvidence(estate);
  const found = await clock.time('analyze', () => analyzeOnThreads(graph, (done, total) => post({ progress: { phase: 'analyze', done, total } })));
  collectGarbage(); // what the threads worked with
  const { exposure } = found;
  const credentials = { ...evidence, exposure: exposureOfCredentials(graph, exposure) };
  const findings = await clock.time('findings', () => findingsOf({ graph, gathered, ...found, likelihood: evidence.likelihood }, estate, environments));
  const summary = await clock.time('store', () => {
    const { analysis } = found;
    const written: NewAnalysis = {
      asOf: new Date(asOfMs),
      horizonDays,
      horizonOrigin,
      actor,
      generation,
      corrections,
      startedAt,
      finishedAt: new Date(),
      nodes: graph.nodes,
      edges: estate.edges.count,
      grants: estate.grants.count,
      totalWeight: graph.permissions.liveWeight,
      estate: { leak: scenarioFigures(graph, analysis, 'leak'), takeover: scenarioFigures(graph, analysis, 'takeover') },
      secretless,
      seconds: { ...clock.seconds },
    };
    return writeAnalysis(database, written, analysis, credentials, findings);
  });
  const table = await clock.time('table', () => {
    const rows = { results: resultColumns({ figures: found.analysis, credentials }), credentials, identities: identityIds(estate, credentials) };
    forgetFigures(found);
    return makeTable(database, asOfMs, rows);
  });
  return { summary: { ...summary, seconds: clock.seconds }, snapshot: makeSnapshot(graph, estate), exposure, table };
}

/** Ids of the identities that credentials authenticate as, each once, in the order of nodes, which is that of keys. */
function identityIds({ nodes }: EstateColumns, { identityId }: CredentialColumns): Int32Array {
  const numbers = numbersById(nodes.id);
  const isUsed = new Uint8Array(nodes.count);
  for (const id of identityId) if (id !== 0) isUsed[numbers[id]!] = 1;
  return nodes.id.filter((_, v) => isUsed[v] === 1);
}

const scenarioFigures = (graph: EstateGraph, analysis: Analysis, scenario: Scenario): EstateFigures & { upTo: EstateFigures } => ({
  ...estateFigures(graph, analysis, scenario, 'certain'),
  upTo: estateFigures(graph, analysis, scenario, 'upTo'),
});

/** What is known of credentials before anything is analyzed. */
function evidenceOf(graph: EstateGraph, estate: EstateColumns, attribution: Uint8Array): Omit<CredentialColumns, 'exposure'> {
  const { credentials } = graph;
  const identities = firstIdentities(graph, estate);
  return {
    nodeId: Int32Array.from(credentials, (v) => estate.nodes.id[v]!),
    likelihood: likelihoodsOf(graph, estate),
    usable: Uint8Array.from(credentials, (v) => graph.usable[v]!),
    attribution: Uint8Array.from(credentials, (v) => attribution[v]!),
    identityId: Int32Array.from(identities, (v) => (v < 0 ? 0 : estate.nodes.id[v]!)),
  };
}

const exposureOfCredentials = ({ credentials }: EstateGraph, { certain, upTo }: ExposureColumns): CredentialColumns['exposure'] => ({
  certain: credentials.map((v) => certain[v]!),
  upTo: credentials.map((v) => upTo[v]!),
});

/** Columns that were needed only until the clock was applied: 280 MB at 12 million edges and grants between 7.6 million nodes. Evidence is looked for in edges that stand. */
function forgetTimes({ nodes, edges, grants }: EstateColumns): void {
  nodes.expiresMs = nodes.ttlSeconds = nodes.goneMs = grants.untilMs = edges.sessionTtlSeconds = new Float64Array(0);
  collectGarbage();
}

/** The same of what the graph was built from and evidence was looked for in. */
function forgetEvidence({ nodes, edges, grants }: EstateColumns): void {
  nodes.status = nodes.issuance = nodes.presentation = nodes.flags = nodes.identityKind = nodes.storage = nodes.sighted = new Uint8Array(0);
  edges.untilMs = new Float64Array(0);
  edges.from = edges.to = grants.from = grants.resource = new Uint32Array(0);
  collectGarbage();
}

/** The same of figures that the table has now. */
function forgetFigures(found: { analysis: Partial<Analysis> }): void {
  found.analysis = {};
  collectGarbage();
}
