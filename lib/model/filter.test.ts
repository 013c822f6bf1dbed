import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { credentialFields, findField } from './credentialFields.ts';
import { type Filter, operators, parseFilter, printFilter, type Term, withoutField, withValues } from './filter.ts';

const parsed = (text: string): Filter => {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refusal = (text: string): string => {
  const result = parseFilter(text);
  expect(result.ok).toBe(false);
  return result.ok ? '' : result.error.message;
};

describe('what a filter means', () => {
  test.each<[string, Term]>([
    ['band:high,critical', { kind: 'is', negated: false, field: 'leak.band', values: ['high', 'critical'] }],
    ['takeover.upTo.band:critical', { kind: 'is', negated: false, field: 'takeover.upTo.band', values: ['critical'] }],
    ['leak.actionDays>=1e3', { kind: 'compare', negated: false, field: 'leak.actionDays', operator: '>=', bound: 1000 }],
    ['leak.band>=high', { kind: 'compare', negated: false, field: 'leak.band', operator: '>=', bound: 'high' }],
    ['ageDays:30..365', { kind: 'between', negated: false, field: 'ageDays', from: 30, to: 365 }],
    ['created<2026-11-01', { kind: 'compare', negated: false, field: 'created', operator: '<', bound: Date.UTC(2026, 10, 1) }],
    ['-owner:none', { kind: 'is', negated: true, field: 'owner', values: [null] }],
    ['owner:"none","a, b"', { kind: 'is', negated: false, field: 'owner', values: ['none', 'a, b'] }],
    ['key:t:cred/0', { kind: 'is', negated: false, field: 'credential', values: ['t:cred/0'] }],
    ['usable:true', { kind: 'is', negated: false, field: 'usable', values: ['true'] }],
    ['-moltbook', { kind: 'text', negated: true, text: 'moltbook' }],
    ['"arn:aws:iam"', { kind: 'text', negated: false, text: 'arn:aws:iam' }],
    ['"say \\"hi\\""', { kind: 'text', negated: false, text: 'say "hi"' }],
  ])('%s', (text, term) => expect(parsed(text).terms).toEqual([term]));

  test('terms are joined by spaces, repeated ones count once', () => {
    expect(printFilter(parsed('  band:high  issuance:static\tband:high '))).toBe('leak.band:high issuance:static');
    expect(parsed('   ').terms).toEqual([]);
  });
});

describe('what is refused, and where', () => {
  test.each([
    ['bnad:high', /character 1: "bnad" is no field\. Fields: credential, .*actionDays/],
    ['usable:true leak.band:hgih', /character 23: "hgih" is no value of leak\.band; expected one of contained, low, medium, high, critical/],
    ['chain>=many', /character 8: "many" is no value of leak\.chain; expected a number/],
    ['created>=yesterday', /character 10: .*expected a date/],
    ['created:2026-13-40', /expected a date/],
    ['owner>=5', /character 8: owner has no order/],
    ['band:', /character 6: a value of leak\.band is missing/],
    ['band:high,', /character 11: a value of leak\.band is missing/],
    ['"abc', /character 1: a quote that is not closed/],
    ['"abc"def', /character 6: text right after a closing quote/],
    ['ab"c', /character 3: a quote inside a word/],
    ['-', /character 2: nothing after "-"/],
    ['leak.scope:1..', /character 15: "" is no value/],
  ])('%s', (text, message) => expect(refusal(text)).toMatch(message));
});

const textValue = fc.string({ unit: 'grapheme', maxLength: 8 });
const arbitraryTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), negated: fc.boolean(), text: textValue.filter((text) => text !== '') }),
  fc.constantFrom(...credentialFields).chain((field) => {
    const values: fc.Arbitrary<string | number> = field.values
      ? fc.constantFrom(...field.values)
      : field.kind === 'number'
        ? fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
        : field.kind === 'time'
          ? fc.integer({ min: 0, max: 4e12 })
          : textValue;
    const is = fc
      .uniqueArray(fc.option(values), { minLength: 1, maxLength: 3 })
      .chain((chosen) => fc.boolean().map((negated): Term => ({ kind: 'is', negated, field: field.name, values: chosen })));
    if (field.kind !== 'number' && field.kind !== 'time' && field.kind !== 'choice') return is;
    const compare = fc.record({
      kind: fc.constant('compare' as const),
      negated: fc.boolean(),
      field: fc.constant(field.name),
      operator: fc.constantFrom(...operators),
      bound: values,
    });
    const between = fc.record({ kind: fc.constant('between' as const), negated: fc.boolean(), field: fc.constant(field.name), from: values, to: values });
    return fc.oneof(is, compare, between);
  }),
);

test('printing a filter and parsing it gives the filter back, whatever the texts', () => {
  fc.assert(
    fc.property(fc.array(arbitraryTerm, { maxLength: 4 }), (terms) => {
      const printed = printFilter({ terms });
      const again = parsed(printed);
      expect(printFilter(again)).toBe(printFilter(parsed(printFilter(again))));
      expect(again.terms).toEqual(
        terms.filter((term, index) => terms.findIndex((other) => printFilter({ terms: [other] }) === printFilter({ terms: [term] })) === index),
      );
    }),
    { numRuns: 1000 },
  );
});

test('one field can be freed or set', () => {
  const filter = parsed('band:high issuance:static molt');
  expect(printFilter(withoutField(filter, 'leak.band'))).toBe('issuance:static molt');
  expect(printFilter(withValues(filter, 'leak.band', ['low', null]))).toBe('issuance:static molt leak.band:low,none');
  expect(printFilter(withValues(filter, 'leak.band', []))).toBe('issuance:static molt');
});

test('every field has one name', () => {
  expect(new Set(credentialFields.map((field) => field.name)).size).toBe(credentialFields.length);
  for (const field of credentialFields) expect(findField(field.name)).toBe(field);
});
