import { analyzeRange, RangeMemory } from '../../lib/blast/analyzeRange.ts';
import { type Analysis, type ExposureColumns, makeAnalysis, makeExposure } from '../../lib/blast/figureColumns.ts';
import type { EstateGraph } from '../../lib/blast/graph.ts';
import { heavyOf } from '../../lib/blast/heavy.ts';
import { clampedOf, foldEnd, unfold } from '../../lib/blast/solveHeavy.ts';
import { classesOf } from '../../lib/graph/classes.ts';
import { layOut } from '../../lib/graph/layOut.ts';
import type { Problem } from '../../lib/graph/problem.ts';
import { solutionOf, workOn } from '../../lib/graph/solve.ts';
import { type End, ends } from '../../lib/model/figures.ts';
import type { Details } from './report.ts';

export type Phase = 'light' | 'fold' | 'solve' | 'actionDays' | 'unfold';
export type Analyzed = { analysis: Analysis; exposure: ExposureColumns; seconds: Record<Phase, number>; heavy: number; folded: NonNullable<Details['folded']> };

/** All figures on one thread, as `analyze` of lib/blast has them, with the seconds of each step added up. */
export function analyzeByPhases(graph: EstateGraph): Analyzed {
  const seconds: Record<Phase, number> = { light: 0, fold: 0, solve: 0, actionDays: 0, unfold: 0 };
  const timed = <T>(phase: Phase, work: () => T): T => {
    const begun = performance.now();
    const value = work();
    seconds[phase] += (performance.now() - begun) / 1000;
    return value;
  };
  const [analysis, exposure] = [makeAnalysis(graph), makeExposure(graph)];
  const classes = timed('fold', () => classesOf(clampedOf(graph.upTo, graph.lives.last)));
  const heavy = timed('fold', () => heavyOf(graph, graph.upTo, classes));
  const isHeavy = new Uint8Array(graph.credentials.length);
  for (const at of heavy) isHeavy[at] = 1;
  timed('light', () => analyzeRange(graph, 0, graph.credentials.length, analysis, exposure, new RangeMemory(graph), isHeavy));
  const none = { rows: 0, edges: 0, bitBlocks: 0, lifeBlocks: 0 };
  const sizes: Record<End, typeof none> = { certain: none, upTo: none };
  for (const end of heavy.length > 0 ? ends : []) {
    const folded = timed('fold', () => foldEnd(graph, end, heavy, { classes }));
    const laid = timed('fold', () => layOut(folded.problem, 1));
    const before = seconds.actionDays;
    timed('actionDays', () => workOn(laid, 0, new Int32Array(1)));
    const ofBits = Math.min(bitsSeconds(folded.problem), seconds.actionDays - before);
    seconds.solve += ofBits;
    seconds.actionDays -= ofBits;
    timed('unfold', () => unfold(graph, end, folded, solutionOf(laid), analysis, exposure));
    sizes[end] = {
      rows: folded.problem.rows.count,
      edges: folded.problem.rows.child.length,
      bitBlocks: laid.bits.count,
      lifeBlocks: laid.lives.count + laid.bytes.count,
    };
  }
  return { analysis, exposure, seconds, heavy: heavy.length, folded: sizes };
}

/** Of the blocks of bits alone, which lie between those of lives: done once more, over a memory of their own. */
function bitsSeconds(problem: Problem): number {
  const laid = layOut(problem, 1);
  const { lives, bits } = laid;
  const begun = performance.now();
  workOn({ ...laid, blocks: lives.count + bits.count }, 0, Int32Array.of(lives.count));
  return (performance.now() - begun) / 1000;
}
