import fs from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import { analyze } from '../../lib/blast/analyze.ts';
import { buildGraph } from '../../lib/blast/buildGraph.ts';
import { readSections, writeSections } from '../../lib/engine/sectionsFile.ts';
import { makeSnapshot, type Snapshot } from '../../lib/engine/snapshot.ts';
import { asOfMs } from '../../lib/estate/workloads/numberedEstate.ts';
import { sharedMemory } from '../../lib/graph/csr.ts';
import { horizonDays, type WorkloadName, workloadOf } from './workloads.ts';

/** @property rssMb after the step @property peakRssMb the most until then */
export type Step = { step: string; seconds: number; rssMb: number; peakRssMb: number };
export type SnapshotSteps = { steps: Step[]; fileMb: number; sizes: Sizes };
export type Sizes = { nodes: number; edges: number; grants: number; credentials: number };

const version = 1;

/**
 * From the generator to what the engine keeps in its snapshot file, with every figure worked out and without a database, on one thread. What is no longer needed is let go before the next step, as at ten times
 * Moltbook (75 million nodes) not everything fits: the columns once the snapshot has what it keeps of them.
 */
export function writeSnapshot(workload: WorkloadName, scale: number, file: string): SnapshotSteps {
  const clock = new StepClock();
  const { snapshot } = (() => {
    const columns = clock.step('generate', () => workloadOf(workload, scale).columns());
    const graph = clock.step('build', () => buildGraph(columns, { asOfMs, horizonDays }, sharedMemory));
    return { snapshot: clock.step('copy', () => makeSnapshot(graph, columns)) };
  })();
  const { exposure } = clock.step('analyze', () => analyze(snapshot.graph));
  clock.step('write', () => writeSections(file, version, { snapshot, exposure }));
  return clock.report(file, snapshot);
}

/** The same file opened, as the next engine does. */
export function openSnapshot(file: string): SnapshotSteps {
  const clock = new StepClock();
  const found = clock.step('open', () => readSections(file, version) as { snapshot: Snapshot } | undefined); // as `writeSnapshot` wrote it
  if (!found) throw new Error(`${file} holds no snapshot that can be opened`);
  return clock.report(file, found.snapshot);
}

class StepClock {
  readonly steps: Step[] = [];
  readonly #collect: () => void;
  constructor() {
    v8.setFlagsFromString('--expose-gc');
    this.#collect = vm.runInNewContext('gc');
  }
  step<T>(step: string, work: () => T): T {
    for (let twice = 0; twice < 2; twice++) this.#collect(); // the second finds the memory of arrays that the first has let go
    const begun = performance.now();
    const value = work();
    const seconds = Math.round(performance.now() - begun) / 1000;
    this.steps.push({ step, seconds, rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20), peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) });
    return value;
  }
  report(file: string, { graph, edgeType, grantClass }: Snapshot): SnapshotSteps {
    const sizes = { nodes: graph.nodes, edges: edgeType.length, grants: grantClass.length, credentials: graph.credentials.length };
    return { steps: this.steps, fileMb: Math.round(fs.statSync(file).size / 1e6), sizes };
  }
}
