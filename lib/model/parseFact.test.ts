import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionClasses, edgeTypes, factNames } from './facts.ts';
import { parseFact } from './parseFact.ts';

const accepted = (value: unknown) => {
  const parsed = parseFact(value);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed;
};
const rejected = (value: unknown) => {
  const parsed = parseFact(value);
  if (parsed.ok) throw new Error('accepted');
  return parsed;
};

describe('fields', () => {
  test('null is absent, unknown keys go to attrs beside what is there', () => {
    const { fact } = accepted({ fact: 'credential', key: 'a', name: null, colour: 'green', attrs: { size: 3 }, none: null });
    expect(fact).toEqual({ fact: 'credential', key: 'a', attrs: { colour: 'green', size: 3 } });
  });

  test('unknown keys of nested objects are kept under their path', () => {
    const { fact } = accepted({ fact: 'usage', credential: 'a', at: '2026-11-01T00:00:00Z', workload: { address: '::1', zone: 'b' } });
    expect(fact).toMatchObject({ workload: { address: '::1' }, attrs: { 'workload.zone': 'b' } });
  });

  test('a key named __proto__ is a key like any other', () => {
    const { fact } = accepted(JSON.parse('{"fact":"credential","key":"a","__proto__":{"polluted":true}}'));
    expect(Object.keys(fact.attrs ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(fact.attrs)).toBe(Object.prototype);
  });

  test.each([
    ['scoped', 'authenticates'],
    ['lasting', 'acts-as', 'controls'],
    ['sessionTtl', 'acts-as', 'controls'],
    ['renews', 'holds'],
  ])('%s stands on its edges only, whatever its value', (name, ...places) => {
    const good = name === 'sessionTtl' ? 60 : false;
    for (const edge of edgeTypes) {
      const record = { fact: 'edge', edge, from: 'a', to: 'b', [name]: good };
      if (places.includes(edge)) expect(accepted(record).fact).toMatchObject({ [name]: good });
      else expect(rejected(record).field).toBe(name);
      expect(parseFact({ ...record, [name]: null }).ok).toBe(true);
    }
  });

  test('a technique may stand on any edge, a possible edge needs no condition, a condition on a certain one is a warning', () => {
    for (const edge of edgeTypes) expect(accepted({ fact: 'edge', edge, from: 'a', to: 'b', technique: 't' }).fact).toMatchObject({ technique: 't' });
    expect(accepted({ fact: 'grant', from: 'a', class: 'read', resource: 'b', certainty: 'possible' }).warnings).toEqual([]);
    expect(accepted({ fact: 'grant', from: 'a', class: 'read', resource: 'b', condition: { kind: 'mfa' } }).warnings).toHaveLength(1);
  });

  test.each([0, 0.5, -1, '60', Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, true])('ttl %s is no whole number >= 1', (ttl) => {
    expect(rejected({ fact: 'credential', key: 'a', ttl }).field).toBe('ttl');
  });

  test('keys are at most 2,048 bytes, without control characters and half characters', () => {
    expect(parseFact({ fact: 'gone', key: 'é'.repeat(1024) }).ok).toBe(true);
    for (const key of ['é'.repeat(1025), 'a\u0000', 'a\nb', '\ud800', '', 1, ['a']]) expect(rejected({ fact: 'gone', key }).field).toBe('key');
  });

  test('what PostgreSQL cannot store is replaced in free text', () => {
    expect(accepted({ fact: 'credential', key: 'a', name: 'x\u0000y', attrs: { 'n\u0000': ['\ud800'] } }).fact).toMatchObject({
      name: 'x\ufffdy',
      attrs: { 'n\ufffd': ['\ufffd'] },
    });
  });

  test('JSON deeper than 64 is refused, not followed', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(rejected({ fact: 'credential', key: 'a', attrs: { deep } }).field).toBe('attrs');
    expect(rejected({ fact: 'document', platform: 'p', scope: 's', kind: 'k', body: deep }).field).toBe('body');
  });

  test('a reason never quotes the record', () => {
    const canary = 'canary-canary';
    for (const fact of factNames) {
      for (const field of [
        'fact',
        'key',
        'kind',
        'edge',
        'from',
        'class',
        'at',
        'keys',
        'status',
        'created',
        'ttl',
        'condition',
        'sensitivity',
        'attrs',
        canary,
      ]) {
        const parsed = parseFact({ fact, key: 7, [field]: canary });
        if (!parsed.ok) expect(JSON.stringify(parsed)).not.toContain(canary);
      }
    }
  });
});

