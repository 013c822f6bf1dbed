import { scaleLinear } from 'd3';

/** What is left from `seconds` after the start until the next point. */
export type CurvePoint = { seconds: number; permissions: number; weight: number };
export type DecayCurve = {
  /** SVG path of the line, and of the area under it. */
  line: string;
  area: string;
  xTicks: { x: number; days: number }[];
  yTicks: { y: number; weight: number }[];
  left: number;
  base: number;
  right: number;
  top: number;
};

const day = 86_400;
const margin = { left: 52, right: 12, top: 12, bottom: 30 };

/**
 * Weight still reachable over time, as steps on linear axes, so that the area on the screen is the action-days.
 * @param points  ascending, the first at 0, the last at T: nothing is left from there on
 */
export function decayCurve(points: CurvePoint[], horizonDays: number, width: number, height: number): DecayCurve {
  const most = Math.max(1, ...points.map(({ weight }) => weight));
  const x = scaleLinear([0, horizonDays * day], [margin.left, width - margin.right]);
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4);
  const round = (n: number) => Math.round(n * 100) / 100;
  const base = round(y(0));
  let line = '';
  for (let i = 0; i < points.length; i++) {
    const { seconds, weight } = points[i]!;
    const level = round(y(weight));
    line += `${i === 0 ? 'M' : 'L'}${round(x(seconds))},${level}`;
    const next = points[i + 1];
    if (next) line += `L${round(x(next.seconds))},${level}`;
  }
  const area = line === '' ? '' : `${line}L${round(x(points[0]!.seconds))},${base}Z`;
  const everyDays = [1, 2, 3, 5, 7, 10, 14, 30, 60].find((step) => horizonDays / step <= 8) ?? 60;
  const xTicks: DecayCurve['xTicks'] = [];
  for (let days = 0; days <= horizonDays; days += everyDays) xTicks.push({ x: round(x(days * day)), days });
  return {
    line,
    area,
    xTicks,
    yTicks: y.ticks(4).map((weight) => ({ y: round(y(weight)), weight })),
    left: margin.left,
    base,
    right: width - margin.right,
    top: margin.top,
  };
}
