import { line, max, scaleLinear, scaleUtc } from 'd3';
import { timeTicks } from './timeAxis.ts';

export type BurnInput = {
  /** Oldest first; `at` in ms since 1970. Action-days that remained, a series each. */
  points: readonly { at: number; values: readonly number[] }[];
  /** When nothing is to remain, in ms since 1970. */
  dueAt?: number;
};
export type BurnChart = {
  left: number;
  right: number;
  top: number;
  base: number;
  /** In the order of the values; a path of one point is empty. */
  series: { path: string; dots: { x: number; y: number }[]; labelY: number }[];
  yTicks: { y: number; value: number }[];
  xTicks: { x: number; text: string }[];
  /** From the first point of the largest series to nothing on the day it is due, and where that day is. */
  ideal?: { x1: number; y1: number; x2: number; y2: number };
};

const margin = { left: 52, right: 20, top: 14, bottom: 28 };
const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * What remains over time, from zero: a line a series, with a dot an analysis. Where there is a day by which it is due, a straight line down to it: above it one is behind.
 * @param width, height  of the whole picture in px
 */
export function burnDown({ points, dueAt }: BurnInput, width: number, height: number): BurnChart {
  const [left, right, base] = [margin.left, width - margin.right, height - margin.bottom];
  const most = max(points.flatMap(({ values }) => values)) ?? 0;
  const y = scaleLinear([0, Math.max(1, most)], [base, margin.top]).nice(4);
  const first = points[0]?.at ?? 0;
  const last = Math.max(points.at(-1)?.at ?? 0, dueAt ?? 0);
  const x = first === last ? () => (left + right) / 2 : scaleUtc([first, last], [left + 6, right - 6]);
  const count = points[0]?.values.length ?? 0;
  const series = Array.from({ length: count }, (_, of) => {
    const dots = points.map(({ at, values }) => ({ x: round(x(at)), y: round(y(values[of] ?? 0)) }));
    const path = line<(typeof dots)[number]>()
      .x((dot) => dot.x)
      .y((dot) => dot.y);
    return { path: dots.length > 1 ? (path(dots) ?? '') : '', dots, labelY: dots.at(-1)?.y ?? base };
  });
  const start = points[0] ? Math.max(...points[0].values, 0) : 0;
  const ideal =
    dueAt !== undefined && dueAt > first && points.length > 0 ? { x1: round(x(first)), y1: round(y(start)), x2: round(x(dueAt)), y2: base } : undefined;
  return {
    left,
    right,
    top: margin.top,
    base,
    series,
    yTicks: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((value) => ({ y: round(y(value)), value })),
    xTicks: timeTicks(first, last, right - left, 110).map(({ at, text }) => ({ x: round(x(at)), text })),
    ...(ideal && { ideal }),
  };
}
