import { hasRow, type RowBits } from './rowBits.ts';
import type { NumberColumn } from './tableColumns.ts';

export type Bucket = { from: number; to: number; count: number };

/**
 * How the values of a set of rows (null: all) are spread over at most `atMost` (at least 3) buckets with round edges, `from` included, `to` not (but in a bucket {n, n} that holds
 * one value, and in the last one, whose `to` no value reaches). Where the positive values span more than two decades and none is negative, the axis is logarithmic (1, 2, 5, 10 ...) and a
 * first bucket {0, 0} holds the zeros. Absent values are in no bucket. Empty buckets between are there, with 0.
 * @param times how often each value stands; once each where it is not given
 */
export function histogram(values: Float64Array | Uint32Array, rows: RowBits | null, atMost: number, times?: Uint32Array): Bucket[] {
  const buckets = Math.max(3, atMost);
  const range = rangeOf(values, rows);
  if (range === null) return [];
  const logarithmic = range.min >= 0 && range.max > 100 * range.least;
  const edges = logarithmic ? logEdges(range.least, range.max, buckets - 1) : linearEdges(range.min, range.max, buckets);
  const { counts, zeros } = countBuckets(values, rows, edges, logarithmic, times);
  const spread = Array.from(counts, (count, index): Bucket => ({ from: edges[index]!, to: edges[index + 1]!, count }));
  return logarithmic && range.min === 0 ? [{ from: 0, to: 0, count: zeros }, ...spread] : spread;
}

/** The same of a column: where its numbers are codes, the distinct ones are looked at, each as often as it stands. */
export function columnHistogram({ values, codes }: NumberColumn, rows: RowBits | null, atMost: number): Bucket[] {
  if (!codes) return histogram(values, rows, atMost);
  const times = new Uint32Array(values.length);
  for (let row = 0; row < codes.length; row++) if (!rows || hasRow(rows, row)) times[codes[row]!]!++;
  return histogram(
    Float64Array.from(values).filter((_, code) => times[code]! > 0),
    null,
    atMost,
    times.filter((count) => count > 0),
  );
}

/** Least and greatest value, and the least that is above 0; null if there is none at all. */
function rangeOf(values: Float64Array | Uint32Array, rows: RowBits | null): { min: number; max: number; least: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if ((value >= min && value <= max && !(value > 0 && value < least)) || (rows && ((rows[row >>> 5]! >>> (row & 31)) & 1) === 0)) continue; // NaN compares false below
    if (value < min) min = value;
    if (value > max) max = value;
    if (value > 0 && value < least) least = value;
  }
  return min > max ? null : { min, max, least };
}

/** How many lie in each bucket, and how many are 0 and in none (where the axis is logarithmic). */
function countBuckets(
  values: Float64Array | Uint32Array,
  rows: RowBits | null,
  edges: number[],
  logarithmic: boolean,
  times: Uint32Array | undefined,
): { counts: Float64Array; zeros: number } {
  const counts = new Float64Array(edges.length - 1);
  const [bounds, last, first] = [Float64Array.from(edges), edges.length - 2, firstBuckets(edges)];
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer); // little-endian on every machine that Node runs on here: sign and exponent are in the second
  let zeros = 0;
  for (let row = 0; row < values.length; row++) {
    if (rows && ((rows[row >>> 5]! >>> (row & 31)) & 1) === 0) continue;
    const value = values[row]!;
    if (value === 0 && logarithmic) {
      zeros += times ? times[row]! : 1;
      continue;
    }
    if (Number.isNaN(value)) continue;
    one[0] = value;
    let bucket = first[words[1]! >>> 20]!;
    while (bucket < last && bounds[bucket + 1]! <= value) bucket++;
    counts[bucket]! += times ? times[row]! : 1;
  }
  return { counts, zeros };
}

/** By sign and exponent of a double: the bucket of the least value that has them, so that few steps are left to the value's own. */
function firstBuckets(edges: number[]): Uint16Array {
  const first = new Uint16Array(4096);
  for (let exponent = 0; exponent < 4096; exponent++) {
    const negative = exponent >= 2048;
    const power = exponent & 2047;
    const least = negative ? -(2 ** (power - 1022)) : power === 0 ? 0 : 2 ** (power - 1023);
    first[exponent] = bucketOf(edges, least);
  }
  return first;
}

/** Round numbers of one decade, finest first. */
const decadeSteps = [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

/** Edges at round numbers from the last one not above `least` to the first one above `max`, the finest that gives at most `buckets`. */
function logEdges(least: number, max: number, buckets: number): number[] {
  for (const steps of decadeSteps) {
    const edges = edgesBetween(least, max, steps, 1);
    if (edges.length - 1 <= buckets) return edges;
  }
  for (let decades = 2; ; decades++) {
    const edges = edgesBetween(least, max, [1], decades);
    if (edges.length - 1 <= buckets || edges.length === 2) return edges;
  }
}

function edgesBetween(least: number, max: number, steps: readonly number[], decades: number): number[] {
  const edges: number[] = [];
  for (let exponent = Math.floor(Math.log10(least)) - 1; ; exponent += decades) {
    for (const step of steps) {
      const edge = Number(`${step}e${exponent}`);
      if (edge <= least) edges.length = 0;
      edges.push(edge);
      if (edge > max) return edges;
    }
  }
}

/** Multiples of 1, 2 or 5 times a power of ten; one bucket {n, n} where all values are n. */
function linearEdges(min: number, max: number, buckets: number): number[] {
  if (min === max) return [min, min];
  for (let exponent = Math.floor(Math.log10((max - min) / buckets)) - 1; ; exponent++) {
    for (const step of [1, 2, 5]) {
      const edges = linearEdgesBy(Number(`${step}e${exponent}`), min, max);
      if (edges.length - 1 <= buckets || edges.length === 2) return edges;
    }
  }
}

function linearEdgesBy(step: number, min: number, max: number): number[] {
  const first = Math.floor(min / step);
  const last = Math.floor(max / step) + 1;
  if (last - first > 10_000) return new Array(10_001).fill(0);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The last bucket whose lower edge is not above the value. */
function bucketOf(edges: number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
