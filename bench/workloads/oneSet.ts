import { analyzeRange } from '../../lib/blast/analyzeRange.ts';
import { type FigureColumns, makeAnalysis, makeExposure } from '../../lib/blast/figureColumns.ts';
import type { EstateGraph } from '../../lib/blast/graph.ts';
import { heavyOf } from '../../lib/blast/heavy.ts';
import { clampedOf, foldHeavy, unfold } from '../../lib/blast/solveHeavy.ts';
import { makeScratch } from '../../lib/blast/spread.ts';
import { classesOf } from '../../lib/graph/classes.ts';
import { layOut, solutionOf, workOn } from '../../lib/graph/solve.ts';
import type { End } from '../../lib/model/figures.ts';

/** What a baseline finds: scope, its weight, identities and chain of leaks in one set, by position of the credential. */
export type OneSet = Pick<FigureColumns, 'scope' | 'weight' | 'identities' | 'chain'>;

/** The leaks of all credentials over one set, without lives, on one thread, from the loaded graph on. What reaches little is followed with all its figures, which is more than is asked for. */
export function oneSet(graph: EstateGraph, end: End): OneSet {
  const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];
  const classes = classesOf(clampedOf(graph[end], graph.lives.last, false));
  const heavy = heavyOf(graph, classes);
  const isHeavy = new Uint8Array(graph.credentials.length);
  for (const at of heavy) isHeavy[at] = 1;
  analyzeRange(graph, 0, graph.credentials.length, analysis, exposure, makeScratch(graph), isHeavy);
  if (heavy.length > 0) {
    const folded = foldHeavy(graph, graph[end], heavy, { withLives: false, classes });
    const laid = layOut(folded.problem, 1);
    workOn(laid, 0, new Int32Array(1));
    unfold(graph, heavy, end, folded, solutionOf(laid), analysis, exposure);
  }
  return analysis.leak[end];
}
