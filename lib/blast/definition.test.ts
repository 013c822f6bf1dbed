import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Fact } from '../model/facts.ts';
import { type End, ends, likelihoods, scenarios } from '../model/figures.ts';
import { pictureRings } from '../model/picture.ts';
import { bands } from '../model/weights.ts';
import { analyze } from './analyze.ts';
import { analyzeRange, RangeMemory } from './analyzeRange.ts';
import { buildGraph } from './buildGraph.ts';
import type { EstateColumns } from './columns.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { carriersOf, curveOf, type Exploration, explore, ringsOf } from './explore.ts';
import { type Analysis, type ExposureColumns, figuresAt, makeAnalysis, makeExposure } from './figureColumns.ts';
import type { EstateGraph } from './graph.ts';
import { likelihoodsOf } from './likelihood.ts';
import { backwardOf, type PathStep, reachedBy, shortestPath, shortestPaths, simplePaths } from './paths.ts';
import { type Picture, pictureOf } from './picture.ts';
import { asOf, edge, grant, type RandomEstate, randomEstate } from './randomEstate.ts';
import { SlowEstate, type SlowReach } from './slowDefinition.ts';
import { makeScratch } from './spread.ts';
import { type Start, startOf, startOfSet } from './starts.ts';

/** How often the random estates are drawn; many more than the default when someone asks for it. A fraction would never end. */
const runs = Number(process.env.KEYBLAST_PROPERTY_RUNS ?? 800);

// A busy machine with two cores takes its time for thousands of estates.
vi.setConfig({ testTimeout: 180_000 });

type Fast = { columns: EstateColumns; graph: EstateGraph; analysis: Analysis; exposure: ExposureColumns };

function fast({ facts, horizonDays }: RandomEstate): Fast {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, { asOfMs: asOf, horizonDays });
  return { columns, graph, ...analyze(graph, { limit: 0 }) };
}

function slow({ facts, horizonDays }: RandomEstate): SlowEstate {
  const estate = new SlowEstate(facts, asOf, horizonDays);
  estate.markStores(facts);
  return estate;
}

test('every figure of every credential, in both scenarios and sets, equals the slow definition', () => {
  fc.assert(
    fc.property(randomEstate, (estate) => {
      const [{ columns, graph, analysis }, definition] = [fast(estate), slow(estate)];
      expect([...graph.credentials].map((c) => columns.nodes.key[c])).toEqual(definition.credentials());
      graph.credentials.forEach((c, at) => {
        for (const scenario of scenarios) {
          for (const end of ends) {
            const key = columns.nodes.key[c]!;
            const start = definition.start(key, scenario, end);
            const figures = definition.figures(definition.reach(end, start), new Map([[key, 0n]]));
            expect({ key, scenario, end, ...figuresAt(analysis[scenario][end], at) }).toEqual({ key, scenario, end, ...figures });
          }
        }
      });
    }),
    { numRuns: runs },
  );
});

test('environments crossed, and the classes with which they are, equal what its permissions say', () => {
  fc.assert(
    fc.property(randomEstate, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 64, maxLength: 64 }), ({ facts, horizonDays }, drawn) => {
      const columns = columnsFromFacts(facts);
      columns.nodes.environment.set(columns.nodes.key.map((_, v) => drawn[v % drawn.length]!));
      const graph = buildGraph(columns, { asOfMs: asOf, horizonDays });
      const { analysis } = analyze(graph);
      const scratch = makeScratch(graph);
      graph.credentials.forEach((c, at) => {
        for (const scenario of scenarios) {
          for (const end of ends) {
            const { permissions } = explore(graph, end, startOf(graph, scenario, end, c), scratch);
            const own = columns.nodes.environment[c]!;
            const acts = [...permissions].map((p) => [columns.nodes.environment[graph.permissions.resource[p]!]!, graph.permissions.class[p]!] as const);
            const elsewhere = acts.filter(([environment]) => environment !== 0 && environment !== own);
            const crossed = Math.max(0, new Set(elsewhere.map(([environment]) => environment)).size - (own === 0 ? 1 : 0));
            const classes = crossed === 0 ? 0 : elsewhere.reduce((bits, [, kind]) => bits | (1 << kind), 0);
            expect([analysis[scenario][end].environments[at], analysis[scenario][end].crosses[at]]).toEqual([crossed, classes]);
          }
        }
      });
    }),
    { numRuns: Math.ceil(runs / 5) },
  );
});

