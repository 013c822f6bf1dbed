import { type CredentialField, credentialFields, findField } from '../model/credentialFields.ts';
import { type Failure, fail, ok, type Result } from '../model/errors.ts';
import { type Filter, parseFilter, printFilter, withoutField } from '../model/filter.ts';
import { columnOf, termMask } from './filterRows.ts';
import { type Bucket, histogram } from './histogram.ts';
import { Latest } from './latest.ts';
import type { Facet } from './protocol.ts';
import { sortRows } from './sortRows.ts';
import { absentCode, type Column, type Table } from './tableColumns.ts';

/** Row numbers of one page, and how many rows match in all. */
export type Page = { rows: Uint32Array; matching: number };

/** Answers the table's questions over one analysis, remembering what was worked out: orders by field, masks by term, matching rows by filter and order. */
export class TableAnswers {
  readonly table: Table;
  readonly #orders = new Latest<Uint32Array>(24);
  readonly #masks = new Latest<Uint8Array>(48);
  readonly #selections = new Latest<Uint32Array>(8);
  constructor(table: Table) {
    this.table = table;
  }

  /**
   * Rows `offset` .. `offset + limit - 1` of those that match, in order. INVALID where filter or sort cannot be read.
   * @param only row numbers; nothing else is taken into account
   */
  page(filterText: string, sort: string | undefined, limit: number, offset: number, only?: ReadonlySet<number>): Result<Page> {
    const filter = parseFilter(filterText);
    if (!filter.ok) return filter;
    const order = readSort(sort ?? 'credential');
    if (!order.ok) return order;
    const matching = this.#selection(filter.value, order.value);
    const selection = only ? matching.filter((row) => only.has(row)) : matching;
    return ok({ rows: selection.subarray(offset, offset + limit), matching: selection.length });
  }

  /**
   * Counts of each value of each field under the filter without that field's own terms: most frequent first, ties in the order of the values. The values that the
   * filter itself names come even where they are beyond the limit.
   * @param search only values that contain this text, in any case, and those that the filter names
   */
  facets(filterText: string, fields: string[], limit: number, search = ''): Result<Facet[]> {
    const filter = parseFilter(filterText);
    if (!filter.ok) return filter;
    const facets: Facet[] = [];
    for (const name of fields) {
      const field = findField(name);
      if (!field) return fail('INVALID', `${JSON.stringify(name)} is no field; fields: ${fieldNames()}`);
      const column = columnOf(this.table, field.name);
      if (column.kind === 'number') return fail('INVALID', `${field.name} is a ${field.kind}; ask for its histogram instead`);
      const counted = countValues(column, this.mask(withoutField(filter.value, field.name)));
      facets.push(facetOf(field.name, counted, namedValues(filter.value, field.name), limit, search));
    }
    return ok(facets);
  }

  /** How a number or time is spread under the filter, see `histogram`. */
  histogram(filterText: string, name: string, buckets: number): Result<Bucket[]> {
    const filter = parseFilter(filterText);
    if (!filter.ok) return filter;
    const field = findField(name);
    if (!field) return fail('INVALID', `${JSON.stringify(name)} is no field; fields: ${fieldNames()}`);
    const column = columnOf(this.table, field.name);
    if (column.kind !== 'number') return fail('INVALID', `${field.name} is not a number; ask for its facets instead`);
    return ok(histogram(column.values, this.mask(filter.value), buckets));
  }

  /** 1 for each row that every term matches; null where there is no term. */
  mask(filter: Filter): Uint8Array | null {
    let all: Uint8Array | null = null;
    for (const term of filter.terms) {
      const mask = this.#masks.get(printFilter({ terms: [term] }), () => termMask(this.table, term));
      if (all === null) all = filter.terms.length === 1 ? mask : mask.slice();
      else for (let row = 0; row < all.length; row++) all[row]! &= mask[row]!;
    }
    return all;
  }

  #selection(filter: Filter, sort: Sort): Uint32Array {
    const key = `${sort.descending ? '-' : ''}${sort.field.name}`;
    const order = this.#orders.get(key, () => sortRows(columnOf(this.table, sort.field.name), this.table.count, sort.descending));
    if (filter.terms.length === 0) return order;
    return this.#selections.get(`${key} ${printFilter(filter)}`, () => selectRows(order, this.mask(filter)));
  }
}

type Sort = { field: CredentialField; descending: boolean };

function readSort(sort: string): { ok: true; value: Sort } | { ok: false; error: Failure } {
  const descending = sort.startsWith('-');
  const field = findField(descending ? sort.slice(1) : sort);
  return field
    ? ok({ field, descending })
    : fail('INVALID', `sort: ${JSON.stringify(sort)} is no field; fields, "-" before one for descending: ${fieldNames()}`);
}

const fieldNames = (): string => credentialFields.map((field) => field.name).join(', ');

function selectRows(order: Uint32Array, mask: Uint8Array | null): Uint32Array {
  if (mask === null) return order;
  const selected = new Uint32Array(order.length);
  let count = 0;
  for (const row of order) {
    selected[count] = row;
    count += mask[row]!; // without a branch: the row is written over where it does not match
  }
  return selected.slice(0, count);
}

type Counted = { value: string; count: number };

function countValues(column: Exclude<Column, { kind: 'number' }>, mask: Uint8Array | null): Counted[] {
  const counts = column.kind === 'set' ? countSets(column.bits, column.values.length, mask) : countCodes(column, mask);
  return counts.map((count, index) => ({ value: facetValue(column.values, index), count })).filter(({ count }) => count > 0);
}

/** Values that a filter asks for in a field, as facets write them. */
function namedValues(filter: Filter, field: string): Set<string> {
  const terms = filter.terms.flatMap((term) => (term.kind === 'is' && !term.negated && term.field === field ? term.values : []));
  return new Set(terms.map((value) => (value === null ? 'none' : value === 'none' ? '"none"' : String(value))));
}

function facetOf(field: string, counted: Counted[], named: ReadonlySet<string>, limit: number, search: string): Facet {
  const wanted = search.toLowerCase();
  const values = counted.filter(({ value }) => named.has(value) || value.toLowerCase().includes(wanted));
  values.sort((a, b) => b.count - a.count); // stable: ties stay in the order of the values
  const shown = values.filter(({ value }, index) => index < limit || named.has(value));
  return { field, values: shown, more: values.length - shown.length };
}

/** Index 0 is absent, as the filter writes it; a text that reads the same is in quotes. */
const facetValue = (values: readonly string[], index: number): string => (index === 0 ? 'none' : values[index - 1] === 'none' ? '"none"' : values[index - 1]!);

/** By value, shifted by one: index 0 counts the absent. */
function countCodes(column: Exclude<Column, { kind: 'number' | 'set' }>, mask: Uint8Array | null): number[] {
  const counts = new Array<number>(column.values.length + 1).fill(0);
  const { codes } = column;
  const shift = column.kind === 'text' ? 0 : 1;
  for (let row = 0; row < codes.length; row++) {
    if (mask && mask[row] === 0) continue;
    const code = codes[row]!;
    counts[shift === 1 && code === absentCode ? 0 : code + shift]!++;
  }
  return counts;
}

function countSets(bits: Uint16Array, values: number, mask: Uint8Array | null): number[] {
  const counts = new Array<number>(values + 1).fill(0);
  for (let row = 0; row < bits.length; row++) {
    if (mask && mask[row] === 0) continue;
    if (bits[row] === 0) counts[0]!++;
    for (let bit = 0; bit < values; bit++) if ((bits[row]! >>> bit) & 1) counts[bit + 1]!++;
  }
  return counts;
}
