import { expect, test } from 'vitest';
import { makeRandom } from '../estate/random.ts';
import type { Term } from '../model/filter.ts';
import { termRows } from './filterRows.ts';
import { columnHistogram } from './histogram.ts';
import { numberAt, numberColumn } from './numberColumn.ts';
import { addRow, makeRowBits } from './rowBits.ts';
import { firstRows, sortRows } from './sortRows.ts';
import type { NumberColumn, Table } from './tableColumns.ts';

const count = 3000;
const random = makeRandom(8);
const drawn = (values: readonly number[]): Float64Array => Float64Array.from({ length: count }, () => values[random.below(values.length)]!);
const cases: Record<string, Float64Array | Uint32Array> = {
  'some absent': drawn([3, Number.NaN, 1.5, 0, -0, -7, 1e12]),
  'none absent': drawn([2, 1, 5]),
  'all absent': drawn([Number.NaN]),
  infinities: drawn([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 4]),
  'more than a byte holds': drawn(Array.from({ length: 700 }, (_, i) => i / 3 - 50)),
  'whole numbers': Uint32Array.from({ length: count }, () => random.below(90)),
};
const tableOf = (x: NumberColumn): Table => ({
  count,
  nodeId: new Int32Array(count),
  columns: new Map([['x', x]]),
  search: { bytes: new Uint8Array(0), start: new Uint32Array(count + 1) },
});
const field = { field: 'x', negated: false } as const;
const terms: Term[] = [
  { kind: 'compare', ...field, operator: '<', bound: 2 },
  { kind: 'compare', ...field, operator: '>=', bound: 0 },
  { kind: 'between', ...field, from: 0, to: 4 },
  { kind: 'is', ...field, values: [null, 3, 5] },
  { kind: 'is', ...field, negated: true, values: [0] },
];

test.each(Object.keys(cases))('few distinct numbers as codes answer as the numbers do: %s', (name) => {
  const values = cases[name]!;
  const [plain, coded]: NumberColumn[] = [{ kind: 'number', values }, numberColumn(values)];
  expect(coded!.codes).toBeDefined();
  for (let row = 0; row < count; row++) expect(numberAt(coded!, row)).toEqual(values[row]! + 0);
  const some = makeRowBits(count);
  for (let row = 0; row < count; row++) if (random.chance(0.4)) addRow(some, row);
  for (const descending of [false, true]) {
    const order = sortRows(plain!, count, descending);
    expect(sortRows(coded!, count, descending)).toEqual(order);
    const first = firstRows(coded!, count, descending, 40, null);
    if (first) expect(first).toEqual(order.subarray(0, 40));
  }
  for (const term of terms) expect(termRows(tableOf(coded!), term), JSON.stringify(term)).toEqual(termRows(tableOf(plain!), term));
  if (name !== 'infinities') for (const rows of [null, some]) expect(columnHistogram(coded!, rows, 12)).toEqual(columnHistogram(plain!, rows, 12));
});

test('many distinct numbers stay as they are', () => {
  const values = Float64Array.from({ length: count }, () => random.next());
  expect(numberColumn(values)).toEqual({ kind: 'number', values });
});
