import { arc, linkRadial } from 'd3';
import type { PictureMark } from '../model/picture.ts';
import { type MarkName, markNames } from './markNames.ts';
import { type PlacedMark, placeMarks } from './placeMarks.ts';
import { type Ring, ringAt, ringsOf, sizesOf } from './rings.ts';

export type Sector = {
  name: string;
  path: string;
  /** Radians, clockwise from three o'clock. */
  from: number;
  to: number;
  labelX: number;
  labelY: number;
  anchor: 'start' | 'middle' | 'end';
  things: number;
};
export type BlastGeometry = {
  size: { width: number; height: number };
  centre: { x: number; y: number };
  rings: Ring[];
  sectors: Sector[];
  marks: PlacedMark[];
  /** From a mark's parent to it. */
  links: { from: number; to: number; path: string; possible: boolean }[];
  /** Names beside marks, where there is room. */
  names: MarkName[];
};
export type BlastMark = Pick<PictureMark, 'hop' | 'system' | 'count' | 'certain' | 'sensitivity' | 'parent' | 'kind' | 'nodes'>;
export type Span = { from: number; to: number };
type Input = { marks: readonly BlastMark[]; systems: readonly { name: string; things: number }[] };

const tau = 2 * Math.PI;
const top = -Math.PI / 2;
const rim = 56;
/** Left open at the top, where the rings are labelled. */
const axis = 0.17;
const gap = 0.03;
/** No sector is thinner than its name needs. */
const leastSpan = 0.32;
const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * The blast picture: the credential in the centre, one ring a hop, one sector a system; a mark's area grows with sensitivity, a group's with how many it stands for. Each mark lies as near as
 * there is room to the angle of the mark that it is reached from. Ties are broken by the order of the marks, which is the engine's.
 * @param width, height in px; rings are circles, so the smaller of both counts
 */
export function blastPicture({ marks, systems }: Input, width: number, height: number): BlastGeometry {
  const centre = { x: width / 2, y: height / 2 };
  const outer = Math.min(width, height) / 2 - rim;
  const sizes = sizesOf(marks);
  const rings = ringsOf(marks, sizes, outer);
  const spans = spansOf(marks, systems, sizes, rings);
  const placed = placeMarks(marks, { spans, sizes, rings, centre, inset: gap });
  return {
    size: { width, height },
    centre,
    rings,
    sectors: sectorsOf(beyondTheStart(marks, systems), spans, outer, rings, centre),
    marks: placed,
    links: linksOf(marks, placed),
    names: markNames(marks, placed, width, height),
  };
}

/** Angles by how much room the fullest ring of each system needs. */
function spansOf(marks: Input['marks'], systems: Input['systems'], sizes: readonly number[], rings: readonly Ring[]): Map<string, Span> {
  const need = new Map<string, Map<number, number>>(systems.map(({ name }) => [name, new Map()]));
  marks.forEach((mark, at) => {
    if (mark.hop === 0) return;
    const sums = need.get(mark.system)!;
    const ring = ringAt(rings, mark.hop);
    sums.set(ring.hop, (sums.get(ring.hop) ?? 0) + (2 * sizes[at]! + 5) / Math.max(ring.middle, 40));
  });
  const wanted = systems.map(({ name }) => Math.max(leastSpan, ...need.get(name)!.values()));
  const total = wanted.reduce((a, b) => a + b, 0);
  const spans = new Map<string, Span>();
  let from = top + axis / 2;
  systems.forEach(({ name }, i) => {
    const angle = ((tau - axis) * wanted[i]!) / total;
    spans.set(name, { from, to: from + angle });
    from += angle;
  });
  return spans;
}

/** Systems with what is reached in them: the start itself is not. */
const beyondTheStart = (marks: Input['marks'], systems: Input['systems']): Input['systems'] =>
  systems.map(({ name, things }) => ({
    name,
    things: marks.reduce((left, mark) => (mark.hop === 0 && mark.system === name ? left - mark.count : left), things),
  }));

function sectorsOf(
  systems: Input['systems'],
  spans: ReadonlyMap<string, Span>,
  outer: number,
  rings: readonly Ring[],
  centre: { x: number; y: number },
): Sector[] {
  const shape = arc<Span>()
    .innerRadius(rings[0]?.inner ?? 0)
    .outerRadius(outer + 6)
    .startAngle(({ from }) => from - top + gap / 2)
    .endAngle(({ to }) => to - top - gap / 2)
    .cornerRadius(4);
  const labels: { y: number; side: number }[] = [];
  return systems.map(({ name, things }) => {
    const span = spans.get(name)!;
    const middle = (span.from + span.to) / 2;
    const [cos, sin] = [Math.cos(middle), Math.sin(middle)];
    const side = Math.abs(cos) < 0.25 ? 0 : Math.sign(cos);
    let y = centre.y + (outer + (side === 0 && sin > 0 ? 26 : 20)) * sin;
    // two names of one side keep a line's distance
    while (labels.some((label) => label.side === side && Math.abs(label.y - y) < 28)) y += sin >= 0 ? 6 : -6;
    labels.push({ y, side });
    return {
      name,
      things,
      path: shape(span) ?? '',
      ...span,
      labelX: round(centre.x + (outer + 18) * cos),
      labelY: round(y),
      anchor: side === 0 ? 'middle' : side > 0 ? 'start' : 'end',
    };
  });
}

/** Curves that leave along the ring and arrive from the centre, as a radial tree is drawn; from sector to sector they bend inwards, so that they bundle. */
function linksOf(marks: Input['marks'], placed: readonly PlacedMark[]): BlastGeometry['links'] {
  const link = linkRadial<{ source: PlacedMark; target: PlacedMark }, PlacedMark>()
    .angle(({ angle }) => angle - top)
    .radius(({ radius }) => radius);
  return marks.flatMap(({ parent, certain, system }, at) => {
    if (parent < 0) return [];
    const [source, target] = [placed[parent]!, placed[at]!];
    const across = marks[parent]!.hop > 0 && marks[parent]!.system !== system;
    const path = across ? bend(source, target) : (link({ source, target }) ?? '');
    return [{ from: parent, to: at, path: path.replace(/-?\d+\.\d+/g, (n) => String(round(Number(n)))), possible: certain === 0 }];
  });
}

function bend(source: PlacedMark, target: PlacedMark): string {
  const at = ({ angle, radius }: PlacedMark, inwards: number): string =>
    `${(radius * inwards * Math.cos(angle)).toFixed(2)},${(radius * inwards * Math.sin(angle)).toFixed(2)}`;
  return `M${at(source, 1)}C${at(source, 0.55)} ${at(target, 0.55)} ${at(target, 1)}`;
}
