import { type CurvePoint, decayCurve } from '../../lib/charts/decayCurve.ts';
import { formatAmount, formatCount, formatSpan } from '../../lib/model/format.ts';
import classes from './charts.module.css';
import { NumbersTable } from './NumbersTable.tsx';

const width = 560;
const height = 220;

/** Weight still reachable over time; the area is the action-days. */
export function DecayCurve({ points, horizonDays, actionDays }: { points: CurvePoint[]; horizonDays: number; actionDays: number }) {
  const chart = decayCurve(points, horizonDays, width, height);
  if (points.length === 0 || points[0]?.weight === 0) return <p className={classes.nothing}>It reaches nothing, so nothing stays usable.</p>;
  const end = points.at(-2);
  const finding = `The area is ${formatAmount(actionDays)} action-days: a weight of ${formatAmount(points[0]?.weight ?? 0)} is reachable at the start, ${formatAmount(end?.weight ?? 0)} until containment on day ${horizonDays}.`;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} className={classes.svg} role="img" aria-label={finding}>
        {chart.yTicks.map(({ y, weight }) => (
          <g key={weight}>
            <line x1={chart.left} x2={chart.right} y1={y} y2={y} className={classes.grid} />
            <text x={chart.left - 8} y={y} dy="0.32em" textAnchor="end" className={classes.tick}>
              {formatAmount(weight)}
            </text>
          </g>
        ))}
        <path d={chart.area} className={classes.area} />
        <path d={chart.line} className={classes.line} />
        <line x1={chart.left} x2={chart.right} y1={chart.base} y2={chart.base} className={classes.axis} />
        {chart.xTicks.map(({ x, days }) => (
          <text key={days} x={x} y={chart.base + 18} textAnchor="middle" className={classes.tick}>
            {days === 0 ? 'start' : `day ${days}`}
          </text>
        ))}
      </svg>
      <figcaption className={classes.caption}>{finding}</figcaption>
      <NumbersTable
        caption="What is still reachable over time"
        head={['From', 'Permissions', 'Weight']}
        rows={points.map(({ seconds, permissions, weight }) => [seconds === 0 ? 'start' : formatSpan(seconds), formatCount(permissions), formatCount(weight)])}
      />
    </figure>
  );
}
