'use client';

import { Slider } from '@mantine/core';
import { areaOf, carriedCurve, xOf } from '../../lib/charts/carriedCurve.ts';
import { formatAmount, formatCount, formatSpan, plural } from '../../lib/model/format.ts';
import type { CarriedPoint, BlastPicture as Picture } from '../../lib/model/picture.ts';
import { subDayLives } from '../../lib/model/weights.ts';
import classes from './BlastPicture.module.css';
import { carriedColour, carriedText, momentText } from './blastText.ts';
import { NumbersTable } from './NumbersTable.tsx';

const sizes = [
  { width: 1080, height: 210, only: 'broad' },
  { width: 350, height: 190, only: 'narrow' },
] as const;

/** The moments of the slider: the start, and the grid of lives up to T. */
export const momentsOf = (horizonDays: number): number[] => [0, ...subDayLives, ...Array.from({ length: horizonDays }, (_, i) => (i + 1) * 86_400)];

type Props = { picture: Picture; moments: number[]; moment: number; onMoment: (moment: number) => void; horizonDays: number };

/** What is still reachable at one moment and what carries it, in words, in numbers and under the curve. */
export function BlastTime({ picture, moments, moment, onMoment, horizonDays }: Props) {
  const { carried, certainly, end } = picture;
  const seconds = moments[moment]!;
  const lines = carried.map(({ by, points }) => ({ by, now: at(points, seconds), all: at(points, 0), actionDays: areaOf(points) }));
  const total = (of: (line: (typeof lines)[number]) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  const [left, weight] = [total(({ now }) => now.permissions), total(({ now }) => now.weight)];
  const certain = at(certainly, seconds);
  const reachable = `${formatCount(left)} of ${plural(
    total(({ all }) => all.permissions),
    'permission',
  )}`;
  const when = momentText(seconds, horizonDays);
  if (lines.length === 0)
    return (
      <section className={classes.time} aria-labelledby="blast-time">
        <h3 id="blast-time">For how long</h3>
        <p className={classes.quiet}>What it reaches lets it do nothing: there is no permission that could stay usable.</p>
      </section>
    );
  const rest = lines.filter(({ now }) => now.permissions > 0);
  const said =
    left === 0
      ? `${when}, nothing is reachable any more.`
      : `${when}, ${reachable} of weight ${formatAmount(weight)} ${left === 1 ? 'is' : 'are'} ${seconds === 0 ? '' : 'still '}reachable${end === 'upTo' ? ` at most, ${formatCount(certain.permissions)} of weight ${formatAmount(certain.weight)} for certain` : ''}, carried by ${list(rest.map(({ by }) => carriedText[by]))}.`;
  return (
    <section className={classes.time} aria-labelledby="blast-time">
      <h3 id="blast-time">For how long</h3>
      <output className={classes.said} htmlFor="blast-time-slider">
        {said}
      </output>
      <div data-no-print className={classes.slider}>
        <Slider
          id="blast-time-slider"
          min={0}
          max={moments.length - 1}
          step={1}
          value={moment}
          onChange={onMoment}
          label={null}
          size="sm"
          marks={marksOf(moments)}
          thumbLabel="Time since the start"
          thumbProps={{ 'aria-valuetext': said }}
        />
      </div>
      {sizes.map((size) => (
        <Curve key={size.only} {...size} picture={picture} seconds={seconds} horizonDays={horizonDays} finding={findingOf(lines, horizonDays)} />
      ))}
      <div className={classes.scroll}>
        <table className={classes.carried}>
          <thead>
            <tr>
              <th scope="col">Carried by</th>
              <th scope="col">Permissions then</th>
              <th scope="col">Weight then</th>
              <th scope="col">Action-days in all</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ by, now, actionDays }) => (
              <tr key={by} data-ended={now.permissions === 0}>
                <th scope="row">
                  <span className={classes.swatch} style={{ background: carriedColour[by] }} aria-hidden="true" />
                  {carriedText[by]}
                </th>
                <td>{now.permissions === 0 ? 'ended' : formatCount(now.permissions)}</td>
                <td>{formatAmount(now.weight)}</td>
                <td>{formatAmount(actionDays)}</td>
              </tr>
            ))}
            <tr className={classes.sum}>
              <th scope="row">Together</th>
              <td>{formatCount(left)}</td>
              <td>{formatAmount(weight)}</td>
              <td>{formatAmount(total(({ actionDays }) => actionDays))}</td>
            </tr>
            {end === 'upTo' && (
              <tr>
                <th scope="row">
                  <span className={classes.dash} aria-hidden="true" />
                  of it certain
                </th>
                <td>{formatCount(certain.permissions)}</td>
                <td>{formatAmount(certain.weight)}</td>
                <td>{formatAmount(areaOf(certainly))}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <NumbersTable
        caption="What is still reachable over time"
        head={['From', ...carried.map(({ by }) => carriedText[by]), 'Weight together', 'Of it certain']}
        rows={tableRows(picture)}
      />
    </section>
  );
}

