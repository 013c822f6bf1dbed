import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audiences } from '../model/reports.ts';
import { ReportJson } from '../reports/report.ts';
import { reportPath } from '../store/reportFiles.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { confirmImport } from './confirmImport.ts';
import { importFiles } from './importFiles.ts';
import { listImports } from './listImports.ts';
import { loadSample } from './loadSample.ts';
import { makeReport } from './makeReport.ts';
import { renderReport } from './renderReport.ts';
import { must, type TestContext, testContext } from './testContext.ts';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  must(await loadSample(ctx, () => undefined, 300));
});
afterAll(() => ctx.close());

const jsonOf = (report: number): ReportJson => ReportJson.parse(JSON.parse(fs.readFileSync(reportPath(report, 'report.json'), 'utf8')));
const tableOf = (json: ReportJson, id: string): Record<string, unknown>[] => {
  const table = json.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === 'table' && block.id === id);
  if (table?.kind !== 'table') expect.fail(`no table ${id}`);
  return table.rows.map((row) => Object.fromEntries(row.map((cell, at) => [table.columns[at]!.id, cell])));
};
const figuresOf = (json: ReportJson): Record<string, unknown> =>
  Object.fromEntries(
    json.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'figures' ? block.figures.map((each) => [`${block.id}.${each.id}`, each.value]) : [])),
  );
