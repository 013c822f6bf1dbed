import { scaleLinear, scalePow } from 'd3';
import { formatAmount } from '../model/format.ts';
import { type Band, bandFloor, bands } from '../model/weights.ts';

/** Credentials with action-days from `from` to below `to`; the bucket from 0 to 0 holds those that reach nothing. */
export type Bucket = { from: number; to: number; count: number };
export type DistributionBar = Bucket & {
  x: number;
  width: number;
  y: number;
  height: number;
  upToY: number;
  upToHeight: number;
  upToCount: number;
  band: Band;
};
/** A count above a bar: its middle, and the line its letters stand on. */
export type CountLabel = { x: number; y: number; text: string };
export type DistributionChart = {
  bars: DistributionBar[];
  /** Powers of ten along the axis, in px. */
  ticks: { x: number; value: number }[];
  /** Where each band begins and ends along the axis, only those in sight. */
  bandSpans: { band: Band; x: number; width: number }[];
  /** y of the axis line. */
  base: number;
  zeroWidth: number;
};

const top = 22;
const bottom = 44;
const gap = 1.5;

/**
 * Bars of credentials by action-days on a logarithmic axis, those that reach nothing in a slot of their own at the left. Heights grow with the square
 * root of the count: the few that matter stay visible beside the many that do not, and every bar carries its count.
 * @param certain, upTo  buckets of the same edges in ascending order; one may lack what the other has
 * @param width, height  of the whole picture in px
 */
export function distribution({ certain, upTo, width, height }: { certain: Bucket[]; upTo: Bucket[]; width: number; height: number }): DistributionChart {
  const buckets = commonBuckets(certain, upTo);
  const base = height - bottom;
  const positive = buckets.filter(({ to }) => to > 0);
  const hasZero = buckets.length > positive.length;
  const zeroWidth = hasZero ? Math.max(34, width * 0.06) : 0;
  const low = Math.log10(Math.max(Math.min(...positive.map(({ from, to }) => (from > 0 ? from : to / 10)), 1e9), 1e-3));
  const high = Math.log10(Math.max(...positive.map(({ to }) => to), 10 ** (low + 1)));
  const x = scaleLinear([low, high], [zeroWidth + (hasZero ? 10 : 0), width]);
  const at = (value: number) => (value <= 10 ** low ? x(low) : x(Math.log10(value)));
  const most = Math.max(1, ...buckets.flatMap(({ count, upToCount }) => [count, upToCount]));
  const tall = scalePow([0, most], [0, base - top]).exponent(0.5);
  const reach = (count: number) => (count === 0 ? 0 : Math.max(2, tall(count)));
  const bars = buckets.map((bucket) => {
    const left = bucket.to === 0 ? 0 : at(bucket.from);
    const right = bucket.to === 0 ? zeroWidth : at(bucket.to);
    const [height, upToHeight] = [reach(bucket.count), reach(bucket.upToCount)];
    return {
      ...bucket,
      x: left + gap / 2,
      width: Math.max(1, right - left - gap),
      y: base - height,
      height,
      upToY: base - upToHeight,
      upToHeight,
      band: bandAt(bucket.from),
    };
  });
  return {
    bars,
    ticks: positive.length === 0 ? [] : powersOfTen(low, high).map((value) => ({ x: at(value), value })),
    bandSpans: spans(at, low, high),
    base,
    zeroWidth,
  };
}

/** The counts that can be written above their bars without touching one another, the highest bars first. At 11 px a letter is about 6.2 px wide. */
export function countLabels(bars: readonly DistributionBar[]): CountLabel[] {
  const labels: CountLabel[] = [];
  for (const bar of [...bars].sort((a, b) => b.height - a.height)) {
    const label = { x: bar.x + bar.width / 2, y: (bar.upToHeight > 0 ? Math.min(bar.y, bar.upToY) : bar.y) - 5, text: formatAmount(bar.count) };
    const touches = (other: CountLabel) => Math.abs(label.x - other.x) < 3.1 * (label.text.length + other.text.length) && Math.abs(label.y - other.y) < 11;
    const crossed = bars.some(
      (other) => other !== bar && other.y < label.y && other.x < label.x + 3.1 * label.text.length && other.x + other.width > label.x - 3.1 * label.text.length,
    );
    if (bar.count > 0 && !crossed && !labels.some(touches)) labels.push(label);
  }
  return labels;
}

/** The band that this many action-days alone earn. */
export function bandAt(actionDays: number): Band {
  let band: Band = 'contained';
  for (let i = 0; i < bands.length; i++) if (actionDays >= bandFloor[i]!) band = bands[i]!;
  return band;
}

/** The two ends on one axis. Where their edges differ in step (their ranges do), both fall back to whole decades, which every step divides. */
function commonBuckets(certain: Bucket[], upTo: Bucket[]): (Bucket & { upToCount: number })[] {
  const merged = mergeEdges(certain, upTo);
  const seamless = merged.every((bucket, i) => i === 0 || merged[i - 1]!.to <= bucket.from || merged[i - 1]!.to === 0);
  return seamless ? merged : mergeEdges(byDecade(certain), byDecade(upTo));
}

function byDecade(buckets: Bucket[]): Bucket[] {
  const decades = new Map<number, Bucket>();
  for (const { from, to, count } of buckets) {
    const floor = to === 0 ? 0 : Number(`1e${Math.floor(Math.log10(from) + 1e-9)}`);
    const decade = decades.get(floor) ?? { from: floor, to: floor * 10, count: 0 };
    decades.set(floor, { ...decade, count: decade.count + count });
  }
  return [...decades.values()];
}

function mergeEdges(certain: Bucket[], upTo: Bucket[]): (Bucket & { upToCount: number })[] {
  const byEdge = new Map<string, Bucket & { upToCount: number }>();
  const edge = ({ from, to }: Bucket) => `${from}:${to}`;
  for (const bucket of certain) byEdge.set(edge(bucket), { ...bucket, upToCount: 0 });
  for (const bucket of upTo) {
    const known = byEdge.get(edge(bucket));
    if (known) known.upToCount = bucket.count;
    else byEdge.set(edge(bucket), { from: bucket.from, to: bucket.to, count: 0, upToCount: bucket.count });
  }
  return [...byEdge.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

function powersOfTen(low: number, high: number): number[] {
  const values: number[] = [];
  for (let power = Math.ceil(low); power <= Math.floor(high); power++) values.push(10 ** power);
  return values;
}

function spans(at: (value: number) => number, low: number, high: number): DistributionChart['bandSpans'] {
  return bands.flatMap((band, i) => {
    const from = Math.max(bandFloor[i]!, 10 ** low);
    const to = Math.min(bandFloor[i + 1] ?? Number.POSITIVE_INFINITY, 10 ** high);
    return to > from ? [{ band, x: at(from), width: at(to) - at(from) }] : [];
  });
}
