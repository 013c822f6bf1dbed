'use client';

import { Button, Group, Slider } from '@mantine/core';
import Link from 'next/link';
import { parseAsInteger, useQueryState } from 'nuqs';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { blastPicture } from '../../lib/charts/blastPicture.ts';
import { type ActionClass, actionClasses, type NodeKind } from '../../lib/model/facts.ts';
import { formatAmount, formatCount, formatSpan, plural } from '../../lib/model/format.ts';
import type { CarriedBy, BlastPicture as Picture, PictureMark } from '../../lib/model/picture.ts';
import classes from './BlastPicture.module.css';
import { markShape } from './markShape.ts';
import { NumbersTable } from './NumbersTable.tsx';
import { save, savePng, svgText } from './savePicture.ts';

const [width, height] = [860, 720];
const kindText: Record<NodeKind, [string, string]> = {
  credential: ['credential', 'credentials'],
  identity: ['identity', 'identities'],
  workload: ['workload', 'workloads'],
  resource: ['resource', 'resources'],
};
const carriedText: Record<CarriedBy, string> = {
  key: 'the key itself',
  foothold: 'the workload taken over',
  session: 'sessions that outlive what opened them',
  harvested: 'further credentials harvested on the way',
  planted: 'changes planted on the way',
  renewing: 'stores that always hold the current key',
};

/**
 * What one credential reaches: the credential in the centre, a ring a hop, a sector a system. Hover shows the way to a mark, a click or Enter fixes it, arrows go from mark to mark, and the
 * slider goes through time: what has ended by then fades.
 */
