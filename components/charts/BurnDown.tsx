import { burnDown } from '../../lib/charts/burnDown.ts';
import type { BurnPoint } from '../../lib/model/campaigns.ts';
import { type Scenario, scenarios } from '../../lib/model/figures.ts';
import { formatAmount, formatCount, plural } from '../../lib/model/format.ts';
import classes from './BurnDown.module.css';
import { NumbersTable } from './NumbersTable.tsx';

/** One picture for screens with room and one for phones, so that text keeps its size. */
const sizes = [
  { width: 1080, height: 230, only: 'broad' },
  { width: 350, height: 220, only: 'narrow' },
] as const;
const scenarioText: Record<Scenario, string> = { leak: 'Leak', takeover: 'Takeover' };
/** Rows of the table: the newest. */
const mostRows = 365;

type Props = { points: BurnPoint[]; due?: string; nothing: string };

/** What remains of tasks' credentials in action-days, a point an analysis, leak and takeover apart; down to nothing on the day it is due, if there is one. */
export function BurnDown({ points, due, nothing }: Props) {
  const last = points.at(-1);
  if (!last) return <p className={classes.nothing}>{nothing}</p>;
  return (
    <figure className={classes.figure}>
      <dl className={classes.reading}>
        {scenarios.map((scenario) => (
          <div key={scenario} data-scenario={scenario}>
            <dt>
              <Swatch scenario={scenario} />
              {scenarioText[scenario]}
            </dt>
            <dd>
              {formatAmount(last[scenario])} <span>of {formatAmount(points[0]![scenario])} action-days left</span>
            </dd>
          </div>
        ))}
        <div>
          <dt>Subjects</dt>
          <dd>
            {formatCount(last.gone)}{' '}
            <span>
              of {formatCount(last.subjects)} gone{last.accepted > 0 && `, ${formatCount(last.accepted)} accepted`}
            </span>
          </dd>
        </div>
      </dl>
      {sizes.map((size) => (
        <Picture key={size.only} points={points} {...(due && { due })} {...size} />
      ))}
      <NumbersTable
        caption="What remained at each analysis"
        head={['As of', 'Leak', 'Takeover', 'Subjects', 'Gone', 'Accepted']}
        rows={points
          .slice(-mostRows)
          .reverse()
          .map((point) => [
            `${point.at.slice(0, 10)} ${point.at.slice(11, 16)} UTC`,
            formatCount(Math.round(point.leak)),
            formatCount(Math.round(point.takeover)),
            formatCount(point.subjects),
            formatCount(point.gone),
            formatCount(point.accepted),
          ])}
      />
    </figure>
  );
}

const Swatch = ({ scenario }: { scenario: Scenario }) => (
  <svg viewBox="0 0 14 8" width="14" height="8" aria-hidden="true" className={classes.series} data-scenario={scenario}>
    <path d="M0,4H14" className={classes.line} />
    <Dot scenario={scenario} x={7} y={4} />
  </svg>
);

/** A disc for the leak, a square for the takeover: told apart without colour too. */
const Dot = ({ scenario, x, y }: { scenario: Scenario; x: number; y: number }) =>
  scenario === 'leak' ? <circle cx={x} cy={y} r="3.2" className={classes.dot} /> : <rect x={x - 3} y={y - 3} width="6" height="6" className={classes.dot} />;

function Picture({ points, due, width, height, only }: Omit<Props, 'nothing'> & (typeof sizes)[number]) {
  const chart = burnDown(
    {
      points: points.map(({ at, ...point }) => ({ at: Date.parse(at), values: scenarios.map((scenario) => point[scenario]) })),
      ...(due && { dueAt: Date.parse(due) }),
    },
    width,
    height,
  );
  const last = points.at(-1)!;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`${classes.svg} ${classes[only]}`}
      role="img"
      aria-label={`Action-days left after ${plural(points.length, 'analysis', 'analyses')}: leak ${formatAmount(last.leak)} of ${formatAmount(points[0]!.leak)}, takeover ${formatAmount(last.takeover)} of ${formatAmount(points[0]!.takeover)}`}
    >
      {chart.yTicks.map(({ y, value }) => (
        <g key={value}>
          <line x1={chart.left} x2={chart.right} y1={y} y2={y} className={classes.grid} />
          <text x={chart.left - 8} y={y + 3.5} textAnchor="end" className={classes.tick}>
            {formatAmount(value)}
          </text>
        </g>
      ))}
      {chart.xTicks.map(({ x, text }) => (
        <text key={text} x={x} y={height - 8} textAnchor="middle" className={classes.tick}>
          {text}
        </text>
      ))}
      {chart.ideal && (
        <>
          <line {...chart.ideal} className={classes.ideal} />
          <line x1={chart.ideal.x2} x2={chart.ideal.x2} y1={chart.top} y2={chart.base} className={classes.ideal} />
          <text x={chart.ideal.x2 - 5} y={chart.top + 9} textAnchor="end" className={classes.tick}>
            due
          </text>
        </>
      )}
      {chart.series.map(({ path, dots }, of) => (
        <g key={scenarios[of]} className={classes.series} data-scenario={scenarios[of]}>
          <path d={path} className={classes.line} />
          {dots.map(({ x, y }, i) => (
            <Dot key={points[i]!.analysis} scenario={scenarios[of]!} x={x} y={y} />
          ))}
        </g>
      ))}
    </svg>
  );
}
