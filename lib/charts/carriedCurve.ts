import { scaleLinear } from 'd3';
import type { CarriedBy, CarriedPoint } from '../model/picture.ts';

export type CarriedCurve = {
  /** One area a carrier, each on top of those before it. SVG paths. */
  layers: { by: CarriedBy; path: string }[];
  /** All together, and what of it is certain. */
  line: string;
  certainLine: string;
  xTicks: { x: number; days: number }[];
  yTicks: { y: number; weight: number }[];
  left: number;
  right: number;
  top: number;
  base: number;
};
type Input = { carried: readonly { by: CarriedBy; points: readonly CarriedPoint[] }[]; certainly: readonly CarriedPoint[]; horizonDays: number };

const day = 86_400;
const margin = { left: 52, right: 26, top: 12, bottom: 28 };
const round = (n: number): number => Math.round(n * 100) / 100;

/**
 * Weight still reachable over time, stacked by what carries it, as steps on linear axes: the area on the screen is the action-days.
 * @param carried, certainly  points ascending, the first at 0
 * @param width, height  of the whole picture in px
 */
export function carriedCurve({ carried, certainly, horizonDays }: Input, width: number, height: number): CarriedCurve {
  const times = [...new Set([0, horizonDays * day, ...carried.flatMap(({ points }) => points.map(({ seconds }) => seconds))])].sort((a, b) => a - b);
  const at = (points: readonly CarriedPoint[], seconds: number): number => points.findLast((point) => point.seconds <= seconds)?.weight ?? 0;
  const all = (seconds: number): number => carried.reduce((sum, { points }) => sum + at(points, seconds), 0);
  const x = scaleLinear([0, horizonDays * day], [margin.left, width - margin.right]);
  const y = scaleLinear([0, Math.max(1, all(0))], [height - margin.bottom, margin.top]).nice(4);
  const corners = (level: (seconds: number) => number, on: readonly number[] = times): [number, number][] =>
    on.slice(0, -1).flatMap((seconds, i): [number, number][] => [
      [round(x(seconds)), round(y(level(seconds)))],
      [round(x(on[i + 1]!)), round(y(level(seconds)))],
    ]);
  const path = (points: readonly [number, number][]): string => points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px},${py}`).join('');
  const below = (upTo: number, seconds: number): number => carried.slice(0, upTo).reduce((sum, { points }) => sum + at(points, seconds), 0);
  const layers = carried.map(({ by }, i) => {
    const upper = corners((seconds) => below(i + 1, seconds));
    const lower = corners((seconds) => below(i, seconds)).reverse();
    return { by, path: `${path([...upper, ...lower])}Z` };
  });
  const ends = [...new Set([0, horizonDays * day, ...certainly.map(({ seconds }) => seconds)])].sort((a, b) => a - b);
  const everyDays = [1, 2, 3, 5, 7, 10, 14, 30, 60].find((step) => horizonDays / step <= 9) ?? 60;
  const days = Array.from({ length: Math.floor(horizonDays / everyDays) + 1 }, (_, i) => i * everyDays);
  return {
    layers,
    line: carried.length === 0 ? '' : path(corners(all)),
    certainLine: certainly.length === 0 ? '' : path(corners((seconds) => at(certainly, seconds), ends)),
    xTicks: days.map((of) => ({ x: round(x(of * day)), days: of })),
    yTicks: y.ticks(4).map((weight) => ({ y: round(y(weight)), weight })),
    left: margin.left,
    right: width - margin.right,
    top: margin.top,
    base: round(y(0)),
  };
}

/** Where a time lies on the axis, in px. */
export const xOf = ({ left, right }: Pick<CarriedCurve, 'left' | 'right'>, seconds: number, horizonDays: number): number =>
  round(left + ((right - left) * seconds) / (horizonDays * day));

/** Action-days of one carrier: the area under its points. */
export const areaOf = (points: readonly CarriedPoint[]): number =>
  points.reduce((sum, { seconds, weight }, i) => sum + (weight * ((points[i + 1]?.seconds ?? seconds) - seconds)) / day, 0);