type CurveProps = (typeof sizes)[number] & { picture: Picture; seconds: number; horizonDays: number; finding: string };

function Curve({ picture: { carried, certainly, end }, seconds, horizonDays, finding, width, height, only }: CurveProps) {
  const chart = carriedCurve({ carried, certainly, horizonDays }, width, height);
  const x = xOf(chart, seconds, horizonDays);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={`${classes.curve} ${classes[only]}`} role="img" aria-label={finding}>
      {chart.yTicks.map(({ y, weight }) => (
        <g key={weight}>
          <line x1={chart.left} x2={chart.right} y1={y} y2={y} className={classes.grid} />
          <text x={chart.left - 8} y={y} dy="0.32em" textAnchor="end" className={classes.tick}>
            {formatAmount(weight)}
          </text>
        </g>
      ))}
      {chart.layers.map(({ by, path }) => (
        <path key={by} d={path} style={{ fill: carriedColour[by], stroke: carriedColour[by] }} className={classes.layer}>
          <title>{`carried by ${carriedText[by]}`}</title>
        </path>
      ))}
      <path d={chart.line} className={classes.total} />
      {end === 'upTo' && <path d={chart.certainLine} className={classes.certain} />}
      <rect x={x} y={chart.top} width={Math.max(0, chart.right - x)} height={chart.base - chart.top} className={classes.ahead} />
      <line x1={x} x2={x} y1={chart.top - 6} y2={chart.base} className={classes.now} />
      {chart.xTicks.map(({ x: tickX, days }) => (
        <text key={days} x={tickX} y={chart.base + 18} textAnchor={days === 0 && only === 'broad' ? 'start' : 'middle'} className={classes.tick}>
          {only === 'narrow' ? days : days === 0 ? 'start' : `day ${days}`}
        </text>
      ))}
    </svg>
  );
}

const nothing: CarriedPoint = { seconds: 0, permissions: 0, weight: 0 };
const at = (points: readonly CarriedPoint[], seconds: number): CarriedPoint => points.findLast((point) => point.seconds <= seconds) ?? nothing;
const list = (words: string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);

function marksOf(moments: number[]): { value: number; label: string }[] {
  const last = moments.length - 1;
  const named = new Set([0, 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400, 90 * 86_400]);
  return moments.flatMap((seconds, value) => {
    if (value === last) return [{ value, label: `day ${seconds / 86_400}` }];
    return named.has(seconds) && last - value > last / 12 ? [{ value, label: seconds === 0 ? 'start' : formatSpan(seconds) }] : [];
  });
}

function findingOf(lines: { by: keyof typeof carriedText; actionDays: number }[], horizonDays: number): string {
  const sum = lines.reduce((all, { actionDays }) => all + actionDays, 0);
  return `Weight still reachable until containment on day ${horizonDays}; the area is ${formatAmount(sum)} action-days: ${lines.map(({ by, actionDays }) => `${formatAmount(actionDays)} carried by ${carriedText[by]}`).join(', ')}.`;
}

function tableRows({ carried, certainly }: Picture): string[][] {
  const times = [...new Set([...carried.flatMap(({ points }) => points), ...certainly].map(({ seconds }) => seconds))].sort((a, b) => a - b);
  return times.map((seconds) => [
    seconds === 0 ? 'start' : formatSpan(seconds),
    ...carried.map(({ points }) => formatCount(at(points, seconds).weight)),
    formatCount(carried.reduce((sum, { points }) => sum + at(points, seconds).weight, 0)),
    formatCount(at(certainly, seconds).weight),
  ]);
}
