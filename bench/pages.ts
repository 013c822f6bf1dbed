/**
 * What the page of one credential takes in the question thread, without a database around it:
 *   node bench/pages.ts M|M2|E|Esc|W [scale, default 0.05] [--keep FOLDER] [--random 100] [--worst 5]
 * Rings and lists, picture, and the facts of fifty permissions, asked in a row as the page asks them, of credentials drawn by chance and of those that reach most. Prints one JSON object: milliseconds a
 * question, of the page also those of a processor (where others work, the page waits), and the process's memory. `--keep` leaves the snapshot there for the next run.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { analyze } from '../lib/blast/analyze.ts';
import { buildGraph } from '../lib/blast/buildGraph.ts';
import { Questions } from '../lib/engine/questions.ts';
import { readSections, writeSections } from '../lib/engine/sectionsFile.ts';
import { makeSnapshot, type Snapshot } from '../lib/engine/snapshot.ts';
import { makeRandom } from '../lib/estate/random.ts';
import { asOfMs } from '../lib/estate/workloads/numberedEstate.ts';
import { sharedMemory } from '../lib/graph/csr.ts';
import { percentile } from './measureDatabase.ts';
import { horizonDays, type WorkloadName, workloadOf } from './workloads/workloads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' }, random: { type: 'string', default: '100' }, worst: { type: 'string', default: '5' } },
});
const [workload, scale] = [(positionals[0] ?? 'M') as WorkloadName, Number(positionals[1] ?? 0.05)]; // an unknown name ends in `workloadOf`
/** Milliseconds of one kind of question. */
export type Spread = { p50: number; p95: number; most: number };
/** Of credentials drawn by chance, and of those that reach most: by kind of question, and of the whole page. */
export type PagesReport = {
  workload: string;
  scale: number;
  random: Record<string, Spread>;
  worst: Record<string, Spread>;
  memoryMb: { rss: number; private: number; peakRss: number };
};

/** By node number, those that reach most first. */
type Kept = { snapshot: Snapshot; largest: Uint32Array };

const { snapshot, largest } = kept();
const questions = new Questions(snapshot);
const random = makeRandom(5);
const { credentials } = snapshot.graph;
const drawn = Array.from({ length: Number(values.random) }, () => credentials[random.below(credentials.length)]!);
const [ofRandom, ofWorst] = [measure(drawn), measure([...largest.subarray(0, Number(values.worst))])];
const { rss, arrayBuffers } = process.memoryUsage();
const memoryMb = { rss: Math.round(rss / 2 ** 20), private: Math.round(arrayBuffers / 2 ** 20), peakRss: Math.round(process.resourceUsage().maxRSS / 1024) };
const report: PagesReport = { workload, scale, random: ofRandom, worst: ofWorst, memoryMb };
fs.writeSync(1, `${JSON.stringify(report, null, 2)}\n`);

function kept(): Kept {
  const file = values.keep === undefined ? undefined : path.join(values.keep, `${workload}-${scale}.snapshot`);
  const known = file !== undefined && fs.existsSync(file) ? (readSections(file, 1) as Kept | undefined) : undefined; // as it was written here
  if (known) return known;
  const columns = workloadOf(workload, scale).columns();
  const snapshot = makeSnapshot(buildGraph(columns, { asOfMs, horizonDays }, sharedMemory), columns);
  const { scope } = analyze(snapshot.graph).analysis.leak.upTo;
  const places = Uint32Array.from(scope, (_, at) => at).sort((a, b) => scope[b]! - scope[a]! || a - b);
  const largest = places.subarray(0, 1000).map((at) => snapshot.graph.credentials[at]!);
  if (file !== undefined) writeSections(file, 1, { snapshot, largest });
  return { snapshot, largest };
}

function measure(nodes: readonly number[]): Record<string, Spread> {
  const taken: Record<string, number[]> = { reach: [], picture: [], carriers: [], page: [], processorOfPage: [] };
  for (const node of nodes) {
    const about = { node, scenario: 'leak', end: 'upTo' } as const;
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const timed = <T>(kind: string, work: () => T): T => {
      const before = performance.now();
      const value = work();
      taken[kind]!.push(performance.now() - before);
      return value;
    };
    const reach = timed('reach', () => questions.answer({ kind: 'reach', ...about, beyondSeconds: -1, nodes: 500, offset: 0, permissions: 50 }));
    timed('picture', () => questions.answer({ kind: 'picture', ...about }));
    const permissions = 'scope' in reach ? [...reach.scope.permission] : [];
    timed('carriers', () => questions.answer({ kind: 'carriers', ...about, permissions, atMost: 50 }));
    taken.page!.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(used);
    taken.processorOfPage!.push((user + system) / 1000);
  }
  const round = (ms: number): number => Number(ms.toFixed(1));
  return Object.fromEntries(
    Object.entries(taken).map(([kind, ms]) => [kind, { p50: round(percentile(ms, 0.5)), p95: round(percentile(ms, 0.95)), most: round(percentile(ms, 1)) }]),
  );
}
