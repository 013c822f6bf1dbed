import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchWildcard } from './matchWildcard.ts';

test.each([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['s3:Get*', 's3:GetObject', true],
  ['s3:Get*', 's3:PutObject', false],
  ['s3:Get*', 's3:getObject', false],
  ['arn:aws:s3:::b/*/c', 'arn:aws:s3:::b/x/y/c', true],
  ['arn:aws:s3:::b/?', 'arn:aws:s3:::b/', false],
  ['a.c', 'abc', false],
  ['a*a*a', 'aba', false],
])('%s for %s: %s', (pattern, text, expected) => expect(matchWildcard(pattern, text)).toBe(expected));

test('is what a regular expression of the same meaning finds', () => {
  const letters = (...of: string[]) => fc.string({ unit: fc.constantFrom(...of), maxLength: 12 });
  const slow = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
  fc.assert(
    fc.property(
      letters('a', 'b', '.', '*', '?'),
      letters('a', 'b', '.', '*', '?'),
      (pattern, text) => matchWildcard(pattern, text) === slow(pattern).test(text),
    ),
  );
});

test('many stars cost no more than their product', () => {
  expect(matchWildcard(`${'*a'.repeat(500)}b`, 'a'.repeat(2_000))).toBe(false);
});
