'use client';

import Link from 'next/link';
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { type TrendChart, trend } from '../../lib/charts/trend.ts';
import { type Scenario, scenarios } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, plural } from '../../lib/model/format.ts';
import { horizonSource } from '../../lib/model/horizon.ts';
import type { TrendFigure, TrendImports, TrendMeasure, TrendPoint, Trend as TrendRows } from '../../lib/model/trend.ts';
import { NumbersTable } from './NumbersTable.tsx';
import classes from './Trend.module.css';

/** One picture for screens with room and one for phones, so that text keeps its size. */
const sizes = [
  { width: 1080, height: 268, only: 'broad' },
  { width: 350, height: 250, only: 'narrow' },
] as const;
/** Beyond, only the point that is read off has its dot. */
const mostDots = 60;
/** Rows of the table: the newest. */
const mostRows = 365;
const scenarioText: Record<Scenario, string> = { leak: 'Leak', takeover: 'Takeover' };
const measureText: Record<TrendMeasure, string> = { highOrAbove: 'high or critical', sum: 'action-days all together' };

type Props = { rows: TrendRows; measure: TrendMeasure };

/**
 * Both scenarios over time, a point an analysis: the line is certain, the band above it up to. Below the axis, what was imported since the analysis before. Hover or the arrow keys read off one
 * point; a mark opens its import.
 */
export function Trend({ rows, measure }: Props) {
  const { points } = rows;
  const [at, setAt] = useState<number | null>(null);
  const [mark, setMark] = useState<number[] | null>(null);
  if (points.length === 0) return <p className={classes.nothing}>No analysis yet.</p>;
  const shown = Math.min(at ?? points.length - 1, points.length - 1);
  return (
    <figure className={classes.figure}>
      <Reading point={points[shown]!} measure={measure} />
      {sizes.map((size) => (
        <Picture key={size.only} rows={rows} measure={measure} at={at} onAt={setAt} mark={mark} onMark={setMark} {...size} />
      ))}
      {mark ? <Marked rows={rows} mark={mark} onClose={() => setMark(null)} /> : <Key rows={rows} />}
      <NumbersTable
        caption={`${measureText[measure]} over time${points.length > mostRows ? `, the newest ${mostRows}` : ''}`}
        head={tableHead}
        rows={tableRows(rows, measure)}
      />
    </figure>
  );
}

/** The figures of one point, above the picture. */
function Reading({ point, measure }: { point: TrendPoint; measure: TrendMeasure }) {
  return (
    <dl className={classes.reading}>
      <div className={classes.when}>
        <dt>As of</dt>
        <dd>{when(point.asOf)}</dd>
      </div>
      {scenarios.map((scenario) => (
        <div key={scenario}>
          <dt>
            <Swatch scenario={scenario} />
            {scenarioText[scenario]}
          </dt>
          <dd>{figureText(point[scenario][measure], measure)}</dd>
        </div>
      ))}
      <div>
        <dt>Made with</dt>
        <dd className={classes.light}>
          T = {point.horizonDays} days{point.horizonOrigin && `, ${horizonSource(point.horizonOrigin, point.horizonBasis)}`}, weights version{' '}
          {point.weightsVersion}
        </dd>
      </div>
      <div>
        <dt>Credentials</dt>
        <dd className={classes.light}>{formatCount(point.credentials)}</dd>
      </div>
    </dl>
  );
}

const Swatch = ({ scenario }: { scenario: Scenario }) => (
  <svg viewBox="0 0 14 8" width="14" height="8" aria-hidden="true" data-scenario={scenario} className={classes.series}>
    <path d="M0,4H14" className={classes.line} />
    <Dot scenario={scenario} x={7} y={4} />
  </svg>
);

/** A disc for the leak, a square for the takeover: told apart without colour too. */
const Dot = ({ scenario, x, y }: { scenario: Scenario; x: number; y: number }) =>
  scenario === 'leak' ? <circle cx={x} cy={y} r={3.5} className={classes.dot} /> : <rect x={x - 3} y={y - 3} width={6} height={6} className={classes.dot} />;

