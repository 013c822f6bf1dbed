import { describe, expect, test } from 'vitest';
import { enterprise } from '../estate/workloads/enterprise.ts';
import { moltbook } from '../estate/workloads/moltbook.ts';
import { asOfMs, type NumberedEstate } from '../estate/workloads/numberedEstate.ts';
import { windowed } from '../estate/workloads/windowed.ts';
import type { KernelName } from '../graph/solve.ts';
import { analyze } from './analyze.ts';
import { buildGraph } from './buildGraph.ts';

/** Estates large enough to have many blocks of every sort, all of it met by some credential that another knows otherwise. */
const estates: [string, () => NumberedEstate][] = [
  ['of agents', () => moltbook(0.001)],
  ['of agents that read the database', () => moltbook(0.001, true)],
  ['of an enterprise', () => enterprise(0.02)],
  ['of an enterprise where everything hangs together', () => enterprise(0.01, true)],
  ['in levels', () => windowed(0.02)],
];
const ways: [string, number, { limit?: number; kernel?: KernelName }][] = [
  ['all folded and solved', 27, { limit: 0 }],
  ['all folded, solved by the fallback', 27, { limit: 0, kernel: 'javascript' }],
  ['some of each', 27, { limit: 60 }],
  ['all folded and solved', 240, { limit: 0 }],
  ['all folded and solved', 1, { limit: 0 }],
];

describe.each(estates)('an estate %s', (_, make) => {
  const columns = make().columns();
  test.each(ways)('%s, T = %i, gives what following each credential by itself gives', (_name, horizonDays, options) => {
    const graph = buildGraph(columns, { asOfMs, horizonDays });
    const [each, other] = [analyze(graph, { limit: Number.POSITIVE_INFINITY }), analyze(graph, options)];
    expect(other.analysis).toEqual(each.analysis);
    expect(other.exposure).toEqual(each.exposure);
  });
});
