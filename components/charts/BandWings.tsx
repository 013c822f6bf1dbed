import { type BandCounts, bandWings } from '../../lib/charts/bandWings.ts';
import type { Scenario } from '../../lib/model/figures.ts';
import { formatCount } from '../../lib/model/format.ts';
import type { Band } from '../../lib/model/weights.ts';
import { bandText } from '../glossary.ts';
import classes from './charts.module.css';

const row = 34;
/** One picture for screens with room and one for phones, so that text keeps its size. */
const sizes = [
  { wing: 196, middle: 104, label: 72, only: 'broad' },
  { wing: 84, middle: 82, label: 44, only: 'narrow' },
] as const;

type Sides = Record<Scenario, { certain: BandCounts; upTo: BandCounts }>;
type Props = { sides: Sides; hrefOf: (scenario: Scenario, band: Band) => string };

/** How many credentials are in each band, leak to the left, takeover to the right. Every count is a link to its rows. */
export function BandWings(props: Props) {
  return (
    <figure className={`${classes.figure} ${classes.middle}`}>
      {sizes.map((size) => (
        <Picture key={size.only} {...props} {...size} />
      ))}
    </figure>
  );
}

function Picture({ sides, hrefOf, wing, middle, label, only }: Props & (typeof sizes)[number]) {
  const rows = bandWings(sides.leak, sides.takeover, wing, row);
  const width = 2 * (wing + label) + middle;
  const height = rows.length * row + 24;
  const from = label + wing;
  const to = from + middle;
  const worst = (scenario: Scenario) => sides[scenario].certain.high + sides[scenario].certain.critical;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG holds no fieldset, and role="img" may hold no links */}
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={`${classes.svg} ${classes[only]}`}
        role="group"
        aria-label={`High or critical: ${formatCount(worst('leak'))} credentials if they leak, ${formatCount(worst('takeover'))} if what uses them is taken over.`}
      >
        <text x={from} y={12} textAnchor="end" className={classes.side}>
          Leak
        </text>
        <text x={to} y={12} className={classes.side}>
          Takeover
        </text>
        {rows.map(({ band, y, left, right }) => (
          <g key={band} transform={`translate(0 ${y + 24})`}>
            <text x={from + middle / 2} y={row / 2} dy="0.32em" textAnchor="middle" className={classes.bandName} style={{ fill: `var(--band-${band}-text)` }}>
              {bandText[band]}
            </text>
            <a
              href={hrefOf('leak', band)}
              className={classes.barLink}
              aria-label={`Leak, ${band}: ${formatCount(left.count)}, up to ${formatCount(left.upToCount)}`}
            >
              <Bar x={from - Math.max(left.width, left.upToWidth)} solidX={from - left.width} dashX={from - left.upToWidth} wing={left} band={band} />
              <text x={from - Math.max(left.width, left.upToWidth) - 8} y={row / 2} dy="0.32em" textAnchor="end" className={classes.count}>
                {formatCount(left.count)}
              </text>
            </a>
            <a
              href={hrefOf('takeover', band)}
              className={classes.barLink}
              aria-label={`Takeover, ${band}: ${formatCount(right.count)}, up to ${formatCount(right.upToCount)}`}
            >
              <Bar x={to} solidX={to} dashX={to} wing={right} band={band} />
              <text x={to + Math.max(right.width, right.upToWidth) + 8} y={row / 2} dy="0.32em" className={classes.count}>
                {formatCount(right.count)}
              </text>
            </a>
          </g>
        ))}
      </svg>
    </>
  );
}

function Bar({
  x,
  solidX,
  dashX,
  wing: { count, width: solid, upToCount, upToWidth },
  band,
}: {
  x: number;
  solidX: number;
  dashX: number;
  wing: { count: number; width: number; upToCount: number; upToWidth: number };
  band: Band;
}) {
  return (
    <>
      <title>{`${formatCount(count)} certain, ${formatCount(upToCount)} up to`}</title>
      <rect x={x} y={0} width={Math.max(solid, upToWidth, 24)} height={row} fill="transparent" />
      {upToWidth > 0 && (
        <rect
          x={dashX + 0.5}
          y={7.5}
          width={Math.max(1, upToWidth - 1)}
          height={row - 15}
          rx="2"
          fill={`var(--band-${band}-soft)`}
          stroke={`var(--band-${band})`}
          strokeDasharray="2 2"
          strokeOpacity=".75"
        />
      )}
      {solid > 0 && <rect x={solidX} y={7} width={solid} height={row - 14} rx="2" fill={`var(--band-${band})`} />}
    </>
  );
}
