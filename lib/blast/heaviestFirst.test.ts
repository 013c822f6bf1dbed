import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ends } from '../model/figures.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { carriersOf, type Exploration, explore } from './explore.ts';
import type { EstateGraph } from './graph.ts';
import { HeaviestFirst, type Part } from './heaviestFirst.ts';
import { asOf, randomEstate } from './randomEstate.ts';
import { makeScratch } from './spread.ts';
import { startOf } from './starts.ts';

const runs = Number(process.env.KEYBLAST_PROPERTY_RUNS ?? 800);
vi.setConfig({ testTimeout: 180_000 });

/** All that match, sorted, and then cut. */
function slowPart(graph: EstateGraph, sensitivityOf: Uint8Array, { permissions, last }: Exploration, { least, offset, limit, sensitivity }: Part) {
  const { weight, resource } = graph.permissions;
  const added = (at: number): number => weight[permissions[at]!]! * graph.lives.units[last[at]!]!;
  const matching = [...permissions.keys()].filter(
    (at) => last[at]! >= least && (sensitivity === undefined || sensitivityOf[resource[permissions[at]!]!] === sensitivity),
  );
  return { matching: matching.length, places: matching.sort((a, b) => added(b) - added(a) || a - b).slice(offset, offset + limit) };
}

const part = fc.record({
  least: fc.nat(32),
  offset: fc.constantFrom(0, 0, 1, 3, 100),
  limit: fc.constantFrom(0, 1, 2, 5, 50, Number.MAX_SAFE_INTEGER),
  sensitivity: fc.constantFrom(undefined, undefined, 5, 2),
});

test('any part of the scope by action-days is that part of all of it sorted; of facts the longest are shown', () => {
  fc.assert(
    fc.property(randomEstate, fc.array(part, { minLength: 3, maxLength: 6 }), fc.integer({ min: 1, max: 3 }), ({ facts, horizonDays }, parts, atMost) => {
      const { nodes, grants, ...columns } = columnsFromFacts(facts);
      const graph = buildGraph({ nodes, grants, ...columns }, { asOfMs: asOf, horizonDays });
      const [scratch, heaviest] = [makeScratch(graph), new HeaviestFirst(graph, nodes.sensitivity)];
      for (const c of graph.credentials) {
        for (const end of ends) {
          const exploration = explore(graph, end, startOf(graph, 'takeover', end, c), scratch);
          for (const { sensitivity, ...rest } of parts) {
            const asked = { ...rest, ...(sensitivity !== undefined && { sensitivity }) };
            const { places, matching } = heaviest.part(exploration, asked);
            expect({ places: [...places], matching }).toEqual(slowPart(graph, nodes.sensitivity, exploration, asked));
          }
          const all = carriersOf(graph, end, grants.count, exploration, exploration.permissions);
          const some = carriersOf(graph, end, grants.count, exploration, exploration.permissions, atMost);
          expect(some).toEqual(new Map(Array.from(all, ([p, list]) => [p, list.slice(0, atMost)])));
        }
      }
    }),
    { numRuns: Math.ceil(runs / 4) },
  );
});
