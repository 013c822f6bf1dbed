import fs from 'node:fs';
import { analyze } from '../../lib/blast/analyze.ts';
import { buildGraph } from '../../lib/blast/buildGraph.ts';
import { asOfMs } from '../../lib/estate/workloads/numberedEstate.ts';
import { readColumns, writeColumns } from './columnsFile.ts';
import { horizonDays, type WorkloadName, workloads } from './workloads.ts';

/** What is done in a process of its own: generating, so that its memory and its warm code are apart from what is measured, and one analysis whose memory is measured. */
export type Apart = { do: 'generate'; workload: WorkloadName; scale: number; file: string } | { do: 'analyze'; file: string };
export type ApartAnswer = { seconds: number; peakRssMb: number };

/** The main of such a process: one order in JSON as its argument, one answer in JSON on stdout. */
const order: Apart = JSON.parse(process.argv[2] ?? 'null');
const begun = performance.now();
if (order.do === 'generate') writeColumns(order.file, workloads[order.workload](order.scale).columns());
else analyze(buildGraph(readColumns(order.file), { asOfMs, horizonDays }));
const answer: ApartAnswer = { seconds: (performance.now() - begun) / 1000, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) };
fs.writeSync(1, JSON.stringify(answer));