type PictureProps = Props &
  (typeof sizes)[number] & { at: number | null; onAt: (at: number | null) => void; mark: number[] | null; onMark: (mark: number[]) => void };

function Picture({ rows, measure, at, onAt, mark, onMark, width, height, only }: PictureProps) {
  const { points } = rows;
  const chart = useMemo(() => trend(inputOf(rows, measure), width, height), [rows, measure, width, height]);
  const xs = chart.series[0]!.dots.map(({ x }) => x);
  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    onAt(xs.reduce((best, each, i) => (Math.abs(each - x) < Math.abs(xs[best]! - x) ? i : best), 0));
  };
  const step = (event: KeyboardEvent) => {
    const to = stepTo(event.key, at ?? points.length - 1, points.length - 1);
    if (to === undefined) return;
    event.preventDefault();
    onAt(to);
  };
  const now = at ?? points.length - 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG holds no fieldset, and role="img" may hold no links
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`${classes.svg} ${classes[only]}`}
      role="group"
      aria-label={findingOf(rows, measure)}
      onPointerMove={hover}
      onPointerLeave={() => onAt(null)}
    >
      <Axes chart={chart} measure={measure} width={width} />
      {chart.changes.map(({ x, point, text, label }) => (
        <g key={point}>
          <title>{text}</title>
          <line x1={x} x2={x} y1={chart.top} y2={chart.base} className={classes.change} />
          {label && (
            <text x={label.x} y={chart.top + 8} textAnchor={label.anchor} className={classes.changeText}>
              {text}
            </text>
          )}
        </g>
      ))}
      {at !== null && <line x1={xs[at]} x2={xs[at]} y1={chart.top} y2={chart.base} className={classes.cursor} />}
      {scenarios.map((scenario, i) => {
        const { lines, bands, dots, labelY } = chart.series[i]!;
        return (
          <g key={scenario} data-scenario={scenario} className={classes.series}>
            {bands.map((path) => (
              <path key={path} d={path} className={classes.band} />
            ))}
            {lines.map((path) => (
              <path key={path} d={path} className={classes.line} />
            ))}
            {dots.map(({ x, y, upToY }, point) =>
              dots.length > mostDots && point !== now ? null : (
                <g key={points[point]!.analysis}>
                  {upToY < y - 1 && <path d={`M${x - 3},${upToY}H${x + 3}M${x},${upToY}V${y}`} className={classes.upTo} />}
                  <Dot scenario={scenario} x={x} y={y} />
                </g>
              ),
            )}
            <text x={dots.at(-1)!.x + 10} y={labelY} dy="0.32em" className={classes.label}>
              {scenarioText[scenario]}
            </text>
          </g>
        );
      })}
      <rect
        x={chart.left}
        y={chart.top}
        width={chart.right - chart.left}
        height={chart.base - chart.top}
        className={classes.reader}
        role="slider"
        tabIndex={0}
        aria-label="Analysis"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={now + 1}
        aria-valuetext={pointText(points[now]!, measure)}
        onKeyDown={step}
        onBlur={() => onAt(null)}
      />
      {chart.marks.map(({ x, points: of, count }) => (
        <Mark key={of[0]} x={x} y={chart.base + 34} count={count} of={of} rows={rows} open={mark?.[0] === of[0]} onOpen={() => onMark(of)} />
      ))}
    </svg>
  );
}

