import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codePointOrder } from '../model/codePointOrder.ts';
import { credentialFields } from '../model/credentialFields.ts';
import { fieldValue } from '../model/fieldValue.ts';
import { type CredentialRow, ends, type Path, scenarios } from '../model/figures.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { countHistogram } from './countHistogram.ts';
import { engineStatus } from './engineStatus.ts';
import { facetCredentials } from './facetCredentials.ts';
import { findPaths } from './findPaths.ts';
import { importPaths } from './importFiles.ts';
import { listCredentials } from './listCredentials.ts';
import { listExposure } from './listExposure.ts';
import { showCredential } from './showCredential.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/** What the engine says about single credentials must be what the table says about all of them. */
const facts = fileURLToPath(new URL('./fixtures/reach/estate-8.facts.jsonl', import.meta.url));
let ctx: TestContext;
let rows: CredentialRow[];
beforeAll(async () => {
  ctx = await testContext();
  must(await importPaths(ctx, { paths: [facts] }));
  must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' }));
  rows = must(await listCredentials(ctx, { limit: 5000 })).rows;
});
afterAll(() => ctx.close());

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

test('without a scenario the credential of an agent opens at takeover, any other at leak', async () => {
  const opened = await Promise.all(rows.map(async (row) => [row.identityKind, must(await showCredential(ctx, { credential: row.credential })).scenario]));
  expect(new Set(opened.filter(([kind]) => kind === 'agent').map(([, scenario]) => scenario))).toEqual(new Set(['takeover']));
  expect(new Set(opened.filter(([kind]) => kind !== 'agent').map(([, scenario]) => scenario))).toEqual(new Set(['leak']));
});

test('each credential opens to the figures of its row', async () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const row of rows) {
    for (const scenario of scenarios) {
      for (const end of ends) {
        const figures = end === 'certain' ? row[scenario] : row[scenario].upTo;
        const answer = must(await showCredential(ctx, { credential: row.credential, scenario, end, permissionsLimit: 5000 }));
        expect(answer.row).toEqual(row);
        expect(answer.permissions.total).toBe(figures.scope);
        expect(answer.permissions.rows.length).toBe(figures.scope);
        expect(new Set(answer.permissions.rows.map(({ resource }) => resource.key)).size).toBe(figures.resources);
        expect(sum(answer.permissions.rows.map(({ weight }) => weight))).toBe(figures.weight);
        expect(sum(answer.permissions.rows.map(({ actionDays }) => actionDays))).toBeCloseTo(figures.actionDays, 3);
        expect([answer.identities.length, answer.workloads.length, answer.chain.length]).toEqual([figures.identities, figures.workloads, figures.chain]);
        expect(answer.listed).toEqual({ identities: 0, workloads: 0, chain: 0 });
        const area = sum(answer.curve.slice(1).map((point, at) => ((point.seconds - answer.curve[at]!.seconds) * answer.curve[at]!.weight) / 86_400));
        expect(area).toBeCloseTo(figures.actionDays, 3);
        expect(answer.depth).toBe(Math.max(0, answer.rings.length - 1));
        expect(sum(answer.rings.map(({ permissions }) => permissions))).toBe(figures.scope);
        for (const path of answer.crownJewels) checkPath(path);
      }
    }
  }
});

/** Steps join, and each one's evidence is the line of the file that says it. */
const lines = fs.readFileSync(facts, 'utf8').split('\n');
function checkPath(path: Path): void {
  expect(path.steps[0]!.from).toEqual(path.from);
  expect(path.steps.at(-1)!.to).toEqual(path.to);
  path.steps.forEach((step, at) => {
    if (at > 0) expect(step.from).toEqual(path.steps[at - 1]!.to);
    expect(step.evidence).toMatchObject({ source: 'facts:default', file: facts });
    const fact = JSON.parse(lines[step.evidence.line! - 1]!);
    expect(step.kind).toBe(fact.fact === 'grant' ? 'grant' : fact.edge);
    if (fact.fact === 'grant') expect([step.class, step.actions]).toEqual([fact.class, fact.actions]);
    expect(step.certainty).toBe(fact.certainty ?? 'certain');
  });
  expect(path.certainty).toBe(path.steps.every(({ certainty }) => certainty === 'certain') ? 'certain' : 'possible');
}

