import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { enterprise } from '../estate/workloads/enterprise.ts';
import { moltbook } from '../estate/workloads/moltbook.ts';
import { windowed } from '../estate/workloads/windowed.ts';
import { actionClasses, type Fact } from '../model/facts.ts';
import { ends, scenarios } from '../model/figures.ts';
import { buildGraph } from './buildGraph.ts';
import type { EstateColumns } from './columns.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { explore } from './explore.ts';
import { ExploreMemory } from './exploreMemory.ts';
import { type Picture, pictureOf } from './picture.ts';
import { asOf, randomEstate } from './randomEstate.ts';
import { slowPictureOf } from './slowPicture.ts';
import { makeScratch } from './spread.ts';
import { startOf } from './starts.ts';

// A busy machine with two cores takes its time for thousands of estates.
vi.setConfig({ testTimeout: 180_000 });

const runs = Number(process.env.KEYBLAST_PROPERTY_RUNS ?? 800);
const sensitivities = [1, 2, 3, 4, 5] as const;

/** A key whose identity acts as a row of `deep` roles, each with `wide` permissions of every class and sensitivity, over `systems` systems. */
function estate(deep: number, wide: number, systems: number): Fact[] {
  const facts: Fact[] = [
    { fact: 'credential', key: 'key' },
    { fact: 'edge', edge: 'authenticates', from: 'key', to: 'role:0' },
  ];
  for (let i = 0; i < deep; i++) {
    facts.push({ fact: 'identity', key: `role:${i}`, kind: 'role', system: `system ${i % systems}` });
    if (i > 0) facts.push({ fact: 'edge', edge: 'acts-as', from: `role:${i - 1}`, to: `role:${i}` });
    for (let j = 0; j < wide; j++) {
      const at = i * wide + j;
      facts.push({ fact: 'resource', key: `box:${at}`, sensitivity: sensitivities[at % 5]!, system: `system ${(i + j) % systems}` });
      facts.push({ fact: 'grant', from: `role:${i}`, class: actionClasses[at % actionClasses.length]!, resource: `box:${at}` });
    }
  }
  return facts;
}

function pictured(facts: Fact[]): Picture {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
  const start = startOf(graph, 'leak', 'certain', columns.nodes.key.indexOf('key'));
  const exploration = explore(graph, 'certain', start, makeScratch(graph));
  const { nodes, edges } = columns;
  const fixed = { graph, view: graph.certain, sensitivity: nodes.sensitivity, system: nodes.system, systems: nodes.systems };
  return pictureOf(
    { ...fixed, edgeType: edges.type, edgeFlags: edges.flags },
    exploration,
    exploration,
    start.nodes.map(({ node }) => node),
  );
}

test.each([
  [1, 1, 1],
  [2, 18, 4],
  [8, 250, 6],
  [1, 20_000, 9],
  [400, 50, 12],
  [2_000, 1, 40],
])('%i roles in a row with %i permissions each over %i systems fit a screen, each thing in one mark', (deep, wide, systems) => {
  const { marks, things, systems: sectors, alike } = pictured(estate(deep, wide, systems));
  expect(things).toBe(1 + deep + deep * wide);
  expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(things);
  expect(marks.length).toBeLessThanOrEqual(145); // the start, and two groups in each of 8 rings and 9 sectors
  expect(marks.length).toBeGreaterThanOrEqual(Math.min(things, 20));
  expect(sectors.length).toBeLessThanOrEqual(9);
  expect(alike.slice(0, 2)).toEqual(['ring', 'system']);
  // a crown jewel is never in one mark with what is none
  for (const mark of marks.filter(({ kind, sensitivity }) => kind === 'resource' && sensitivity === 5)) expect(mark.class).toBeDefined();
});

test('things are drawn one by one as long as there is room, and grouped by ever less beyond it', () => {
  expect(pictured(estate(2, 18, 4)).marks.every(({ count }) => count === 1)).toBe(true);
  expect(pictured(estate(1, 400, 2)).alike.length).toBeGreaterThan(pictured(estate(400, 50, 12)).alike.length);
});

/** Compares both pictures of some credentials in every scenario and set, with memory that is used again. */
function expectSamePictures(columns: EstateColumns, horizonDays: number, credentials: (all: Uint32Array) => Iterable<number>): void {
  const graph = buildGraph(columns, { asOfMs: asOf, horizonDays });
  const [scratch, memory] = [makeScratch(graph), new ExploreMemory(graph)];
  const { nodes, edges } = columns;
  const fixed = { graph, sensitivity: nodes.sensitivity, system: nodes.system, systems: nodes.systems, edgeType: edges.type, edgeFlags: edges.flags };
  for (const c of credentials(graph.credentials)) {
    for (const scenario of scenarios) {
      for (const end of ends) {
        const start = startOf(graph, scenario, end, c);
        const starts = start.nodes.map(({ node }) => node);
        const exploration = explore(graph, end, start, scratch, memory);
        const certain = explore(graph, 'certain', startOf(graph, scenario, 'certain', c), scratch, memory);
        const estate = { ...fixed, view: graph[end] };
        expect(pictureOf(estate, exploration, certain, starts, memory)).toEqual(slowPictureOf(estate, exploration, certain, starts));
        memory.giveBack(exploration);
        memory.giveBack(certain);
      }
    }
  }
}

const intoSystems = (columns: EstateColumns, count: number): EstateColumns => {
  const system = columns.nodes.system.map((_, v) => (Math.imul(v, 2_654_435_761) >>> 9) % count);
  return { ...columns, nodes: { ...columns.nodes, system, systems: Array.from({ length: count }, (_, i) => `system ${i}`) } };
};

describe('made of sums, it is the picture that is made of things one by one', () => {
  test('of random estates', () => {
    fc.assert(
      fc.property(randomEstate, fc.constantFrom(1, 3, 12), ({ facts, horizonDays }, systems) => {
        expectSamePictures(intoSystems(columnsFromFacts(facts), systems), horizonDays, (all) => all);
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
  });

  test.each([
    [2, 18, 4],
    [8, 250, 6],
    [1, 20_000, 9],
    [400, 50, 12],
    [2_000, 1, 40],
  ])('of %i roles in a row with %i permissions each over %i systems', (deep, wide, systems) => {
    expectSamePictures(columnsFromFacts(estate(deep, wide, systems)), 27, (all) => all);
  });

  test.each([
    ['agents', () => moltbook(0.0005)],
    ['agents that read the database', () => moltbook(0.0002, true)],
    ['an enterprise', () => enterprise(0.004)],
    ['an enterprise where everything hangs together', () => enterprise(0.002, true)],
    ['levels', () => windowed(0.005)],
  ])('of %s', (_, make) => {
    const columns = make().columns();
    for (const systems of [1, 7, 40]) expectSamePictures(intoSystems(columns, systems), 27, (all) => [...all.subarray(-2), ...sample(all, 12)]);
  });
});

const sample = (all: Uint32Array, count: number): number[] => Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
