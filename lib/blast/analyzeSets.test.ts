import { expect, test } from 'vitest';
import { enterprise } from '../estate/workloads/enterprise.ts';
import { moltbook } from '../estate/workloads/moltbook.ts';
import { asOfMs } from '../estate/workloads/numberedEstate.ts';
import { windowed } from '../estate/workloads/windowed.ts';
import { ends } from '../model/figures.ts';
import { analyze } from './analyze.ts';
import { analyzeSets } from './analyzeSets.ts';
import { buildGraph } from './buildGraph.ts';

test.each([
  ['of agents', () => moltbook(0.002)],
  ['of agents that read the database', () => moltbook(0.001, true)],
  ['of an enterprise', () => enterprise(0.02)],
  ['in levels', () => windowed(0.02)],
])('an estate %s: without lives the sums are the same', (_, make) => {
  const graph = buildGraph(make().columns(), { asOfMs, horizonDays: 27 });
  const { analysis } = analyze(graph, { limit: Number.POSITIVE_INFINITY });
  for (const end of ends) {
    const { identities, chain, scope, weight } = analysis.leak[end];
    expect(analyzeSets(graph, end)).toEqual({ identities, chain, scope, weight });
  }
});