test('who reaches a credential is as many as its exposure says', async () => {
  for (const row of rows) {
    const [found] = must(await listExposure(ctx, { resource: row.credential, limit: 1000 }));
    expect({ certain: found!.certain, upTo: found!.upTo }).toEqual(row.exposure);
    expect(found!.reachedBy!.length).toBe(row.exposure.upTo);
    expect(found!.reachedBy!.filter(({ certainty }) => certainty === 'certain').length).toBe(row.exposure.certain);
  }
});

test('the crown jewels are all there, most exposed first, and each as exposed as when it is asked for alone', async () => {
  const jewels = must(await listExposure(ctx, {}));
  const described = lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter((fact) => fact.fact === 'resource' && fact.sensitivity === 5);
  expect(new Set(jewels.map(({ node }) => node.key))).toEqual(new Set(described.map(({ key }) => key)));
  expect(jewels.map(({ certain }) => certain)).toEqual(jewels.map(({ certain }) => certain).sort((a, b) => b - a));
  for (const { node, certain, upTo } of jewels) expect(must(await listExposure(ctx, { resource: node.key }))[0]).toMatchObject({ certain, upTo });
  const credentials = must(await listExposure(ctx, { kinds: ['credential'], limit: 3 }));
  const most = [...rows].sort(
    (a, b) => b.exposure.certain - a.exposure.certain || b.exposure.upTo - a.exposure.upTo || codePointOrder(a.credential, b.credential),
  );
  expect(credentials.map(({ node }) => node.key)).toEqual(most.slice(0, 3).map(({ credential }) => credential));
});

test('every field can be filtered and sorted by, and says what the rows say', async () => {
  const asOfMs = Date.parse('2026-11-01T00:00:00Z');
  for (const { name, kind } of credentialFields) {
    const values = rows.map((row) => fieldValue(row, name, asOfMs));
    const sorted = must(await listCredentials(ctx, { sort: `-${name}`, limit: 5000 })).rows.map((row) => fieldValue(row, name, asOfMs));
    const absent = values.filter((value) => value === undefined).length;
    expect(
      sorted.slice(sorted.length - absent).every((value) => value === undefined),
      name,
    ).toBe(true);
    if (kind === 'number') {
      const present = values.filter((value) => typeof value === 'number');
      expect(sorted.slice(0, present.length), name).toEqual([...present].sort((a, b) => b - a));
      const spread = must(await countHistogram(ctx, { field: name }));
      expect(sum(spread.map(({ count }) => count)), name).toBe(present.length);
    } else if (kind !== 'time') {
      const [facet] = must(await facetCredentials(ctx, { fields: [name], limit: 1000 }));
      for (const { value, count } of facet!.values) {
        const is = (found: unknown): boolean =>
          Array.isArray(found) ? (found.length === 0 ? value === 'none' : found.includes(value)) : String(found ?? 'none') === value;
        expect(count, `${name}:${value}`).toBe(values.filter(is).length);
        expect(must(await listCredentials(ctx, { filter: `${name}:"${value}"`.replace('"none"', 'none') })).matching, `${name}:${value}`).toBe(count);
      }
    }
  }
});

