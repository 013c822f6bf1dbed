import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../estate/random.ts';
import { codePointOrder } from '../model/codePointOrder.ts';
import { type Filter, printFilter, type Term } from '../model/filter.ts';
import { textColumn } from './dictionary.ts';
import { histogram } from './histogram.ts';
import { addRow, hasRow, makeRowBits } from './rowBits.ts';
import { buildSearchText } from './searchText.ts';
import { firstRows, sortRows } from './sortRows.ts';
import { TableAnswers } from './table.ts';
import { absentCode, type Column, type Table } from './tableColumns.ts';

/** A few fields of each kind, one object a row: what the columns must answer like. */
type Row = {
  credential: string;
  owner?: string;
  environment?: string;
  'leak.band': string;
  usable: string;
  'leak.actionDays': number;
  ageDays?: number;
  classes: string[];
};
const bands = ['contained', 'low', 'medium', 'high', 'critical'];
const classes = ['list', 'read', 'spend', 'write', 'send', 'delete', 'execute', 'read-secret', 'delegate'];
const flags = ['true', 'false'];

function tableOf(rows: Row[]): Table {
  const choice = (values: readonly string[], of: (row: Row) => string | undefined): Column => ({
    kind: 'choice',
    values,
    codes: Uint8Array.from(rows, (row) => (of(row) === undefined ? absentCode : values.indexOf(of(row)!))),
  });
  const columns = new Map<string, Column>([
    ['credential', textColumn(rows.map((row) => row.credential))],
    ['owner', textColumn(rows.map((row) => row.owner))],
    ['environment', textColumn(rows.map((row) => row.environment))],
    ['leak.band', choice(bands, (row) => row['leak.band'])],
    ['usable', choice(flags, (row) => row.usable)],
    ['leak.actionDays', { kind: 'number', values: Float64Array.from(rows, (row) => row['leak.actionDays']) }],
    ['ageDays', { kind: 'number', values: Float64Array.from(rows, (row) => row.ageDays ?? Number.NaN) }],
    [
      'classes',
      { kind: 'set', values: classes, bits: Uint16Array.from(rows, (row) => row.classes.reduce((bits, one) => bits | (1 << classes.indexOf(one)), 0)) },
    ],
  ]);
  const search = buildSearchText(rows.length, (row) => [rows[row]!.credential, rows[row]!.owner ?? '']);
  return { count: rows.length, nodeId: Int32Array.from(rows.keys()), columns, search };
}

type Value = string | number | undefined;
const fieldOf = (row: Row, field: string): Value => row[field as Exclude<keyof Row, 'classes'>];
const order = (field: string, value: string | number): number => (field === 'leak.band' ? bands.indexOf(String(value)) : Number(value));

/** The definition, row by row. */
function matches(row: Row, term: Term): boolean {
  const plain = (): boolean => {
    if (term.kind === 'text') return [row.credential, row.owner ?? ''].some((text) => text.toLowerCase().includes(term.text.toLowerCase()));
    if (term.field === 'classes' && term.kind === 'is')
      return row.classes.length === 0 ? term.values.includes(null) : row.classes.some((one) => term.values.includes(one));
    const value = fieldOf(row, term.field);
    if (term.kind === 'is') return term.values.includes(value ?? null);
    if (value === undefined) return false;
    const place = order(term.field, value);
    if (term.kind === 'between') return place >= order(term.field, term.from) && place <= order(term.field, term.to);
    const bound = order(term.field, term.bound);
    return { '<': place < bound, '<=': place <= bound, '>': place > bound, '>=': place >= bound }[term.operator];
  };
  return plain() !== term.negated;
}

function sorted(rows: Row[], field: string, descending: boolean): Row[] {
  const rank = (row: Row): Value => (field === 'leak.band' ? bands.indexOf(row['leak.band']) : fieldOf(row, field));
  return [...rows].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined) || codePointOrder(a.credential, b.credential);
    const difference = typeof x === 'string' ? codePointOrder(x, String(y)) : x - Number(y);
    return (descending ? -difference : difference) || codePointOrder(a.credential, b.credential);
  });
}

