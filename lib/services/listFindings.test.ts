import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseTime, daysBefore } from '../rules/caseFacts.ts';
import { findInFacts } from '../rules/findInFacts.ts';
import { ruleCases } from '../rules/ruleCases.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { importPaths } from './importFiles.ts';
import { listFindings } from './listFindings.ts';
import { readStandards } from './readStandards.ts';
import { showFindings } from './showFindings.ts';
import { must, type TestContext, testContext } from './testContext.ts';

let ctx: TestContext;
let folder: string;
beforeAll(async () => {
  ctx = await testContext();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-findings-'));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await ctx.close();
});

let imported = 0;
async function bring(facts: readonly object[], name: string): Promise<void> {
  const file = path.join(folder, `given-${imported++}.facts.jsonl`);
  fs.writeFileSync(file, facts.map((fact) => JSON.stringify(fact)).join('\n'));
  must(await importPaths(ctx, { paths: [file], name }));
}

/** Every case that must be found, side by side: each in names of its own. */
const estate = Object.values(ruleCases).flatMap(({ finds }, at) => {
  const [first] = finds;
  return JSON.parse(JSON.stringify(first!.facts).replaceAll(/"(k|svc|bot|customers|orders|svid|anyone|ann|id|feed|mail)"/g, `"$1-${at}"`));
});

/** All pages, seven findings each. */
async function everyPage(filter: string): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 100; pages++) {
    const page = must(await listFindings(ctx, { filter, limit: 7, ...(after !== undefined && { after }) }));
    all.push(...page.rows.map(({ rule, subject, severity }) => `${severity} ${rule} ${subject.key}`));
    after = page.next;
    if (after === undefined) return all;
  }
  throw new Error('the pages do not end');
}

test('before the first analysis there is nothing to list', async () => {
  expect(await listFindings(ctx, {})).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(must(await readStandards(ctx))).toBeNull();
});

test('pages hold what the rules find in the same facts, each once, the most urgent first', async () => {
  await bring(estate, 'cases');
  must(await analyzeEstate(ctx, { asOf: caseTime }));
  const expected = findInFacts(estate, { asOfMs: Date.parse(caseTime), horizonDays: 27 }).map(
    ({ rule, subject, severity }) => `${severity} ${rule.id} ${subject}`,
  );
  const listed = await everyPage('');
  expect(listed.toSorted()).toEqual(expected.toSorted());
  expect(listed.map((line) => line[0])).toEqual(listed.map((line) => line[0]).toSorted());
  expect(new Set(listed.map((line) => line.split(' ')[1])).size).toBeGreaterThan(45);
  const page = must(await listFindings(ctx, {}));
  expect([page.total, page.matching, page.fresh]).toEqual([expected.length, expected.length, expected.length]);
});

test('what a filter leaves is counted as it is listed, and so is what else could be chosen', async () => {
  const all = await everyPage('');
  for (const filter of [
    'rule:leaked,dormant',
    'severity:1,2',
    'system:app',
    'environment:dev',
    'environment:none severity:5',
    'standard:owasp-nhi-2025/NHI7:2025',
    'owner:none',
    'owner:ann@example.com',
    'owner:none severity:1,2 rule:leaked,incident',
  ]) {
    const page = must(await listFindings(ctx, { filter }));
    const listed = await everyPage(filter);
    expect(listed.length, filter).toBe(page.matching);
    expect(listed.length, filter).toBeGreaterThan(0);
    expect(listed.length, filter).toBeLessThan(all.length);
    expect(all, filter).toEqual(expect.arrayContaining(listed));
  }
  const { facets } = must(await listFindings(ctx, { filter: 'severity:5' }));
  const facet = (field: string) => facets.find((each) => each.field === field)!.values;
  expect(facet('severity').map(({ value, count }) => [value, count])).toEqual(
    ['1', '2', '3', '4', '5'].map((severity) => [severity, all.filter((line) => line.startsWith(severity)).length]).filter(([, count]) => count !== 0),
  );
  for (const { value, count } of facet('rule')) expect((await everyPage(`severity:5 rule:${value}`)).length, value).toBe(count);
});

test('findings of an owner are those whose subject has them', async () => {
  const ofAnn = must(await listFindings(ctx, { filter: 'owner:ann@example.com' }));
  expect(ofAnn.rows.every(({ owner }) => owner === 'ann@example.com')).toBe(true);
  expect(ofAnn.fresh).toBe(ofAnn.matching); // all of the first analysis
  const nobodys = must(await listFindings(ctx, { filter: 'owner:none' }));
  const either = must(await listFindings(ctx, { filter: 'owner:none,ann@example.com' }));
  expect(either.matching).toBe(ofAnn.matching + nobodys.matching);
  expect(either.total).toBe(ofAnn.total);
  for (const { value, count } of ofAnn.facets.find(({ field }) => field === 'rule')!.values)
    expect(must(await listFindings(ctx, { filter: `owner:ann@example.com rule:${value}` })).matching, value).toBe(count);
  expect(must(await listFindings(ctx, { filter: 'owner:who-is-this' }))).toMatchObject({ matching: 0, rows: [] });
});