export function BlastPicture({ picture, horizonDays, name }: { picture: Picture; horizonDays: number; name: string }) {
  const { marks } = picture;
  const chart = useMemo(() => blastPicture(picture, width, height), [picture]);
  const [fixed, setFixed] = useQueryState('at', parseAsInteger);
  const [hovered, setHovered] = useState<number | null>(null);
  const [focused, setFocused] = useState(0);
  const moments = useMemo(() => momentsOf(picture, horizonDays), [picture, horizonDays]);
  const [moment, setMoment] = useState(0);
  const svg = useRef<SVGSVGElement>(null);
  const at = hovered ?? (fixed !== null && fixed < marks.length ? fixed : null);
  const way = useMemo(() => new Set(at === null ? [] : wayTo(marks, at)), [marks, at]);
  const seconds = moments[moment]!;
  const left = (mark: PictureMark): number => mark.ends.reduce((sum, end) => sum + (end.seconds > seconds || seconds === 0 ? end.count : 0), 0);
  const move = (event: KeyboardEvent): void => {
    const to = neighbour(chart.marks, marks, focused, event.key);
    if (event.key === 'Escape') void setFixed(null);
    if (event.key === 'Enter' || event.key === ' ') void setFixed(fixed === focused ? null : focused);
    if (to === undefined && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (to === undefined) return;
    setFocused(to);
    setHovered(to);
    svg.current?.querySelector<SVGElement>(`[data-mark="${to}"]`)?.focus();
  };
  const finding = findingOf(picture);
  if (picture.things <= 1 && marks.every(({ hop }) => hop === 0))
    return (
      <p className={classes.nothing}>
        {marks.length === 0 ? 'It reaches nothing: it is not usable, or cannot be presented in this scenario.' : 'It reaches nothing beyond itself.'}
      </p>
    );
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.finding}>{finding}</figcaption>
      <div className={classes.main}>
        <div className={classes.canvas}>
          {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no element for a group of controls */}
          <svg
            ref={svg}
            viewBox={`0 0 ${width} ${height}`}
            className={classes.svg}
            role="group"
            aria-label={`${finding} Use the arrow keys to go from mark to mark.`}
            onPointerLeave={() => setHovered(null)}
            data-dim={at !== null}
          >
            <g transform={`translate(${chart.centre.x},${chart.centre.y})`}>
              {chart.sectors.map(({ name: system, path }, i) => (
                <path key={system} d={path} className={classes.sector} data-odd={i % 2 === 1} />
              ))}
              {chart.rings.map(({ hop, r }) => (
                <circle key={hop} r={r} className={classes.ring} />
              ))}
              {chart.links.map(({ from, to, path, possible }) => (
                <path
                  key={to}
                  d={path}
                  className={classes.link}
                  data-on={way.has(to) && way.has(from)}
                  data-possible={possible}
                  opacity={left(marks[to]!) === 0 ? 0.15 : undefined}
                />
              ))}
            </g>
            {chart.rings.map(({ hop, r, label }) => (
              <text key={hop} x={chart.centre.x} y={chart.centre.y - r} dy="0.35em" textAnchor="middle" className={classes.ringLabel}>
                {label}
              </text>
            ))}
            {chart.marks.map(({ at: i, x, y, r }) => {
              const mark = marks[i]!;
              const share = left(mark) / mark.count;
              return (
                // biome-ignore lint/a11y/useSemanticElements: a mark is part of a drawing
                <g
                  key={i}
                  transform={`translate(${x},${y})`}
                  className={classes.mark}
                  data-mark={i}
                  data-on={way.has(i)}
                  data-fixed={fixed === i}
                  data-hop={mark.hop}
                  role="button"
                  tabIndex={focused === i ? 0 : -1}
                  aria-label={labelOf(mark)}
                  aria-pressed={fixed === i}
                  opacity={share === 0 ? 0.14 : 0.35 + 0.65 * share}
                  onPointerEnter={() => setHovered(i)}
                  onFocus={() => {
                    setFocused(i);
                    setHovered(i);
                  }}
                  onBlur={() => setHovered(null)}
                  onClick={() => void setFixed(fixed === i ? null : i)}
                  onKeyDown={move}
                >
                  {r < 10 && <circle r={12} className={classes.hit} />}
                  {mark.sensitivity === 5 && mark.hop > 0 && mark.kind === 'resource' && <circle r={r + 3.5} className={classes.jewel} />}
                  <path d={markShape(mark.kind, r)} style={{ fill: fillOf(mark) }} className={classes.shape} data-possible={mark.certain === 0} />
                  {mark.count > 1 && r >= 8 && (
                    <text className={classes.count} textAnchor="middle" dy="0.34em" style={{ fontSize: mark.count >= 1000 ? 7 : 8.5 }}>
                      {formatAmount(mark.count)}
                    </text>
                  )}
                </g>
              );
            })}
            {chart.names.map(({ at: i, x, y, anchor, text }) => (
              <text key={i} x={x} y={y} dy="0.32em" textAnchor={anchor} className={classes.name}>
                {text}
              </text>
            ))}
            {chart.sectors.map(({ name: system, labelX, labelY, anchor, things }) => (
              <text key={system} x={labelX} y={labelY} textAnchor={anchor} className={classes.system}>
                {system}
                <tspan x={labelX} dy="1.2em" className={classes.systemCount}>
                  {plural(things, 'thing')}
                </tspan>
              </text>
            ))}
          </svg>
        </div>
        <aside className={classes.side} aria-live="polite">
          {at === null ? <Legend picture={picture} /> : <About picture={picture} at={at} fixed={fixed === at} />}
        </aside>
      </div>
      <Time picture={picture} moments={moments} moment={moment} onMoment={setMoment} horizonDays={horizonDays} />
      <Group gap="xs" className={classes.acts} data-no-print>
        <Button size="xs" variant="default" onClick={() => svg.current && save(`${fileName(name)}.svg`, 'image/svg+xml', svgText(svg.current))}>
          Save as SVG
        </Button>
        <Button size="xs" variant="default" onClick={() => svg.current && void savePng(svg.current, `${fileName(name)}.png`)}>
          Save as PNG
        </Button>
      </Group>
      <NumbersTable
        caption="What is reached, as in the picture"
        head={['Hop', 'System', 'What', 'How many', 'Certain', 'Worst class', 'Sensitivity', 'Weight', 'Which']}
        rows={marks.map((mark) => [
          String(mark.hop),
          mark.system,
          kindText[mark.kind][mark.count === 1 ? 0 : 1],
          formatCount(mark.count),
          formatCount(mark.certain),
          mark.class ?? '–',
          String(mark.sensitivity),
          formatCount(mark.weight),
          `${mark.nodes.map(({ key }) => key).join(', ')}${mark.count > mark.nodes.length ? ', …' : ''}`,
        ])}
      />
    </figure>
  );
}

const fileName = (name: string): string => `blast-radius-${name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}`;
const fillOf = (mark: PictureMark): string =>
  mark.hop === 0 ? 'var(--band-critical)' : mark.class ? `var(--class-${mark.class})` : mark.kind === 'credential' ? 'var(--band-critical)' : 'var(--text-3)';

/** The mark and those on its way from the centre. */
function wayTo(marks: readonly PictureMark[], at: number): number[] {
  const way = [at];
  for (let i = marks[at]!.parent; i >= 0 && way.length < 64; i = marks[i]!.parent) way.unshift(i);
  return way;
}

