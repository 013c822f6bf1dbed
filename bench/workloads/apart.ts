import fs from 'node:fs';
import { analyze } from '../../lib/blast/analyze.ts';
import { buildGraph } from '../../lib/blast/buildGraph.ts';
import { asOfMs } from '../../lib/estate/workloads/numberedEstate.ts';
import { readColumns, writeColumns } from './columnsFile.ts';
import { openSnapshot, type SnapshotSteps, writeSnapshot } from './snapshotSteps.ts';
import { horizonDays, type WorkloadName, workloadOf } from './workloads.ts';

/** What is done in a process of its own: generating, so that its memory and its warm code are apart from what is measured; one analysis whose memory is measured; the way to a snapshot and back. */
export type Apart =
  | { do: 'generate'; workload: WorkloadName; scale: number; file: string }
  | { do: 'analyze'; file: string }
  | { do: 'write snapshot'; workload: WorkloadName; scale: number; file: string }
  | { do: 'open snapshot'; file: string };
export type ApartAnswer = { seconds: number; peakRssMb: number; snapshot?: SnapshotSteps };

/** The main of such a process: one order in JSON as its argument, one answer in JSON on stdout. */
const order: Apart = JSON.parse(process.argv[2] ?? 'null');
const begun = performance.now();
const snapshot = follow(order);
const [seconds, peakRssMb] = [(performance.now() - begun) / 1000, Math.round(process.resourceUsage().maxRSS / 1024)];
fs.writeSync(1, JSON.stringify({ seconds, peakRssMb, ...(snapshot && { snapshot }) } satisfies ApartAnswer));

function follow(order: Apart): SnapshotSteps | undefined {
  switch (order.do) {
    case 'generate':
      writeColumns(order.file, workloadOf(order.workload, order.scale).columns());
      return undefined;
    case 'analyze':
      analyze(buildGraph(readColumns(order.file), { asOfMs, horizonDays }));
      return undefined;
    case 'write snapshot':
      return writeSnapshot(order.workload, order.scale, order.file);
    case 'open snapshot':
      return openSnapshot(order.file);
  }
}
