import { analyze } from '../../lib/blast/analyze.ts';
import { analyzeRange, RangeMemory } from '../../lib/blast/analyzeRange.ts';
import { buildGraph } from '../../lib/blast/buildGraph.ts';
import { type Analysis, type FigureColumns, figuresAt, makeAnalysis, makeExposure } from '../../lib/blast/figureColumns.ts';
import type { EstateGraph } from '../../lib/blast/graph.ts';
import { SlowEstate } from '../../lib/blast/slowDefinition.ts';
import { makeRandom } from '../../lib/estate/random.ts';
import { asOfMs } from '../../lib/estate/workloads/numberedEstate.ts';
import { workloadFacts, workloadKey } from '../../lib/estate/workloads/workloadFacts.ts';
import { ends, scenarios } from '../../lib/model/figures.ts';
import { horizonDays, scaleOfDefinition, type WorkloadName, workloadOf } from './workloads.ts';

/** Distinct positions below `of`, by chance, ascending; all of them where there are no more. */
export function randomPositions(count: number, of: number, seed: number): number[] {
  if (count >= of) return Array.from({ length: of }, (_, at) => at);
  const [random, drawn] = [makeRandom(seed), new Set<number>()];
  while (drawn.size < count) drawn.add(random.below(of));
  return [...drawn].sort((a, b) => a - b);
}

/** How many of the credentials at these positions have any figure, in either scenario or end, that following them one by one does not give. */
export function mismatchesOneByOne(graph: EstateGraph, analysis: Analysis, positions: readonly number[]): number {
  const [other, counted, memory] = [makeAnalysis(graph), makeExposure(graph), new RangeMemory(graph)];
  const fields = Object.keys(other.leak.certain).filter((field) => field !== 'totalWeight') as Exclude<keyof FigureColumns, 'totalWeight'>[]; // exactly the columns of the type
  return positions.filter((at) => {
    analyzeRange(graph, at, at + 1, other, counted, memory);
    return scenarios.some((s) => ends.some((e) => fields.some((field) => analysis[s][e][field][at] !== other[s][e][field][at])));
  }).length;
}

/** The same against the slow definition, on an estate of the kind that it can read; everything is folded there, as most is at full scale. */
export function mismatchesWithDefinition(workload: WorkloadName, count: number): { scale: number; credentials: number; mismatches: number } {
  const scale = scaleOfDefinition[workload];
  const columns = workloadOf(workload, scale).columns();
  const facts = [...workloadFacts(columns)];
  const slow = new SlowEstate(facts, asOfMs, horizonDays);
  slow.markStores(facts);
  const graph = buildGraph(columns, { asOfMs, horizonDays });
  const analyses = [analyze(graph).analysis, analyze(graph, { limit: 0 }).analysis];
  const positions = randomPositions(count, graph.credentials.length, 7);
  const wrong = positions.filter((at) => {
    const key = workloadKey(columns, graph.credentials[at]!);
    return scenarios.some((s) =>
      ends.some((e) => {
        const right = JSON.stringify(slow.figures(slow.reach(e, slow.start(key, s, e)), new Map([[key, 0n]])));
        return analyses.some((analysis) => JSON.stringify(figuresAt(analysis[s][e], at)) !== right);
      }),
    );
  });
  return { scale, credentials: positions.length, mismatches: wrong.length };
}