const few = fc.constantFrom('Ada', 'ada', 'none', 'b c', '\u{1F511}key', 'Ａ');
const numbers = fc.oneof(fc.constantFrom(0, -0, 1, -1, 5, 1e6, 0.1, -1e-9), fc.double({ noNaN: true, noDefaultInfinity: true }));
const thousandths = fc.integer({ min: -1000, max: 1e9 }).map((n) => n / 1000);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const arbitraryRows = fc
  .uniqueArray(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((key) => !key.includes('\0')),
    { maxLength: 40 },
  )
  .chain((keys) =>
    fc.tuple(
      ...keys.sort(codePointOrder).map((credential) =>
        fc
          .record({
            owner: optional(few),
            environment: optional(few),
            'leak.band': fc.constantFrom(...bands),
            usable: fc.constantFrom(...flags),
            'leak.actionDays': numbers,
            ageDays: optional(numbers),
            classes: fc.subarray(classes),
          })
          .map((fields): Row => ({ credential, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) }) as Row),
      ),
    ),
  );
const negated = fc.boolean();
const arbitraryTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), negated, text: fc.oneof(few, fc.string({ minLength: 1, maxLength: 2 })) }),
  fc.record({
    kind: fc.constant('is' as const),
    negated,
    field: fc.constantFrom('owner', 'environment'),
    values: fc.uniqueArray(fc.option(few), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('is' as const),
    negated,
    field: fc.constant('leak.band'),
    values: fc.uniqueArray(fc.option(fc.constantFrom(...bands)), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('is' as const),
    negated,
    field: fc.constant('classes'),
    values: fc.uniqueArray(fc.option(fc.constantFrom(...classes)), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('is' as const),
    negated,
    field: fc.constant('ageDays'),
    values: fc.uniqueArray(fc.option(numbers.map((n) => n + 0)), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('compare' as const),
    negated,
    field: fc.constantFrom('leak.actionDays', 'ageDays'),
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    bound: numbers,
  }),
  fc.record({
    kind: fc.constant('compare' as const),
    negated,
    field: fc.constant('leak.band'),
    operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
    bound: fc.constantFrom(...bands),
  }),
  fc.record({ kind: fc.constant('between' as const), negated, field: fc.constantFrom('leak.actionDays', 'ageDays'), from: numbers, to: numbers }),
);
const arbitrarySort = fc.record({ field: fc.constantFrom('credential', 'owner', 'leak.band', 'leak.actionDays', 'ageDays'), descending: fc.boolean() });

describe('the columns answer as an array of rows would', () => {
  test('pages', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.array(arbitraryTerm, { maxLength: 3 }), arbitrarySort, fc.nat(20), fc.nat(20), (rows, terms, sort, limit, offset) => {
        const answers = new TableAnswers(tableOf(rows));
        const filter: Filter = { terms };
        const expected = sorted(rows, sort.field, sort.descending).filter((row) => terms.every((term) => matches(row, term)));
        for (const _again of ['first', 'from memory']) {
          const page = answers.page(printFilter(filter), `${sort.descending ? '-' : ''}${sort.field}`, limit, offset);
          expect(page.ok && page.value.matching).toBe(expected.length);
          expect(page.ok && [...page.value.rows].map((row) => rows[row]!.credential)).toEqual(
            expected.slice(offset, offset + limit).map((row) => row.credential),
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  test('facets, each without its own terms', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.array(arbitraryTerm, { maxLength: 3 }), (rows, terms) => {
        const facets = new TableAnswers(tableOf(rows)).facets(printFilter({ terms }), ['owner', 'band', 'classes'], 100);
        expect(facets.ok).toBe(true);
        for (const { field, values, more } of facets.ok ? facets.value : []) {
          const others = terms.filter((term) => term.kind === 'text' || term.field !== field);
          const counts = new Map<string, number>();
          for (const row of rows.filter((one) => others.every((term) => matches(one, term)))) {
            const held = field === 'classes' ? row.classes : [fieldOf(row, field)].filter((value) => value !== undefined);
            const shown = held.length === 0 ? ['none'] : held.map((value) => (value === 'none' ? '"none"' : String(value)));
            for (const value of shown) counts.set(value, (counts.get(value) ?? 0) + 1);
          }
          expect(new Map(values.map(({ value, count }) => [value, count]))).toEqual(counts);
          expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).sort((a, b) => b - a));
          expect(more).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('histograms hold every present value once, in buckets that meet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(thousandths, fc.constant(Number.NaN), fc.nat(1e6)), { maxLength: 50 }),
        fc.integer({ min: 1, max: 30 }),
        (values, buckets) => {
          const found = histogram(Float64Array.from(values), null, buckets);
          const present = values.filter((value) => !Number.isNaN(value));
          expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(present.length);
          const spread = found.filter(({ from, to }, index) => !(index === 0 && from === 0 && to === 0 && found.length > 1));
          for (let i = 0; i < spread.length; i++) {
            const { from, to, count } = spread[i]!;
            const within = present.filter((value) =>
              from === to ? value === from : value >= from && value < to && !(value === 0 && spread.length < found.length),
            );
            expect(count).toBe(within.length);
            if (i > 0) expect(from).toBe(spread[i - 1]!.to);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('a facet says how many values it left out', () => {
  const rows = ['a', 'b', 'c'].map((owner): Row => ({ credential: owner, owner, 'leak.band': 'low', usable: 'true', 'leak.actionDays': 1, classes: [] }));
  const facets = new TableAnswers(tableOf(rows)).facets('', ['owner'], 2);
  expect(facets).toEqual({
    ok: true,
    value: [
      {
        field: 'owner',
        values: [
          { value: 'a', count: 1 },
          { value: 'b', count: 1 },
        ],
        more: 1,
      },
    ],
  });
});

test('a facet shows what the filter names even beyond its limit, with its true count, and can be searched', () => {
  const owners = ['ada', 'ada', 'ada', 'adam', 'adam', 'bob', 'none', undefined];
  const rows = owners.map(
    (owner, at): Row => ({ credential: `k${at}`, ...(owner && { owner }), 'leak.band': 'low', usable: 'true', 'leak.actionDays': 1, classes: [] }),
  );
  const valuesOf = (filter: string, limit: number, search?: string): unknown => {
    const facets = new TableAnswers(tableOf(rows)).facets(filter, ['owner'], limit, search);
    return facets.ok && facets.value.map(({ values, more }) => [values.map(({ value, count }) => `${value} ${count}`), more]);
  };
  expect(valuesOf('owner:bob,none', 1)).toEqual([[['ada 3', 'none 1', 'bob 1'], 2]]);
  expect(valuesOf('owner:"none"', 1)).toEqual([[['ada 3', '"none" 1'], 3]]);
  expect(valuesOf('-owner:bob', 1)).toEqual([[['ada 3'], 4]]);
  expect(valuesOf('', 10, 'AD')).toEqual([[['ada 3', 'adam 2'], 0]]);
  expect(valuesOf('owner:bob', 1, 'ad')).toEqual([[['ada 3', 'bob 1'], 1]]);
});

test('what is refused is said in words', () => {
  const answers = new TableAnswers(tableOf([]));
  const message = (result: { ok: boolean; error?: { message: string } }): string => result.error?.message ?? '';
  expect(message(answers.page('', '-owned', 10, 0))).toMatch(/sort: "-owned" is no field; fields.*owner/);
  expect(message(answers.facets('', ['actionDays'], 10))).toBe('leak.actionDays is a number; ask for its histogram instead');
  expect(message(answers.histogram('', 'owner', 10))).toBe('owner is not a number; ask for its facets instead');
  expect(message(answers.page('bnad:high', undefined, 10, 0))).toMatch(/character 1/);
});

test('round edges: decades for wide spreads, even steps for narrow ones', () => {
  expect(histogram(Float64Array.of(0, 0, 1, 10, 999, 1e5), null, 8)).toEqual([
    { from: 0, to: 0, count: 2 },
    { from: 1, to: 10, count: 1 },
    { from: 10, to: 100, count: 1 },
    { from: 100, to: 1000, count: 1 },
    { from: 1000, to: 10_000, count: 0 },
    { from: 10_000, to: 100_000, count: 0 },
    { from: 100_000, to: 1_000_000, count: 1 },
  ]);
  expect(histogram(Float64Array.of(3, 7, 12), null, 6)).toEqual([
    { from: 2, to: 4, count: 1 },
    { from: 4, to: 6, count: 0 },
    { from: 6, to: 8, count: 1 },
    { from: 8, to: 10, count: 0 },
    { from: 10, to: 12, count: 0 },
    { from: 12, to: 14, count: 1 },
  ]);
  expect(histogram(Float64Array.of(4, 4), null, 5)).toEqual([{ from: 4, to: 4, count: 2 }]);
  expect(histogram(Float64Array.of(Number.NaN), null, 5)).toEqual([]);
});

describe('many rows', () => {
  const count = 5000;
  const random = makeRandom(3);
  const drawn = (value: () => number) => Float64Array.from({ length: count }, value);
  const columns: Record<string, Column> = {
    'random numbers': { kind: 'number', values: drawn(() => random.next() - 0.5) },
    'equal ones': { kind: 'number', values: drawn(() => random.below(3)) },
    'ascending ones': { kind: 'number', values: Float64Array.from({ length: count }, (_, row) => row) },
    'descending ones': { kind: 'number', values: Float64Array.from({ length: count }, (_, row) => -row) },
    'few present ones': { kind: 'number', values: drawn(() => (random.chance(0.01) ? random.next() : Number.NaN)) },
    'no present one': { kind: 'number', values: drawn(() => Number.NaN) },
    'whole numbers': { kind: 'number', values: Uint32Array.from({ length: count }, () => random.below(100)) },
    texts: textColumn(Array.from({ length: count }, () => (random.chance(0.3) ? undefined : `t${random.below(400)}`))),
    choices: { kind: 'choice', codes: Uint8Array.from({ length: count }, () => (random.chance(0.5) ? absentCode : random.below(5))), values: bands },
    sets: { kind: 'set', bits: Uint16Array.from({ length: count }, () => random.below(512)), values: classes },
  };
  const some = makeRowBits(count);
  for (let row = 0; row < count; row++) if (random.chance(0.4)) addRow(some, row);

  test.each(Object.keys(columns))('the first in the order of %s are those of the whole order', (name) => {
    const column = columns[name]!;
    for (const descending of [false, true]) {
      const order = sortRows(column, count, descending);
      for (const wanted of [1, 50, 1000]) {
        const [all, among] = [firstRows(column, count, descending, wanted, null), firstRows(column, count, descending, wanted, some)];
        if (all) expect(all).toEqual(order.subarray(0, wanted));
        if (among) expect(among).toEqual(order.filter((row) => hasRow(some, row)).subarray(0, wanted));
        if (name === 'random numbers' || name === 'texts') expect(all && among).toBeDefined();
      }
    }
  });

  test('pages far down, before and after the order is known, are those of the whole order', () => {
    const rows = Array.from({ length: count }, (_, at): Row => {
      const owner = random.chance(0.2) ? {} : { owner: `owner ${random.below(3000)}` };
      return {
        credential: `k${String(at).padStart(5, '0')}`,
        ...owner,
        'leak.band': bands[random.below(5)]!,
        usable: flags[random.below(2)]!,
        'leak.actionDays': random.below(50),
        classes: [],
      };
    });
    const answers = new TableAnswers(tableOf(rows));
    const usable = rows.filter((row) => row.usable === 'true');
    for (const field of ['leak.actionDays', 'owner', 'credential', 'leak.band']) {
      for (const descending of [true, false]) {
        const expected = sorted(usable, field, descending).map(({ credential }) => credential);
        for (const offset of [0, 40, 900, 1500, 40, expected.length - 10, count]) {
          const page = answers.page('usable:true', `${descending ? '-' : ''}${field}`, 50, offset);
          if (!page.ok) throw new Error(page.error.message);
          expect(Array.from(page.value.rows, (row) => rows[row]!.credential)).toEqual(expected.slice(offset, offset + 50));
          expect(page.value.matching).toBe(expected.length);
        }
      }
    }
    const facets = answers.facets('usable:true leak.band:low,high', ['owner', 'leak.band', 'usable'], 5);
    const counted = (of: Row[], field: 'owner' | 'leak.band' | 'usable') => Map.groupBy(of, (row) => row[field] ?? 'none');
    const matching = usable.filter((row) => ['low', 'high'].includes(row['leak.band']));
    const truth = {
      owner: counted(matching, 'owner'),
      'leak.band': counted(usable, 'leak.band'),
      usable: counted(
        rows.filter((row) => ['low', 'high'].includes(row['leak.band'])),
        'usable',
      ),
    };
    expect(facets.ok && facets.value.map(({ values }) => values.length)).toEqual([5, 5, 2]);
    for (const { field, values, more } of facets.ok ? facets.value : []) {
      const all = truth[field as keyof typeof truth];
      for (const { value, count: found } of values) expect({ value, found }).toEqual({ value, found: all.get(value)?.length });
      expect(more).toBe(all.size - values.length);
    }
  });
});

test('a million rows are sorted and filtered in a fraction of a second', () => {
  const values = Float64Array.from({ length: 1_000_000 }, (_, row) => (row * 7919) % 1_000_003);
  const order = sortRows({ kind: 'number', values }, values.length, true);
  for (let i = 1; i < order.length; i++) if (values[order[i - 1]!]! < values[order[i]!]!) throw new Error('out of order');
  expect(order.length).toBe(values.length);
});
