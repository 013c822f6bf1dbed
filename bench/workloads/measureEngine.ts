import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { analyzeSets, foldSets } from '../../lib/blast/analyzeSets.ts';
import { buildGraph } from '../../lib/blast/buildGraph.ts';
import type { EstateGraph } from '../../lib/blast/graph.ts';
import { reachQuantiles } from '../../lib/blast/reachQuantiles.ts';
import { type SetColumns, searchSet, setColumns, setScratch } from '../../lib/blast/setSearch.ts';
import { analyzeOnThreads } from '../../lib/engine/analyzeThreads.ts';
import { asOfMs } from '../../lib/estate/workloads/numberedEstate.ts';
import { sharedMemory } from '../../lib/graph/csr.ts';
import { layOut } from '../../lib/graph/layOut.ts';
import type { Problem, Solution } from '../../lib/graph/problem.ts';
import { solutionOf, workOn } from '../../lib/graph/solve.ts';
import { CKernel, hasCompiler } from '../peers/cKernel.ts';
import { cteSeconds, hasIgraph, igraphSeconds, type Reached } from '../peers/reachedBy.ts';
import type { Apart, ApartAnswer } from './apart.ts';
import { mismatchesOneByOne, mismatchesWithDefinition, randomPositions } from './checkFigures.ts';
import { readColumns } from './columnsFile.ts';
import { type DatabasePart, measureDatabase } from './measureDatabase.ts';
import { type Analyzed, analyzeByPhases } from './phases.ts';
import { type PlainGraph, plainGraph } from './plainGraph.ts';
import type { EngineReport, Part } from './report.ts';
import { rounded } from './rounds.ts';
import { SolvingThreads, setProblem, solveSeconds } from './solving.ts';
import { followsAll, horizonDays, sampledBy, type WorkloadName } from './workloads.ts';

export type EngineBench = { workload: WorkloadName; scale: number; parts: Set<Part>; threads: number };

const run = promisify(execFile);
/** Of each measurement; they take turns, so that a busy machine slows all alike. */
const rounds = 3;
/** Credentials held to the two slower ways. */
const checked = 300;
/** The set that baselines and kernels are compared on: the larger one. */
const end = 'upTo';

/** What `keyblast bench engine` says. Files that it needs meanwhile lie in a folder of their own among the temporary ones. */
export async function measureEngine(bench: EngineBench, say: (what: string) => void): Promise<EngineReport> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-bench-'));
  try {
    const snapshot = bench.parts.has('snapshot') ? await measureSnapshot(bench, path.join(folder, 'snapshot'), say) : undefined;
    const report = bench.parts.size > (snapshot ? 1 : 0) ? await measureSteps(bench, folder, say) : { ...emptyReport(bench), ...snapshot?.written.sizes };
    if (snapshot) report.details.snapshot = snapshot;
    report.peakRssMb ??= snapshot?.written.steps.at(-1)?.peakRssMb ?? null;
    return report;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSteps(bench: EngineBench, folder: string, say: (what: string) => void): Promise<EngineReport> {
  const { workload, scale, parts } = bench;
  const file = path.join(folder, 'columns');
  say(`generating ${workload} at scale ${scale}`);
  const generated = await apart({ do: 'generate', workload, scale, file });
  if (parts.has('memory')) say('one analysis in a process of its own');
  const alone = parts.has('memory') ? await apart({ do: 'analyze', file }) : undefined;
  const report = await new Measurement(bench, file, folder, say).report();
  report.details.generateSeconds = rounded(generated.seconds);
  report.peakRssMb = alone?.peakRssMb ?? null;
  return report;
}

/** Nothing else is in memory meanwhile: it is for sizes that hardly fit. */
async function measureSnapshot({ workload, scale }: EngineBench, file: string, say: (what: string) => void): Promise<EngineReport['details']['snapshot']> {
  say(`from the generator to a snapshot of ${workload} at scale ${scale}`);
  const written = (await apart({ do: 'write snapshot', workload, scale, file })).snapshot!;
  say('opening it');
  const opened = (await apart({ do: 'open snapshot', file })).snapshot!;
  return { written, opened };
}

async function apart(order: Apart): Promise<ApartAnswer> {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'apart.ts'), JSON.stringify(order)]);
  return JSON.parse(stdout);
}

