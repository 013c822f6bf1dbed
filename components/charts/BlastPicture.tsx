'use client';

import { Button, Group, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { parseAsInteger, useQueryState } from 'nuqs';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { blastPicture } from '../../lib/charts/blastPicture.ts';
import { formatCount, plural } from '../../lib/model/format.ts';
import type { BlastPicture as Picture, PictureMark } from '../../lib/model/picture.ts';
import { BlastDrawing } from './BlastDrawing.tsx';
import classes from './BlastPicture.module.css';
import { About, type Colour, Legend, legendOf } from './BlastSide.tsx';
import { BlastTime, momentsOf } from './BlastTime.tsx';
import { carriedText, findingOf, groupingOf, momentText, whatOf } from './blastText.ts';
import { NumbersTable } from './NumbersTable.tsx';
import { save, savePng, svgText } from './savePicture.ts';

const wide = { width: 860, height: 720, labels: 'names' } as const;
/** On a phone: no names, systems by number, so that what is left can be read. */
const small = { width: 440, height: 440, labels: 'numbers' } as const;

/**
 * What one credential reaches: the credential in the centre, a ring a hop, a sector a system. Hover shows the way to a mark, a click or Enter fixes it, arrows go from mark to mark, and the
 * slider goes through time: what has ended by then fades.
 */
export function BlastPicture({ picture, horizonDays, name }: { picture: Picture; horizonDays: number; name: string }) {
  const { marks } = picture;
  const size = useMediaQuery('(max-width: 40em)') ? small : wide;
  const chart = useMemo(() => blastPicture(picture, size.width, size.height, size.labels), [picture, size]);
  const [fixed, setFixed] = useQueryState('at', parseAsInteger);
  const [hovered, setHovered] = useState<number | null>(null);
  const [focused, setFocused] = useState(0);
  const [colour, setColour] = useState<Colour>('class');
  const moments = useMemo(() => momentsOf(horizonDays), [horizonDays]);
  const [moment, setMoment] = useState(0);
  const svg = useRef<SVGSVGElement>(null);
  const at = hovered ?? (fixed !== null && fixed >= 0 && fixed < marks.length ? fixed : null);
  const way = useMemo(() => (at === null ? [] : wayTo(marks, at)), [marks, at]);
  const seconds = moments[moment]!;
  const press = (event: KeyboardEvent): void => {
    const chosen = event.key === 'Enter' || event.key === ' ';
    const to = neighbour(chart.marks, marks, focused, event.key);
    if (event.key === 'Escape') void setFixed(null);
    if (chosen) void setFixed(fixed === focused ? null : focused);
    if (chosen || to !== undefined) event.preventDefault();
    if (to !== undefined) svg.current?.querySelector<SVGElement>(`[data-mark="${to}"]`)?.focus();
  };
  const finding = findingOf(picture);
  if (picture.things <= 1 && marks.every(({ hop }) => hop === 0))
    return (
      <p className={classes.nothing}>
        {marks.length === 0 ? 'It reaches nothing: it is not usable, or cannot be presented in this scenario.' : 'It reaches nothing beyond itself.'}
      </p>
    );
  const caption = () => {
    const { shapes, colours } = legendOf(picture, colour);
    const notes = [seconds > 0 && `Shown as it is ${momentText(seconds, horizonDays).toLowerCase()}.`, groupingOf(picture)].filter(
      (one) => one !== false && one !== undefined,
    );
    return { title: name, lines: [finding, ...notes], entries: [...shapes, ...colours] };
  };
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.finding}>{finding}</figcaption>
      <div className={classes.main}>
        <div className={classes.canvas}>
          <BlastDrawing
            svgRef={svg}
            chart={chart}
            picture={picture}
            labels={size.labels}
            label={`${finding} Use the arrow keys to go from mark to mark.`}
            colour={colour}
            seconds={seconds}
            on={new Set(way)}
            fixed={fixed}
            focused={focused}
            onHover={setHovered}
            onFocus={(mark) => {
              setFocused(mark);
              setHovered(mark);
            }}
            onChoose={(mark) => void setFixed(fixed === mark ? null : mark)}
            onPress={press}
          />
          {size.labels === 'numbers' && (
            <ol className={classes.systems}>
              {chart.sectors.map((sector) => (
                <li key={sector.name}>
                  {sector.name} <span className={classes.quiet}>{plural(sector.things, 'thing')}</span>
                </li>
              ))}
            </ol>
          )}
        </div>
        <aside className={classes.side}>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Colour of the marks"
            value={colour}
            onChange={(value) => setColour(value === 'carrier' ? 'carrier' : 'class')}
            data={[
              { value: 'class', label: 'What can be done' },
              { value: 'carrier', label: 'What carries it' },
            ]}
            data-no-print
          />
          <div aria-live="polite">
            {at === null ? <Legend picture={picture} colour={colour} /> : <About picture={picture} at={at} way={way} fixed={fixed === at} />}
          </div>
        </aside>
      </div>
      <Group gap="xs" className={classes.acts} data-no-print>
        <Button size="xs" variant="default" onClick={() => svg.current && save(`${fileName(name)}.svg`, 'image/svg+xml', svgText(svg.current, caption()))}>
          Save as SVG
        </Button>
        <Button size="xs" variant="default" onClick={() => svg.current && void savePng(svg.current, caption(), `${fileName(name)}.png`)}>
          Save as PNG
        </Button>
      </Group>
      <NumbersTable
        caption="What is reached, as in the picture"
        head={['Hop', 'System', 'What', 'How many', 'Certain', 'Worst class', 'Sensitivity', 'Weight', 'Until', 'Carried by', 'Which']}
        rows={marks.map((mark) => tableRow(picture, mark))}
      />
      <BlastTime picture={picture} moments={moments} moment={moment} onMoment={setMoment} horizonDays={horizonDays} />
    </figure>
  );
}

const fileName = (name: string): string => `blast-radius-${name.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}`;

const tableRow = (picture: Picture, mark: PictureMark): string[] => [
  mark.lastHop > mark.hop ? `${mark.hop}–${mark.lastHop}` : String(mark.hop),
  mark.system,
  whatOf(picture, mark),
  formatCount(mark.count),
  formatCount(mark.certain),
  mark.class ?? '–',
  String(mark.sensitivity),
  formatCount(mark.weight),
  `${momentText(mark.ends.at(-1)!.seconds, Number.POSITIVE_INFINITY)}`,
  [...new Set(mark.ends.map(({ by }) => carriedText[by]))].join(', '),
  `${mark.nodes.map(({ key }) => key).join(', ')}${mark.count > mark.nodes.length ? ', …' : ''}`,
];

/** The mark and those on its way from the centre. */
function wayTo(marks: readonly PictureMark[], at: number): number[] {
  const way = [at];
  for (let i = marks[at]!.parent; i >= 0 && way.length < 64; i = marks[i]!.parent) way.unshift(i);
  return way;
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
