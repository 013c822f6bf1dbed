import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attributions } from '../model/attribution.ts';
import type { AnalysisSummary } from '../model/figures.ts';
import { readTrend as readStored } from '../store/readTrend.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { readCoverage } from './readCoverage.ts';
import { readTrend } from './readTrend.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { undoImport } from './undoImport.ts';

let ctx: TestContext;
let folder: string;
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-trend-'));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
});

async function brought(name: string, facts: object[]): Promise<void> {
  const file = path.join(folder, `${name}.facts.jsonl`);
  fs.writeFileSync(file, facts.map((fact) => JSON.stringify(fact)).join('\n'));
  must(await importPaths(ctx, { paths: [file], name }));
}

/** A service with a key, which may do one thing to a crown jewel, and what is covered of its system. */
const service = (name: string, certainty: 'certain' | 'possible', covered: object[] = []) => [
  { fact: 'credential', key: `${name}:key`, system: name },
  { fact: 'identity', key: `${name}:service`, kind: 'service', system: name },
  { fact: 'edge', edge: 'authenticates', from: `${name}:key`, to: `${name}:service` },
  { fact: 'resource', key: `${name}:jewel`, sensitivity: 5 },
  {
    ...{ fact: 'grant', from: `${name}:service`, class: 'write', resource: `${name}:jewel`, certainty },
    ...(certainty === 'possible' && { condition: { kind: 'mfa' } }),
  },
  ...covered.map((one) => ({ fact: 'coverage', system: name, ...one })),
];
const covered = (from: string, to: string, ...what: string[]) => ({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z`, what });
const withoutTime = ({ highOrAbove, sum, upTo }: AnalysisSummary['leak']) => ({
  highOrAbove: { certain: highOrAbove, upTo: upTo.highOrAbove },
  sum: { certain: sum, upTo: upTo.sum },
});

test('every analysis is a point by its data time, with the imports that it is the first to count', async () => {
  expect(must(await readTrend(ctx))).toEqual({ points: [], older: 0, waiting: { count: 0, changed: 0, some: [] } });
  await brought('mill', service('mill', 'certain'));
  const first = must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' }));
  await brought('bank', service('bank', 'possible'));
  await brought('shop', service('shop', 'certain'));
  const second = must(await analyzeEstate(ctx, { asOf: '2026-11-08T00:00:00Z', horizonDays: 14 }));
  const earlier = must(await analyzeEstate(ctx, { asOf: '2026-10-25T00:00:00Z', horizonDays: 14 }));
  await brought('late', service('late', 'certain'));

  const { points, older, waiting } = must(await readTrend(ctx));
  expect(older).toBe(0);
  expect(points.map(({ analysis, asOf, horizonDays }) => [analysis, asOf, horizonDays])).toEqual([
    [earlier.id, '2026-10-25T00:00:00.000Z', 14],
    [first.id, '2026-11-01T00:00:00.000Z', 27],
    [second.id, '2026-11-08T00:00:00.000Z', 14],
  ]);
  for (const [i, analysis] of [earlier, first, second].entries()) {
    expect(points[i]).toMatchObject({ leak: withoutTime(analysis.leak), takeover: withoutTime(analysis.takeover), weightsVersion: '1' });
  }
  // one crown jewel each at 10 x 100 for T days: certain in mill and shop, possible in bank
  expect(points[1]!.leak).toEqual({ highOrAbove: { certain: 1, upTo: 1 }, sum: { certain: 27_000, upTo: 27_000 } });
  expect(points[2]!.leak).toEqual({ highOrAbove: { certain: 2, upTo: 3 }, sum: { certain: 28_000, upTo: 42_000 } });
  expect(points.map(({ imports }) => imports.some.map(({ source, facts, changed }) => [source, facts, changed]))).toEqual([
    [],
    [['facts:mill', 5, 5]],
    [
      ['facts:bank', 5, 5],
      ['facts:shop', 5, 5],
    ],
  ]);
  expect(waiting).toMatchObject({ count: 1, changed: 5, some: [{ source: 'facts:late', undone: false }] });
  must(await undoImport(ctx, { importId: waiting.some[0]!.id }));
  expect(must(await readTrend(ctx)).waiting.some).toMatchObject([{ source: 'facts:late', undone: true }]);
});

test('the newest are listed where there are more than asked for', async () => {
  const { points, older } = await readStored(ctx.database, 2);
  expect(points).toHaveLength(2);
  expect(older).toBe(1);
});

test('coverage is by system: inventories and logs apart, what is missing, days between that nothing covers, and how many credentials lie there', async () => {
  await brought('farm', [
    ...service('farm', 'certain', [
      covered('2026-09-01', '2026-09-11', 'access log', 'inventory of keys'),
      covered('2026-09-14', '2026-10-01', 'access log'),
      covered('2026-09-10', '2026-10-05', 'inventory of keys', 'known to be missing: audit log'),
    ]),
    { fact: 'credential', key: 'nowhere:key' },
    { fact: 'coverage', system: 'empty', ...covered('2026-09-01', '2026-09-02', 'Missing: everything') },
  ]);
  must(await analyzeEstate(ctx, { asOf: '2026-11-09T00:00:00Z' }));
  const systems = must(await readCoverage(ctx));
  const of = (name: string | null) => systems.find(({ system }) => system === name);
  const time = (day: string) => `${day}T00:00:00.000Z`;
  expect(of('farm')).toMatchObject({
    credentials: 1,
    inventories: [{ what: 'inventory of keys', from: time('2026-09-01'), to: time('2026-10-05'), gapDays: 0 }],
    logs: [{ what: 'access log', from: time('2026-09-01'), to: time('2026-10-01'), gapDays: 3 }],
    missing: ['audit log'],
    sources: [{ name: 'facts:farm' }],
  });
  expect(of('mill')).toEqual({ system: 'mill', credentials: 1, inventories: [], logs: [], missing: [], sources: [] });
  expect(of(null)).toMatchObject({ credentials: 1 });
  expect(of('empty')).toMatchObject({ credentials: 0, inventories: [], logs: [], missing: ['everything'] });
});

test('each count of the attribution is as many as its rows', async () => {
  await brought('log', [{ fact: 'usage', credential: 'stranger:key', at: '2026-11-01T00:00:00Z' }]);
  const { attribution, secretless } = must(await analyzeEstate(ctx, { asOf: '2026-11-10T00:00:00Z' }));
  for (const one of attributions) {
    const filter = one === 'unknown' ? 'attribution:unknown' : `attribution:${one} usable:true inEstate:true`;
    expect(must(await listCredentials(ctx, { filter })).matching, one).toBe(attribution![one]);
  }
  expect(attribution).toMatchObject({ unknown: 1, unlogged: 4, unseen: 1 });
  expect(secretless).toEqual({ identities: 4, done: 0, dual: 0, static: 4, none: 0 });
});
