import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideKind, joinNames, mergeRecords, type NodeFields, type NodeRecord } from './nodes.ts';

describe('joinNames', () => {
  test('names are one node transitively; canonical is the least described key, not the least name', () => {
    const { canonical } = joinNames([{ key: 'm', aliases: ['a', 'x'] }, { key: 'k', aliases: ['x'] }, { key: 'alone' }], []);
    expect(Object.fromEntries(canonical)).toEqual({ m: 'k', a: 'k', x: 'k', k: 'k', alone: 'alone' });
  });

  test('the least key is so by code point, not by UTF-16 unit', () => {
    const { canonical } = joinNames([{ key: '\u{1F511}', aliases: ['\uFF21'] }, { key: '\uFF21' }], []);
    expect(canonical.get('\u{1F511}')).toBe('\uFF21');
  });

  test('a join that would bring a distinct pair together is refused, whichever record said it, and the later one in (key, alias) order loses', () => {
    const records = [
      { key: 'c', aliases: ['y'] },
      { key: 'b', aliases: ['x', 'y'] },
      { key: 'a', aliases: ['x'] },
    ];
    for (const order of [records, records.toReversed()]) {
      const { canonical, made, refused } = joinNames(order, [['c', 'a']]);
      expect(made).toEqual([
        { key: 'a', alias: 'x' },
        { key: 'b', alias: 'x' },
        { key: 'b', alias: 'y' },
      ]);
      expect(refused).toEqual([{ key: 'c', alias: 'y', because: ['a', 'c'] }]);
      expect(canonical.get('y')).toBe('a');
      expect(canonical.get('c')).toBe('c');
    }
  });

  test('a name that only a distinct pair or a refused join mentions stands for itself', () => {
    const { canonical } = joinNames([{ key: 'a', aliases: ['b'] }], [['a', 'b']]);
    expect([...canonical]).toEqual([['a', 'a']]);
  });

  test('an alias equal to its key, a repeated alias and a pair of equal names say nothing', () => {
    const { made, refused } = joinNames([{ key: 'a', aliases: ['a', 'b', 'b'] }], [['a', 'a']]);
    expect(made).toEqual([{ key: 'a', alias: 'b' }]);
    expect(refused).toEqual([]);
  });
});

const record = (fields: NodeFields, source: Partial<NodeRecord> = {}): NodeRecord => ({
  fact: 'credential',
  rank: 300,
  batch: 1,
  dataTime: 0,
  by: 'a',
  fields,
  ...source,
});

