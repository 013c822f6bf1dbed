import { area, line, max, min, scaleLinear, scaleSymlog, scaleUtc } from 'd3';
import type { TrendFigure } from '../model/trend.ts';
import { timeTicks } from './timeAxis.ts';

export type TrendInput = {
  /** Oldest first; `at` in ms since 1970. `horizonSource`: where T is from, in words. */
  points: readonly { at: number; horizonDays: number; horizonSource?: string; weightsVersion: string; imports: number; figures: readonly TrendFigure[] }[];
  /** Imports that no point counts yet. */
  waiting: number;
};
export type TrendSeries = {
  /** Certain; a piece for each run of points at constant T and weights. SVG paths; a run of one point has none. */
  lines: string[];
  /** Between certain and up to, of the runs where they differ. */
  bands: string[];
  dots: { x: number; y: number; upToY: number }[];
  /** Beside the last point. */
  labelY: number;
};
export type TrendChart = {
  left: number;
  right: number;
  top: number;
  base: number;
  /** In the order of the figures of each point. */
  series: TrendSeries[];
  /** Whether the value axis is logarithmic (from 1 on). */
  log: boolean;
  yTicks: { y: number; value: number }[];
  xTicks: { x: number; text: string }[];
  /** Before which point (index) T or the weights changed, with both values; written beside the mark where there is room. */
  changes: { x: number; point: number; text: string; label?: { x: number; anchor: 'start' | 'end' } }[];
  /** Imports; marks that would cover each other are one. Index `points.length` stands for those that no point counts yet. */
  marks: { x: number; points: number[]; count: number }[];
};

const margin = { left: 46, right: 76, top: 14, bottom: 48 };
/** Marks nearer than this are one, in px. */
const together = 18;
const line16 = 16;
/** Beyond this ratio of the largest figure to the least a linear axis shows the small ones as nothing. */
const widest = 20;
const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * Figures over time, each as a line of what is certain with a band up to what is possible. A change of T or of the weights breaks every line: what lies on two sides of it cannot be compared.
 * Linear from zero; logarithmic where the figures span more than a factor of 20.
 * @param width, height  of the whole picture in px
 */
export function trend({ points, waiting }: TrendInput, width: number, height: number): TrendChart {
  const [left, right, base] = [margin.left, width - margin.right, height - margin.bottom];
  const values = points.flatMap(({ figures }) => figures.flatMap(({ certain, upTo }) => [certain, upTo]));
  const [least, most] = [min(values.filter((value) => value > 0)) ?? 0, max(values) ?? 0];
  const log = least > 0 && most / least > widest;
  const y = log
    ? scaleSymlog([lowest(least, values), most * 1.3], [base, margin.top]).constant(1)
    : scaleLinear([0, Math.max(1, most)], [base, margin.top]).nice(4);
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const x = first === last ? () => round((left + right) / 2) : scaleUtc([first, last], [left + 8, right - 8]);
  const xs = points.map(({ at }) => round(x(at)));
  const runs = runsOf(points);
  return {
    left,
    right,
    top: margin.top,
    base,
    series: apart(
      (points[0]?.figures ?? []).map((_, of) => seriesOf(points, of, runs, xs, (value) => round(y(value)))),
      base,
    ),
    log,
    yTicks: ticksOf(log, y, least, most).map((value) => ({ y: round(y(value)), value })),
    xTicks: points.length === 0 ? [] : readable(timeTicks(first, last, right - left, 90).map(({ at, text }) => ({ x: round(x(at)), text }))),
    changes: changesOf(points, xs, right),
    marks: marksOf(points, waiting, xs, right),
  };
}

/** A logarithmic axis begins a little below the least figure, at 0 where one is 0. */
const lowest = (least: number, values: readonly number[]): number => (values.includes(0) ? 0 : 10 ** Math.floor(Math.log10(least)));

function ticksOf(log: boolean, y: { ticks(count: number): number[] }, least: number, most: number): number[] {
  if (!log) return y.ticks(4).filter(Number.isInteger);
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= most * 1.3; power++) ticks.push(10 ** power);
  const step = Math.ceil(ticks.length / 5);
  return ticks.filter((_, i) => i % step === 0);
}

