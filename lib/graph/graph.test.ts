import fc from 'fast-check';
import { expect, test } from 'vitest';
import { components } from './components.ts';
import { compress, reverse } from './csr.ts';
import { reach } from './reach.ts';

type Edges = { nodes: number; edges: [number, number][] };
const edgesArbitrary: fc.Arbitrary<Edges> = fc
  .integer({ min: 1, max: 9 })
  .chain((nodes) => fc.record({ nodes: fc.constant(nodes), edges: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 20 }) }));

function csr({ nodes, edges }: Edges) {
  const [tails, heads] = [0, 1].map((end) => Uint32Array.from(edges, (edge) => edge[end as 0 | 1]));
  return compress(nodes, nodes, tails!, heads!, Uint32Array.from(edges.keys()));
}

/** Slow definition: relax every edge until nothing changes. */
function slowHops({ nodes, edges }: Edges, sources: number[]): number[] {
  const hops = Array.from({ length: nodes }, (_, v) => (sources.includes(v) ? 0 : Infinity));
  for (let round = 0; round < nodes; round++) for (const [u, v] of edges) hops[v] = Math.min(hops[v]!, hops[u]! + 1);
  return hops.map((hop) => (hop === Infinity ? -1 : hop));
}

test('rows hold every edge once, ascending by head, equal heads in the order given', () => {
  fc.assert(
    fc.property(edgesArbitrary, (estate) => {
      const g = csr(estate);
      const rows = Array.from({ length: estate.nodes }, (_, v) => [...g.edge.subarray(g.start[v], g.start[v + 1])]);
      const expected = Array.from({ length: estate.nodes }, (_, v) =>
        [...estate.edges.keys()].filter((e) => estate.edges[e]![0] === v).sort((a, b) => estate.edges[a]![1] - estate.edges[b]![1] || a - b),
      );
      expect(rows).toEqual(expected);
      expect([...g.head]).toEqual([...g.edge].map((e) => estate.edges[e]![1]));
    }),
  );
});

test('only included edges are taken, and their order breaks ties', () => {
  const g = compress(2, 2, Uint32Array.of(0, 0, 0), Uint32Array.of(1, 1, 1), Uint32Array.of(2, 0));
  expect([...g.edge]).toEqual([2, 0]);
});

test('reach equals the slow definition, and each slot of `via` leads one hop further', () => {
  fc.assert(
    fc.property(edgesArbitrary, fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }), (estate, from) => {
      const g = csr(estate);
      const sources = from.map((v) => v % estate.nodes);
      const [hops, queue, via] = [new Int32Array(estate.nodes), new Uint32Array(estate.nodes), new Uint32Array(estate.nodes)];
      const reached = reach(g, sources, hops, queue, via);
      expect([...hops]).toEqual(slowHops(estate, sources));
      expect(reached).toBe([...hops].filter((hop) => hop >= 0).length);
      for (const v of queue.subarray(0, reached)) {
        if (hops[v]! > 0) expect([hops[estate.edges[g.edge[via[v]!]!]![0]], g.head[via[v]!]]).toEqual([hops[v]! - 1, v]);
      }
    }),
  );
});

test('reverse turns every edge round and names its slot', () => {
  fc.assert(
    fc.property(edgesArbitrary, (estate) => {
      const g = csr(estate);
      const back = reverse(g);
      const turned = Array.from({ length: estate.nodes }, (_, v) =>
        [...back.edge.subarray(back.start[v], back.start[v + 1])].map((slot) => [v, g.edge[slot]!]),
      ).flat();
      expect(turned.map(([v, e]) => [v, e]).sort()).toEqual(estate.edges.map(([, to], e) => [to, e]).sort());
    }),
  );
});

test('components: the same number if and only if each reaches the other; edges never lead to a greater one', () => {
  fc.assert(
    fc.property(edgesArbitrary, (estate) => {
      const component = components(csr(estate));
      const hops = Array.from({ length: estate.nodes }, (_, v) => slowHops(estate, [v]));
      for (let u = 0; u < estate.nodes; u++)
        for (let v = 0; v < estate.nodes; v++) expect(component[u] === component[v]).toBe(hops[u]![v]! >= 0 && hops[v]![u]! >= 0);
      for (const [u, v] of estate.edges) expect(component[v]).toBeLessThanOrEqual(component[u]!);
    }),
    { numRuns: 1000 },
  );
});

test('components of some edges only are those of a graph without the others', () => {
  fc.assert(
    fc.property(edgesArbitrary, fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }), ({ nodes, edges }, caps) => {
      const g = csr({ nodes, edges });
      const component = components(g, { cap: Uint8Array.from(g.edge, (e) => caps[e]!), last: 1 });
      const without = components(csr({ nodes, edges: edges.filter((_, e) => caps[e] === 1) }));
      for (let u = 0; u < nodes; u++) for (let v = 0; v < nodes; v++) expect(component[u] === component[v]).toBe(without[u] === without[v]);
      for (const [e, [u, v]] of edges.entries()) if (caps[e] === 1) expect(component[v]).toBeLessThanOrEqual(component[u]!);
    }),
    { numRuns: 1000 },
  );
});
