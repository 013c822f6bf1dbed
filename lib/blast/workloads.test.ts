import { describe, expect, test, vi } from 'vitest';
import { enterprise } from '../estate/workloads/enterprise.ts';
import { moltbook } from '../estate/workloads/moltbook.ts';
import { asOfMs, type NumberedEstate } from '../estate/workloads/numberedEstate.ts';
import { windowed } from '../estate/workloads/windowed.ts';
import { workloadFacts, workloadKey } from '../estate/workloads/workloadFacts.ts';
import { type End, ends, type Scenario, scenarios } from '../model/figures.ts';
import { parseFact } from '../model/parseFact.ts';
import { analyze } from './analyze.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { figuresAt } from './figureColumns.ts';
import { SlowEstate } from './slowDefinition.ts';

vi.setConfig({ testTimeout: 180_000 });

const estates: [string, () => NumberedEstate, number][] = [
  ['of agents', () => moltbook(0.00005), 40],
  ['of agents that read the database', () => moltbook(0.00005, true), 40],
  ['of an enterprise', () => enterprise(0.001), 60],
  ['of an enterprise where everything hangs together', () => enterprise(0.001, true), 60],
  ['in levels', () => windowed(0.002), 100],
];

describe.each(estates)('an estate %s', (_, make, sampled) => {
  const columns = make().columns();
  const facts = [...workloadFacts(columns)];

  test('is written as facts that are right', () => {
    for (const fact of facts) expect(parseFact(JSON.parse(JSON.stringify(fact)))).toMatchObject({ ok: true });
  });

  test('has the figures of the slow definition, from its columns and from its facts', () => {
    const slow = new SlowEstate(facts, asOfMs, 27);
    slow.markStores(facts);
    const graph = buildGraph(columns, { asOfMs, horizonDays: 27 });
    const fromFacts = columnsFromFacts(facts);
    const again = buildGraph(fromFacts, { asOfMs, horizonDays: 27 });
    const [folded, ofFacts] = [analyze(graph, { limit: 0 }), analyze(again, { limit: 0 })];
    const positions = new Map([...again.credentials].map((c, at) => [fromFacts.nodes.key[c], at]));
    const expected = (key: string, scenario: Scenario, end: End) => slow.figures(slow.reach(end, slow.start(key, scenario, end)), new Map([[key, 0n]]));
    for (let i = 0; i < sampled; i++) {
      const at = Math.floor((i * graph.credentials.length) / sampled);
      const key = workloadKey(columns, graph.credentials[at]!);
      for (const scenario of scenarios) {
        for (const end of ends) {
          const right = { key, scenario, end, ...expected(key, scenario, end) };
          expect({ key, scenario, end, ...figuresAt(folded.analysis[scenario][end], at) }).toEqual(right);
          expect({ key, scenario, end, ...figuresAt(ofFacts.analysis[scenario][end], positions.get(key)!) }).toEqual(right);
        }
      }
    }
  });
});
