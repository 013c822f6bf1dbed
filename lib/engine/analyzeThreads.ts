import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Analysis, analyzeRange, type ExposureColumns, makeAnalysis, makeExposure } from '../blast/analyze.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { makeScratch } from '../blast/spread.ts';
import { sharedMemory } from '../graph/csr.ts';

/** What a range thread is given; all arrays are shared, `exposure` is its own to write. */
export type RangeWork = { graph: EstateGraph; analysis: Analysis; exposure: ExposureColumns; next: Int32Array };

/** Credentials taken at once: few enough that threads end together though some credentials reach much more than others. */
const chunk = 512;
/** Below this, a thread costs more to start (some 40 ms) than it saves. */
const worthThreads = 4096;

/** Every credential, over as many threads as the machine has; the calling thread waits, or works where the estate is small. */
export async function analyzeOnThreads(
  graph: EstateGraph,
  onProgress: (done: number, total: number) => void,
): Promise<{ analysis: Analysis; exposure: ExposureColumns }> {
  const total = graph.credentials.length;
  const analysis = makeAnalysis(graph, sharedMemory);
  const next = new Int32Array(sharedMemory(4));
  const threads = total < worthThreads ? 1 : availableParallelism();
  const exposures = Array.from({ length: threads }, () => makeExposure(graph, sharedMemory));
  if (threads === 1) analyzeChunks({ graph, analysis, exposure: exposures[0]!, next });
  else
    await raceThreads(
      exposures.map((exposure): RangeWork => ({ graph, analysis, exposure, next })),
      () => onProgress(Math.min(total, Atomics.load(next, 0)), total),
    );
  onProgress(total, total);
  return { analysis, exposure: addUp(exposures) };
}

/** Takes one chunk after another until none is left; threads share the counter `next`. */
export function analyzeChunks({ graph, analysis, exposure, next }: RangeWork): void {
  const scratch = makeScratch(graph);
  const total = graph.credentials.length;
  for (let from = Atomics.add(next, 0, chunk); from < total; from = Atomics.add(next, 0, chunk)) {
    analyzeRange(graph, from, Math.min(total, from + chunk), analysis, exposure, scratch);
  }
}

async function raceThreads(work: RangeWork[], look: () => void): Promise<void> {
  const looking = setInterval(look, 100);
  try {
    await Promise.all(work.map(runThread));
  } finally {
    clearInterval(looking);
  }
}

function runThread(work: RangeWork): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./rangeThread.ts', import.meta.url), { workerData: work });
    thread.once('error', reject);
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread of the analysis ended with ${code}`))));
  });
}

/** Each credential was counted by one thread: the sums are the counts. */
function addUp([first, ...others]: ExposureColumns[]): ExposureColumns {
  if (!first) throw new Error('an analysis has one thread at least');
  for (const other of others) {
    for (let v = 0; v < first.certain.length; v++) {
      first.certain[v]! += other.certain[v]!;
      first.upTo[v]! += other.upTo[v]!;
    }
  }
  return first;
}
