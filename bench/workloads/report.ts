import type { ReachQuantiles } from '../../lib/blast/reachQuantiles.ts';
import type { End } from '../../lib/model/figures.ts';
import type { SnapshotSteps } from './snapshotSteps.ts';
import type { WorkloadName } from './workloads.ts';

/**
 * What `keyblast bench engine` prints. Seconds are of the clock, medians of three rounds that take turns; what was not run is null.
 * @property seconds.load,store  from and to the database
 * @property seconds.build       clock and horizon applied to what was loaded
 * @property seconds.light       credentials that reach little, each followed by itself
 * @property seconds.total       of all that was run
 */
export type EngineReport = {
  workload: WorkloadName;
  scale: number;
  nodes: number;
  edges: number;
  grants: number;
  credentials: number;
  mismatches: number | null;
  seconds: Record<'load' | 'build' | 'light' | 'fold' | 'solve' | 'actionDays' | 'unfold' | 'store' | 'total', number | null>;
  ratios: Record<Ratio, number | null>;
  credentialP95Ms: number | null;
  peakRssMb: number | null;
  /** How the figures above came about. */
  details: Details;
};

/**
 * naive, igraph, cte: their time for the leaks of all credentials over one set, without lives, extrapolated from a sample, over ours for the same · cKernel: our solving over that of its twin in C ·
 * jsKernel: solving in plain JavaScript over that with SIMD · threads: solving on one thread over that on several · allToOne: all figures over one set without lives, each on all threads · analyzeToCopy: an
 * analysis from load to store over copying the facts out of the database · tableP95ToRows: a page of the table over fetching its rows by key.
 */
export const ratios = ['naive', 'igraph', 'cte', 'cKernel', 'jsKernel', 'threads', 'allToOne', 'analyzeToCopy', 'tableP95ToRows'] as const;
export type Ratio = (typeof ratios)[number];

export type Details = {
  /** Of one set without lives, leaks only: what naive, igraph and cte are compared with. */
  oneSetSeconds?: number;
  /** Baselines, extrapolated to all credentials; naiveAll is not, see `followsAll`. @property sampled credentials followed */
  baselines?: Partial<Record<'naive' | 'naiveAll' | 'igraph' | 'cte', { seconds: number; sampled: number }>>;
  /** Solving the one set, by way. */
  solveSeconds?: Partial<Record<'wasm' | 'javascript' | 'c' | 'oneThread' | 'severalThreads', number>>;
  threads?: number;
  /** All figures, and one set without lives, on all threads; the same ratio on one thread. */
  onThreads?: { threads: number; all: number; one: number; ratioOnOne: number | null };
  /** Sizes of the folded problem by end. */
  folded?: Record<End, { rows: number; edges: number; bitBlocks: number; lifeBlocks: number }>;
  heavy?: number;
  /** What `mismatches` counts: every figure, both scenarios and ends, of so many random credentials. */
  checked?: {
    /** The slow definition reads facts as text; it can follow an estate of the same kind at this scale. */
    slowDefinition: { scale: number; credentials: number; mismatches: number };
    /** One by one, at the scale that was measured. */
    oneByOne: { credentials: number; mismatches: number };
  };
  reach?: Record<End, ReachQuantiles>;
  generateSeconds?: number;
  /** From the generator to the engine's snapshot file and back. */
  snapshot?: { written: SnapshotSteps; opened: SnapshotSteps };
  /** Why a figure is null that was asked for. */
  left?: Partial<Record<string, string>>;
};

/** What can be run by itself, and the words for it: names of the report's own figures. */
const parts = {
  phases: ['phases', 'seconds', 'light', 'fold', 'solve', 'actionDays', 'unfold', 'total'],
  memory: ['peakRssMb', 'memory'],
  mismatches: ['mismatches'],
  reach: ['reach'],
  analyze: ['load', 'store', 'analyzeToCopy'],
  table: ['tableP95ToRows'],
  credentials: ['credentialP95Ms'],
  cte: ['cte'],
  naive: ['naive'],
  igraph: ['igraph'],
  cKernel: ['cKernel'],
  jsKernel: ['jsKernel'],
  threads: ['threads'],
  allToOne: ['allToOne'],
  snapshot: ['snapshot'],
} as const;
export type Part = keyof typeof parts;
export const partNames = Object.values(parts).flat();

/** The parts that words ask for; where there are none, all but the snapshot, which is for sizes at which nothing else can be run. */
export function partsOf(words: readonly string[]): Set<Part> {
  const all = Object.entries(parts) as [Part, readonly string[]][]; // exactly the keys
  const asked = (part: Part, names: readonly string[]): boolean => (words.length === 0 ? part !== 'snapshot' : names.some((name) => words.includes(name)));
  return new Set(all.filter(([part, names]) => asked(part, names)).map(([part]) => part));
}
