import { expect, test } from 'vitest';
import { commonText } from './commonText.ts';
import { compileText, matchPattern } from './textPattern.ts';

const compiled = (text: string): string => {
  const [pattern] = compileText(text, 'resource', false).parts;
  if (typeof pattern !== 'string') throw new Error(`${text} has variables`);
  return pattern;
};

test.each([
  [['arn:aws:iam::1:user/*kb-probe*', '*'], 'arn:aws:iam::1:user/kb-probe'],
  [['arn:aws:iam::1:user/*kb-probe*', 'arn:aws:iam::*:user/tmp-*'], 'arn:aws:iam::1:user/tmp-kb-probe'],
  [['arn:aws:iam::1:user/*kb-probe*', 'arn:aws:iam::*:user/tmp-*', 'arn:aws:iam::1:user/*-svc'], 'arn:aws:iam::1:user/tmp-kb-probe-svc'],
  [['arn:aws:iam::1:user/?*', 'arn:aws:iam::1:user/tmp-??'], 'arn:aws:iam::1:user/tmp-kk'],
  [['arn:aws:iam::1:user/?*', 'arn:aws:iam::1:user/one'], 'arn:aws:iam::1:user/one'],
  [['arn:aws:iam::1:user/*kb-probe*', 'arn:aws:iam::1:user/one'], undefined],
  [['arn:aws:iam::1:user/?*', 'arn:aws:iam::1:role/*'], undefined],
  [['a*b*d', '*xb?c', '?*'], undefined],
  [['a*b*c', '*xb?c', '?*'], 'axbbc'],
])('%j have %j in common', (patterns, text) => {
  const texts = patterns.map(compiled);
  expect(commonText(texts)).toBe(text);
  if (text !== undefined) for (const pattern of texts) expect(matchPattern(pattern, text)).toBe(true);
});

test('many stars are no burden', () => {
  const started = performance.now();
  expect(commonText([compiled(`arn:aws:s3:::${'a*'.repeat(30)}b`), compiled(`arn:aws:s3:::${'*a'.repeat(30)}c`)])).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(5_000);
});
