import { countOfTexts, textAt } from './dictionary.ts';
import { Latest } from './latest.ts';
import { countRows, invertRows, type RowBits } from './rowBits.ts';
import { firstRows } from './sortRows.ts';
import { absentCode, type Column, type Table } from './tableColumns.ts';

type Counted = Exclude<Column, { kind: 'number' }>;
/** One code a row that says the values of several fields at once: that of each is floor(code / stride) % size. Then one pass counts them all. */
type Joint = { codes: Uint16Array | Uint32Array; size: number };
type Place = { joint: number; stride: number; size: number };

/** So many combinations of values are counted together at most: the counts of a pass then stay in the processor's nearest memory. */
const mostCombinations = 8192;
/** A text with more values than this is counted by itself. */
const fewValues = 48;

/** Counts values of fields over sets of rows. Fields with few values are counted together, a larger set as what its complement leaves over, and what was counted last is kept. */
export class FacetCounts {
  readonly #table: Table;
  readonly #joints: Joint[] = [];
  readonly #places = new Map<string, Place>();
  readonly #counted = new Latest<Uint32Array>(96);
  #isPrepared = false;
  constructor(table: Table) {
    this.#table = table;
  }

  /** Puts fields together, and counts all rows; at the first question at the latest. */
  prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    this.#join();
    this.#joints.forEach((_, joint) => {
      this.#jointCounts(joint, '', null);
    });
  }

  /** By index of the field's value, shifted by one: 0 counts the absent. @param name of the set of rows, for those that are the same @param rows null for all */
  of(field: string, column: Counted, name: string, rows: RowBits | null): Uint32Array {
    this.prepare();
    const { joint, stride, size } = this.#places.get(field) ?? this.#alone(field, column);
    const counts = this.#jointCounts(joint, name, rows);
    if (column.kind === 'set') return membersOf(counts, column.values.length);
    if (stride === 1 && size === counts.length) return counts;
    const own = new Uint32Array(size);
    for (let code = 0; code < counts.length; code++) own[Math.floor(code / stride) % size]! += counts[code]!;
    return own;
  }

  #jointCounts(joint: number, name: string, rows: RowBits | null): Uint32Array {
    const { codes, size } = this.#joints[joint]!;
    if (rows === null) return this.#counted.get(`${joint} all`, () => countAll(codes, size));
    return this.#counted.get(`${joint} of ${name}`, () => {
      if (2 * countRows(rows) <= this.#table.count) return countSome(codes, size, rows);
      const others = rows.slice();
      invertRows(others, this.#table.count);
      const [all, without] = [this.#jointCounts(joint, name, null), countSome(codes, size, others)];
      return without.map((count, code) => all[code]! - count);
    });
  }

  /** Puts the fields with few values together, those with least values first. */
  #join(): void {
    const small = [...this.#table.columns].flatMap(([field, column]) => {
      const size = column.kind === 'choice' ? column.values.length + 1 : column.kind === 'text' ? countOfTexts(column.values) + 1 : 0;
      return size > 0 && size <= fewValues ? [{ field, column, size }] : [];
    });
    let joint: Joint | undefined;
    for (const { field, column, size } of small.toSorted((a, b) => a.size - b.size)) {
      if (!joint || joint.size * size > mostCombinations) {
        joint = { codes: new Uint16Array(this.#table.count), size: 1 };
        this.#joints.push(joint);
      }
      addField(joint.codes, joint.size, column);
      this.#places.set(field, { joint: this.#joints.length - 1, stride: joint.size, size });
      joint.size *= size;
    }
  }

  #alone(field: string, column: Counted): Place {
    const joint: Joint =
      column.kind === 'set'
        ? { codes: column.bits, size: 2 ** column.values.length }
        : column.kind === 'text'
          ? { codes: column.codes, size: countOfTexts(column.values) + 1 }
          : { codes: new Uint16Array(this.#table.count), size: column.values.length + 1 };
    if (column.kind === 'choice') addField(joint.codes, 1, column);
    const place = { joint: this.#joints.push(joint) - 1, stride: 1, size: joint.size };
    this.#places.set(field, place);
    return place;
  }
}

function addField(joint: Uint16Array | Uint32Array, stride: number, column: Column): void {
  if (column.kind === 'text') for (let row = 0; row < joint.length; row++) joint[row]! += stride * column.codes[row]!;
  if (column.kind !== 'choice') return;
  const shifted = Uint16Array.from({ length: absentCode + 1 }, (_, code) => (code === absentCode ? 0 : stride * (code + 1)));
  for (let row = 0; row < joint.length; row++) joint[row]! += shifted[column.codes[row]!]!;
}

function countAll(codes: Uint16Array | Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
  return counts;
}

function countSome(codes: Uint16Array | Uint32Array, size: number, rows: RowBits): Uint32Array {
  const counts = new Uint32Array(size);
  for (let at = 0; at < rows.length; at++) for (let word = rows[at]!; word !== 0; word &= word - 1) counts[codes[32 * at + 31 - Math.clz32(word & -word)]!]!++;
  return counts;
}

/** From counts by combination of members to counts by member; index 0 counts the empty ones. */
function membersOf(counts: Uint32Array, members: number): Uint32Array {
  const own = new Uint32Array(members + 1);
  own[0] = counts[0]!;
  for (let bits = 1; bits < counts.length; bits++) for (let bit = 0; bit < members; bit++) if ((bits >>> bit) & 1) own[bit + 1]! += counts[bits]!;
  return own;
}

/** As a filter writes it: index 0 is absent; a text that reads the same is in quotes. */
export function facetValue(column: Counted, index: number): string {
  const value = index === 0 ? 'none' : column.kind === 'text' ? textAt(column.values, index - 1)! : column.values[index - 1]!;
  return index > 0 && value === 'none' ? '"none"' : value;
}

/** Indexes with a count above 0, most frequent first, ties in the order of the values; at least the first `wanted` of them are in place, and no others where there are very many. */
export function mostFrequent(counts: Uint32Array, wanted: number): number[] {
  const present: number[] = [];
  for (let index = 0; index < counts.length; index++) if (counts[index]! > 0) present.push(index);
  const many = present.length > 20_000 && firstRows({ kind: 'number', values: counts }, counts.length, true, Math.min(wanted, present.length), null);
  return many ? Array.from(many) : present.sort((a, b) => counts[b]! - counts[a]! || a - b);
}
