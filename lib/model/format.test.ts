import { describe, expect, it } from 'vitest';
import { formatAgo, formatAmount, formatExact, formatShare, formatSpan, plural } from './format.ts';

describe('amounts', () => {
  it.each([
    [0, '0'],
    [0.003472, '0.00347'],
    [4.25, '4.25'],
    [812, '812'],
    [999.4, '999'],
    [999.9, '1k'],
    [10_773, '10.8k'],
    [359_100, '359k'],
    [999_999, '1M'],
    [3.1e9, '3.1B'],
  ])('%d is written %s', (value, text) => expect(formatAmount(value)).toBe(text));

  it('keeps the exact value beside it', () => expect(formatExact(359_100.25)).toBe('359,100.25'));
});

describe('shares', () => {
  it.each([
    [0, '0 %'],
    [0.0004, '< 0.1 %'],
    [0.034, '3.4 %'],
    [0.61, '61 %'],
    [0.9999, '> 99 %'],
    [1, '100 %'],
  ])('%d is written %s', (value, text) => expect(formatShare(value)).toBe(text));
});

describe('time', () => {
  it.each([
    [300, '5 min'],
    [14_400, '4 h'],
    [86_400, '1 d'],
    [27 * 86_400, '27 d'],
  ])('%d seconds is written %s', (value, text) => expect(formatSpan(value)).toBe(text));

  it('counts whole units since', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    expect(formatAgo('2026-11-22T11:59:30Z', now)).toBe('just now');
    expect(formatAgo('2026-11-22T08:01:00Z', now)).toBe('3 h ago');
    expect(formatAgo('2026-10-12T12:00:00Z', now)).toBe('41 d ago');
    expect(formatAgo('2026-11-24T12:00:00Z', now)).toBe('in 2 d');
  });
});

it('writes the noun that fits the count', () => expect([plural(1, 'identity', 'identities'), plural(1200, 'key')]).toEqual(['1 identity', '1,200 keys']));
