import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { eachEdge, type PlainGraph } from '../workloads/plainGraph.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'subcomponents.py');
const recursive = path.join(import.meta.dirname, 'cte.ts');

/** Whether `python3` has igraph. The project does not depend on it: who wants to measure against it installs it. */
export const hasIgraph = (): Promise<boolean> =>
  run('python3', ['-c', 'import igraph']).then(
    () => true,
    () => false,
  );

/** Seconds of three rounds in which what each of the sources reaches is found (the graph is made before), and how many vertices that are. */
export type Reached = { seconds: number[]; reached: number[] };

/** By python-igraph's `subcomponent`. @param folder for its input, which is removed */
export const igraphSeconds = (plain: PlainGraph, sources: readonly number[], folder: string): Promise<Reached> =>
  withFiles(plain, sources, folder, (edges, sample) => ['python3', [script, String(plain.kind.length + plain.weight.length), edges, sample]]);

/** By recursive queries of PostgreSQL. @param folder for its input and its database, which is removed */
export const cteSeconds = (plain: PlainGraph, sources: readonly number[], folder: string): Promise<Reached> =>
  withFiles(plain, sources, folder, (edges) => [process.execPath, ['--disable-warning=ExperimentalWarning', recursive, path.dirname(edges)]]);

async function withFiles(
  plain: PlainGraph,
  sources: readonly number[],
  folder: string,
  command: (edges: string, sample: string) => [string, string[]],
): Promise<Reached> {
  const own = fs.mkdtempSync(path.join(folder, 'peer-'));
  const [edges, sample] = [path.join(own, 'edges.bin'), path.join(own, 'sample.bin')];
  try {
    fs.writeFileSync(edges, pairsOf(plain));
    fs.writeFileSync(sample, new BigInt64Array(sources.map(BigInt)));
    const { stdout } = await run(...command(edges, sample), { maxBuffer: 1 << 28 });
    return JSON.parse(stdout);
  } finally {
    fs.rmSync(own, { recursive: true, force: true });
  }
}

/** 64-bit numbers below 2^32, as pairs of words. */
function pairsOf(plain: PlainGraph): Uint32Array {
  const words = new Uint32Array(4 * (plain.edges.head.length + plain.permits.head.length));
  let at = 0;
  eachEdge(plain, (from, to) => {
    words[at] = from;
    words[at + 2] = to;
    at += 4;
  });
  return words;
}
