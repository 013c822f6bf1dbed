/**
 * The engine's three steps on generated estates, without a database:
 *   node bench/workloads.ts M|M2|E|Esc|W [scale, default 0.1] [credentials checked, default 300]
 * M, M2: agents with static keys (M2: each may read the database); E, Esc: an enterprise (Esc: where everything hangs together); W: levels. Prints one JSON document: sizes, seconds of processor
 * time on one thread by step (sets alone, then with lives, both ends), what following the checked credentials one by one extrapolates to in the same run, mismatches between the two, and how
 * scope and bands are spread.
 */
import { analyzeRange } from '../lib/blast/analyzeRange.ts';
import { buildGraph } from '../lib/blast/buildGraph.ts';
import { type Analysis, type FigureColumns, makeAnalysis, makeExposure } from '../lib/blast/figureColumns.ts';
import { heavyOf } from '../lib/blast/heavy.ts';
import { clampedOf, foldHeavy, unfold } from '../lib/blast/solveHeavy.ts';
import { makeScratch } from '../lib/blast/spread.ts';
import { makeRandom } from '../lib/estate/random.ts';
import { asOfMs } from '../lib/estate/workloads/numberedEstate.ts';
import { workloads } from '../lib/estate/workloads/workloads.ts';
import { classesOf } from '../lib/graph/classes.ts';
import { layOut, solutionOf, workOn } from '../lib/graph/solve.ts';
import { ends, scenarios } from '../lib/model/figures.ts';
import { bands } from '../lib/model/weights.ts';

const [workload = '', scale, checked] = [process.argv[2], Number(process.argv[3] ?? 0.1), Number(process.argv[4] ?? 300)];
const make = workloads[workload];
if (!make) throw new Error(`expected one of ${Object.keys(workloads).join(', ')}, saw ${JSON.stringify(workload)}`);

const seconds: Record<string, number> = {};
/** Processor time, added up by name: other work on the machine counts less than in wall time. */
function timed<T>(name: string, work: () => T): T {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  seconds[name] = (seconds[name] ?? 0) + (user + system) / 1e6;
  return value;
}

const columns = make(scale).columns();
const graph = timed('build', () => buildGraph(columns, { asOfMs, horizonDays: 27 }));
const classes = timed('fold', () => classesOf(clampedOf(graph.upTo, graph.lives.last)));
const heavy = timed('fold', () => heavyOf(graph, classes));
const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];
const isHeavy = new Uint8Array(graph.credentials.length);
for (const at of heavy) isHeavy[at] = 1;
timed('light', () => analyzeRange(graph, 0, graph.credentials.length, analysis, exposure, makeScratch(graph), isHeavy));
const rows: number[] = [];
for (const withLives of heavy.length > 0 ? [false, true] : []) {
  for (const end of ends) {
    const name = withLives ? 'lives' : 'sets';
    const folded = timed(`${name} fold`, () => foldHeavy(graph, graph[end], heavy, { withLives }));
    const laid = layOut(folded.problem, 1);
    timed(`${name} solve`, () => workOn(laid, 0, new Int32Array(1)));
    rows.push(folded.problem.rows.count);
    if (withLives) timed('unfold', () => unfold(graph, heavy, end, folded, solutionOf(laid), analysis, exposure));
  }
}

/** Mismatches over random credentials, each followed by itself. */
function check(): number {
  const [other, counted, scratch, random] = [makeAnalysis(graph), makeExposure(graph), makeScratch(graph), makeRandom(7)];
  const fields = Object.keys(other.leak.certain) as (keyof FigureColumns)[]; // exactly the columns of the type
  let mismatches = 0;
  for (let i = 0; i < checked; i++) {
    const at = random.below(graph.credentials.length);
    timed('one by one', () => analyzeRange(graph, at, at + 1, other, counted, scratch));
    const same = (of: Analysis, than: Analysis) =>
      scenarios.every((s) => ends.every((e) => fields.every((field) => of[s][e][field][at] === than[s][e][field][at])));
    if (!same(analysis, other)) mismatches++;
  }
  return mismatches;
}
const mismatches = check();
const sorted = analysis.leak.certain.scope.toSorted();
const rounded = Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
console.log(
  JSON.stringify(
    {
      workload,
      scale,
      nodes: graph.nodes,
      edges: columns.edges.count,
      grants: columns.grants.count,
      credentials: graph.credentials.length,
      heavy: heavy.length,
      rows,
      checked,
      mismatches,
      seconds: rounded,
      oneByOneExtrapolated: Math.round(((seconds['one by one'] ?? 0) / checked) * graph.credentials.length),
      residentMb: Math.round(process.resourceUsage().maxRSS / 1024),
      scope: Object.fromEntries([0.25, 0.5, 0.75, 0.9, 1].map((q) => [q, sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]])),
      bands: Object.fromEntries(bands.map((band, i) => [band, analysis.leak.certain.band.reduce((count, of) => count + (of === i ? 1 : 0), 0)])),
    },
    null,
    2,
  ),
);
