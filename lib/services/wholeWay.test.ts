import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import { nodeBit } from '../blast/columns.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { scenarioFiguresAt } from '../blast/figureColumns.ts';
import { likelihoodsOf } from '../blast/likelihood.ts';
import { asOf, randomEstate } from '../blast/randomEstate.ts';
import type { Fact } from '../model/facts.ts';
import { likelihoods } from '../model/figures.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { must, testContext } from './testContext.ts';

const names = new Set(['key', 'from', 'to', 'resource', 'credential', 'identity', 'store', 'keys', 'aliases']);
/** Puts an estate's names under a prefix, so that many lie side by side in one. */
function under(prefix: string, fact: Fact): Fact {
  const renamed = Object.entries(fact).map(([field, value]) => {
    if (!names.has(field) || typeof value === 'boolean') return [field, value];
    return [field, Array.isArray(value) ? value.map((name) => prefix + name) : prefix + value];
  });
  return Object.fromEntries(renamed);
}

test('150 random estates have the same figures through import and database as in memory, where they equal the slow definition', async () => {
  const facts = fc.sample(randomEstate, { numRuns: 150, seed: 20261101 }).flatMap((estate, i) => estate.facts.map((fact) => under(`e${i}/`, fact)));
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, { asOfMs: asOf, horizonDays: 27 });
  const { analysis, exposure } = analyze(graph);
  const likelihood = likelihoodsOf(graph, columns);
  const expected = Array.from(graph.credentials, (c, at) => ({
    credential: columns.nodes.key[c],
    usable: graph.usable[c] === 1,
    inEstate: (columns.nodes.flags[c]! & nodeBit.inEstate) !== 0,
    described: (columns.nodes.flags[c]! & nodeBit.described) !== 0,
    likelihood: likelihoods[likelihood[at]!],
    exposure: { certain: exposure.certain[c], upTo: exposure.upTo[c] },
    leak: scenarioFiguresAt(analysis.leak, at),
    takeover: scenarioFiguresAt(analysis.takeover, at),
  }));

  const ctx = await testContext();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-whole-'));
  const file = path.join(folder, 'estates.facts.jsonl');
  fs.writeFileSync(file, facts.map((fact) => JSON.stringify(fact)).join('\n'));
  must(await importPaths(ctx, { paths: [file] }));
  must(await analyzeEstate(ctx, { asOf: new Date(asOf).toISOString(), horizonDays: 27 }));
  const { rows } = must(await listCredentials(ctx, { limit: 5000 }));
  const found = rows.map(({ credential, usable, inEstate, described, likelihood, exposure, leak, takeover }) => ({
    credential,
    usable,
    inEstate,
    described,
    likelihood,
    exposure,
    leak,
    takeover,
  }));
  expect(expected.length).toBeGreaterThan(400);
  expect(found).toEqual(expected);
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
}, 120_000);
