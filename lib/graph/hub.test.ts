import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf } from './classes.ts';
import { compress } from './csr.ts';
import { fold, type Rows } from './fold.ts';
import { gatherBits } from './groups.ts';
import { aroundHub, aroundHubWithoutLoss, hubOf } from './hub.ts';

const last = 3;
type Edge = [from: number, to: number, floor: number, cap: number];
const edge = (nodes: number): fc.Arbitrary<Edge> =>
  fc
    .tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.nat(last), fc.nat(last))
    .map(([from, to, a, b]) => [from, to, Math.min(a, b), b % 2 === 0 ? last : Math.max(a, b)]);

/** Rows of a small graph of which every node is a source: groups occur, since many edges take something away. */
const rowsArbitrary: fc.Arbitrary<Rows> = fc.array(edge(9), { maxLength: 24 }).map((list) => {
  const edges = compress(
    9,
    9,
    Uint32Array.from(list, ([from]) => from),
    Uint32Array.from(list, ([, to]) => to),
    Uint32Array.from(list.keys()),
  );
  const [floor, cap] = [2, 3].map((part) => Uint8Array.from(edges.edge, (e) => list[e]![part as 2 | 3])) as [Uint8Array, Uint8Array];
  const g = { edges, floor, cap, last };
  return fold(g, classesOf(g), new Uint8Array(9).fill(1)).rows;
});

/** Slow definition: by row, the rows that it reaches, itself included, by edges of at least that cap. */
function reaches({ count, start, child, cap }: Rows, least: number): Set<number>[] {
  const of = Array.from({ length: count }, (_, row) => new Set([row]));
  for (let round = 0; round < count; round++)
    for (let row = 0; row < count; row++)
      for (let e = start[row]!; e < start[row + 1]!; e++) if (cap[e]! >= least) for (const to of of[child[e]!]!) of[row]!.add(to);
  return of;
}

test('above the hub is who reaches it and is not reached by it, below whom it reaches', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.nat(8), (rows, any) => {
      const [hub, reach] = [any % rows.count, reaches(rows, 0)];
      const { above, below } = aroundHub(rows, hub);
      expect([...below]).toEqual(reach.map((_, row) => Number(reach[hub]!.has(row))));
      expect([...above]).toEqual(reach.map((of, row) => Number(of.has(hub) && !reach[hub]!.has(row))));
    }),
  );
});

test('without loss, who is above and below is so by edges that take nothing away, and no row is both', () => {
  fc.assert(
    fc.property(rowsArbitrary, fc.nat(8), (rows, any) => {
      const [hub, reach] = [any % rows.count, reaches(rows, last)];
      const { above, below } = aroundHubWithoutLoss(rows, hub, last);
      for (let row = 0; row < rows.count; row++) {
        if (above[row] === 1) expect([reach[row]!.has(hub), below[row]]).toEqual([true, 0]);
        if (below[row] === 1) expect(reach[hub]!.has(row)).toBe(true);
      }
      expect(below[hub]).toBe(1);
    }),
  );
});

test('every row gathers the bits of what it reaches', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const words = Uint32Array.from({ length: 2 * rows.count }, (_, i) => (i % 2 === 0 ? 1 << (i / 2) : 0));
      gatherBits(rows, 2, words);
      expect([...words]).toEqual(reaches(rows, 0).flatMap((of) => [[...of].reduce((bits, row) => bits | (1 << row), 0), 0]));
    }),
  );
});

test('the hub is the row with most nodes times rows that lead to it', () => {
  const rows: Rows = {
    count: 4,
    start: Uint32Array.of(0, 2, 3, 4, 4),
    child: Uint32Array.of(2, 3, 2, 3),
    floor: new Uint8Array(4),
    cap: new Uint8Array(4).fill(last),
    own: new Uint8Array(4),
    groups: new Uint32Array(0),
  };
  expect(hubOf(rows, Uint32Array.of(0, 1, 2, 4, 5))).toBe(2); // 2 nodes, 2 rows, as against 1 node
  expect(hubOf(rows, Uint32Array.of(0, 1, 2, 3, 5))).toBe(3);
  expect(hubOf({ ...rows, start: new Uint32Array(5), child: new Uint32Array(0) }, Uint32Array.of(0, 1, 2, 3, 4))).toBe(0);
});