describe('one credential', () => {
  const worst = () => rows.reduce((a, b) => (b.takeover.upTo.scope > a.takeover.upTo.scope ? b : a));

  test('after some days only what still lasts is there', async () => {
    const all = must(await showCredential(ctx, { credential: worst().credential, scenario: 'takeover', permissionsLimit: 5000 }));
    const later = must(await showCredential(ctx, { credential: worst().credential, scenario: 'takeover', permissionsLimit: 5000, day: 1 }));
    expect(later.permissions.rows).toEqual(all.permissions.rows.filter(({ lastSeconds }) => lastSeconds > 86_400));
    expect(later.permissions.matching).toBeLessThan(all.permissions.matching);
    expect(later.permissions.total).toBe(all.permissions.total);
    expect(later.identities).toEqual(all.identities.filter(({ staySeconds }) => staySeconds > 86_400));
  });

  test('its permissions can be searched by class, resource and raw action, page by page', async () => {
    const ask = async (more: object) =>
      must(await showCredential(ctx, { credential: worst().credential, scenario: 'takeover', permissionsLimit: 5000, ...more })).permissions;
    const all = (await ask({})).rows;
    expect((await ask({ search: 'DELEGATE' })).rows).toEqual(all.filter((one) => one.class === 'delegate'));
    expect((await ask({ search: 'b:Run' })).rows).toEqual(all.filter(({ actions }) => actions.includes('b:Run')));
    expect((await ask({ search: 't:store/' })).rows).toEqual(all.filter(({ resource }) => resource.key.startsWith('t:store/')));
    expect(await ask({ permissionsOffset: 3, permissionsLimit: 4 })).toEqual({ rows: all.slice(3, 7), matching: all.length, total: all.length });
  });

  test('is found by any alias and by the id of its row', async () => {
    const named = rows.find(({ aliases }) => aliases.length > 0)!;
    for (const name of [named.aliases[0]!, named.id]) expect(must(await showCredential(ctx, { credential: name })).row.credential).toBe(named.credential);
  });

  test('that is not there is told with what is called nearly so', async () => {
    expect(await showCredential(ctx, { credential: 't:cred/1x' })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND', message: expect.stringMatching(/nothing is called "t:cred\/1x"; near: .*t:cred\/1/) },
    });
    expect(await showCredential(ctx, { credential: 't:id/1' })).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND', message: expect.stringContaining('t:id/1 is an identity') },
    });
  });
});

test('paths: shortest ones, all up to a length, and none', async () => {
  const jewel = must(await listExposure(ctx, {})).find(({ certain }) => certain > 0)!.node.key;
  const from = must(await listExposure(ctx, { resource: jewel }))[0]!.reachedBy![0]!.credential.key;
  const shortest = must(await findPaths(ctx, { from, to: jewel }));
  expect(shortest.paths.length).toBeGreaterThan(0);
  expect(new Set(shortest.paths.map(({ steps }) => steps.length)).size).toBe(1);
  const all = must(await findPaths(ctx, { from, to: jewel, maxLength: shortest.paths[0]!.steps.length + 2, limit: 1000 }));
  expect(all.paths.slice(0, shortest.paths.length)).toEqual(shortest.paths);
  for (const path of all.paths) checkPath(path);
  expect(must(await findPaths(ctx, { from: jewel, to: from })).paths.length).toBe(0);
  expect(await findPaths(ctx, { from, to: 'nobody' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

test('what cannot be asked is refused in words', async () => {
  const refused = async (asked: Promise<{ ok: boolean }>, message: RegExp) =>
    expect(await asked).toMatchObject({ ok: false, error: { code: 'INVALID', message: expect.stringMatching(message) } });
  await refused(listCredentials(ctx, { filter: 'bnad:high' }), /character 1: "bnad" is no field/);
  await refused(listCredentials(ctx, { sort: 'bnad' }), /sort: "bnad" is no field/);
  await refused(listCredentials(ctx, { limit: 1e6 }), /limit: at most 5000 rows/);
  await refused(analyzeEstate(ctx, { horizonDays: 0 }), /horizonDays: expected whole days from 1 to 240/);
  await refused(analyzeEstate(ctx, { asOf: 'yesterday' }), /asOf: expected a time such as/);
  await refused(facetCredentials(ctx, { fields: ['chain'] }), /leak\.chain is a number/);
});

test('who may not is told so', async () => {
  const viewer = { ...ctx, actor: { ...ctx.actor, role: 'viewer' as const } };
  expect(await analyzeEstate(viewer, {})).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await engineStatus(viewer)).toMatchObject({ ok: true });
});

test('before the first analysis there is nothing to ask, and that is said', async () => {
  const empty = await testContext();
  expect(await listCredentials(empty, {})).toMatchObject({ ok: false, error: { code: 'NOT_FOUND', message: expect.stringContaining('keyblast analyze') } });
  expect(must(await analyzeEstate(empty, {}))).toMatchObject({ credentials: 0, nodes: 0 });
  expect(must(await listCredentials(empty, {}))).toMatchObject({ rows: [], total: 0, matching: 0 });
  await empty.close();
});
