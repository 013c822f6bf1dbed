import Link from 'next/link';
import { type ActionClass, actionClasses, type NodeKind } from '../../lib/model/facts.ts';
import { formatCount, formatSpan } from '../../lib/model/format.ts';
import { carriers, type BlastPicture as Picture } from '../../lib/model/picture.ts';
import { classText } from '../glossary.ts';
import classes from './BlastPicture.module.css';
import { alikeText, carriedColour, carriedText, groupingOf, hopsText, kindText, whatOf } from './blastText.ts';
import { markShape } from './markShape.ts';

export type Colour = 'class' | 'carrier';

/** One line of a legend: a little drawing, and what it means. */
export type LegendEntry = { path: string; fill: string; ring?: boolean; possible?: boolean; count?: string; text: string };

const disc = (r: number): string => markShape('resource', r);

/** What the marks of this picture mean; only what is in it. */
export function legendOf({ marks }: Picture, colour: Colour): { shapes: LegendEntry[]; colours: LegendEntry[] } {
  const beyond = marks.filter(({ hop }) => hop > 0);
  const shapes: LegendEntry[] = (Object.keys(kindText) as NodeKind[])
    .filter((kind) => marks.some((mark) => mark.kind === kind))
    .map((kind) => ({ path: markShape(kind, 6), fill: 'var(--text-3)', text: kindText[kind][1] }));
  if (beyond.some(({ kind, sensitivity }) => kind === 'resource' && sensitivity === 5))
    shapes.push({ path: disc(4.5), fill: 'var(--text-3)', ring: true, text: 'crown jewels' });
  if (marks.some(({ count }) => count > 1)) shapes.push({ path: disc(8), fill: 'var(--text-3)', count: '9', text: 'so many alike things' });
  if (beyond.some(({ certain }) => certain === 0)) shapes.push({ path: disc(6), fill: 'var(--text-3)', possible: true, text: 'only possible' });
  const byCarrier = carriers.filter((by) => marks.some(({ ends }) => ends.some((end) => end.by === by)));
  const byClass = actionClasses.filter((one: ActionClass) => marks.some((mark) => mark.class === one));
  const colours: LegendEntry[] =
    colour === 'carrier'
      ? byCarrier.map((by) => ({ path: disc(6), fill: carriedColour[by], text: carriedText[by] }))
      : byClass.map((one) => ({ path: disc(6), fill: `var(--class-${one})`, text: `${one}: ${classText[one]}` }));
  if (colour === 'class' && beyond.some((mark) => mark.class === undefined)) colours.push({ path: disc(6), fill: 'var(--text-3)', text: 'a step on the way' });
  return { shapes, colours };
}

export function Legend({ picture, colour }: { picture: Picture; colour: Colour }) {
  const { shapes, colours } = legendOf(picture, colour);
  const grouping = groupingOf(picture);
  return (
    <div className={classes.about}>
      <h3>How to read it</h3>
      <p className={classes.quiet}>The credential is in the centre. Each ring is one hop further, each sector a system. A larger mark is more sensitive.</p>
      {grouping && <p className={classes.quiet}>{grouping}</p>}
      <Entries entries={shapes} short />
      <h4>{colour === 'class' ? 'Colour: the worst that can be done with it' : 'Colour: what carries it'}</h4>
      <Entries entries={colours} />
    </div>
  );
}

const Entries = ({ entries, short }: { entries: LegendEntry[]; short?: boolean }) => (
  <ul className={classes.legend} data-short={short}>
    {entries.map((entry) => (
      <li key={entry.text} className={classes.entry}>
        <svg viewBox="-10 -10 20 20" width="20" height="20" aria-hidden="true">
          {entry.ring && <circle r="8" className={classes.jewel} />}
          <path d={entry.path} style={{ fill: entry.fill }} className={classes.shape} data-possible={entry.possible} />
          {entry.count && (
            <text textAnchor="middle" dy="0.34em" className={classes.count}>
              {entry.count}
            </text>
          )}
        </svg>
        {entry.text}
      </li>
    ))}
  </ul>
);

/** One mark: what it is, how bad, until when and carried by what, and the way there. */
export function About({ picture, at, way, fixed }: { picture: Picture; at: number; way: number[]; fixed: boolean }) {
  const { marks } = picture;
  const mark = marks[at]!;
  return (
    <div className={classes.about}>
      <h3>{mark.count === 1 ? kindText[mark.kind][0] : `${formatCount(mark.count)} ${whatOf(picture, mark)}`}</h3>
      {mark.count > 1 && <p className={classes.quiet}>Grouped because they are alike in {alikeText(picture.alike)}.</p>}
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
        <dt>System</dt>
        <dd>{mark.system}</dd>
        {mark.hop > 0 && (
          <>
            <dt>Away</dt>
            <dd>{hopsText(mark)}</dd>
          </>
        )}
        {mark.class && (
          <>
            <dt>Worst class</dt>
            <dd>
              {mark.class}: {classText[mark.class]}
            </dd>
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
        <dd>
          {mark.ends.slice(-3).map((end) => (
            <div key={`${end.seconds} ${end.by}`}>
              {mark.count > 1 && `${formatCount(end.count)} `}until {formatSpan(end.seconds)} after the start, carried by {carriedText[end.by]}
            </div>
          ))}
        </dd>
      </dl>
      <h4>The way there</h4>
      <ol className={classes.way}>
        {way.map((i) => (
          <li key={i} className={classes.step}>
            {marks[i]!.count === 1
              ? (marks[i]!.nodes[0]?.key ?? '')
              : `one of ${formatCount(marks[i]!.count)} ${whatOf(picture, marks[i]!)} in ${marks[i]!.system}`}
          </li>
        ))}
      </ol>
      <p className={classes.quiet}>{fixed ? 'Fixed; click it again or press Esc to let go.' : 'Click to fix it.'}</p>
    </div>
  );
}
