import { expect, test } from 'vitest';
import { actionClasses, type Fact } from '../model/facts.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { explore } from './explore.ts';
import { type Picture, pictureOf } from './picture.ts';
import { makeScratch } from './spread.ts';
import { startOf } from './starts.ts';

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