test('the picture holds every thing that is reached once, and what carries it adds up to the action-days', () => {
  fc.assert(
    fc.property(randomEstate, (estate) => {
      const { columns, graph } = fast(estate);
      const scratch = makeScratch(graph);
      const { nodes: of, edges } = columns;
      const fixed = { graph, sensitivity: of.sensitivity, system: of.system, systems: of.systems, edgeType: edges.type, edgeFlags: edges.flags };
      for (const c of graph.credentials) {
        for (const scenario of scenarios) {
          for (const end of ends) {
            const start = startOf(graph, scenario, end, c);
            const exploration = explore(graph, end, start, scratch);
            const certain = explore(graph, 'certain', startOf(graph, scenario, 'certain', c), scratch);
            const starts = start.nodes.map(({ node }) => node);
            const picture = pictureOf({ ...fixed, view: graph[end] }, exploration, certain, starts);
            expectPicture(graph, exploration, picture, certain);
          }
        }
      }
    }),
    { numRuns: Math.ceil(runs / 5) },
  );
});

function expectPicture(
  graph: EstateGraph,
  { nodes, spoken, permissions, figures, actionUnits }: Exploration,
  { marks, things, systems, carried, certainly }: Picture,
  certain: Exploration,
): void {
  const reached = new Set([...nodes, ...spoken.map(({ node }) => node), ...[...permissions].map((p) => graph.permissions.resource[p]!)]);
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  expect([things, sum(marks.map(({ count }) => count)), sum(systems.map((system) => system.things))]).toEqual([reached.size, reached.size, reached.size]);
  expect([sum(marks.map(({ weight }) => weight)), sum(systems.map(({ weight }) => weight))]).toEqual([figures.weight, figures.weight]);
  for (const mark of marks) {
    expect(sum(mark.ends.map(({ count }) => count))).toBe(mark.count);
    expect(mark.lastHop >= mark.hop && (mark.lastHop === mark.hop || mark.hop >= pictureRings)).toBe(true);
    expect(mark.hop === 0 ? mark.parent === -1 : marks[mark.parent]!.hop < mark.hop).toBe(true);
  }
  expect(sum(carried.map(({ points }) => points[0]!.permissions))).toBe(permissions.length);
  const areaOf = (points: Picture['certainly']) => sum(points.slice(1).map((point, i) => points[i]!.weight * ((point.seconds - points[i]!.seconds) / 300)));
  expect(areaOf(certainly)).toBe(certain.actionUnits);
  expect(sum(carried.map(({ points }) => areaOf(points)))).toBe(actionUnits);
  const by = new Set(carried.map((one) => one.by));
  const entered = new Set([...nodes, ...spoken.map(({ node }) => node)]);
  for (const mark of marks.filter((one) => one.count === 1 && !entered.has(one.nodes[0]!))) expect(by.has(mark.ends[0]!.by)).toBe(true);
  for (const { points } of carried) expect(points.at(-1)).toMatchObject({ permissions: 0, weight: 0 });
}

test('exposure equals the slow definition, and those who reach a node are as many as its exposure says', () => {
  fc.assert(
    fc.property(randomEstate, (estate) => {
      const [{ columns, graph, exposure }, definition] = [fast(estate), slow(estate)];
      for (const end of ends) {
        const backward = backwardOf(graph, end);
        expect(new Map(columns.nodes.key.map((key, v) => [key, exposure[end][v]]))).toEqual(definition.exposure(end));
        columns.nodes.key.forEach((_, v) => {
          expect(reachedBy(graph, end, backward, v).length).toBe(exposure[end][v]);
        });
      }
    }),
    { numRuns: Math.ceil(runs / 5) },
  );
});

const seconds = (graph: EstateGraph, index: number): bigint => BigInt(graph.lives.units[index]!) * 300n;