describe('times', () => {
  const created = (time: string) => accepted({ fact: 'credential', key: 'a', created: time });
  const expires = (time: string) => accepted({ fact: 'credential', key: 'a', expires: time });

  test.each([
    ['2026-11-01T01:02:03.9999Z', '2026-11-01T01:02:03.999Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['2026-11-01T01:02:03,5+02:00', '2026-10-31T23:02:03.500Z'],
    ['2026-11-01 01:02:03 -0230', '2026-11-01T03:32:03.000Z'],
    ['2026-11-01T24:00:00Z', '2026-11-02T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['+012345-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59-08:00', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, time) => expect(created(text).fact).toMatchObject({ created: time }));

  test('a bare date is the end of its day in expires and until, the beginning elsewhere', () => {
    expect(expires('2026-12-31').fact).toMatchObject({ expires: '2027-01-01T00:00:00.000Z' });
    expect(expires('9999-12-31').fact).toMatchObject({ expires: '9999-12-31T23:59:59.999Z' });
    expect(accepted({ fact: 'grant', from: 'a', class: 'read', resource: 'b', until: '2026-12-31' }).fact).toMatchObject({ until: '2027-01-01T00:00:00.000Z' });
    expect(accepted({ fact: 'coverage', system: 's', from: '2026-01-01', to: '2026-12-31' }).fact).toMatchObject({ to: '2026-12-31T00:00:00.000Z' });
  });

  test('without a zone it is UTC, with a warning; a bare date gives none', () => {
    expect(created('2026-11-01T01:02:03')).toMatchObject({
      fact: { created: '2026-11-01T01:02:03.000Z' },
      warnings: ['created has no time zone, taken as UTC'],
    });
    expect(created('2026-11-01').warnings).toEqual([]);
  });

  test.each([
    '2026-02-30',
    '2023-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-11-01T25:00:00Z',
    '2026-11-01T24:00:01Z',
    '2026-11-01T00:60:00Z',
    '01/02/2026',
    '2026',
    '1700000000',
    '',
    'now',
  ])('%s is refused', (time) => expect(rejected({ fact: 'gone', key: 'a', at: time }).field).toBe('at'));
});

/** Records that are mostly right: known fields with values from small pools, wrong ones among them. */
const pools = {
  key: fc.oneof(fc.string(), fc.constantFrom('a:b', 'x', 'a'.repeat(3000), 5)),
  word: fc.constantFrom('active', 'agent', 'certain', 'possible', 'bearer', 'public', 'read', ...actionClasses, ...edgeTypes),
  time: fc.oneof(
    fc.date({ noInvalidDate: false }).map((date) => (Number.isNaN(date.getTime()) ? 'never' : date.toISOString())),
    fc.constantFrom('2026-11-01', '2026-11-01 10:00', '2026-02-30'),
  ),
};
const record = fc.record(
  {
    fact: fc.constantFrom(...factNames),
    ...{
      key: pools.key,
      from: fc.oneof(pools.key, pools.time),
      to: fc.oneof(pools.key, pools.time),
      credential: pools.key,
      resource: pools.key,
      platform: pools.key,
      scope: pools.key,
    },
    ...{ kind: pools.word, edge: pools.word, class: pools.word, status: pools.word, certainty: pools.word, presentation: pools.word },
    ...{ at: pools.time, until: pools.time, expires: pools.time, ttl: fc.oneof(fc.integer(), fc.double()), sensitivity: fc.integer({ min: 0, max: 6 }) },
    ...{
      aliases: fc.array(pools.key),
      keys: fc.array(pools.key, { maxLength: 3 }),
      condition: fc.record({ kind: fc.constantFrom('mfa', 'no'), more: fc.jsonValue() }),
    },
    ...{
      body: fc.jsonValue(),
      attrs: fc.dictionary(fc.string(), fc.jsonValue()),
      evidence: fc.dictionary(fc.string(), fc.jsonValue()),
      other: fc.jsonValue(),
      system: fc.string(),
    },
  },
  { requiredKeys: ['fact'] },
);

describe('any record', () => {
  test('parsing what was accepted changes nothing, and never throws', () => {
    let seen = 0;
    fc.assert(
      fc.property(record, (value) => {
        const first = parseFact(value);
        if (!first.ok) return;
        seen++;
        expect(JSON.stringify(accepted(first.fact).fact)).toBe(JSON.stringify(first.fact));
        expect(JSON.stringify(accepted(JSON.parse(JSON.stringify(first.fact))).fact)).toBe(JSON.stringify(first.fact));
      }),
      { numRuns: 5000, seed: 7 },
    );
    expect(seen).toBeGreaterThan(200);
  });

  test('anything at all is answered', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof parseFact(value).ok).toBe('boolean');
      }),
    );
  });
});

test('the quick way to read a time answers as the slow one', () => {
  fc.assert(
    fc.property(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(13), fc.nat(32), fc.nat(25), fc.nat(61), fc.nat(61), fc.nat(1000)), (parts) => {
      const [a, b, month, day, hour, minute, second, ms] = parts.map((part) => String(part).padStart(2, '0'));
      const usual = `${a}${b}-${month}-${day}T${hour}:${minute}:${second}.${String(ms).padStart(3, '0').slice(-3)}Z`;
      const at = (time: string) => parseFact({ fact: 'gone', key: 'a', at: time });
      // the same time in a form that only the slow way reads
      expect(at(usual)).toEqual(at(usual.replace('Z', '+00:00')));
    }),
    { numRuns: 2000 },
  );
});
