import { classesOf } from '../graph/classes.ts';
import { layOut } from '../graph/layOut.ts';
import type { Problem, Solution } from '../graph/problem.ts';
import { solutionOf, workOn } from '../graph/solve.ts';
import type { End } from '../model/figures.ts';
import type { EstateGraph, View } from './graph.ts';
import { heavyOf } from './heavy.ts';
import { type SetColumns, searchSet, setColumns, setGraph, setScratch } from './setSearch.ts';
import { clampedOf, foldHeavy, sumsOf } from './solveHeavy.ts';

/** What is left to solve of `foldSets`, undefined where nobody reaches much; `take` writes what was found. */
export type FoldedSets = { columns: SetColumns; problem: Problem | undefined; take: (solution: Solution) => void };

/** The leak of every credential in one set, by position in EstateGraph.credentials, without how long it lasts, on one thread: what one search from each would find. O(nodes + edges + grants), and the blocks of what many reach. */
export function analyzeSets(graph: EstateGraph, end: End): SetColumns {
  const { columns, problem, take } = foldSets(graph, end);
  if (problem) {
    const laid = layOut(problem, 1);
    workOn(laid, 0, new Int32Array(1));
    take(solutionOf(laid));
  }
  return columns;
}

/** All of it but the solving, which several threads can share. */
export function foldSets(graph: EstateGraph, end: End): FoldedSets {
  const view = graph[end];
  const columns = setColumns(graph.credentials.length);
  const classes = classesOf(clampedOf(view, graph.lives.last, false));
  const heavy = heavyOf(graph, view, classes);
  followLight(graph, view, heavy, columns);
  if (heavy.length === 0) return { columns, problem: undefined, take: () => undefined };
  const folded = foldHeavy(graph, view, heavy, { withLives: false, classes });
  return { columns, problem: folded.problem, take: (solution) => sumsOf(folded, solution, heavy, columns) };
}

/** One search from each credential that is not heavy. */
function followLight(graph: EstateGraph, view: View, heavy: Uint32Array, out: SetColumns): void {
  const { usable, credentials } = graph;
  const set = setGraph(graph, view);
  const scratch = setScratch(set);
  let nextHeavy = 0;
  for (let i = 0; i < credentials.length; i++) {
    const c = credentials[i]!;
    if (heavy[nextHeavy] === i) nextHeavy++;
    else if (usable[c] === 1 && view.presentable[c] === 1) searchSet(set, c, scratch, out, i);
  }
}