function Axes({ chart, measure, width }: { chart: TrendChart; measure: TrendMeasure; width: number }) {
  const write = measure === 'sum' ? formatAmount : formatCount;
  return (
    <>
      {chart.yTicks.map(({ y, value }) => (
        <g key={value}>
          <line x1={chart.left} x2={chart.right} y1={y} y2={y} className={classes.grid} />
          <text x={chart.left - 8} y={y} dy="0.32em" textAnchor="end" className={classes.tick}>
            {write(value)}
          </text>
        </g>
      ))}
      <line x1={chart.left} x2={chart.right} y1={chart.base + 0.5} y2={chart.base + 0.5} className={classes.axis} />
      {chart.xTicks.map(({ x, text }) => (
        <text key={x} x={x} y={chart.base + 16} textAnchor="middle" className={classes.tick}>
          {text}
        </text>
      ))}
      {chart.log && (
        <text x={width - 4} y={chart.top - 3} textAnchor="end" className={classes.tick}>
          logarithmic
        </text>
      )}
    </>
  );
}

type MarkProps = { x: number; y: number; count: number; of: number[]; rows: TrendRows; open: boolean; onOpen: () => void };

/** Imports: one alone is a link to it, several open a list. */
function Mark({ x, y, count, of, rows, open, onOpen }: MarkProps) {
  const text = formatCount(count);
  const wide = 12 + 6.5 * text.length;
  const imports = importsOf(rows, of);
  const [only] = imports.some;
  const label = `${plural(count, 'import')}: ${plural(imports.changed, 'node or edge', 'nodes and edges')} changed`;
  const drawing = (
    <>
      <title>{count === 1 && only ? `${only.source}: ${label}` : label}</title>
      <rect x={x - Math.max(wide, 24) / 2} y={y - 30} width={Math.max(wide, 24)} height={42} className={classes.hit} />
      <line x1={x} x2={x} y1={y - 34} y2={y - 29} className={classes.axis} />
      <rect x={x - wide / 2} y={y - 9} width={wide} height={18} rx={9} className={classes.mark} data-open={open} />
      <text x={x} y={y} dy="0.34em" textAnchor="middle" className={classes.markText}>
        {text}
      </text>
    </>
  );
  if (count === 1 && only)
    return (
      <a href={`/imports/${only.id}`} aria-label={`${only.source}: ${label}`} className={classes.opens}>
        {drawing}
      </a>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a mark is part of a drawing
    <g
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-expanded={open}
      className={classes.opens}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen();
      }}
    >
      {drawing}
    </g>
  );
}

