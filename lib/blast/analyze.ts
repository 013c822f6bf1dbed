import { classesOf } from '../graph/classes.ts';
import { layOut } from '../graph/layOut.ts';
import { type KernelName, solutionOf, workOn } from '../graph/solve.ts';
import type { End } from '../model/figures.ts';
import { analyzeRange, RangeMemory } from './analyzeRange.ts';
import { type Analysis, type ExposureColumns, makeAnalysis, makeExposure } from './figureColumns.ts';
import type { EstateGraph } from './graph.ts';
import { heavyOf } from './heavy.ts';
import { clampedOf, foldEnd, unfold } from './solveHeavy.ts';

/**
 * Every credential on one thread: those that reach little are followed one by one, the others folded and solved together. Which way a credential goes never changes a figure.
 * @param options.limit  how many steps are little, see `heavyOf`
 * @param options.kernel see `workOn`
 */
export function analyze(
  graph: EstateGraph,
  { limit, kernel }: { limit?: number; kernel?: KernelName } = {},
): { analysis: Analysis; exposure: ExposureColumns } {
  const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];
  const classes = classesOf(clampedOf(graph.upTo, graph.lives.last));
  const heavy = heavyOf(graph, graph.upTo, classes, limit);
  const isHeavy = new Uint8Array(graph.credentials.length);
  for (const at of heavy) isHeavy[at] = 1;
  analyzeRange(graph, 0, graph.credentials.length, analysis, exposure, new RangeMemory(graph), isHeavy);
  const solve = (end: End): void => {
    const folded = foldEnd(graph, end, heavy, { classes, limit });
    const laid = layOut(folded.problem, 1);
    workOn(laid, 0, new Int32Array(1), kernel);
    unfold(graph, end, folded, solutionOf(laid), analysis, exposure);
  };
  if (heavy.length > 0) {
    solve('certain');
    solve('upTo');
  }
  return { analysis, exposure };
}
