import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternIndex } from './patternIndex.ts';
import { compileText, many, matchPattern } from './textPattern.ts';

const compiled = (text: string): string => compileText(text, 'resource', false).parts[0] as string;
const letters = (...of: string[]) => fc.string({ unit: fc.constantFrom(...of), maxLength: 10 });

test('finds exactly the patterns that match, whatever their number and order', () => {
  const patterns = fc.array(letters('a', 'b', ':', ':', '*', '?').map(compiled), { maxLength: 40 });
  fc.assert(
    fc.property(patterns, fc.array(letters('a', 'b', ':'), { maxLength: 6 }), (all, texts) => {
      const index = patternIndex();
      const ids = all.map((pattern) => index.add(pattern));
      expect(ids.map((id) => index.patterns[id])).toEqual(all);
      for (const text of texts) {
        const found = index.matching(text).map((id) => index.patterns[id]!);
        expect(found.toSorted()).toEqual([...new Set(all)].filter((pattern) => matchPattern(pattern, text)).toSorted());
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the same pattern has the same number, and later ones are found too', () => {
  const index = patternIndex();
  const add = (text: string): number => index.add(compiled(text));
  expect([add('arn:aws:s3:::data/*'), add('arn:aws:s3:::data'), add('arn:aws:s3:::data/*')]).toEqual([0, 1, 0]);
  expect(index.matching('arn:aws:s3:::data/x')).toEqual([0]);
  expect(add('*')).toBe(2);
  expect(index.matching('arn:aws:s3:::data/x').toSorted()).toEqual([0, 2]);
  expect(index.matching('arn:aws:s3:::dat')).toEqual([2]);
});

test('stars upon stars cost no more than nodes times characters', () => {
  const index = patternIndex();
  index.add(`${`${many}a`.repeat(200)}b`);
  expect(index.matching('a'.repeat(1_000))).toEqual([]);
});