/** From..to (indices, both included) of each run of points at constant T and weights. */
function runsOf(points: TrendInput['points']): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before && alike(before, point)) runs.at(-1)!.to = i;
    else runs.push({ from: i, to: i });
  });
  return runs;
}

type Point = TrendInput['points'][number];
const alike = (a: Point, b: Point): boolean => a.horizonDays === b.horizonDays && a.weightsVersion === b.weightsVersion;

function seriesOf(
  points: TrendInput['points'],
  of: number,
  runs: readonly { from: number; to: number }[],
  xs: readonly number[],
  y: (value: number) => number,
): TrendSeries {
  const dots = points.map(({ figures }, i) => ({ x: xs[i]!, y: y(figures[of]!.certain), upToY: y(figures[of]!.upTo) }));
  type Dot = (typeof dots)[number];
  const path = line<Dot>()
    .x((dot) => dot.x)
    .y((dot) => dot.y);
  const between = area<Dot>()
    .x((dot) => dot.x)
    .y0((dot) => dot.y)
    .y1((dot) => dot.upToY);
  const pieces = runs.map(({ from, to }) => dots.slice(from, to + 1)).filter((piece) => piece.length > 1);
  return {
    lines: pieces.map((piece) => path(piece) ?? ''),
    bands: pieces.filter((piece) => piece.some((dot) => dot.upToY !== dot.y)).map((piece) => between(piece) ?? ''),
    dots,
    labelY: dots.at(-1)?.y ?? 0,
  };
}

/** Labels at the end of the lines keep a line's distance, and stay above the axis. */
function apart(series: TrendSeries[], base: number): TrendSeries[] {
  const down = [...series].sort((a, b) => a.labelY - b.labelY);
  down.forEach((one, i) => {
    if (i > 0) one.labelY = Math.max(one.labelY, down[i - 1]!.labelY + line16);
  });
  for (let i = down.length - 1; i >= 0; i--) down[i]!.labelY = Math.min(down[i]!.labelY, i === down.length - 1 ? base : down[i + 1]!.labelY - line16);
  return series;
}

/** Every tick, or every second or third, so that no text runs into the next. */
function readable(ticks: TrendChart['xTicks']): TrendChart['xTicks'] {
  const wide = letter * Math.max(0, ...ticks.map((tick) => tick.text.length)) + 8;
  const apart = (ticks[1]?.x ?? 0) - (ticks[0]?.x ?? 0);
  const step = apart > 0 ? Math.ceil(wide / apart) : 1;
  return ticks.filter((_, i) => i % step === 0);
}
const letter = 6.2;

function changesOf(points: TrendInput['points'], xs: readonly number[], right: number): TrendChart['changes'] {
  let taken = Number.NEGATIVE_INFINITY;
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    if (!before || alike(before, point)) return [];
    const x = round((xs[i - 1]! + xs[i]!) / 2);
    const said = changeText(before, point);
    const anchor: 'start' | 'end' = x + letter * said.length > right ? 'end' : 'start';
    const [from, to] = anchor === 'end' ? [x - 5 - letter * said.length, x] : [x, x + 5 + letter * said.length];
    if (from < taken) return [{ x, point: i, text: said }];
    taken = to;
    return [{ x, point: i, text: said, label: { x: anchor === 'end' ? x - 5 : x + 5, anchor } }];
  });
}

function changeText(before: Point, after: Point): string {
  return [
    before.horizonDays !== after.horizonDays && `T ${before.horizonDays} → ${after.horizonDays} days${after.horizonSource ? ` (${after.horizonSource})` : ''}`,
    before.weightsVersion !== after.weightsVersion && `weights ${before.weightsVersion} → ${after.weightsVersion}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function marksOf(points: TrendInput['points'], waiting: number, xs: readonly number[], right: number): TrendChart['marks'] {
  const marks: TrendChart['marks'] = [];
  const counts = [...points.map(({ imports }) => imports), waiting];
  counts.forEach((count, i) => {
    if (count === 0) return;
    const x = xs[i] ?? right + line16;
    const before = marks.at(-1);
    // what no analysis counts yet stands apart from what the last one counts
    if (before && x - before.x < together && i < points.length) {
      before.points.push(i);
      before.count += count;
    } else marks.push({ x, points: [i], count });
  });
  return marks;
}
