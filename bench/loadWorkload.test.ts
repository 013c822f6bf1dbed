import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../lib/blast/analyze.ts';
import { buildGraph } from '../lib/blast/buildGraph.ts';
import { scenarioFiguresAt } from '../lib/blast/figureColumns.ts';
import { enterprise } from '../lib/estate/workloads/enterprise.ts';
import { moltbook } from '../lib/estate/workloads/moltbook.ts';
import { asOfMs, type NumberedColumns, type NumberedEstate } from '../lib/estate/workloads/numberedEstate.ts';
import { windowed } from '../lib/estate/workloads/windowed.ts';
import { workloadFacts } from '../lib/estate/workloads/workloadFacts.ts';
import { scenarios } from '../lib/model/figures.ts';
import { type Database, openPool } from '../lib/store/database.ts';
import { importFacts } from '../lib/store/importFacts.ts';
import { dumpInputs, givenSet, readersDeriver } from '../lib/store/importTesting.ts';
import { loadEstate } from '../lib/store/loadEstate.ts';
import { type TestDatabase, testDatabase } from '../lib/store/testDatabase.ts';
import { loadWorkload } from './loadWorkload.ts';

const estates: [string, () => NumberedEstate][] = [
  ['agents', () => moltbook(0.0001)],
  ['an enterprise', () => enterprise(0.001, true)],
  ['levels', () => windowed(0.002)],
];

describe.each(estates)('a workload of %s', (_, make) => {
  const made: TestDatabase[] = [];
  const open: Database[] = [];
  let columns: NumberedColumns;
  beforeAll(async () => {
    columns = make().columns();
    for (let i = 0; i < 2; i++) {
      made.push(await testDatabase());
      open.push(openPool(made[i]!.ownerUrl));
    }
    await importFacts(open[0]!, [givenSet({ facts: [...workloadFacts(columns)], source: 'facts:generated' })], {
      actor: 'bench',
      now: new Date(asOfMs),
      deriver: readersDeriver,
    });
    await loadWorkload(open[1]!, columns);
  });
  afterAll(async () => {
    for (const database of open) await database.close();
    for (const database of made) await database.drop();
  });

  test('stands in the database as an import of its facts leaves it', async () => {
    const [imported, loaded] = [await dumpInputs(open[0]!), await dumpInputs(open[1]!)];
    expect(loaded).toEqual(imported);
    expect(loaded.nodes!.length).toBe(columns.nodes.count);
    expect(loaded.edges!.length).toBeGreaterThan(100);
    for (const table of ['name', 'node', 'fact_node', 'fact_edge', 'fact_grant']) {
      const indexes = async (database: Database) =>
        (await database.pool.query('SELECT indexdef FROM pg_indexes WHERE tablename = $1 ORDER BY 1', [table])).rows;
      expect(await indexes(open[1]!)).toEqual(await indexes(open[0]!));
    }
  });

  test('has the figures that its import has', async () => {
    const figures = async (database: Database) => {
      const { estate } = await loadEstate(database);
      const graph = buildGraph(estate, { asOfMs, horizonDays: 27 });
      const { analysis } = analyze(graph);
      return [...graph.credentials].map((v, at) => [estate.nodes.key[v], ...scenarios.map((scenario) => scenarioFiguresAt(analysis[scenario], at))]);
    };
    expect(await figures(open[1]!)).toEqual(await figures(open[0]!));
  });
});
