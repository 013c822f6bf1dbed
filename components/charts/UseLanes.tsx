import { usageLanes } from '../../lib/charts/usageLanes.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { CredentialUse, UseLane } from '../../lib/model/use.ts';
import classes from './charts.module.css';
import { NumbersTable } from './NumbersTable.tsx';

/** One picture for screens with room and one for phones, so that text keeps its size. */
const sizes = [
  { width: 860, only: 'broad' },
  { width: 330, only: 'narrow' },
] as const;

/** Use over time, a lane for each workload that the logs tell apart. */
export function UseLanes({ use }: { use: CredentialUse }) {
  const { lanes, others, from, until, count, covered } = use;
  if (lanes.length === 0)
    return (
      <p className={classes.nothing}>
        {covered
          ? 'The logs of its system show no use in these days.'
          : 'No log of its system was imported for these days, so nothing can be said about its use. Import an access log to see it.'}
      </p>
    );
  const finding = findingOf(use);
  return (
    <figure className={classes.figure}>
      {sizes.map((size) => (
        <Picture key={size.only} use={use} finding={finding} {...size} />
      ))}
      <figcaption className={classes.caption}>
        {finding}
        {others.lanes > 0 && ` Beside the lanes shown, ${plural(others.lanes, 'more')} with ${plural(others.count, 'use')}.`}
      </figcaption>
      <NumbersTable
        caption={`Use from ${from.slice(0, 10)} to ${until.slice(0, 10)}`}
        head={['Workload', 'Told apart by', 'Uses', 'Denied', 'Days', 'First', 'Last', 'Proven']}
        rows={lanes.map((lane) => [
          nameOf(lane),
          lane.by === 'nothing' ? '–' : lane.by,
          formatCount(lane.count),
          formatCount(lane.denied),
          String(lane.days.length),
          lane.first.slice(0, 16).replace('T', ' '),
          lane.last.slice(0, 16).replace('T', ' '),
          lane.proven ? 'yes' : 'no',
        ])}
      />
      {count === 0 && <p className={classes.nothing}>No use.</p>}
    </figure>
  );
}

function Picture({ use, finding, width, only }: { use: CredentialUse; finding: string } & (typeof sizes)[number]) {
  const chart = usageLanes(use, width);
  const above = only === 'narrow' ? 20 : 0; // the name stands above its lane there
  return (
    <svg viewBox={`0 0 ${width} ${chart.height}`} className={`${classes.svg} ${classes[only]}`} role="img" aria-label={finding}>
      {chart.ticks.map(({ x, text }) => (
        <g key={text}>
          <line x1={x} x2={x} y1={4} y2={chart.height - 24} className={classes.grid} />
          <text x={x} y={chart.height - 8} textAnchor="middle" className={classes.tick}>
            {text}
          </text>
        </g>
      ))}
      {chart.lanes.map(({ y, dots }, i) => {
        const lane = use.lanes[i]!;
        return (
          <g key={`${lane.by} ${lane.text}`}>
            <line x1={chart.left} x2={chart.right} y1={y} y2={y} className={classes.grid} />
            <text x={0} y={y - 4 - above} className={classes.laneName}>
              {shorten(nameOf(lane))}
            </text>
            <text x={0} y={y + 9 - above} className={classes.tick}>
              {whatOf(lane)}
            </text>
            {dots.map((dot) => (
              <circle key={dot.day} cx={dot.x} cy={y} r={dot.r} className={classes.dot} data-denied={dot.denied === dot.count} data-proven={lane.proven}>
                <title>{`${dot.day}: ${plural(dot.count, 'use')}${dot.denied > 0 ? `, ${formatCount(dot.denied)} denied` : ''}`}</title>
              </circle>
            ))}
          </g>
        );
      })}
    </svg>
  );
}

const nameOf = ({ text }: UseLane): string => text ?? 'not told apart';
const whatOf = ({ by, count, proven }: UseLane): string =>
  `${by === 'nothing' ? 'no address in the log' : by} · ${plural(count, 'use')}${proven ? ' · proven' : ''}`;
const shorten = (text: string): string => (text.length <= 30 ? text : `${text.slice(0, 14)}…${text.slice(-14)}`);

function findingOf({ lanes, others, count }: CredentialUse): string {
  const places = lanes.length + others.lanes;
  const denied = lanes.reduce((sum, lane) => sum + lane.denied, 0);
  return `${plural(count, 'use')} from ${plural(places, 'place')}${places > 1 ? ': whoever holds it cannot be told from the others by the key alone' : ''}${denied > 0 ? `; ${formatCount(denied)} denied` : ''}.`;
}