describe('mergeRecords', () => {
  const merged = (...records: NodeRecord[]) => {
    const there = mergeRecords(records);
    const back = mergeRecords(records.toReversed());
    expect(back).toEqual(there);
    return there;
  };

  test('within one source and import the more dangerous value stands; absent says nothing', () => {
    const { fields } = merged(
      record({
        status: 'expired',
        expires: '2026-12-01T00:00:00.000Z',
        ttl: 900,
        presentation: 'sender-constrained',
        sensitivity: 2,
        pattern: false,
        owner: 'ann',
      }),
      record({
        status: 'disabled',
        expires: '+010000-01-01T00:00:00.000Z',
        ttl: 3600,
        presentation: 'source-bound',
        sensitivity: 5,
        pattern: true,
        owner: 'bob',
      }),
      record({}),
    );
    expect(fields).toEqual({
      status: 'disabled',
      expires: '+010000-01-01T00:00:00.000Z',
      ttl: 3600,
      presentation: 'source-bound',
      sensitivity: 5,
      pattern: true,
      owner: 'bob',
    });
    expect(merged(record({ status: 'expired' }), record({ status: 'active' })).fields.status).toBe('active');
  });

  test('the higher rank wins whatever it says, field by field, and the others stay visible', () => {
    const { fields, others } = merged(
      record({ status: 'disabled', owner: 'ann' }, { rank: 400, by: 'issuer' }),
      record({ status: 'active', party: 'acme' }, { by: 'csv' }),
    );
    expect(fields).toEqual({ status: 'disabled', owner: 'ann', party: 'acme' });
    expect(others).toEqual([{ field: 'status', value: 'active', by: ['csv'] }]);
  });

  test('between batches of one rank the newer data wins, at a tie the later batch', () => {
    const old = record({ status: 'active', ttl: 9 }, { batch: 2, dataTime: 10 });
    expect(merged(old, record({ status: 'disabled' }, { batch: 1, dataTime: 11 })).fields).toEqual({ status: 'disabled', ttl: 9 });
    expect(merged(old, record({ status: 'disabled' }, { batch: 1, dataTime: 10 })).fields).toEqual({ status: 'active', ttl: 9 });
    expect(merged(old, record({ status: 'disabled' }, { batch: 3, dataTime: 10 })).fields).toEqual({ status: 'disabled', ttl: 9 });
  });

  test('the sort of thing comes from records of the kind the node has', () => {
    const { kind, fields } = merged(
      record({ kind: 'table' }, { fact: 'resource', rank: 500 }),
      record({ kind: 'agent' }, { fact: 'identity' }),
      record({ kind: 'pod' }, { fact: 'workload' }),
    );
    expect({ kind, fields }).toEqual({ kind: 'workload', fields: { kind: 'pod' } });
  });

  test('attributes merge one by one, and equal values in another order of keys are no conflict', () => {
    const { fields, others } = merged(
      record({ attrs: { tags: { x: 1, y: 2 }, team: 'b' } }, { by: 'one' }),
      record({ attrs: { tags: { y: 2, x: 1 }, team: 'a', only: true } }, { by: 'two' }),
    );
    expect(fields.attrs).toEqual({ only: true, tags: { x: 1, y: 2 }, team: 'b' });
    expect(others).toEqual([{ field: 'attrs.team', value: 'a', by: ['two'] }]);
  });
});

/** A record of any rank, batch and data time; few of each, so that ties are the rule. */
const anyRecord: fc.Arbitrary<NodeRecord> = fc.record({
  fact: fc.constantFrom('credential', 'identity'),
  rank: fc.constantFrom(200, 300, 400),
  batch: fc.integer({ min: 1, max: 3 }),
  dataTime: fc.integer({ min: 1, max: 3 }),
  by: fc.constantFrom('a', 'b'),
  fields: fc.record(
    {
      status: fc.constantFrom('active', 'disabled', 'expired'),
      ttl: fc.integer({ min: 1, max: 3 }),
      owner: fc.constantFrom('x', '\u{1F511}', '\uFF21'),
      pattern: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});

test('mergeRecords equals a slow definition: of what is said, the highest rank; of that the newest batch, the later at a tie; of that the most dangerous', () => {
  const order = { status: ['active', 'disabled', 'expired'], ttl: [3, 2, 1], owner: ['\u{1F511}', '\uFF21', 'x'], pattern: [true, false] } as const;
  fc.assert(
    fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 6 }), (records) => {
      const best = <T>(items: T[], of: (item: T) => number) => items.filter((item) => of(item) === Math.max(...items.map(of)));
      const age = ({ rank, batch }: NodeRecord) => Math.max(...records.filter((r) => r.rank === rank && r.batch === batch).map((r) => r.dataTime));
      const { fields } = mergeRecords(records);
      for (const field of ['status', 'ttl', 'owner', 'pattern'] as const) {
        let said = records.filter((r) => r.fields[field] !== undefined);
        for (const by of [(r: NodeRecord) => r.rank, age, (r: NodeRecord) => r.batch]) said = best(said, by);
        expect(fields[field]).toBe(order[field].find((value) => said.some((r) => r.fields[field] === value)));
      }
    }),
    { numRuns: 3000 },
  );
});

test('decideKind: records before places; the first of credential, workload, identity, resource', () => {
  expect(decideKind(['resource', 'identity'], ['credential'])).toBe('identity');
  expect(decideKind([], ['identity', 'workload'])).toBe('workload');
  expect(decideKind([], [])).toBe('resource');
});
