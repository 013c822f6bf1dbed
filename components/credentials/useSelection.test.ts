import { expect, test } from 'vitest';
import { rowsBetween } from './useSelection.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

test('a range holds both its ends, from above as from below', () => {
  expect(rowsBetween(rows, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rowsBetween(rows, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(rowsBetween(rows, 'c', 'c')).toEqual(['c']);
});

test('where the first end is on another page, or there is none, the range is the row alone', () => {
  expect(rowsBetween(rows, 'z', 'b')).toEqual(['b']);
  expect(rowsBetween(rows, undefined, 'b')).toEqual(['b']);
});
