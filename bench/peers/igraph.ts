import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PlainGraph } from '../workloads/plainSearch.ts';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'subcomponents.py');

/** Whether `python3` has igraph. The project does not depend on it: who wants to measure against it installs it. */
export const hasIgraph = (): Promise<boolean> =>
  run('python3', ['-c', 'import igraph']).then(
    () => true,
    () => false,
  );

/** Seconds of three rounds in which python-igraph finds what each of the sources reaches (its graph is made before), and how many vertices that are. @param folder for its input, which is removed */
export async function igraphSeconds(plain: PlainGraph, sources: readonly number[], folder: string): Promise<{ seconds: number[]; reached: number[] }> {
  const [edges, sample] = [path.join(folder, 'edges.bin'), path.join(folder, 'sample.bin')];
  try {
    fs.writeFileSync(edges, pairsOf(plain));
    fs.writeFileSync(sample, new BigInt64Array(sources.map(BigInt)));
    const { stdout } = await run('python3', [script, String(plain.vertices), edges, sample], { maxBuffer: 1 << 28 });
    return JSON.parse(stdout);
  } finally {
    for (const file of [edges, sample]) fs.rmSync(file, { force: true });
  }
}

/** 64-bit numbers below 2^32, as pairs of words. */
function pairsOf({ nodes, start, to }: PlainGraph): Uint32Array {
  const words = new Uint32Array(4 * to.length);
  for (let v = 0; v < nodes; v++) {
    for (let at = start[v]!; at < start[v + 1]!; at++) {
      words[4 * at] = v;
      words[4 * at + 2] = to[at]!;
    }
  }
  return words;
}
