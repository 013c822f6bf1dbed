import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSample } from './loadSample.ts';
import { makeReport } from './makeReport.ts';
import { renderReport } from './renderReport.ts';
import { must, type TestContext, testContext } from './testContext.ts';

/**
 * What an auditor does with the JSON of a report, a pencil and docs/facts.md ("Exact semantics"): the figures of the samples from the facts that are printed beside them. Nothing of lib/ computes here; the
 * weights are read from the report.
 */
type Row = Record<string, string | number | boolean | string[] | null>;
let ctx: TestContext;
let json: {
  head: { analysis: { asOf: string; horizonDays: number } };
  sections: { blocks: { kind: string; id: string; columns: { id: string }[]; rows: (string | number | boolean | string[] | null)[][] }[] }[];
};
beforeAll(async () => {
  ctx = await testContext();
  must(await loadSample(ctx, () => undefined, 400));
  const { id } = must(await makeReport(ctx, { audience: 'auditor' }));
  json = JSON.parse(fs.readFileSync(must(await renderReport(ctx, { report: id, format: 'json' })).file, 'utf8'));
});
afterAll(() => ctx.close());

function table(id: string): Row[] {
  const found = json.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === 'table' && block.id === id);
  if (!found) expect.fail(`no table ${id}`);
  return found.rows.map((row) => Object.fromEntries(row.map((cell, at) => [found.columns[at]!.id, cell])));
}
const lookUp = (id: string, key: string): Map<unknown, number> => new Map(table(id).map((row) => [row[key], Number(row.weight)]));

/** Seconds of the grid, and the first point of it not below so many; none is T. */
function lifeOf(seconds: number | undefined): number {
  const days = Array.from({ length: json.head.analysis.horizonDays }, (_, day) => (day + 1) * 86_400);
  const grid = [300, 900, 3600, 14_400, 43_200, ...days];
  return grid.find((point) => seconds !== undefined && seconds <= point) ?? grid.at(-1)!;
}