function labelOf(mark: PictureMark): string {
  const what =
    mark.count === 1 ? `${kindText[mark.kind][0]} ${mark.nodes[0]?.name ?? mark.nodes[0]?.key ?? ''}` : `${formatCount(mark.count)} ${kindText[mark.kind][1]}`;
  const where = mark.hop === 0 ? 'where it starts' : `${plural(mark.hop, 'hop')} away in ${mark.system}`;
  return `${what}, ${where}${mark.class ? `, can ${mark.class}` : ''}${mark.certain === 0 ? ', possibly' : ''}`;
}

function findingOf({ marks, systems, things, scenario, end }: Picture): string {
  const reached = things - marks.filter(({ hop }) => hop === 0).length;
  const far = Math.max(0, ...marks.map(({ hop }) => hop));
  const jewels = marks.filter((mark) => mark.kind === 'resource' && mark.sensitivity === 5).reduce((sum, { count }) => sum + count, 0);
  const keys = marks.filter((mark) => mark.kind === 'credential' && mark.hop > 0).reduce((sum, { count }) => sum + count, 0);
  const when = scenario === 'leak' ? 'If it leaks' : 'If what uses it is taken over';
  const parts = [keys > 0 && `${plural(keys, 'further credential')}`, jewels > 0 && plural(jewels, 'crown jewel')].filter(Boolean);
  return `${when}, ${plural(reached, 'thing')} in ${plural(systems.length, 'system')} ${reached === 1 ? 'is' : 'are'} within ${plural(far, 'hop')}${end === 'upTo' ? ' at most' : ' for certain'}${parts.length > 0 ? `, among them ${parts.join(' and ')}` : ''}.`;
}

function About({ picture: { marks }, at, fixed }: { picture: Picture; at: number; fixed: boolean }) {
  const mark = marks[at]!;
  const way = wayTo(marks, at);
  return (
    <div className={classes.about}>
      <h3>{mark.count === 1 ? kindText[mark.kind][0] : `${formatCount(mark.count)} ${kindText[mark.kind][1]}`}</h3>
      {mark.count > 1 && (
        <p className={classes.quiet}>
          Grouped because they are alike: the same hop, system, kind{mark.class ? ', worst class' : ''}
          {mark.kind === 'resource' ? ' and sensitivity' : ''}.
        </p>
      )}
      <ul className={classes.nodes}>
        {mark.nodes.map((node) => (
          <li key={node.id} className={classes.node}>
            {node.kind === 'credential' ? (
              <Link prefetch={false} href={`/credentials/${node.id}`}>
                {node.key}
              </Link>
            ) : (
              node.key
            )}
            {node.name && <span className={classes.quiet}> {node.name}</span>}
          </li>
        ))}
        {mark.count > mark.nodes.length && <li className={classes.quiet}>and {formatCount(mark.count - mark.nodes.length)} more</li>}
      </ul>
      <dl className={classes.facts}>
        {mark.class && (
          <>
            <dt>Worst class</dt>
            <dd>{mark.class}</dd>
          </>
        )}
        {mark.kind === 'resource' && (
          <>
            <dt>Sensitivity</dt>
            <dd>{mark.sensitivity} of 5</dd>
          </>
        )}
        {mark.weight > 0 && (
          <>
            <dt>Weight</dt>
            <dd>{formatCount(mark.weight)}</dd>
          </>
        )}
        <dt>Certainty</dt>
        <dd>
          {mark.certain === mark.count
            ? 'certain'
            : mark.certain === 0
              ? 'possible'
              : `${formatCount(mark.certain)} certain, ${formatCount(mark.count - mark.certain)} possible`}
        </dd>
        <dt>Reachable</dt>
        <dd>until {formatSpan(mark.ends.at(-1)!.seconds)} after the start</dd>
      </dl>
      <h4>The way there</h4>
      <ol className={classes.way}>
        {way.map((i) => (
          <li key={i}>
            {marks[i]!.count === 1
              ? (marks[i]!.nodes[0]?.key ?? '')
              : `one of ${formatCount(marks[i]!.count)} ${kindText[marks[i]!.kind][1]} in ${marks[i]!.system}`}
          </li>
        ))}
      </ol>
      <p className={classes.quiet}>{fixed ? 'Fixed; click it again or press Esc to let go.' : 'Click to fix it.'}</p>
    </div>
  );
}

