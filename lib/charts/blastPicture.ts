import { arc, linkRadial } from 'd3';
import type { PictureMark } from '../model/picture.ts';
import { type Box, type MarkName, markNames } from './markNames.ts';
import { type PlacedMark, placeMarks, separate } from './placeMarks.ts';
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
export type BlastMark = Pick<PictureMark, 'hop' | 'lastHop' | 'system' | 'count' | 'certain' | 'sensitivity' | 'parent' | 'kind' | 'nodes'>;
export type Span = { from: number; to: number };
type Input = { marks: readonly BlastMark[]; systems: readonly { name: string; things: number }[] };

const tau = 2 * Math.PI;
const top = -Math.PI / 2;
/** Around the rings, for the names of the systems; their numbers need less. */
const rim = { names: 56, numbers: 28 } as const;
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
 * @param labels  what stands beside a sector: its system's name, or, where there is little room, its number (from 1) and no names of marks
 */
export function blastPicture({ marks, systems }: Input, width: number, height: number, labels: 'names' | 'numbers' = 'names'): BlastGeometry {
  const centre = { x: width / 2, y: height / 2 };
  const outer = Math.min(width, height) / 2 - rim[labels];
  const sizes = sizesOf(marks, labels === 'numbers' ? 0.8 : 1);
  const rings = ringsOf(marks, sizes, outer);
  const spans = spansOf(marks, systems, sizes, rings);
  const placed = placeMarks(marks, { spans, sizes, rings, centre, inset: gap });
  const sectors = sectorsOf(beyondTheStart(marks, systems), spans, outer, rings, centre, labels);
  return {
    size: { width, height },
    centre,
    rings,
    sectors,
    marks: placed,
    links: linksOf(marks, placed),
    names: labels === 'names' ? markNames(marks, placed, [...sectors.map(boxOf), ...rings.map((ring) => ringBox(ring, centre))], width, height) : [],
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
  beside: 'names' | 'numbers',
): Sector[] {
  const shape = arc<Span>()
    .innerRadius(rings[0]?.inner ?? 0)
    .outerRadius(outer + 6)
    .startAngle(({ from }) => from - top + gap / 2)
    .endAngle(({ to }) => to - top - gap / 2)
    .cornerRadius(4);
  const placed = beside === 'numbers' ? numbersOf(systems, spans, outer, centre) : namesOf(systems, spans, outer, centre);
  return systems.map(({ name, things }, i) => ({ name, things, path: shape(spans.get(name)!) ?? '', ...spans.get(name)!, ...placed[i]! }));
}

type Label = Pick<Sector, 'labelX' | 'labelY' | 'anchor'>;
type Point = { x: number; y: number };
const middleOf = ({ from, to }: Span): number => (from + to) / 2;

/** Numbers stand close to the rings. */
function numbersOf(systems: Input['systems'], spans: ReadonlyMap<string, Span>, outer: number, centre: Point): Label[] {
  const at = outer + rim.numbers / 2 + 2;
  return systems.map(({ name }) => {
    const middle = middleOf(spans.get(name)!);
    return { labelX: round(centre.x + at * Math.cos(middle)), labelY: round(centre.y + at * Math.sin(middle)), anchor: 'middle' };
  });
}

/** A name takes two lines. */
const nameHeight = 30;

/** Names stand in a column at either side, each as near to its sector as the others let it, and keep clear of the rings; a lone sector has its name below. */
function namesOf(systems: Input['systems'], spans: ReadonlyMap<string, Span>, outer: number, centre: Point): Label[] {
  if (systems.length === 1) return [{ labelX: centre.x, labelY: round(centre.y + outer + 26), anchor: 'middle' }];
  const radius = outer + 18;
  const labels = new Array<Label>(systems.length);
  for (const side of [-1, 1]) {
    const column = systems
      .map(({ name }, at) => ({ at, angle: middleOf(spans.get(name)!) }))
      .filter(({ angle }) => (Math.cos(angle) < 0 ? -1 : 1) === side)
      .sort((a, b) => Math.sin(a.angle) - Math.sin(b.angle) || a.at - b.at);
    const ys = separate(
      column.map(({ angle }) => centre.y + radius * Math.sin(angle)),
      column.slice(1).map(() => nameHeight),
      14,
      2 * centre.y - 22,
    );
    column.forEach(({ at, angle }, i) => {
      const clear = Math.sqrt(Math.max(0, radius ** 2 - (ys[i]! - centre.y) ** 2));
      const x = Math.max(radius * Math.abs(Math.cos(angle)), clear);
      labels[at] = { labelX: round(centre.x + side * x), labelY: round(ys[i]!), anchor: side < 0 ? 'end' : 'start' };
    });
  }
  return labels;
}

const ringBox = ({ r, label }: Ring, centre: Point): Box => {
  const half = 3 * label.length + 2;
  return { x0: centre.x - half, x1: centre.x + half, y0: centre.y - r - 6, y1: centre.y - r + 6 };
};

/** What a system's name and the line below it cover. */
function boxOf({ name, things, labelX, labelY, anchor }: Sector): Box {
  const long = Math.max(7.4 * name.length, 6 * (String(things).length + 8));
  const x0 = labelX - (anchor === 'start' ? 0 : anchor === 'end' ? long : long / 2);
  return { x0: x0 - 4, x1: x0 + long + 4, y0: labelY - 13, y1: labelY + 21 };
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
    const path = across ? bend(source, target) : source.radius === 0 ? spoke(target) : (link({ source, target }) ?? '');
    return [{ from: parent, to: at, path: path.replace(/-?\d+\.\d+/g, (n) => String(round(Number(n)))), possible: certain === 0 }];
  });
}

/** From the centre straight out. */
const spoke = ({ angle, radius }: PlacedMark): string => `M0,0L${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;

function bend(source: PlacedMark, target: PlacedMark): string {
  const at = ({ angle, radius }: PlacedMark, inwards: number): string =>
    `${(radius * inwards * Math.cos(angle)).toFixed(2)},${(radius * inwards * Math.sin(angle)).toFixed(2)}`;
  return `M${at(source, 1)}C${at(source, 0.55)} ${at(target, 0.55)} ${at(target, 1)}`;
}