test('a filter that asks for what findings do not have is refused, and says what they have', async () => {
  for (const [filter, says] of [
    ['colour:x', /Fields: rule, severity, standard, system, environment, owner/],
    ['severity>2', /FIELD:VALUE/],
    ['-rule:leaked', /FIELD:VALUE/],
    ['rule:leakd', /no rule/],
    ['severity:9', /expected one of 1, 2, 3, 4, 5/],
  ] as const)
    expect(await listFindings(ctx, { filter }), filter).toMatchObject({ ok: false, error: { code: 'INVALID', message: expect.stringMatching(says) } });
});

test('a finding keeps the day on which it was found first, for as long as it is found without a gap', async () => {
  const dormant = (lastUsed: string, day: string) => [
    { fact: 'coverage', system: 'bank', from: day, to: `${day}T00:00:00Z`, what: ['inventory'] },
    { fact: 'credential', key: 'sleeper', lastUsed, system: 'bank', owner: 'x' },
    { fact: 'credential', key: 'steady', lastUsed: daysBefore(60), system: 'bank', owner: 'x' },
  ];
  const since = async () => {
    const { rows } = must(await listFindings(ctx, { filter: 'rule:dormant system:bank' }));
    return rows.map(({ subject, since: { at } }) => `${subject.key} ${at.slice(0, 10)}`);
  };
  const days = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'];
  const uses = [daysBefore(60), daysBefore(60), daysBefore(1), daysBefore(59)];
  const seen: string[][] = [];
  for (const [i, day] of days.entries()) {
    await bring(dormant(uses[i]!, day), 'bank');
    must(await analyzeEstate(ctx, { asOf: `${day}T00:00:00Z` }));
    seen.push(await since());
  }
  expect(seen).toEqual([
    ['sleeper 2026-11-02', 'steady 2026-11-02'],
    ['sleeper 2026-11-02', 'steady 2026-11-02'],
    ['steady 2026-11-02'],
    ['sleeper 2026-11-05', 'steady 2026-11-02'],
  ]);
  expect(must(await listFindings(ctx, { filter: 'rule:dormant system:bank' }))).toMatchObject({ matching: 2, fresh: 1 });
  const held = await ctx.database.pool.query('SELECT DISTINCT analysis_id FROM finding UNION SELECT analysis_id FROM finding_count');
  expect(held.rows.length).toBe(5);
});

test('each finding opens down to its facts, with file and line, and stands on the credential that it concerns', async () => {
  await bring(
    [
      { fact: 'credential', key: 'bot key', owner: 'x' },
      { fact: 'identity', key: 'bot', kind: 'agent' },
      { fact: 'edge', edge: 'authenticates', from: 'bot key', to: 'bot' },
      { fact: 'workload', key: 'bot#workload', kind: 'agent', untrustedInput: true },
      { fact: 'edge', edge: 'uses', from: 'bot#workload', to: 'bot key' },
      { fact: 'resource', key: 'inbox' },
      { fact: 'grant', from: 'bot', class: 'read', resource: 'inbox' },
      { fact: 'grant', from: 'bot', class: 'send', resource: 'inbox' },
      { fact: 'sighting', credential: 'bot key', audience: 'team', where: 'wiki/runbook', evidence: { line: 7 } },
    ],
    'bot',
  );
  must(await analyzeEstate(ctx, { asOf: caseTime }));
  const { rows } = must(await listFindings(ctx, { filter: 'rule:seen-inside system:"bot key"' }));
  const shown = must(await showFindings(ctx, { node: rows[0]!.subject.id! }));
  const evidence = Object.fromEntries(shown.map(({ rule, evidence: facts }) => [rule.id, facts.map(({ what, line }) => `${line} ${what}`)]));
  expect(evidence['seen-inside']).toEqual(['9 seen by team: wiki/runbook']);
  expect(evidence['agent-static-key']).toEqual(['1 record', '3 authenticates: bot key → bot']);
  expect(evidence['untrusted-agent']).toEqual(['4 record', '5 uses: bot#workload → bot key']);
  for (const { evidence: facts } of shown)
    for (const { file, factId } of facts) expect([file, factId]).toEqual([expect.stringMatching(/given-\d+\.facts\.jsonl/), expect.stringMatching(/^\d+$/)]);
});

test('every item of a standard has its state, and what nothing evidences has no rule', async () => {
  const state = must(await readStandards(ctx))!;
  const items = state.flatMap(({ items: each }) => each);
  for (const { coverage, rules, id } of items) expect(rules.length > 0, id).toBe(coverage === 'direct' || coverage === 'partial');
  const { matching } = must(await listFindings(ctx, { filter: 'standard:owasp-nhi-2025/NHI2:2025' }));
  expect(items.find(({ ref }) => ref === 'owasp-nhi-2025/NHI2:2025')).toMatchObject({ findings: matching });
  expect(matching).toBeGreaterThan(0);
});