function Legend({ picture: { marks, end } }: { picture: Picture }) {
  const used = actionClasses.filter((one) => marks.some((mark) => mark.class === one));
  const kinds = (Object.keys(kindText) as NodeKind[]).filter((kind) => marks.some((mark) => mark.kind === kind));
  return (
    <div className={classes.about}>
      <h3>How to read it</h3>
      <p className={classes.quiet}>
        The credential is in the centre. Each ring is one hop further; each sector is a system. Larger is more sensitive; a number says how many a mark stands
        for.
      </p>
      <ul className={classes.legend}>
        {kinds.map((kind) => (
          <li key={kind} className={classes.entry}>
            <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
              <path d={markShape(kind, 6)} fill={kind === 'credential' ? 'var(--band-critical)' : 'var(--text-3)'} />
            </svg>
            {kindText[kind][1]}
          </li>
        ))}
        {marks.some((mark) => mark.kind === 'resource' && mark.sensitivity === 5) && (
          <li className={classes.entry}>
            <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
              <circle r="7.5" className={classes.jewel} />
              <circle r="4.5" fill="var(--text-3)" />
            </svg>
            crown jewels
          </li>
        )}
        {end === 'upTo' && (
          <li className={classes.entry}>
            <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
              <path d="M-8,0H8" className={classes.link} data-possible="true" data-on="true" />
            </svg>
            only possible
          </li>
        )}
      </ul>
      <h4>Worst that can be done</h4>
      <ul className={classes.legend}>
        {used.map((one: ActionClass) => (
          <li key={one} className={classes.entry}>
            <svg viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
              <circle r="6" fill={`var(--class-${one})`} />
            </svg>
            {one}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The start, each moment at which something ends, and T. */
function momentsOf({ carried }: Picture, horizonDays: number): number[] {
  const all = new Set([0, horizonDays * 86_400, ...carried.flatMap(({ points }) => points.map(({ seconds }) => seconds))]);
  return [...all].sort((a, b) => a - b);
}

type TimeProps = { picture: Picture; moments: number[]; moment: number; onMoment: (moment: number) => void; horizonDays: number };

function Time({ picture: { carried }, moments, moment, onMoment, horizonDays }: TimeProps) {
  const seconds = moments[moment]!;
  const rest = carried.flatMap(({ by, points }) => {
    const point = points.findLast((one) => one.seconds <= seconds)!;
    return point.permissions > 0 ? [{ by, ...point }] : [];
  });
  const permissions = rest.reduce((sum, one) => sum + one.permissions, 0);
  const when =
    seconds === 0 ? 'At the start' : moment === moments.length - 1 ? `On day ${horizonDays}, when it is contained,` : `${formatSpan(seconds)} after the start`;
  return (
    <div className={classes.time} data-no-print>
      <div className={classes.timeHead}>
        <span id="blast-time">What is still reachable</span>
        <output className={classes.quiet} htmlFor="blast-time-slider">
          {when}{' '}
          {permissions === 0
            ? 'nothing is left.'
            : `${plural(permissions, 'permission')} of weight ${formatAmount(rest.reduce((sum, one) => sum + one.weight, 0))}:`}
        </output>
      </div>
      <Slider
        id="blast-time-slider"
        min={0}
        max={moments.length - 1}
        step={1}
        value={moment}
        onChange={onMoment}
        label={null}
        size="sm"
        thumbLabel="Time since the start"
        thumbProps={{ 'aria-valuetext': `${when} ${plural(permissions, 'permission')}` }}
      />
      <div className={classes.ends}>
        <span>start</span>
        <span>day {horizonDays}</span>
      </div>
      <ul className={classes.carried}>
        {rest.map(({ by, permissions: count, weight }) => (
          <li key={by} className={classes.rest}>
            <span>carried by {carriedText[by]}</span>
            <span className={classes.quiet}>
              {plural(count, 'permission')}, weight {formatAmount(weight)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Left and right along the ring, up and down between rings: the nearest by angle. */
function neighbour(placed: readonly { at: number; angle: number }[], marks: readonly PictureMark[], from: number, key: string): number | undefined {
  const here = placed[from]!;
  const hop = marks[from]!.hop;
  const angleTo = (to: number): number => {
    const turn = (placed[to]!.angle - here.angle) % (2 * Math.PI);
    return turn < 0 ? turn + 2 * Math.PI : turn;
  };
  const ring = (wanted: number): number[] => marks.flatMap((mark, i) => (mark.hop === wanted && i !== from ? [i] : []));
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const others = ring(hop).sort((a, b) => angleTo(a) - angleTo(b));
    return key === 'ArrowRight' ? others[0] : others.at(-1);
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const hops = [...new Set(marks.map((mark) => mark.hop))].sort((a, b) => a - b);
  const next = hops[hops.indexOf(hop) + (key === 'ArrowUp' ? 1 : -1)];
  if (next === undefined) return undefined;
  const apart = (to: number): number => Math.min(angleTo(to), 2 * Math.PI - angleTo(to));
  return ring(next).sort((a, b) => apart(a) - apart(b))[0];
}
