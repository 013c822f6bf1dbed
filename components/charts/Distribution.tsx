import { type Bucket, countLabels, distribution } from '../../lib/charts/distribution.ts';
import { formatAmount, formatCount } from '../../lib/model/format.ts';
import { bandText } from '../glossary.ts';
import classes from './charts.module.css';
import { NumbersTable } from './NumbersTable.tsx';

/** One picture for screens with room and one for phones, so that text keeps its size. */
const sizes = [
  { width: 540, height: 224, only: 'broad' },
  { width: 330, height: 210, only: 'narrow' },
] as const;

type Props = { title: string; certain: Bucket[]; upTo: Bucket[]; hrefOf: (from: number, to: number) => string };

/** Credentials by action-days; every bar is a link to its rows. Solid is certain, the outline behind it "up to". */
export function Distribution(props: Props) {
  const { title, certain, upTo } = props;
  const { bars } = distribution({ certain, upTo, width: sizes[0].width, height: sizes[0].height });
  if (bars.length === 0) return <p className={classes.nothing}>No usable credential is in the estate yet.</p>;
  return (
    <figure className={classes.figure}>
      {sizes.map((size) => (
        <Picture key={size.only} {...props} {...size} />
      ))}
      <NumbersTable
        caption={title}
        head={['Action-days from', 'to below', 'Certain', 'Up to']}
        rows={bars.map(({ from, to, count, upToCount }) => [formatAmount(from), formatAmount(to), formatCount(count), formatCount(upToCount)])}
      />
    </figure>
  );
}

function Picture({ title, certain, upTo, hrefOf, width, height, only }: Props & (typeof sizes)[number]) {
  const chart = distribution({ certain, upTo, width, height });
  const high = chart.bars.filter(({ from }) => from >= 1e6).reduce((sum, { count }) => sum + count, 0);
  const all = chart.bars.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG holds no fieldset, and role="img" may hold no links */}
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={`${classes.svg} ${classes[only]}`}
        role="group"
        aria-label={`${title}: ${formatCount(high)} of ${formatCount(all)} credentials have a million action-days or more.`}
      >
        {chart.bandSpans.map(({ band, x, width: wide }) => (
          <g key={band}>
            <rect x={x} y={chart.base + 3} width={Math.max(0, wide - 1)} height="3" rx="1" fill={`var(--band-${band})`} />
            {wide > 52 && (
              <text x={x + 1} y={height - 6} className={classes.small} style={{ fill: `var(--band-${band}-text)` }}>
                {bandText[band]}
              </text>
            )}
          </g>
        ))}
        {chart.ticks.map(({ x, value }, i) => (
          <text key={value} x={x} y={chart.base + 21} textAnchor="middle" className={width < 400 && i % 2 === 1 ? classes.hidden : classes.tick}>
            {formatAmount(value)}
          </text>
        ))}
        {chart.zeroWidth > 0 && (
          <text x={chart.zeroWidth / 2} y={chart.base + 21} textAnchor="middle" className={classes.tick}>
            0
          </text>
        )}
        <line x1="0" x2={width} y1={chart.base + 0.5} y2={chart.base + 0.5} className={classes.axis} />
        {chart.bars.map((bar) => (
          <a
            key={`${bar.from}:${bar.to}`}
            href={hrefOf(bar.from, bar.to)}
            className={classes.barLink}
            aria-label={`${formatCount(bar.count)} credentials, up to ${formatCount(bar.upToCount)}, of ${formatAmount(bar.from)} to ${formatAmount(bar.to)} action-days`}
          >
            <title>{`${formatAmount(bar.from)} to ${formatAmount(bar.to)} action-days: ${formatCount(bar.count)} certain, ${formatCount(bar.upToCount)} up to`}</title>
            <rect x={bar.x} y={0} width={bar.width} height={chart.base} fill="transparent" />
            {bar.upToHeight > 0 && (
              <rect
                x={bar.x + 0.5}
                y={bar.upToY + 0.5}
                width={Math.max(0.5, bar.width - 1)}
                height={bar.upToHeight}
                rx="1.5"
                fill={`var(--band-${bar.band}-soft)`}
                stroke={`var(--band-${bar.band})`}
                strokeDasharray="2 2"
                strokeOpacity=".75"
              />
            )}
            <rect x={bar.x} y={bar.y} width={bar.width} height={bar.height} rx="1.5" fill={`var(--band-${bar.band})`} />
          </a>
        ))}
        {countLabels(chart.bars).map(({ x, y, text }) => (
          <text key={x} x={x} y={y} textAnchor="middle" className={classes.count}>
            {text}
          </text>
        ))}
      </svg>
    </>
  );
}