/** Seconds of several rounds by name. */
class Rounds {
  readonly #all = new Map<string, number[]>();
  add(name: string, seconds: number): void {
    const known = this.#all.get(name);
    if (known) known.push(seconds);
    else this.#all.set(name, [seconds]);
  }
  timed<T>(name: string, work: () => T): T {
    const begun = performance.now();
    const value = work();
    this.add(name, (performance.now() - begun) / 1000);
    return value;
  }
  median(name: string): number | null {
    const sorted = this.#all.get(name)?.toSorted((a, b) => a - b);
    return sorted ? sorted[sorted.length >> 1]! : null;
  }
  /** Of two medians; null where one was not measured. */
  ratio(over: string, under: string): number | null {
    const [a, b] = [this.median(over), this.median(under)];
    return a === null || b === null || b === 0 ? null : rounded(a / b);
  }
}

class Measurement {
  readonly #bench: EngineBench;
  readonly #folder: string;
  readonly #say: (what: string) => void;
  readonly #rounds = new Rounds();
  readonly #report: EngineReport;
  readonly #graph: EstateGraph;
  #analyzed: Analyzed | undefined;
  #oneSet: SetColumns | undefined;

  constructor(bench: EngineBench, file: string, folder: string, say: (what: string) => void) {
    this.#bench = bench;
    this.#folder = folder;
    this.#say = say;
    const columns = readColumns(file);
    const build = (): EstateGraph => this.#rounds.timed('build', () => buildGraph(columns, { asOfMs, horizonDays }, sharedMemory));
    this.#graph = build();
    if (this.#has('phases')) for (let round = 1; round < rounds; round++) build();
    const { nodes, credentials } = this.#graph;
    this.#report = { ...emptyReport(bench), nodes, edges: columns.edges.count, grants: columns.grants.count, credentials: credentials.length };
  }

  async report(): Promise<EngineReport> {
    await this.#measure();
    await this.#igraph();
    await this.#cte();
    this.#check();
    await this.#database();
    return this.#written();
  }

  #has(...parts: Part[]): boolean {
    return parts.some((part) => this.#bench.parts.has(part));
  }

  /** Everything that takes turns. */
  async #measure(): Promise<void> {
    const all = this.#has('phases', 'allToOne') ? rounds : this.#has('mismatches', 'reach') ? 1 : 0;
    const one = this.#has('naive', 'igraph', 'allToOne', 'cte') ? rounds : 0;
    const baseline = this.#has('naive') ? new Baseline(this.#graph, sampledBy[this.#bench.workload]) : undefined;
    const solving = this.#has('cKernel', 'jsKernel', 'threads') ? await this.#solving() : undefined;
    const crew = this.#has('allToOne') ? new SolvingThreads(this.#bench.threads) : undefined;
    try {
      for (let round = 0; round < Math.max(all, one, solving ? rounds : 0); round++) {
        this.#say(`round ${round + 1}`);
        if (round < all) this.#analyze();
        if (round < one) this.#oneSet = this.#rounds.timed('one', () => analyzeSets(this.#graph, end));
        if (baseline && this.#oneSet) this.#rounds.add('naive', baseline.seconds(this.#oneSet));
        await solving?.round(this.#rounds);
        if (crew) await this.#onThreads(crew);
      }
    } finally {
      await solving?.end();
      await crew?.end();
    }
    if (!baseline || !this.#oneSet) return;
    this.#baseline('naive', this.#rounds.median('naive'), baseline.positions.length);
    if (!followsAll(this.#bench.workload)) return;
    const every = new Baseline(this.#graph, this.#graph.credentials.length);
    this.#baseline('naiveAll', every.seconds(this.#oneSet), every.positions.length);
  }

  #analyze(): void {
    this.#analyzed = undefined; // its figures make room for the next ones
    this.#analyzed = analyzeByPhases(this.#graph);
    const { seconds } = this.#analyzed;
    for (const [phase, of] of Object.entries(seconds)) this.#rounds.add(phase, of);
    this.#rounds.add(
      'all',
      Object.values(seconds).reduce((sum, of) => sum + of, 0),
    );
  }

  /** As the product does it: threads are started anew for each analysis. */
  async #onThreads(crew: SolvingThreads): Promise<void> {
    const { threads } = this.#bench;
    const begun = performance.now();
    await analyzeOnThreads(this.#graph, () => undefined, threads);
    const then = performance.now();
    this.#rounds.add('allOnThreads', (then - begun) / 1000);
    const { problem, take } = foldSets(this.#graph, end);
    if (problem) take(solutionOf(await crew.solved(problem, threads)));
    this.#rounds.add('oneOnThreads', (performance.now() - then) / 1000);
  }

  async #solving(): Promise<Solving | undefined> {
    const problem = setProblem(this.#graph, end);
    if (!problem) {
      for (const part of ['cKernel', 'jsKernel', 'threads'] as const)
        if (this.#has(part)) this.#left(part, 'no credential reaches so much that there is anything to solve');
      return undefined;
    }
    const c = this.#has('cKernel') && (await hasCompiler());
    if (this.#has('cKernel') && !c) this.#left('cKernel', 'gcc is not installed');
    if (this.#has('threads')) this.#report.details.threads = this.#bench.threads;
    const threads = this.#has('threads') ? this.#bench.threads : 0;
    return Solving.make({ problem, javascript: this.#has('jsKernel'), threads, c, folder: this.#folder });
  }

  /** A baseline's seconds for a sample, extrapolated to all credentials. */
  #baseline(name: 'naive' | 'naiveAll' | 'igraph' | 'cte', seconds: number | null, sampled: number): void {
    if (seconds === null) return;
    const total = (seconds / sampled) * this.#graph.credentials.length;
    this.#report.details.baselines = { ...this.#report.details.baselines, [name]: { seconds: rounded(total), sampled } };
    const ours = this.#rounds.median('one');
    if (ours !== null && name !== 'naiveAll') this.#report.ratios[name] = rounded(total / ours);
  }

  async #igraph(): Promise<void> {
    if (!this.#has('igraph')) return;
    if (!(await hasIgraph())) {
      this.#left('igraph', 'python3 has no igraph: pip install igraph');
      return;
    }
    this.#say('python-igraph');
    await this.#peer('igraph', sampledBy[this.#bench.workload], igraphSeconds);
  }

  async #cte(): Promise<void> {
    if (!this.#has('cte')) return;
    this.#say('recursive queries');
    await this.#peer('cte', 20, cteSeconds);
  }

  /** Another way to find what leaks reach; each must be of as many vertices as a plain search finds. */
  async #peer(
    name: 'igraph' | 'cte',
    sample: number,
    find: (plain: PlainGraph, sources: readonly number[], folder: string) => Promise<Reached>,
  ): Promise<void> {
    const { plain, positions } = new Baseline(this.#graph, sample);
    const sources = positions.map((at) => this.#graph.credentials[at]!).filter((c) => plain.presentable[c] === 1);
    const { seconds, reached } = await find(plain, sources, this.#folder);
    const [scratch, found] = [setScratch(plain), setColumns(sources.length)];
    for (const [i, source] of sources.entries()) {
      const entered = searchSet(plain, source, scratch, found, i);
      const expected = entered + found.scope[i]!;
      if (reached[i] !== expected) throw new Error(`${name} reaches ${reached[i]} vertices from ${source}, we ${expected}`);
    }
    this.#baseline(name, seconds.toSorted((a, b) => a - b)[1]!, positions.length);
  }

  #check(): void {
    if (this.#analyzed && this.#has('reach')) this.#report.details.reach = reachQuantiles(this.#graph, this.#analyzed.analysis);
    if (!this.#analyzed || !this.#has('mismatches')) return;
    this.#say('holding figures to those found one by one, and to the slow definition');
    const positions = randomPositions(checked, this.#graph.credentials.length, 7);
    const oneByOne = { credentials: positions.length, mismatches: mismatchesOneByOne(this.#graph, this.#analyzed.analysis, positions) };
    const slowDefinition = mismatchesWithDefinition(this.#bench.workload, checked);
    this.#report.details.checked = { slowDefinition, oneByOne };
    this.#report.mismatches = slowDefinition.mismatches + oneByOne.mismatches;
  }

  /** In processes of its own, after everything else; it takes the longest. */
  async #database(): Promise<void> {
    const parts = (['analyze', 'table', 'credentials'] satisfies DatabasePart[]).filter((part) => this.#has(part));
    if (parts.length === 0) return;
    this.#say('the database');
    const { workload, scale } = this.#bench;
    await measureDatabase(workload, scale, parts, this.#report);
  }

  #left(part: Part, why: string): void {
    this.#report.details.left = { ...this.#report.details.left, [part]: why };
  }

  #written(): EngineReport {
    const { seconds, ratios, details } = this.#report;
    const median = (name: string): number | null => {
      const value = this.#rounds.median(name);
      return value === null ? null : rounded(value);
    };
    if (this.#has('phases')) for (const phase of ['build', 'light', 'fold', 'solve', 'actionDays', 'unfold'] as const) seconds[phase] = median(phase);
    const run = Object.values(seconds).filter((of) => of !== null);
    seconds.total = run.length === 0 ? null : rounded(run.reduce((sum, of) => sum + of, 0));
    ratios.jsKernel = this.#rounds.ratio('javascript', 'wasm');
    ratios.cKernel = this.#rounds.ratio('wasm', 'c');
    ratios.threads = this.#rounds.ratio('oneThread', 'severalThreads');
    if (this.#has('allToOne')) {
      ratios.allToOne = this.#rounds.ratio('allOnThreads', 'oneOnThreads');
      const [onAll, onOne] = [median('allOnThreads')!, median('oneOnThreads')!]; // both were measured in each round
      details.onThreads = { threads: this.#bench.threads, all: onAll, one: onOne, ratioOnOne: this.#rounds.ratio('all', 'one') };
    }
    const one = median('one');
    if (one !== null) details.oneSetSeconds = one;
    for (const way of ['wasm', 'javascript', 'c', 'oneThread', 'severalThreads'] as const) {
      const of = median(way);
      if (of !== null) details.solveSeconds = { ...details.solveSeconds, [way]: of };
    }
    if (this.#analyzed) Object.assign(details, { heavy: this.#analyzed.heavy, folded: this.#analyzed.folded });
    return this.#report;
  }
}

/** Sizes are filled in by whoever knows them. */
const emptyReport = ({ workload, scale }: EngineBench): EngineReport => ({
  workload,
  scale,
  nodes: 0,
  edges: 0,
  grants: 0,
  credentials: 0,
  mismatches: null,
  seconds: { load: null, build: null, light: null, fold: null, solve: null, actionDays: null, unfold: null, store: null, total: null },
  ratios: { naive: null, igraph: null, cte: null, cKernel: null, jsKernel: null, threads: null, allToOne: null, analyzeToCopy: null, tableP95ToRows: null },
  credentialP95Ms: null,
  peakRssMb: null,
  details: {},
});

/** Plain searches from so many of the credentials, by chance. */
class Baseline {
  readonly plain: PlainGraph;
  readonly positions: number[];
  readonly #graph: EstateGraph;
  constructor(graph: EstateGraph, sample: number) {
    this.#graph = graph;
    this.plain = plainGraph(graph, graph[end]);
    this.positions = randomPositions(sample, graph.credentials.length, 5);
  }

  /** For the whole sample; each must be found to reach what we found. */
  seconds(ours: SetColumns): number {
    const [scratch, found] = [setScratch(this.plain), setColumns(this.positions.length)];
    const sources = this.positions.map((at) => this.#graph.credentials[at]!);
    const begun = performance.now();
    for (let i = 0; i < sources.length; i++) if (this.plain.presentable[sources[i]!] === 1) searchSet(this.plain, sources[i]!, scratch, found, i);
    const seconds = (performance.now() - begun) / 1000;
    const fields = ['scope', 'weight', 'identities', 'chain'] as const;
    for (const [i, at] of this.positions.entries()) {
      const other = fields.find((field) => found[field][i] !== ours[field][at]);
      if (other) throw new Error(`a plain search from credential ${at} finds ${other} ${found[other][i]}, we ${ours[other][at]}`);
    }
    return seconds;
  }
}

type SolvingWays = { problem: Problem; javascript: boolean; threads: number; c: boolean; folder: string };

/** The same problem solved in several ways. */
class Solving {
  readonly #problem: Problem;
  readonly #javascript: boolean;
  readonly #several: number;
  readonly #threads: SolvingThreads | undefined;
  readonly #c: CKernel | undefined;

  private constructor({ problem, javascript, threads }: SolvingWays, c: CKernel | undefined) {
    this.#problem = problem;
    this.#javascript = javascript;
    this.#several = threads;
    this.#threads = threads > 0 ? new SolvingThreads(threads) : undefined;
    this.#c = c;
  }

  static async make(ways: SolvingWays): Promise<Solving> {
    const made = new Solving(ways, ways.c ? await CKernel.make(ways.problem, solved(ways.problem), ways.folder) : undefined);
    solveSeconds(ways.problem, 'wasm'); // compiles the kernel
    await made.#threads?.seconds(ways.problem, ways.threads);
    return made;
  }

  async round(rounds: Rounds): Promise<void> {
    rounds.add('wasm', solveSeconds(this.#problem, 'wasm'));
    if (this.#c) rounds.add('c', await this.#c.seconds());
    if (this.#javascript) rounds.add('javascript', solveSeconds(this.#problem, 'javascript'));
    if (!this.#threads) return;
    rounds.add('oneThread', await this.#threads.seconds(this.#problem, 1));
    rounds.add('severalThreads', await this.#threads.seconds(this.#problem, this.#several));
  }
  async end(): Promise<void> {
    await this.#threads?.end();
  }
}

function solved(problem: Problem): Solution {
  const laid = layOut(problem, 1);
  workOn(laid, 0, new Int32Array(1));
  return solutionOf(laid);
}
