import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import { nodeBit } from '../blast/columns.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { scenarioFiguresAt } from '../blast/figureColumns.ts';
import { fewestCredentials, moltbookFiles, moltbookSize } from '../estate/moltbook.ts';
import { workloadKey } from '../estate/workloads/workloadFacts.ts';
import { workloadOf } from '../estate/workloads/workloadFiles.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { type GenerateEstate, generateEstate } from './generateEstate.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { readGenerated } from './readGenerated.ts';
import { must, testContext } from './testContext.ts';

const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-generate-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
let folders = 0;
const generate = async (input: Omit<GenerateEstate, 'out'>) => must(await generateEstate({ out: path.join(root, `${folders++}`), ...input }));
const digest = (files: { file: string }[]): string[] => files.map(({ file }) => createHash('sha256').update(fs.readFileSync(file)).digest('hex'));

describe.each([
  { estate: 'enterprise', credentials: 137 },
  { estate: 'enterprise', credentials: 211, supercritical: true },
  { estate: 'windowed', credentials: 101 },
] as const)('generate $estate --credentials $credentials', (words) => {
  test('writes the same bytes for the same words, others for others', async () => {
    const [first, again, other] = [await generate({ ...words, reach: false }), await generate(words), await generate({ ...words, seed: 9 })];
    expect(digest(again.files)).toEqual(digest(first.files));
    expect(digest(other.files)).not.toEqual(digest(first.files));
    expect(first).toMatchObject({ reach: null, files: [{ file: expect.stringMatching(new RegExp(`${words.estate}\\.facts\\.jsonl$`)) }] });
  });

  test('has exactly so many credentials, whose figures are those of the numbered estate once it is imported', async () => {
    const { files, seed, reach } = await generate(words);
    const ctx = await testContext();
    try {
      must(await importPaths(ctx, { paths: files.map(({ file }) => file) }));
      must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z', horizonDays: 27 }));
      const { matching, rows } = must(await listCredentials(ctx, { limit: 5000 }));
      expect(matching).toBe(words.credentials);
      const columns = workloadOf(words.estate, { ...words, seed });
      const graph = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
      const { analysis } = analyze(graph);
      const inMemory = Array.from(graph.credentials, (c, at) => ({
        credential: workloadKey(columns, c),
        leak: scenarioFiguresAt(analysis.leak, at),
        takeover: scenarioFiguresAt(analysis.takeover, at),
      }));
      const byKey = new Map(inMemory.map((each) => [each.credential, each]));
      expect(rows.map(({ credential, leak, takeover }) => ({ credential, leak, takeover }))).toEqual(rows.map(({ credential }) => byKey.get(credential)));
      const scopes = inMemory.map(({ leak }) => leak.scope).sort((a, b) => a - b);
      expect(reach?.certain).toMatchObject({
        credentials: words.credentials,
        scope: { p50: scopes[Math.floor(scopes.length / 2)], max: scopes.at(-1) },
      });
      expect(Object.values(reach!.certain.bands).reduce((sum, count) => sum + count, 0)).toBe(words.credentials);
    } finally {
      await ctx.close();
    }
  });
});

test('dates count from the day that is asked for', async () => {
  const [usual, later] = [
    await generate({ estate: 'enterprise', credentials: 120 }),
    await generate({ estate: 'enterprise', credentials: 120, asOf: '2027-01-01T00:00:00.000Z' }),
  ];
  expect(later.reach).toEqual(usual.reach);
  expect(digest(later.files)).not.toEqual(digest(usual.files));
});

test('of a platform in the manner of Moltbook, what its files say is followed; where agents read the database nearly all of them reach it', async () => {
  const [usual, open] = [
    await generate({ estate: 'moltbook', credentials: 300 }),
    await generate({ estate: 'moltbook', credentials: 300, supercritical: true }),
  ];
  expect(digest(open.files.filter(({ file }) => file.endsWith('.json.gz')))).toEqual(digest(usual.files.filter(({ file }) => file.endsWith('.json.gz'))));
  expect(usual.files.filter(({ file }) => file.endsWith('.json.gz'))).toHaveLength(7);
  expect(open).toMatchObject({ credentials: 300, agents: usual.agents, supercritical: true, seed: 1 });
  expect(usual.reach!.certain.scope.p50).toBeLessThan(50);
  expect(open.reach!.certain.scope.p50).toBeGreaterThan(500);
});

test('a platform in the manner of Moltbook has exactly as many credentials as asked for, those of its AWS accounts and of their logs included', async () => {
  expect(moltbookSize(fewestCredentials() - 1)).toBeUndefined();
  for (const credentials of [fewestCredentials(), 200, 1234]) {
    const columns = columnsFromFacts(await readGenerated(moltbookFiles({ ...moltbookSize(credentials)!, seed: 3 })));
    const { credentials: found } = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
    expect(found.filter((at) => (columns.nodes.flags[at]! & nodeBit.inEstate) !== 0)).toHaveLength(credentials);
  }
});

test('says what is wrong with the words', async () => {
  const error = async (input: Omit<GenerateEstate, 'out'>) => await generateEstate({ out: path.join(root, 'none'), ...input });
  expect(await error({ estate: 'enterprise', credentials: 99 })).toMatchObject({
    ok: false,
    error: { code: 'INVALID', message: expect.stringContaining('100 or more') },
  });
  expect(await error({ estate: 'windowed', credentials: 500, supercritical: true })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(fs.existsSync(path.join(root, 'none'))).toBe(false);
});
