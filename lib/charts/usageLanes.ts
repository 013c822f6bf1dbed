import { scaleSqrt, scaleUtc, utcDay, utcFormat, utcMonday } from 'd3';
import type { UseLane } from '../model/use.ts';

export type UsageLanesChart = {
  height: number;
  left: number;
  right: number;
  /** One a lane, from the top. */
  lanes: { y: number; dots: { x: number; r: number; day: string; count: number; denied: number }[] }[];
  ticks: { x: number; text: string }[];
};

const [right, top, bottom] = [16, 10, 28];
/** Where there is room a lane's name stands at its left, else above it; `line` is where in its row the dots are. */
const broad = { left: 190, row: 30, line: 15, most: 7 };
const narrow = { left: 10, row: 58, line: 42, most: 4 };
const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * A lane for each workload, a dot for each day with use; its area grows with the count, on one scale for all lanes.
 * @param from, until ISO 8601; both ends of the axis
 * @param width in px; the height follows from the lanes
 */
export function usageLanes({ lanes, from, until }: { lanes: readonly Pick<UseLane, 'days'>[]; from: string; until: string }, width: number): UsageLanesChart {
  const { left, row, line, most: mostTicks } = width < 400 ? narrow : broad;
  const x = scaleUtc([utcDay.floor(new Date(from)), utcDay.ceil(new Date(until))], [left, width - right]);
  const most = Math.max(1, ...lanes.flatMap(({ days }) => days.map(({ count }) => count)));
  const r = scaleSqrt([1, Math.max(2, most)], [2.2, 9]);
  const noon = 43_200_000;
  const [first, last] = x.domain() as [Date, Date];
  const weeks = utcMonday.range(first, last).filter((_, i, all) => i % Math.ceil(all.length / mostTicks) === 0);
  return {
    height: top + lanes.length * row + bottom,
    left,
    right: width - right,
    lanes: lanes.map(({ days }, i) => ({
      y: top + i * row + line,
      dots: days.map(({ day, count, denied }) => ({ x: round(x(new Date(Date.parse(`${day}T00:00:00Z`) + noon))), r: round(r(count)), day, count, denied })),
    })),
    ticks: weeks.map((week) => ({ x: round(x(week)), text: utcFormat('%-d %b')(week) })),
  };
}