function expectExploration({ columns, graph }: Fast, definition: SlowEstate, end: End, start: Start, exploration: Exploration, reached: SlowReach): void {
  const key = (v: number) => columns.nodes.key[v]!;
  const permission = (p: number) =>
    `${['list', 'read', 'spend', 'write', 'send', 'delete', 'execute', 'read-secret', 'delegate'][graph.permissions.class[p]!]} ${key(graph.permissions.resource[p]!)}`;
  const { nodes, hops, stay, spoken, permissions, last, permissionHops, carrier } = exploration;
  expect(new Map([...nodes].map((v) => [key(v), seconds(graph, stay[v]!)]))).toEqual(reached.stay);
  expect(new Map([...nodes].map((v) => [key(v), hops[v]]))).toEqual(reached.hops);
  expect(new Map(spoken.map((identity) => [key(identity.node), identity.hops]))).toEqual(reached.spoken);
  expect(new Map([...permissions].map((p, i) => [permission(p), seconds(graph, last[i]!)]))).toEqual(reached.last);
  expect(new Map([...permissions].map((p, i) => [permission(p), permissionHops[i]]))).toEqual(reached.permissionHops);
  expect(exploration.depth).toBe(definition.depth(reached));
  const started = new Map(start.nodes.map(({ node }) => [key(node), 0n]));
  expect(exploration.figures).toEqual(definition.figures(reached, started));
  const curve = curveOf(graph, exploration);
  const area = curve.slice(1).reduce((sum, point, i) => sum + curve[i]!.weight * ((point.seconds - curve[i]!.seconds) / 300), 0);
  expect(area).toBe(exploration.actionUnits);
  expect(curve.at(-1)).toMatchObject({ permissions: 0, weight: 0 });
  const rings = ringsOf(graph, exploration);
  expect(rings.reduce((sum, ring) => sum + ring.permissions, 0)).toBe(permissions.length);
  expect(rings.flatMap((ring) => ring.nodes).reduce((sum, { count }) => sum + count, 0)).toBe(nodes.length + spoken.length);
  const carriers = carriersOf(graph, end, columns.grants.count, exploration, permissions);
  permissions.forEach((p, i) => {
    const best = carriers.get(p)![0];
    if (best && start.permissions.length === 0) expect(best.last).toBe(last[i]);
    if (start.permissions.length === 0) expect(carriers.get(p)!.some(({ node, last: lasts }) => node === carrier[i] && lasts === last[i])).toBe(true);
  });
}