/** The imports of a mark, each a link. */
function Marked({ rows, mark, onClose }: { rows: TrendRows; mark: number[]; onClose: () => void }) {
  const { count, changed, some } = importsOf(rows, mark);
  const waits = mark.includes(rows.points.length);
  return (
    <section className={classes.marked} aria-label="Imports of this mark">
      <header>
        <strong>
          {plural(count, 'import')}, {plural(changed, 'node or edge', 'nodes and edges')} changed
        </strong>
        <span className={classes.quiet}>
          {waits ? 'Not counted by any analysis yet.' : `First counted as of ${mark.map((i) => when(rows.points[i]!.asOf)).join(', ')}.`}
        </span>
        <button type="button" onClick={onClose} className={classes.close}>
          Close
        </button>
      </header>
      <ul>
        {some.map((one) => (
          <li key={one.id}>
            <Link prefetch={false} href={`/imports/${one.id}`}>
              {one.source}
            </Link>
            <span className={classes.quiet}>
              {when(one.importedAt)}, {plural(one.facts, 'record')} accepted, {formatCount(one.changed)} changed{one.undone && ', undone since'}
            </span>
          </li>
        ))}
        {count > some.length && (
          <li className={classes.quiet}>
            and {formatCount(count - some.length)} more that changed less, under{' '}
            <Link prefetch={false} href="/imports">
              Imports
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

/** How to read it; with one point, what makes a second. */
function Key({ rows: { points, older, waiting } }: { rows: TrendRows }) {
  return (
    <figcaption className={classes.key}>
      {points.length === 1 && (
        <strong>
          One analysis so far, so there is no line yet. The next one makes it: <Link href="/imports">import newer data</Link>, then analyse.
        </strong>
      )}
      <span>
        Line: certain. {points.some(hasUpTo) && 'Band above it: up to. '}A number below the axis: imports that the analysis above it is the first to count.
        {waiting.count > 0 && ` ${plural(waiting.count, 'import')} at the right edge ${waiting.count === 1 ? 'is' : 'are'} in none yet.`} The line breaks where
        T or the weights changed, since figures on its two sides cannot be compared.
        {points.length > mostRows && ` The table has the newest ${mostRows}.`}
        {older > 0 && ` ${plural(older, 'older analysis', 'older analyses')} not drawn.`}
      </span>
    </figcaption>
  );
}

const hasUpTo = (point: TrendPoint): boolean =>
  scenarios.some(
    (scenario) => point[scenario].sum.upTo > point[scenario].sum.certain || point[scenario].highOrAbove.upTo > point[scenario].highOrAbove.certain,
  );

const inputOf = ({ points, waiting }: TrendRows, measure: TrendMeasure): Parameters<typeof trend>[0] => ({
  points: points.map((point) => ({
    at: Date.parse(point.asOf),
    horizonDays: point.horizonDays,
    ...(point.horizonOrigin && { horizonSource: horizonSource(point.horizonOrigin, point.horizonBasis) }),
    weightsVersion: point.weightsVersion,
    imports: point.imports.count,
    figures: scenarios.map((scenario) => point[scenario][measure]),
  })),
  waiting: waiting.count,
});

/** What the marks of several analyses stand for together. */
function importsOf({ points, waiting }: TrendRows, of: readonly number[]): TrendImports {
  const all = of.map((i) => points[i]?.imports ?? waiting);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    changed: all.reduce((sum, { changed }) => sum + changed, 0),
    some: all
      .flatMap(({ some }) => some)
      .sort((a, b) => b.changed - a.changed || a.id - b.id)
      .slice(0, 6),
  };
}

function stepTo(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, at - 1);
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(last, at + 1);
  return key === 'Home' ? 0 : key === 'End' ? last : undefined;
}

/** UTC to the minute: the same on the server, in every zone, and in the table. */
const when = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const figureText = ({ certain, upTo }: TrendFigure, measure: TrendMeasure): string => {
  const write = measure === 'sum' ? formatAmount : formatCount;
  return upTo > certain ? `${write(certain)} up to ${write(upTo)}` : write(certain);
};
const pointText = (point: TrendPoint, measure: TrendMeasure): string =>
  `${when(point.asOf)}: ${scenarios.map((scenario) => `${scenarioText[scenario]} ${figureText(point[scenario][measure], measure)}`).join(', ')}`;

function findingOf({ points }: TrendRows, measure: TrendMeasure): string {
  const last = points.at(-1)!;
  const now = `${measureText[measure]}: ${pointText(last, measure)}`;
  const first = points.findLast(
    (point, i) => i === 0 || points[i - 1]!.horizonDays !== point.horizonDays || points[i - 1]!.weightsVersion !== point.weightsVersion,
  )!;
  if (first === last) return `Over time, ${now}. Nothing to compare it with yet.`;
  return `Over time, ${now}; it was ${pointText(first, measure)}.`;
}

const tableHead = ['As of', 'Leak', 'Leak up to', 'Takeover', 'Takeover up to', 'T', 'Weights', 'Imports before it', 'Nodes and edges changed'];
const tableRows = ({ points }: TrendRows, measure: TrendMeasure): string[][] =>
  points
    .slice(-mostRows)
    .reverse()
    .map((point) => {
      const write = (value: number) => formatCount(measure === 'sum' ? Math.round(value) : value);
      return [
        when(point.asOf),
        ...scenarios.flatMap((scenario) => [write(point[scenario][measure].certain), write(point[scenario][measure].upTo)]),
        `${point.horizonDays} d${point.horizonOrigin ? `, ${horizonSource(point.horizonOrigin, point.horizonBasis)}` : ''}`,
        point.weightsVersion,
        formatCount(point.imports.count),
        formatCount(point.imports.changed),
      ];
    });
