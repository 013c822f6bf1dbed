import type { ClampedGraph } from '../graph/clamped.ts';
import { type Classes, classesOf } from '../graph/classes.ts';
import { fold } from '../graph/fold.ts';
import type { Problem, Solution } from '../graph/problem.ts';
import { type End, type Scenario, scenarios } from '../model/figures.ts';
import { analyzeInOne } from './analyzeRange.ts';
import { type Analysis, type ExposureColumns, type Found, writeFigures } from './figureColumns.ts';
import { type FoldedColumns, foldColumns, sumAt, sumOf } from './foldedColumns.ts';
import { type FoldedStarts, foldStarts } from './foldedStarts.ts';
import type { EstateGraph, View } from './graph.ts';
import { dividedInCertain } from './heavy.ts';
import { type HeavyStarts, heavyStarts } from './heavyStarts.ts';
import { noFlags, type RowFlags, readFlags, rowFlags } from './rowFlags.ts';
import type { SetColumns } from './setSearch.ts';

/** The heavy credentials of one view, folded into a problem of rows and columns, and what leads from its solution back to them. */
export type FoldedEstate = {
  problem: Problem;
  flags: RowFlags;
  starts: Record<Scenario, FoldedStarts>;
} & Pick<FoldedColumns, 'lone' | 'exposed'>;
/** One set of an analysis, folded. @property heavy positions in graph.credentials of those that are folded @property light of those that reach little in this set alone */
export type FoldedEnd = FoldedEstate & { heavy: Uint32Array; light: Uint32Array };

/** The edges of a view, as a graph along which lives travel; without lives, each life arrives as it left. */
export function clampedOf(view: View, last: number, withLives = true): ClampedGraph {
  if (withLives) return { edges: view.edges, floor: view.floor, cap: view.cap, last };
  return { edges: view.edges, floor: new Uint8Array(view.floor.length), cap: new Uint8Array(view.cap.length).fill(last), last };
}

/**
 * Folds what the heavy credentials reach in one view (docs/engine.md). O(nodes + edges + grants).
 * @param heavy             positions in graph.credentials
 * @param options.withLives without, leaks alone, and the solution has neither units nor exposure nor resources: see `analyzeSets`
 * @param options.classes   of this view with lives, where they are known
 */
export function foldHeavy(
  graph: EstateGraph,
  view: View,
  heavy: Uint32Array,
  options: { withLives?: boolean; classes?: Classes | undefined } = {},
): FoldedEstate {
  const { withLives = true, classes } = options;
  const clamped = clampedOf(view, graph.lives.last, withLives);
  const known = classes ?? classesOf(clamped);
  const starts = heavyStarts(graph, view, known, heavy, withLives);
  const { rows, rowOf } = fold(clamped, known, sourcesOf(graph, starts), starts.unions);
  const folded = foldStarts(rowOf, rows.count, starts, graph.lives.last, withLives ? undefined : graph.lives.last);
  const { hub, bits, lives, bytes, lone, exposed } = foldColumns(graph, view, rows, rowOf, folded.rowStarts, withLives);
  return {
    problem: { rows, last: graph.lives.last, ...folded.rowStarts, hub, bits, lives, bytes },
    flags: withLives ? rowFlags(graph, view, rowOf, rows) : { width: 1, words: new Uint32Array(rows.count) },
    starts: folded.starts,
    lone,
    exposed,
  };
}

/**
 * The same for one set of an analysis, but for those that are light in it.
 * @param heavy           of the larger set
 * @param options.classes of the larger set
 * @param options.limit   see `heavyOf`
 */
export function foldEnd(graph: EstateGraph, end: End, heavy: Uint32Array, options: { classes: Classes; limit?: number | undefined }): FoldedEnd {
  const { classes, limit } = options;
  if (end === 'upTo') return { ...foldHeavy(graph, graph.upTo, heavy, { classes }), heavy, light: new Uint32Array(0) };
  const ofCertain = classesOf(clampedOf(graph.certain, graph.lives.last));
  const divided = dividedInCertain(graph, heavy, ofCertain, limit);
  return { ...foldHeavy(graph, graph.certain, divided.heavy, { classes: ofCertain }), ...divided };
}

function sourcesOf(graph: EstateGraph, { leak, takeover, unions }: HeavyStarts): Uint8Array {
  const sources = new Uint8Array(graph.nodes);
  for (const { node } of [leak, takeover]) for (const v of node) if (v >= 0) sources[v] = 1;
  for (const union of unions) for (const v of union) sources[v] = 1;
  return sources;
}

/** Writes the figures of the heavy credentials at their positions, and adds them to what reaches each node; those that are light in this set are followed. O(heavy credentials + nodes). */
export function unfold(graph: EstateGraph, end: End, folded: FoldedEnd, solution: Solution, analysis: Analysis, exposure: ExposureColumns): void {
  const { heavy, light } = folded;
  for (const scenario of scenarios) {
    const { row, state, self } = folded.starts[scenario];
    for (let i = 0; i < heavy.length; i++) {
      if (row[i]! < 0) continue;
      const own = graph.environment[graph.credentials[heavy[i]!]!]!;
      writeFigures(analysis[scenario][end], heavy[i]!, find(folded, solution, row[i]!, state[i]!, self[i]!, own), own);
    }
  }
  const { row, self } = folded.starts.leak;
  const counts = exposure[end];
  const { exposed } = folded;
  for (let v = 0; v < graph.nodes; v++) counts[v]! += exposed[v]! >= 0 ? solution.counted[exposed[v]!]! : -1 - exposed[v]!;
  for (let i = 0; i < heavy.length; i++) if (row[i]! >= 0 && self[i] === 1) counts[graph.credentials[heavy[i]!]!]!--; // others only
  analyzeInOne(graph, end, light, analysis, exposure);
}

/** Writes what the leaks of the heavy credentials reach. O(heavy credentials). */
export function sumsOf({ starts, problem, lone }: FoldedEstate, { sums }: Solution, heavy: Uint32Array, out: SetColumns): void {
  const { row, self } = starts.leak;
  for (let i = 0; i < heavy.length; i++) {
    if (row[i]! < 0) continue;
    const root = problem.root[row[i]!]!;
    const of = (sum: number): number => sums[sumAt(root, sum)]! + lone.sums[sumAt(root, sum)]!;
    out.identities[heavy[i]!] = of(sumOf.identities);
    out.chain[heavy[i]!] = of(sumOf.credentials) - self[i]!;
    out.scope[heavy[i]!] = of(sumOf.scope);
    out.weight[heavy[i]!] = of(sumOf.weight);
  }
}

/** Written over by each credential in turn. */
const found: Found = { ...noFlags, identities: 0, workloads: 0, chain: 0, scope: 0, resources: 0, weight: 0, actionUnits: 0 };

function find({ problem, flags, lone }: FoldedEstate, { sums, units }: Solution, row: number, state: number, self: number, own: number): Found {
  const root = problem.root[row]!;
  const of = (sum: number): number => sums[sumAt(root, sum)]! + lone.sums[sumAt(root, sum)]!;
  found.identities = of(sumOf.identities);
  found.workloads = of(sumOf.workloads);
  found.chain = of(sumOf.credentials) - self;
  found.scope = of(sumOf.scope);
  found.resources = of(sumOf.resources);
  found.weight = of(sumOf.weight);
  found.actionUnits = units[state]! + lone.units[state]!;
  readFlags(flags, row, own, found);
  return found;
}
