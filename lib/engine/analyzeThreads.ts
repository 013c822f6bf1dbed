import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Analysis, type ExposureColumns, makeAnalysis, makeExposure } from '../blast/figureColumns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { heavyOf } from '../blast/heavy.ts';
import { clampedOf } from '../blast/solveHeavy.ts';
import { type Classes, classesOf } from '../graph/classes.ts';
import { sharedMemory } from '../graph/csr.ts';
import type { LaidOut } from '../graph/layOut.ts';
import { type End, ends } from '../model/figures.ts';
import { AnalysisHand, type HandWork, type Order } from './analysisHand.ts';
import { collectGarbage } from './collectGarbage.ts';
import { inSharedMemory } from './snapshot.ts';

/** Below this, a thread costs more to start (some 40 ms) than it saves. */
const worthThreads = 4096;

/**
 * Every credential, over as many threads as the machine has: the two ends are folded one after the other while the others follow what reaches little, then all solve what was folded.
 * Where the estate is small the calling thread does it by itself.
 */
export async function analyzeOnThreads(
  graph: EstateGraph,
  onProgress: (done: number, total: number) => void,
  threads: number = graph.credentials.length < worthThreads ? 1 : availableParallelism(),
): Promise<{ analysis: Analysis; exposure: ExposureColumns }> {
  const total = graph.credentials.length;
  const analysis = makeAnalysis(graph, sharedMemory);
  const exposure = makeExposure(graph, sharedMemory);
  const common = { ...commonWork(graph), graph, analysis, exposure, hands: threads };
  const crew = threads === 1 ? new OneHand(common) : new Threads(common);
  const blocks = { next: new Int32Array(sharedMemory(4)), total: 1 };
  const looking = setInterval(() => onProgress(doneOf(common, blocks), total), 100);
  try {
    await analyzeWith(crew, common, blocks);
  } finally {
    clearInterval(looking);
    await crew.end();
  }
  onProgress(total, total);
  return { analysis, exposure };
}

/** The part of the work that all hands have in common, worked out before they start. */
function commonWork(graph: EstateGraph): Pick<HandWork, 'classes' | 'heavy' | 'isHeavy' | 'nextLight' | 'folding'> {
  const classes = inThreadsMemory(classesOf(clampedOf(graph.upTo, graph.lives.last)));
  const heavy = inSharedMemory(heavyOf(graph, graph.upTo, classes));
  const isHeavy = new Uint8Array(sharedMemory(graph.credentials.length));
  for (const at of heavy) isHeavy[at] = 1;
  collectGarbage(); // copies, and what they were made with
  return { classes, heavy, isHeavy, nextLight: new Int32Array(sharedMemory(4)), folding: new Int32Array(sharedMemory(4)) };
}

function inThreadsMemory({ count, of, component, first, floor }: Classes): Classes {
  const shared = inSharedMemory(of);
  return { count, of: shared, component: component === of ? shared : inSharedMemory(component), first: inSharedMemory(first), floor: inSharedMemory(floor) };
}

type Blocks = { next: Int32Array; total: number };

/** In credentials: the light ones that are done, and of the heavy ones as many as blocks are done. */
function doneOf({ heavy, nextLight, isHeavy }: Pick<HandWork, 'heavy' | 'nextLight' | 'isHeavy'>, { next, total }: Blocks): number {
  const light = isHeavy.length - heavy.length;
  const part = (done: number, of: number) => Math.min(1, done / Math.max(1, of));
  return Math.floor(light * part(Atomics.load(nextLight, 0), isHeavy.length) + heavy.length * part(Atomics.load(next, 0), total));
}

async function analyzeWith(crew: Crew, { graph, heavy, hands }: Pick<HandWork, 'graph' | 'heavy' | 'hands'>, blocks: Blocks): Promise<void> {
  const apart: End[] = heavy.length === 0 ? [] : graph.certain === graph.upTo ? ['upTo'] : [...ends];
  const handOf = (end: End): number => apart.indexOf(end) % hands;
  const folding = Promise.all(apart.map((end) => crew.order(handOf(end), { do: 'fold', end })));
  await Promise.all([folding, ...crew.everybody((hand) => crew.order(hand, { do: 'light' }))]);
  const laid = (await folding).filter((each) => each !== undefined);
  for (const each of laid) {
    Atomics.store(blocks.next, 0, 0);
    blocks.total = each.blocks;
    await Promise.all(crew.everybody((hand) => crew.order(hand, { do: 'solve', laid: each, hand, next: blocks.next })));
  }
  await Promise.all(apart.map((end) => crew.order(handOf(end), { do: 'unfold', end, into: apart.length === 1 ? [...ends] : [end] })));
}

/** Hands to order about; the orders of one are followed one after the other. */
type Crew = {
  order(hand: number, order: Order): Promise<LaidOut | undefined>;
  everybody<T>(each: (hand: number) => T): T[];
  end(): Promise<void>;
};

class OneHand implements Crew {
  readonly #hand: AnalysisHand;
  constructor(work: HandWork) {
    this.#hand = new AnalysisHand(work);
  }
  async order(_hand: number, order: Order): Promise<LaidOut | undefined> {
    return this.#hand.follow(order);
  }
  everybody<T>(each: (hand: number) => T): T[] {
    return [each(0)];
  }
  async end(): Promise<void> {}
}

class Threads implements Crew {
  readonly #threads: { worker: Worker; waiting: ((answer: LaidOut | undefined) => void)[] }[];
  #failed: Promise<never>;

  constructor(work: HandWork) {
    this.#threads = Array.from({ length: work.hands }, () => {
      const waiting: ((answer: LaidOut | undefined) => void)[] = [];
      const worker = new Worker(new URL('./analysisThread.ts', import.meta.url), { workerData: work });
      worker.on('message', (answer: LaidOut | undefined) => waiting.shift()?.(answer));
      return { worker, waiting };
    });
    this.#failed = new Promise((_, reject) => {
      for (const { worker } of this.#threads) {
        worker.once('error', reject);
        worker.once('exit', (code) => reject(new Error(`a thread of the analysis ended with ${code}`)));
      }
    });
    this.#failed.catch(() => undefined); // told to whoever waits for an order
  }

  order(hand: number, order: Order): Promise<LaidOut | undefined> {
    const { worker, waiting } = this.#threads[hand]!;
    const done = new Promise<LaidOut | undefined>((resolve) => waiting.push(resolve));
    worker.postMessage(order);
    return Promise.race([done, this.#failed]);
  }
  everybody<T>(each: (hand: number) => T): T[] {
    return this.#threads.map((_, hand) => each(hand));
  }
  async end(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
