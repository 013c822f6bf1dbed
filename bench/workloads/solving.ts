import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EstateGraph } from '../../lib/blast/graph.ts';
import { heavyOf } from '../../lib/blast/heavy.ts';
import { clampedOf, foldHeavy } from '../../lib/blast/solveHeavy.ts';
import { classesOf } from '../../lib/graph/classes.ts';
import { sharedMemory } from '../../lib/graph/csr.ts';
import { type LaidOut, layOut } from '../../lib/graph/layOut.ts';
import type { Problem } from '../../lib/graph/problem.ts';
import { type KernelName, workOn } from '../../lib/graph/solve.ts';
import type { End } from '../../lib/model/figures.ts';

/** One set without lives, folded: what solving is measured on. Undefined where no credential reaches much. */
export function setProblem(graph: EstateGraph, end: End): Problem | undefined {
  const classes = classesOf(clampedOf(graph[end], graph.lives.last, false));
  const heavy = heavyOf(graph, graph[end], classes);
  return heavy.length === 0 ? undefined : foldHeavy(graph, graph[end], heavy, { withLives: false, classes }).problem;
}

/** Seconds of solving alone, on this thread. */
export function solveSeconds(problem: Problem, kernel: KernelName): number {
  const laid = layOut(problem, 1);
  const begun = performance.now();
  workOn(laid, 0, new Int32Array(1), kernel);
  return (performance.now() - begun) / 1000;
}

/** Threads that are up and have compiled the kernel, so that only solving is measured. */
export class SolvingThreads {
  readonly #workers: Worker[];
  constructor(count: number) {
    this.#workers = Array.from({ length: count }, (_, thread) => new Worker(new URL('./solveThread.ts', import.meta.url), { workerData: { thread } }));
  }

  /** Seconds until the last of the first `count` threads has ended. */
  async seconds(problem: Problem, count: number): Promise<number> {
    const laid = layOut(problem, count);
    const begun = performance.now();
    await this.#solve(laid, count);
    return (performance.now() - begun) / 1000;
  }
  /** Lays the problem out for `count` threads and lets them solve it. */
  async solved(problem: Problem, count: number): Promise<LaidOut> {
    const laid = layOut(problem, count);
    await this.#solve(laid, count);
    return laid;
  }
  async #solve(laid: LaidOut, count: number): Promise<void> {
    const [next, workers] = [new Int32Array(sharedMemory(4)), this.#workers.slice(0, count)];
    const done = Promise.all(workers.map((worker) => once(worker, 'message')));
    for (const worker of workers) worker.postMessage({ laid, next });
    await done;
  }
  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
