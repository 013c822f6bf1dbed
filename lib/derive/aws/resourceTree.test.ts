import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cover, ResourceTree, width } from './resourceTree.ts';

const membersOf = (tree: ResourceTree, { blocks, alone }: Pick<Cover, 'blocks' | 'alone'>): number[] =>
  [...alone, ...blocks.flatMap((block) => membersOf(tree, tree.partsOf(block)))].sort((a, b) => a - b);

test('a cover has the members that were asked for, each once, and the two ways to ask have the same', () => {
  const drawn = fc
    .integer({ min: 0, max: 5_000 })
    .chain((size) => fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat(Math.max(0, size - 1)), { maxLength: 40 })));
  fc.assert(
    fc.property(drawn, ([size, some]) => {
      const tree = new ResourceTree(size);
      const holes = size === 0 ? [] : some.sort((a, b) => a - b);
      const rest = Array.from({ length: size }, (_, at) => at).filter((at) => !holes.includes(at));
      expect(membersOf(tree, tree.allBut(holes))).toEqual(rest);
      expect(tree.only(rest)).toEqual(tree.allBut(holes));
      expect(membersOf(tree, tree.only(holes))).toEqual(holes);
    }),
  );
});

test('all are one block, and each hole costs a few on every level', () => {
  const tree = new ResourceTree(20_000);
  expect(tree.allBut([])).toEqual({ count: 20_000, blocks: [{ level: 3, from: 0, to: 20_000 }], alone: [] });
  const { blocks, alone } = tree.allBut([777]);
  expect(blocks.length + alone.length).toBeLessThanOrEqual(4 * (width - 1));
});
