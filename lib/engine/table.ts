import { type CredentialField, credentialFields, findField } from '../model/credentialFields.ts';
import { type Failure, fail, ok, type Result } from '../model/errors.ts';
import { type Filter, parseFilter, printFilter, withoutField } from '../model/filter.ts';
import { indexOfText } from './dictionary.ts';
import { FacetCounts, facetValue, mostFrequent } from './facetCounts.ts';
import { columnOf, termRows } from './filterRows.ts';
import { type Bucket, columnHistogram } from './histogram.ts';
import { Latest } from './latest.ts';
import type { Facet } from './protocol.ts';
import { addRow, countRows, hasRow, intersectRows, makeRowBits, type RowBits, sliceRows } from './rowBits.ts';
import { firstRows, sortRows } from './sortRows.ts';
import type { Column, Table } from './tableColumns.ts';

/** Row numbers of one page, and how many rows match in all. */
export type Page = { rows: Uint32Array; matching: number };

/** Rows up to here are looked for by themselves; for those beyond, everything is sorted once and the order kept. */
const nearRows = 1000;

/** Answers the table's questions over one analysis, remembering what was worked out: orders by field, rows by term and by filter, counts and spreads. */
export class TableAnswers {
  readonly table: Table;
  readonly #orders = new Latest<Uint32Array>(12);
  readonly #near = new Latest<Uint32Array>(96);
  readonly #terms = new Latest<RowBits>(48);
  readonly #filters = new Latest<{ rows: RowBits; matching: number }>(24);
  readonly #histograms = new Latest<Bucket[]>(48);
  readonly #counts: FacetCounts;
  constructor(table: Table) {
    this.table = table;
    this.#counts = new FacetCounts(table);
  }

  /** Works out what the first facets need anyway, while nobody waits. */
  prepare(): void {
    this.#counts.prepare();
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
    const { name, rows, matching } = this.#matching(filter.value, only);
    const from = Math.min(offset, matching);
    const wanted = Math.min(limit, matching - from);
    return ok({ rows: wanted === 0 ? new Uint32Array(0) : this.#slice(order.value, name, rows, from, wanted), matching });
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
      const others = this.#matching(withoutField(filter.value, field.name));
      const counts = this.#counts.of(field.name, column, others.name, others.rows);
      facets.push(facetOf(field.name, column, counts, namedValues(filter.value, field.name, column), limit, search));
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
    const { name: of, rows } = this.#matching(filter.value);
    return ok(this.#histograms.get(`${field.name} ${buckets} ${of}`, () => columnHistogram(column, rows, buckets)));
  }

  /** The rows that every term matches (null: all), how many they are, and a name that the same rows have again. */
  #matching({ terms }: Filter, only?: ReadonlySet<number>): { name: string; rows: RowBits | null; matching: number } {
    const names = terms.map((term) => printFilter({ terms: [term] })).sort();
    const name = names.join(' ');
    if (terms.length === 0 && !only) return { name, rows: null, matching: this.table.count };
    const all = terms.length === 0 ? undefined : this.#filters.get(name, () => this.#intersection(terms));
    if (!only) return { name, ...all! }; // there are terms
    const rows = makeRowBits(this.table.count);
    for (const row of only) addRow(rows, row);
    if (all) intersectRows(rows, all.rows);
    return { name: `${name} of ${[...only].sort((a, b) => a - b).join()}`, rows, matching: countRows(rows) };
  }

  #intersection(terms: Filter['terms']): { rows: RowBits; matching: number } {
    let rows: RowBits | undefined;
    for (const term of terms) {
      const matching = this.#terms.get(printFilter({ terms: [term] }), () => termRows(this.table, term));
      if (terms.length === 1) return { rows: matching, matching: countRows(matching) };
      if (rows) intersectRows(rows, matching);
      else rows = matching.slice();
    }
    return { rows: rows!, matching: countRows(rows!) }; // there are terms
  }

  /** Rows number `from` .. `from + wanted - 1`, all of which there are, in order. */
  #slice({ field, descending }: Sort, name: string, rows: RowBits | null, from: number, wanted: number): Uint32Array {
    const key = `${descending ? '-' : ''}${field.name}`;
    if (key === 'credential') return rows ? sliceRows(rows, from, wanted) : Uint32Array.from({ length: wanted }, (_, at) => from + at);
    const column = columnOf(this.table, field.name);
    const known = this.table.orders?.get(key) ?? this.#orders.known(key);
    if (!known && from + wanted <= nearRows) {
      const near = this.#nearRows(`${key} ${name}`, () => firstRows(column, this.table.count, descending, from + wanted, rows), from + wanted);
      if (near) return near.subarray(from, from + wanted);
    }
    const order = known ?? this.#orders.get(key, () => sortRows(column, this.table.count, descending));
    return rows ? sliceOrder(order, rows, from, wanted) : order.subarray(from, from + wanted);
  }

  /** The first rows, as far as they have been looked for. */
  #nearRows(key: string, find: () => Uint32Array | undefined, wanted: number): Uint32Array | undefined {
    const known = this.#near.known(key);
    if (known && known.length >= wanted) return known;
    const found = find();
    return found && this.#near.put(key, found);
  }
}

function sliceOrder(order: Uint32Array, rows: RowBits, from: number, wanted: number): Uint32Array {
  const found = new Uint32Array(wanted);
  for (let at = 0, matched = 0; matched < from + wanted; at++) {
    const row = order[at]!;
    if (!hasRow(rows, row)) continue;
    if (matched >= from) found[matched - from] = row;
    matched++;
  }
  return found;
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

type Counted = Exclude<Column, { kind: 'number' }>;

/** Indexes, shifted by one, of the values that a filter asks for in a field; those that no credential has are left out. */
function namedValues(filter: Filter, field: string, column: Counted): Set<number> {
  const terms = filter.terms.flatMap((term) => (term.kind === 'is' && !term.negated && term.field === field ? term.values : []));
  const indexOf = (value: string): number => (column.kind === 'text' ? indexOfText(column.values, value) : column.values.indexOf(value));
  return new Set(terms.map((value) => (value === null ? 0 : indexOf(String(value)) + 1 || -1)));
}

function facetOf(field: string, column: Counted, counts: Uint32Array, named: ReadonlySet<number>, limit: number, search: string): Facet {
  const wanted = search.toLowerCase();
  const found =
    wanted === ''
      ? { indexes: mostFrequent(counts, limit), matching: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) }
      : matchingValues(column, counts, named, wanted);
  const shown = new Set(found.indexes.slice(0, limit));
  for (const index of named) if (counts[index]! > 0) shown.add(index);
  const values = [...shown].sort((a, b) => counts[b]! - counts[a]! || a - b).map((index) => ({ value: facetValue(column, index), count: counts[index]! }));
  return { field, values, more: found.matching - values.length };
}

function matchingValues(column: Counted, counts: Uint32Array, named: ReadonlySet<number>, wanted: string): { indexes: number[]; matching: number } {
  const indexes: number[] = [];
  for (let index = 0; index < counts.length; index++)
    if (counts[index]! > 0 && (named.has(index) || facetValue(column, index).toLowerCase().includes(wanted))) indexes.push(index);
  return { indexes: indexes.sort((a, b) => counts[b]! - counts[a]! || a - b), matching: indexes.length };
}