function recompute(start: string) {
  const asOf = Date.parse(json.head.analysis.asOf);
  const T = lifeOf(undefined);
  const nodes = new Map(table('sample-nodes').map((row) => [String(row.key), row]));
  const node = (key: unknown): Row => nodes.get(String(key)) ?? expect.fail(`node ${String(key)} is not printed`);
  const isLive = ({ until }: Row): boolean => until === null || Date.parse(String(until)) > asOf;
  const isUsable = (key: unknown): boolean => {
    const { kind, status, expires, gone } = node(key);
    const isGone = gone === '-infinity' || (gone !== null && Date.parse(String(gone)) <= asOf);
    return status === 'active' && !isGone && (kind !== 'credential' || expires === null || Date.parse(String(expires)) > asOf);
  };
  const until = ({ until: end }: Row): number => lifeOf(end === null ? undefined : (Date.parse(String(end)) - asOf) / 1000);
  const own = (key: unknown): number => {
    const { expires, ttl } = node(key);
    const ends = [expires === null ? undefined : (Date.parse(String(expires)) - asOf) / 1000, ttl === null ? undefined : Number(ttl)].filter(
      (end) => end !== undefined,
    );
    return lifeOf(ends.length === 0 ? undefined : Math.min(...ends));
  };
  const edges = table('sample-edges').filter(isLive);
  const isBearer = (key: unknown): boolean => node(key).presentation === 'bearer';

  const reachedFrom = (first: string): Set<string> => {
    const entered = new Set<string>();
    const waiting = isUsable(first) && isBearer(first) ? [first] : [];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (entered.has(key)) continue;
      entered.add(key);
      for (const edge of edges) {
        if (edge.from !== key || (edge.edge === 'authenticates' && edge.scoped === true) || !isUsable(edge.to)) continue;
        if (edge.edge === 'holds' && !isBearer(edge.to)) continue;
        waiting.push(String(edge.to));
      }
    }
    return entered;
  };
  const entered = reachedFrom(start);
  const spokenFor = edges.filter((edge) => edge.edge === 'authenticates' && entered.has(String(edge.from)) && isUsable(edge.to)).map((edge) => String(edge.to));

  const A = new Map<string, number>([[start, own(start)]]);
  const contribution = (edge: Row): number => {
    const [u, target] = [A.get(String(edge.from)) ?? 0, edge.to];
    if (u === 0) return 0;
    if (edge.edge === 'authenticates' || edge.edge === 'reads-secrets') return Math.min(u, until(edge));
    if (edge.edge === 'uses') return isBearer(target) ? Math.max(u, own(target)) : u;
    if (edge.edge === 'holds') {
      if (edge.renews !== true) return own(target);
      return reachedFrom(String(target)).has(String(edge.from)) ? T : Math.max(own(target), u);
    }
    if (edge.lasting === true) return T;
    return Math.min(until(edge), edge.sessionTtl === null ? u : Math.max(u, lifeOf(Number(edge.sessionTtl))));
  };
  for (let moved = true; moved; ) {
    moved = false;
    for (const edge of edges) {
      const to = String(edge.to);
      if (!entered.has(to) || !entered.has(String(edge.from)) || (edge.edge === 'authenticates' && edge.scoped === true)) continue;
      const stays = contribution(edge);
      if (stays > (A.get(to) ?? 0)) {
        A.set(to, stays);
        moved = true;
      }
    }
  }

  const last = new Map<string, number>();
  const permit = (name: string, resource: unknown, from: unknown, end: number): void => {
    const permission = JSON.stringify([name, resource]);
    last.set(permission, Math.max(last.get(permission) ?? 0, Math.min(A.get(String(from)) ?? 0, end)));
  };
  for (const grant of table('sample-grants').filter(isLive))
    if (entered.has(String(grant.from))) permit(String(grant.class), grant.resource, grant.from, until(grant));
  for (const edge of edges)
    if (edge.edge === 'reads-secrets' && entered.has(String(edge.from)) && entered.has(String(edge.to))) permit('read-secret', edge.to, edge.from, until(edge));

  const [classWeight, factor] = [lookUp('class-weights', 'class'), lookUp('sensitivity-weights', 'sensitivity')];
  let [weight, seconds] = [0, 0];
  for (const [permission, stays] of last) {
    const [name, resource]: [string, string] = JSON.parse(permission);
    const each = classWeight.get(name)! * factor.get(node(resource).sensitivity)!;
    weight += each;
    seconds += each * stays;
  }
  const of = (kind: string): string[] => [...entered].filter((key) => node(key).kind === kind);
  return {
    identities: new Set([...of('identity'), ...spokenFor]).size,
    workloads: of('workload').length,
    chain: of('credential').filter((key) => key !== start).length,
    scope: last.size,
    resources: new Set([...last.keys()].map((permission) => JSON.parse(permission)[1])).size,
    weight,
    actionDays: Math.round((seconds / 86_400) * 1e6) / 1e6,
  };
}

test('three samples come out to the digit from the JSON alone', () => {
  const samples = table('samples');
  expect(samples).toHaveLength(3);
  expect(new Set(samples.map(({ credential }) => credential)).size).toBe(3);
  for (const { band: _, credential, ...said } of samples) expect(recompute(String(credential)), String(credential)).toEqual(said);
  expect(samples.some(({ chain }) => Number(chain) > 0)).toBe(true);
});

test('a fact that is taken away is noticed: the figures no longer come out', () => {
  const [sample] = table('samples');
  const grants = json.sections.flatMap(({ blocks }) => blocks).find(({ id }) => id === 'sample-grants')!;
  const kept = grants.rows;
  const of = recompute(String(sample!.credential));
  const misses = kept.map((_, at) => {
    grants.rows = kept.toSpliced(at, 1);
    return recompute(String(sample!.credential));
  });
  grants.rows = kept;
  expect(misses.some(({ scope }) => scope === of.scope - 1)).toBe(true);
});
