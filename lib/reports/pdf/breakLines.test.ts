import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from './breakLines.ts';
import { openFonts } from './openFonts.ts';

const { regular } = openFonts();

test('lines end at spaces, a word alone that is too wide behind its punctuation', () => {
  expect(breakLines(regular, 10, 'one two three', regular.width('one two', 10))).toEqual(['one two', 'three']);
  expect(breakLines(regular, 10, 'see arn:aws:iam', regular.width('arn:aws:', 10))).toEqual(['see', 'arn:aws:', 'iam']);
  expect(breakLines(regular, 10, 'a\nb\r\n\nc', 100)).toEqual(['a', 'b', '', 'c']);
});

test('what has more lines than there may be ends with an ellipsis', () => {
  expect(breakLines(regular, 10, 'one two three', regular.width('three', 10), 2)).toEqual(['one', 'tw…']);
});

test('of any text all letters come, in order, none of the lines wider than it may be', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 60, max: 400 }), (text, width) => {
      const lines = breakLines(regular, 8, text, width);
      expect(lines.join('').replaceAll(/[\s\p{Cc}]/gu, '')).toBe(text.replaceAll(/[\s\p{Cc}]/gu, ''));
      for (const line of lines) expect(regular.width(line, 8)).toBeLessThanOrEqual(width + 0.1);
    }),
  );
});