test('one credential: stays, hops, spoken-for identities, what lasts how long, depth, curve and rings', () => {
  fc.assert(
    fc.property(randomEstate, (estate) => {
      const [known, definition] = [fast(estate), slow(estate)];
      const { columns, graph } = known;
      const scratch = makeScratch(graph);
      for (const c of graph.credentials) {
        for (const scenario of scenarios) {
          for (const end of ends) {
            const start = startOf(graph, scenario, end, c);
            const reached = definition.reach(end, definition.start(columns.nodes.key[c]!, scenario, end));
            const exploration = explore(graph, end, start, scratch);
            // For one credential only it is left out of its chain, as in the table; a start has no other credential.
            expectExploration(known, definition, end, start, exploration, reached);
          }
        }
      }
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});

test('a set is one start: the union of its members, each as if leaked', () => {
  fc.assert(
    fc.property(randomEstate, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (estate, chosen) => {
      const [known, definition] = [fast(estate), slow(estate)];
      const { columns, graph } = known;
      if (graph.nodes === 0) return;
      const set = chosen.map((n) => n % graph.nodes);
      for (const end of ends) {
        const { start, stores } = definition.startOfSet(
          set.map((v) => columns.nodes.key[v]!),
          end,
        );
        const fastStart = startOfSet(graph, end, set);
        expectExploration(known, definition, end, fastStart, explore(graph, end, fastStart, makeScratch(graph)), definition.reach(end, start, stores));
      }
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});

/** Every way, by trying all: sequences of nodes, the last step being an edge, being spoken for, or a grant. */
function allWays({ columns, graph }: Fast, end: End, from: readonly number[], target: number, maxLength: number): string[] {
  const view = graph[end];
  const ways: string[] = [];
  const row = (part: 'edges' | 'spoken', v: number) => [...new Set(view[part].head.subarray(view[part].start[v], view[part].start[v + 1]))];
  const granted = (v: number) =>
    [...view.permits.head.subarray(view.permits.start[v], view.permits.start[v + 1])].some((p, i) => {
      const fact = view.permits.edge[view.permits.start[v]! + i]!;
      return fact < columns.grants.count && graph.permissions.resource[p] === target;
    });
  const walk = (way: number[]) => {
    const v = way.at(-1)!;
    if (way.length > maxLength) return;
    if (row('edges', v).includes(target)) ways.push(`${[...way, target].join(' ')} entered`);
    if (row('spoken', v).includes(target)) ways.push(`${[...way, target].join(' ')} spoken`);
    if (granted(v)) ways.push(`${[...way, target].join(' ')} granted`);
    for (const w of row('edges', v)) if (w !== target && !way.includes(w) && !from.includes(w)) walk([...way, w]);
  };
  for (const v of new Set(from)) walk([v]);
  return ways;
}

function described({ columns }: Fast, path: readonly PathStep[]): string {
  const last = path.at(-1)!;
  const scoped = last.of === 'edge' && columns.edges.type[last.number] === 0 && (columns.edges.flags[last.number]! & 2) !== 0;
  return `${[path[0]!.from, ...path.map((step) => step.to)].join(' ')} ${last.of === 'grant' ? 'granted' : scoped ? 'spoken' : 'entered'}`;
}

test('paths: each step is a fact between its two nodes; the shortest is as short as the hops say; simple paths are all there are, once each', () => {
  fc.assert(
    fc.property(randomEstate, fc.nat(), fc.nat(), fc.constantFrom(...scenarios), fc.constantFrom(...ends), (estate, a, b, scenario, end) => {
      const known = fast(estate);
      const { columns, graph } = known;
      if (graph.credentials.length === 0) return;
      const [credential, target] = [graph.credentials[a % graph.credentials.length]!, b % graph.nodes];
      const [backward, start] = [backwardOf(graph, end), startOf(graph, scenario, end, credential)];
      const { paths, truncated } = simplePaths(graph, end, columns.grants.count, backward, start, target, { maxLength: 4, limit: 1e6 });
      const from = start.nodes.map(({ node }) => node);
      expect(truncated).toBe(false);
      if (from.includes(target)) {
        expect(paths).toEqual([[]]);
        return;
      }
      expect(paths.map((path) => described(known, path)).sort()).toEqual(allWays(known, end, from, target, 4).sort());
      expect(paths.map((path) => path.length)).toEqual(paths.map((path) => path.length).sort());
      const shortest = shortestPath(graph, end, columns.grants.count, backward, explore(graph, end, start, makeScratch(graph)), target);
      const several = shortestPaths(graph, end, columns.grants.count, explore(graph, end, start, makeScratch(graph)), [...Array(graph.nodes).keys()]);
      expect(several.get(target)).toEqual(shortest);
      if (paths.length > 0) expect(shortest?.length).toBe(paths[0]!.length);
      else if (shortest) expect(shortest.length).toBeGreaterThan(4);
      for (const path of [...paths, shortest ?? []]) {
        path.forEach((step, i) => {
          const { from: tails, [step.of === 'edge' ? 'to' : 'resource']: heads } =
            step.of === 'edge' ? { ...columns.edges, resource: columns.edges.to } : { ...columns.grants, to: columns.grants.resource };
          expect([tails[step.number], heads[step.number]]).toEqual([step.from, step.to]);
          if (i > 0) expect(step.from).toBe(path[i - 1]!.to);
        });
      }
      const few = simplePaths(graph, end, columns.grants.count, backward, start, target, { maxLength: 4, limit: 2 });
      expect(few.paths).toEqual(paths.slice(0, 2));
      expect(few.truncated).toBe(paths.length > 2);
    }),
    { numRuns: runs },
  );
});

test('likelihood equals the slow definition', () => {
  fc.assert(
    fc.property(randomEstate, (estate) => {
      const [{ columns, graph }, definition] = [fast(estate), slow(estate)];
      const found = [...likelihoodsOf(graph, columns)].map((index, at) => [columns.nodes.key[graph.credentials[at]!], likelihoods[index]]);
      expect(found).toEqual(definition.credentials().map((key) => [key, definition.likelihood(key)]));
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
});

/** Everything an analysis says, by key. */
function byKey({ columns, graph, analysis, exposure }: Fast) {
  const figures = [...graph.credentials].map((c, at) => [columns.nodes.key[c], scenarios.map((s) => ends.map((e) => figuresAt(analysis[s][e], at)))]);
  return { figures, exposure: columns.nodes.key.map((key, v) => [key, exposure.certain[v], exposure.upTo[v]]) };
}

test('the order of facts never matters', () => {
  fc.assert(
    fc.property(
      randomEstate.chain((estate) => fc.tuple(fc.constant(estate), fc.shuffledSubarray(estate.facts, { minLength: estate.facts.length }))),
      ([estate, facts]) => {
        expect(byKey(fast({ ...estate, facts }))).toEqual(byKey(fast(estate)));
      },
    ),
    { numRuns: Math.ceil(runs / 2) },
  );
});

test('one more live edge or grant never shrinks scope, weight, action-days or what is entered', () => {
  const more = fc.oneof(edge, grant).map(({ until: _, ...fact }): Fact => fact);
  fc.assert(
    fc.property(randomEstate, more, (estate, fact) => {
      const [before, after] = [fast(estate), fast({ ...estate, facts: [...estate.facts, fact] })];
      // A new place may change the kind of a node that no record describes: that is another estate, not one more edge.
      const kinds = new Map(after.columns.nodes.key.map((key, v) => [key, after.columns.nodes.kind[v]]));
      fc.pre(before.columns.nodes.key.every((key, v) => kinds.get(key) === before.columns.nodes.kind[v]));
      const positions = new Map([...after.graph.credentials].map((c, at) => [after.columns.nodes.key[c], at]));
      before.graph.credentials.forEach((c, at) => {
        const then = positions.get(before.columns.nodes.key[c])!;
        for (const scenario of scenarios) {
          for (const end of ends) {
            const [old, now] = [before.analysis[scenario][end], after.analysis[scenario][end]];
            for (const field of ['identities', 'workloads', 'chain', 'scope', 'resources', 'weight', 'actionUnits', 'band', 'unbounded'] as const)
              expect(now[field][then], field).toBeGreaterThanOrEqual(old[field][at]!);
            expect(now.classes[then]! & old.classes[at]!).toBe(old.classes[at]);
          }
        }
      });
    }),
    { numRuns: Math.ceil(runs / 2) },
  );
});

test('ranges on several threads give what one gives: the same columns, exposures that add up', () => {
  fc.assert(
    fc.property(randomEstate, fc.nat(10), (estate, cut) => {
      const { graph, analysis, exposure } = fast(estate);
      const n = graph.credentials.length;
      const middle = Math.min(cut, n);
      const [together, parts] = [makeAnalysis(graph), [makeExposure(graph), makeExposure(graph)]];
      analyzeRange(graph, 0, middle, together, parts[0]!, new RangeMemory(graph));
      analyzeRange(graph, middle, n, together, parts[1]!, new RangeMemory(graph));
      expect(together).toEqual(analysis);
      for (const end of ends) expect(parts[0]![end].map((count, v) => count + parts[1]![end][v]!)).toEqual(exposure[end]);
    }),
    { numRuns: Math.ceil(runs / 10) },
  );
});

test('the random estates do meet what they are for', () => {
  const met = { open: 0, same: 0, longer: 0, bands: new Set<number>(), leakIsNotTakeover: 0, unbounded: 0, spoken: 0 };
  for (const estate of fc.sample(randomEstate, { numRuns: 400, seed: 7 })) {
    const { graph, analysis } = fast(estate);
    const scratch = makeScratch(graph);
    graph.credentials.forEach((c, at) => {
      const [leak, most, takeover] = [analysis.leak.certain, analysis.leak.upTo, analysis.takeover.certain];
      if (most.scope[at]! > leak.scope[at]!) met.open++;
      else if (leak.scope[at]! > 0) met.same++;
      if (most.weight[at] === leak.weight[at] && most.actionUnits[at]! > leak.actionUnits[at]!) met.longer++;
      if (takeover.weight[at]! > leak.weight[at]!) met.leakIsNotTakeover++;
      met.bands.add(takeover.band[at]!);
      met.unbounded += leak.unbounded[at]!;
      met.spoken += explore(graph, 'upTo', startOf(graph, 'leak', 'upTo', c), scratch).spoken.length;
    });
  }
  expect(met.bands.size).toBe(bands.length);
  for (const name of ['open', 'same', 'longer', 'leakIsNotTakeover', 'unbounded', 'spoken'] as const) expect(met[name], name).toBeGreaterThan(5);
});
