import { analyzeRange, RangeMemory } from '../blast/analyzeRange.ts';
import type { Analysis, ExposureColumns } from '../blast/figureColumns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { type FoldedEnd, foldEnd, unfold } from '../blast/solveHeavy.ts';
import type { Classes } from '../graph/classes.ts';
import { type LaidOut, layOut } from '../graph/layOut.ts';
import { solutionOf, workOn } from '../graph/solve.ts';
import type { End } from '../model/figures.ts';
import { collectGarbage } from './collectGarbage.ts';

/** What a hand is given; all arrays are shared. */
export type HandWork = {
  graph: EstateGraph;
  analysis: Analysis;
  exposure: ExposureColumns;
  /** Of the upTo view. */
  classes: Classes;
  heavy: Uint32Array;
  isHeavy: Uint8Array;
  /** How far the light ones are. */
  nextLight: Int32Array;
  /** 1 while somebody folds. */
  folding: Int32Array;
  hands: number;
};
export type Order =
  | { do: 'fold'; end: End }
  | { do: 'light' }
  | { do: 'solve'; laid: LaidOut; hand: number; next: Int32Array }
  /** By the hand that folded this end. @property into where the ends are the same, both */
  | { do: 'unfold'; into: End[]; end: End };

/** Credentials taken at once: few enough that hands end together though some credentials reach more than others. */
const chunk = 512;

/** One thread's part of an analysis, an order at a time. */
export class AnalysisHand {
  readonly #work: HandWork;
  #memory: RangeMemory | undefined;
  readonly #folded = new Map<End, { folded: FoldedEnd; laid: LaidOut }>();
  constructor(work: HandWork) {
    this.#work = work;
  }

  /** Does it; of a fold the answer is the problem as all hands solve it. */
  follow(order: Order): LaidOut | undefined {
    if (order.do === 'fold') return this.#fold(order.end);
    if (order.do === 'light') this.#light();
    else if (order.do === 'solve') workOn(order.laid, order.hand, order.next);
    else this.#unfold(order);
    return undefined;
  }

  /** One end after the other: folding takes some 60 bytes a node and permission for a while. Whose turn it is not follows light ones meanwhile. */
  #fold(end: End): LaidOut {
    const { graph, heavy, classes, hands, folding } = this.#work;
    while (Atomics.compareExchange(folding, 0, 0, 1) !== 0) if (!this.#lightChunk()) Atomics.wait(folding, 0, 1);
    try {
      const folded = foldEnd(graph, end, heavy, { classes });
      const laid = layOut(folded.problem, hands);
      this.#folded.set(end, { folded, laid });
      return laid;
    } finally {
      collectGarbage();
      Atomics.store(folding, 0, 0);
      Atomics.notify(folding, 0);
    }
  }

  #light(): void {
    while (this.#lightChunk()) {}
  }

  /** False where none is left. */
  #lightChunk(): boolean {
    const { graph, analysis, exposure, isHeavy, nextLight } = this.#work;
    const total = graph.credentials.length;
    const from = Atomics.add(nextLight, 0, chunk);
    if (from >= total) return false;
    this.#memory ??= new RangeMemory(graph);
    analyzeRange(graph, from, Math.min(total, from + chunk), analysis, exposure, this.#memory, isHeavy);
    return true;
  }

  #unfold({ end, into }: Extract<Order, { do: 'unfold' }>): void {
    const { graph, analysis, exposure } = this.#work;
    const known = this.#folded.get(end);
    if (!known) throw new Error(`the ${end} end is to be unfolded by whoever has folded it`);
    const solution = solutionOf(known.laid);
    for (const each of into) unfold(graph, each, known.folded, solution, analysis, exposure);
    this.#folded.delete(end);
  }
}
