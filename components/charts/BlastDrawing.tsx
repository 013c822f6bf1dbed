import type { KeyboardEvent, RefObject } from 'react';
import type { BlastGeometry } from '../../lib/charts/blastPicture.ts';
import { isJewel, jewelRing } from '../../lib/charts/markNames.ts';
import { formatAmount, plural } from '../../lib/model/format.ts';
import type { BlastPicture as Picture, PictureMark } from '../../lib/model/picture.ts';
import classes from './BlastPicture.module.css';
import type { Colour } from './BlastSide.tsx';
import { carriedColour, carrierOf, leftOf, markLabel } from './blastText.ts';
import { markShape } from './markShape.ts';

type Props = {
  svgRef: RefObject<SVGSVGElement | null>;
  chart: BlastGeometry;
  picture: Picture;
  labels: 'names' | 'numbers';
  label: string;
  colour: Colour;
  seconds: number;
  /** Marks on the way to the one looked at; empty where none is. */
  on: ReadonlySet<number>;
  fixed: number | null;
  focused: number;
  onHover: (mark: number | null) => void;
  onFocus: (mark: number) => void;
  onChoose: (mark: number) => void;
  onPress: (event: KeyboardEvent) => void;
};

/** The geometry of the blast picture as SVG. */
export function BlastDrawing(props: Props) {
  const { svgRef, chart, picture, labels, label, on, onHover } = props;
  const { width, height } = chart.size;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no element for a group of controls
    <svg
      ref={svgRef}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.svg}
      role="group"
      aria-label={label}
      onPointerLeave={() => onHover(null)}
      data-dim={on.size > 0}
      data-labels={labels}
    >
      <Ground {...props} />
      {chart.marks.map(({ at, x, y, r }) => (
        <Mark key={at} {...props} at={at} x={x} y={y} r={r} mark={picture.marks[at]!} />
      ))}
      {chart.names.map(({ at, x, y, anchor, text }) => (
        <text
          key={at}
          x={x}
          y={y}
          dy="0.32em"
          textAnchor={anchor}
          className={classes.name}
          opacity={leftOf(picture.marks[at]!, props.seconds) === 0 ? 0.3 : undefined}
        >
          {text}
        </text>
      ))}
      {chart.sectors.map(({ name, labelX, labelY, anchor, things }, i) => (
        <text key={name} x={labelX} y={labelY} textAnchor={anchor} className={classes.system} {...(labels === 'numbers' && { dy: '0.34em' })}>
          {labels === 'numbers' ? i + 1 : name}
          {labels === 'names' && (
            <tspan x={labelX} dy="1.2em" className={classes.systemCount}>
              {plural(things, 'thing')}
            </tspan>
          )}
        </text>
      ))}
    </svg>
  );
}

/** Sectors, rings and links, below the marks. */
function Ground({ chart, picture: { marks }, on, seconds }: Props) {
  return (
    <>
      <g transform={`translate(${chart.centre.x},${chart.centre.y})`}>
        {chart.sectors.map(({ name, path }, i) => (
          <path key={name} d={path} className={classes.sector} data-odd={i % 2 === 1} />
        ))}
        {chart.rings.map(({ hop, r }) => (
          <circle key={hop} r={r} className={classes.ring} />
        ))}
        {chart.links.map(({ from, to, path, possible }) => (
          <path
            key={to}
            d={path}
            className={classes.link}
            data-on={on.has(to) && on.has(from)}
            data-possible={possible}
            opacity={leftOf(marks[to]!, seconds) === 0 ? 0.15 : undefined}
          />
        ))}
      </g>
      {chart.rings.map(({ hop, r, label }) => (
        <text key={hop} x={chart.centre.x} y={chart.centre.y - r} dy="0.35em" textAnchor="middle" className={classes.ringLabel}>
          {label}
        </text>
      ))}
    </>
  );
}

type MarkProps = Props & { at: number; x: number; y: number; r: number; mark: PictureMark };

function Mark({ at, x, y, r, mark, picture, colour, seconds, on, fixed, focused, onHover, onFocus, onChoose, onPress }: MarkProps) {
  const share = leftOf(mark, seconds) / mark.count;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a mark is part of a drawing
    <g
      transform={`translate(${x},${y})`}
      className={classes.mark}
      data-mark={at}
      data-on={on.has(at)}
      data-fixed={fixed === at}
      data-hop={mark.hop}
      role="button"
      tabIndex={focused === at ? 0 : -1}
      aria-label={markLabel(picture, mark)}
      aria-pressed={fixed === at}
      opacity={share === 0 ? 0.14 : 0.35 + 0.65 * share}
      onPointerEnter={() => onHover(at)}
      onFocus={() => onFocus(at)}
      onBlur={() => onHover(null)}
      onClick={() => onChoose(at)}
      onKeyDown={onPress}
    >
      {r < 12 && <circle r={12} className={classes.hit} />}
      {isJewel(mark) && <circle r={r + jewelRing} className={classes.jewel} />}
      <path d={markShape(mark.kind, r)} style={{ fill: fillOf(mark, colour, seconds) }} className={classes.shape} data-possible={mark.certain === 0} />
      {mark.count > 1 && (
        // a spark is too thin to carry it: there it stands below, or on a ground of its own
        <text
          className={classes.count}
          textAnchor="middle"
          y={mark.kind === 'credential' && r < 14 ? r + 8 : 0}
          dy="0.34em"
          data-on-ground={mark.kind === 'credential' || mark.certain === 0}
        >
          {formatAmount(mark.count)}
        </text>
      )}
    </g>
  );
}

function fillOf(mark: PictureMark, colour: Colour, seconds: number): string {
  if (mark.hop === 0) return 'var(--text)';
  if (colour === 'carrier') return carriedColour[carrierOf(mark, seconds)];
  return mark.class ? `var(--class-${mark.class})` : 'var(--text-3)';
}
