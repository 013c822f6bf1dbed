import { expect } from 'vitest';
import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import { estateFigures } from '../blast/estateFigures.ts';
import { likelihoodsOf } from '../blast/likelihood.ts';
import { secretlessOf } from '../blast/secretless.ts';
import type { AnalysisSummary, Scenario } from '../model/figures.ts';
import { type Database, inTransaction } from './database.ts';
import { importFacts } from './importFacts.ts';
import { type Given, givenSet, readersDeriver } from './importTesting.ts';
import { type InsertedTasks, insertTasks, type NewTasks } from './insertTasks.ts';
import { loadEstate } from './loadEstate.ts';
import { findAnalysis, writeAnalysis } from './results.ts';
import type { NewFindings } from './writeFindings.ts';

const noFindings: NewFindings = {
  found: { count: 0, subject: new Uint32Array(), low: new Uint32Array(), high: new Uint32Array(), leak: new Uint8Array(), takeover: new Uint8Array() },
  nodeId: new Int32Array(),
  cell: new Uint32Array(),
  cells: [],
  ofTakeover: new Set(),
  uses: [],
  rules: 0,
};

/** For tests: what an engine does, without its process; tasks are checked with it. */
export async function analyzeHere(database: Database, asOf: Date, now: Date = asOf): Promise<AnalysisSummary> {
  const { estate, generation, corrections } = await loadEstate(database, { keys: true });
  const graph = buildGraph(estate, { asOfMs: asOf.getTime(), horizonDays: 27 });
  const { analysis, exposure } = analyze(graph);
  const figures = (scenario: Scenario) => ({ ...estateFigures(graph, analysis, scenario, 'certain'), upTo: estateFigures(graph, analysis, scenario, 'upTo') });
  const { credentials } = graph;
  return writeAnalysis(
    database,
    {
      asOf,
      horizonDays: 27,
      horizonOrigin: 'default',
      actor: 'test',
      generation,
      corrections,
      startedAt: now,
      finishedAt: now,
      nodes: graph.nodes,
      edges: estate.edges.count,
      grants: estate.grants.count,
      totalWeight: graph.permissions.liveWeight,
      estate: { leak: figures('leak'), takeover: figures('takeover') },
      secretless: secretlessOf(graph, estate),
      seconds: {},
    },
    analysis,
    {
      nodeId: Int32Array.from(credentials, (v) => estate.nodes.id[v]!),
      exposure: { certain: credentials.map((v) => exposure.certain[v]!), upTo: credentials.map((v) => exposure.upTo[v]!) },
      likelihood: likelihoodsOf(graph, estate),
      usable: Uint8Array.from(credentials, (v) => graph.usable[v]!),
      attribution: new Uint8Array(credentials.length),
      identityId: new Int32Array(credentials.length),
    },
    noFindings,
  );
}

/** For tests: one import of facts that are written down. Answers its number and state. */
export async function importGiven(
  database: Database,
  given: Given & { confirm?: boolean },
  now: Date,
): Promise<{ id: number; state: 'applied' | 'held' } | undefined> {
  const report = await importFacts(database, [givenSet(given)], { actor: 'test', now, deriver: readersDeriver, confirm: given.confirm ?? false });
  const own = report.sources.find(({ format }) => format === 'facts');
  return own && { id: own.importId, state: own.state };
}

/** For tests: tasks on credentials or subjects by their keys. */
export function makeTasks(
  database: Database,
  made: Pick<NewTasks, 'control'> & Partial<NewTasks> & { keys?: readonly string[] },
  now: Date,
): Promise<InsertedTasks> {
  return inTransaction(database, async (client) => {
    const analysis = await findAnalysis(client);
    if (!analysis) expect.fail('nothing was analysed');
    const { keys = [], ...rest } = made;
    const subjects = { named: keys.map((key) => ({ kind: 'credential' as const, key })) };
    return insertTasks(client, {
      params: {},
      split: 'each',
      subjects,
      actor: 'test',
      now,
      analysis: { id: analysis.id, asOf: new Date(analysis.asOf) },
      ...rest,
    });
  });
}