const load = async (name: string, facts: object[]) => {
  const open = async function* () {
    yield Buffer.from(facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  };
  must(await importFiles(ctx, { files: [{ name: `${name}.facts.jsonl`, open }], name }));
};

describe.each(audiences)('a report for %s', (audience) => {
  test('is the same bytes when it is made again at the same clock, whatever was done in between', async () => {
    const first = must(await makeReport(ctx, { audience, compare: 'none' }));
    must(await renderReport(ctx, { report: first.id, format: 'csv' }));
    const again = must(await makeReport(ctx, { audience, compare: 'none', frozenAt: first.frozenAt }));
    expect(again.digest).toBe(first.digest);
    expect(again.id).not.toBe(first.id);
    expect(must(await makeReport(ctx, { audience, compare: 'none' })).digest).not.toBe(first.digest);
  });

  test('has the figures of the analysis, and all its credentials', async () => {
    const made = must(await makeReport(ctx, { audience }));
    const json = jsonOf(made.id);
    const { analysis } = must(await ctx.engine.ask('status', {}));
    expect(json.head).toMatchObject({
      audience,
      filter: '',
      analysis: { id: analysis!.id, horizonDays: analysis!.horizonDays },
      auditHead: { log: expect.any(String) },
    });
    expect(figuresOf(json)).toMatchObject({
      'estate.credentials': analysis!.leak.credentials,
      'estate.leak.highOrAbove': analysis!.leak.highOrAbove,
      'estate.takeover.sum': analysis!.takeover.sum,
    });
    const rows = tableOf(json, 'credentials');
    expect(rows).toHaveLength(analysis!.credentials);
    const page = must(await ctx.engine.ask('credentials', { limit: 1000, sort: audience === 'iam' ? 'owner' : 'credential' }));
    expect(rows.map((row) => [row.credential, row['leak.actionDays'], row['takeover.upTo.band']])).toEqual(
      page.rows.map((row) => [row.credential, row.leak.actionDays, row.takeover.upTo.band]),
    );
  });
});

test('every item of every standard is there, those that nothing can evidence as such', async () => {
  const rows = tableOf(jsonOf(must(await makeReport(ctx, { audience: 'auditor' })).id), 'controls');
  expect(rows).toHaveLength(54);
  expect(rows.find(({ ref }) => ref === 'owasp-agentic-2026/ASI09')).toMatchObject({
    state: 'not evidenced',
    findings: 0,
    missing: expect.stringContaining('nothing in credential inventories'),
  });
  const found = rows.filter(({ state }) => state === 'findings');
  expect(found.length).toBeGreaterThan(5);
  for (const { evidence } of found) expect(evidence).not.toEqual([]);
  expect(JSON.stringify(rows)).toMatch(/import \d+, [\w./-]+ line \d+/);
});

test('sums by owner are those of the list', async () => {
  const json = jsonOf(must(await makeReport(ctx, { audience: 'iam' })).id);
  const credentials = tableOf(json, 'credentials');
  const owners = tableOf(json, 'owners');
  expect(new Set(owners.map(({ owner }) => owner)).size).toBe(owners.length);
  for (const { owner, credentials: count } of owners) expect(credentials.filter((row) => row.owner === owner)).toHaveLength(Number(count));
});

test('a scope narrows the list and the figures of the scope, and says so', async () => {
  const filter = 'leak.band>=high';
  const json = jsonOf(must(await makeReport(ctx, { audience: 'iam', filter })).id);
  expect(json.head.filter).toBe(filter);
  const page = must(await ctx.engine.ask('credentials', { filter, limit: 0 }));
  expect(tableOf(json, 'credentials')).toHaveLength(page.matching);
  expect(Object.keys(figuresOf(json))).toContain('scope.credentials');
  for (const wrong of ['bnad:high', 'ghp_FAKEfakeFAKEfakeFAKEfakeFAKEfake0123'])
    expect(await makeReport(ctx, { audience: 'iam', filter: wrong })).toMatchObject({
      ok: false,
      error: { code: 'INVALID', message: expect.not.stringContaining('ghp_') },
    });
});

test('what came, went and moved since the report before is told, with T', async () => {
  const filter = '-system:nowhere';
  const identity = { fact: 'identity', key: 'x:bot', kind: 'agent' };
  const key = { fact: 'credential', key: 'x:key', owner: 'ada@example.com' };
  const edge = { fact: 'edge', edge: 'authenticates', from: 'x:key', to: 'x:bot' };
  const grant = (resource: string) => ({ fact: 'grant', from: 'x:bot', class: 'delegate', resource });
  const jewels = ['one', 'two', 'three', 'four'].map((name) => ({ fact: 'resource', key: `x:${name}`, sensitivity: 5 }));
  await load('x', [identity, key, edge, ...jewels, grant('x:one'), grant('x:two')]);
  must(await analyzeEstate(ctx, {}));
  const before = must(await makeReport(ctx, { audience: 'auditor', filter }));
  await load('x', [identity, key, edge, ...jewels, grant('x:one'), grant('x:three'), grant('x:four')]);
  must(await confirmImport(ctx, { importId: must(await listImports(ctx)).find(({ state }) => state === 'held')!.id })); // a tenth of it vanished
  await analyzeEstate(ctx, { horizonDays: 10 });
  const after = must(await makeReport(ctx, { audience: 'auditor', filter }));
  expect(after.comparedWith).toBe(before.id);
  const json = jsonOf(after.id);
  expect(json.head.comparedWith).toMatchObject({ digest: before.digest, analysis: before.analysis });
  const facts = tableOf(json, 'changed-facts').filter(({ source }) => source === 'facts:x');
  expect(facts.map(({ change, kind, to }) => `${change} ${kind} ${to}`).sort()).toEqual([
    'added grant of delegate x:four',
    'added grant of delegate x:three',
    'removed grant of delegate x:two',
  ]);
  expect(tableOf(json, 'moves')).toContainEqual(
    expect.objectContaining({ credential: 'x:key', 'from.actionDays': 2 * 40 * 100 * 27, 'to.actionDays': 3 * 40 * 100 * 10, why: expect.any(String) }),
  );
  expect(JSON.stringify(json)).toContain('T went from 27 to 10 days');
});

test('only whom it is for makes one', async () => {
  expect(await makeReport({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } }, { audience: 'board' })).toMatchObject({
    ok: false,
    error: { code: 'FORBIDDEN' },
  });
  for (const role of ['analyst', 'auditor', 'manager', 'admin'] as const)
    must(await makeReport({ ...ctx, actor: { ...ctx.actor, role } }, { audience: 'board' }));
  expect(await makeReport(ctx, { audience: 'board', frozenAt: '2999-01-01T00:00:00Z' })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(await makeReport(ctx, { audience: 'board', compare: 999_999 })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});
