import { arc, linkRadial, scaleSqrt } from 'd3';
import type { PictureMark } from '../model/picture.ts';

export type PlacedMark = { at: number; x: number; y: number; r: number; angle: number; radius: number };
export type Sector = {
  name: string;
  path: string;
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
  rings: { hop: number; r: number; label: string }[];
  sectors: Sector[];
  marks: PlacedMark[];
  /** From a mark's parent to it. */
  links: { from: number; to: number; path: string; possible: boolean }[];
  /** Names beside marks, where there is room. */
  names: { at: number; x: number; y: number; anchor: 'start' | 'end'; text: string }[];
};

type Input = {
  marks: readonly Pick<PictureMark, 'hop' | 'system' | 'count' | 'certain' | 'sensitivity' | 'parent' | 'kind' | 'nodes'>[];
  systems: readonly { name: string; things: number }[];
};

const tau = 2 * Math.PI;
const centreRadius = 26;
const rim = 58;
const gap = 0.035;
/** Rings beyond are drawn as the outermost one. */
const mostRings = 8;
const round = (n: number): number => Math.round(n * 10) / 10;

/**
 * The blast picture: the credential in the centre, one ring a hop, one sector a system; a mark's area grows with sensitivity, a group's with how many it stands for. Ties are broken by the order
 * of the marks, which is the engine's.
 * @param width, height in px; rings are circles, so the smaller of both counts
 */
export function blastPicture({ marks, systems }: Input, width: number, height: number): BlastGeometry {
  const centre = { x: width / 2, y: height / 2 };
  const outer = Math.min(width, height) / 2 - rim;
  const hops = [...new Set(marks.map(({ hop }) => Math.min(hop, mostRings)))].filter((hop) => hop > 0).sort((a, b) => a - b);
  const most = Math.max(1, hops.at(-1) ?? 1);
  const step = (outer - centreRadius) / most;
  const radiusOf = (hop: number): number => (hop === 0 ? 0 : centreRadius + step * (Math.min(hop, mostRings) - 0.5) + step * 0.1);
  const sizes = sizesOf(marks, step);
  const spans = spansOf(marks, systems, sizes, radiusOf);
  const placed = placeAll(marks, spans, sizes, radiusOf, step, centre);
  return {
    size: { width, height },
    centre,
    rings: Array.from({ length: most }, (_, i) => ({
      hop: i + 1,
      r: round(centreRadius + step * (i + 1)),
      label: i + 1 === mostRings && Math.max(...marks.map(({ hop }) => hop)) > mostRings ? `${mostRings}+ hops` : `${i + 1} ${i === 0 ? 'hop' : 'hops'}`,
    })),
    sectors: sectorsOf(systems, spans, outer, centre),
    marks: placed,
    links: linksOf(marks, placed),
    names: namesOf(marks, placed, width, height),
  };
}

/** A single thing by its sensitivity, a group by how many it stands for. */
function sizesOf(marks: Input['marks'], step: number): number[] {
  const largest = Math.max(2, ...marks.map(({ count }) => count));
  const group = scaleSqrt([1, largest], [5.5, Math.max(8, Math.min(17, step * 0.42))]);
  const single = (sensitivity: number): number => 2.4 + 0.85 * sensitivity;
  return marks.map(({ count, sensitivity, hop }) => (hop === 0 ? 7 : count > 1 ? Math.max(single(sensitivity), group(count)) : single(sensitivity)));
}

type Span = { from: number; to: number };

/** Angles by how much room the fullest ring of each system needs; no sector thinner than its name. */
function spansOf(marks: Input['marks'], systems: Input['systems'], sizes: readonly number[], radiusOf: (hop: number) => number): Map<string, Span> {
  const need = new Map<string, Map<number, number>>(systems.map(({ name }) => [name, new Map()]));
  marks.forEach(({ system, hop }, at) => {
    if (hop === 0) return;
    const rings = need.get(system)!;
    const ring = Math.min(hop, mostRings);
    rings.set(ring, (rings.get(ring) ?? 0) + (2 * sizes[at]! + 4) / Math.max(radiusOf(hop), 30));
  });
  const wanted = systems.map(({ name }) => Math.max(0.3, ...need.get(name)!.values()));
  const total = wanted.reduce((a, b) => a + b, 0);
  const spans = new Map<string, Span>();
  let from = -Math.PI / 2;
  systems.forEach(({ name }, i) => {
    const angle = (tau * wanted[i]!) / total;
    spans.set(name, { from, to: from + angle });
    from += angle;
  });
  return spans;
}

/** Marks of one ring and sector side by side, in up to three rows where they are many; of the centre, around it. */
function placeAll(
  marks: Input['marks'],
  spans: Map<string, Span>,
  sizes: readonly number[],
  radiusOf: (hop: number) => number,
  step: number,
  centre: { x: number; y: number },
): PlacedMark[] {
  const cells = new Map<string, number[]>();
  marks.forEach(({ hop, system }, at) => {
    const key = hop === 0 ? 'centre' : `${Math.min(hop, mostRings)} ${system}`;
    cells.set(key, [...(cells.get(key) ?? []), at]);
  });
  const placed = new Array<PlacedMark>(marks.length);
  const put = (at: number, angle: number, radius: number): void => {
    placed[at] = { at, angle, radius, x: round(centre.x + radius * Math.cos(angle)), y: round(centre.y + radius * Math.sin(angle)), r: round(sizes[at]!) };
  };
  for (const [key, cell] of cells) {
    if (key === 'centre')
      for (const [i, at] of cell.entries()) put(at, (tau * i) / Math.max(1, cell.length - 1) - Math.PI / 2, i === 0 ? 0 : Math.min(17, centreRadius - 8));
    else placeCell(cell, spans.get(marks[cell[0]!]!.system)!, radiusOf(marks[cell[0]!]!.hop), sizes, step, put);
  }
  return placed;
}

function placeCell(
  cell: readonly number[],
  { from, to }: Span,
  radius: number,
  sizes: readonly number[],
  step: number,
  put: (at: number, angle: number, radius: number) => void,
): void {
  const room = Math.max(0.02, to - from - gap);
  const needed = cell.reduce((sum, at) => sum + (2 * sizes[at]! + 3) / radius, 0);
  const rows = needed <= room ? 1 : needed <= 2 * room ? 2 : 3;
  const offset = (row: number): number => (rows === 1 ? 0 : (row / (rows - 1) - 0.5) * step * 0.62);
  const total = cell.reduce((sum, at) => sum + sizes[at]! + 1.5, 0);
  const used = Math.min(room, Math.max(needed / rows, Math.min(room, needed * 1.6)));
  let before = 0;
  cell.forEach((at, i) => {
    const share = (before + (sizes[at]! + 1.5) / 2) / total;
    before += sizes[at]! + 1.5;
    put(at, (from + to) / 2 + (share - 0.5) * used, radius + offset(i % rows));
  });
}

function sectorsOf(systems: Input['systems'], spans: Map<string, Span>, outer: number, centre: { x: number; y: number }): Sector[] {
  const shape = arc<Span>()
    .innerRadius(centreRadius)
    .outerRadius(outer + 8)
    .startAngle(({ from }) => from + Math.PI / 2 + gap / 2)
    .endAngle(({ to }) => to + Math.PI / 2 - gap / 2)
    .cornerRadius(4);
  const labels: { y: number; side: number }[] = [];
  return systems.map(({ name, things }) => {
    const span = spans.get(name)!;
    const middle = systems.length === 1 ? -Math.PI / 2 : (span.from + span.to) / 2;
    const [cos, sin] = [Math.cos(middle), Math.sin(middle)];
    const side = Math.abs(cos) < 0.25 ? 0 : Math.sign(cos);
    let y = centre.y + (outer + 22) * sin;
    // two names of one side keep a line's distance
    while (labels.some((label) => label.side === side && Math.abs(label.y - y) < 26)) y += sin >= 0 ? 6 : -6;
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

/** Curves that leave along the ring and arrive from the centre, as the tree of shortest paths is drawn. */
function linksOf(marks: Input['marks'], placed: readonly PlacedMark[]): BlastGeometry['links'] {
  const link = linkRadial<{ source: PlacedMark; target: PlacedMark }, PlacedMark>()
    .angle(({ angle }) => angle + Math.PI / 2)
    .radius(({ radius }) => radius);
  return marks.flatMap(({ parent, certain }, at) => {
    if (parent < 0) return [];
    const path = link({ source: placed[parent]!, target: placed[at]! }) ?? '';
    return [{ from: parent, to: at, path: path.replace(/-?\d+\.\d+/g, (n) => String(round(Number(n)))), possible: certain === 0 }];
  });
}

const mostNames = 12;

/** The most sensitive single things are named, as far as no name covers another mark's name. */
function namesOf(marks: Input['marks'], placed: readonly PlacedMark[], width: number, height: number): BlastGeometry['names'] {
  const candidates = marks
    .map((mark, at) => ({ mark, at }))
    .filter(({ mark }) => mark.hop > 0 && mark.count === 1 && mark.nodes[0] && (mark.sensitivity >= 4 || marks.length <= 24))
    .sort((a, b) => b.mark.sensitivity - a.mark.sensitivity || a.at - b.at);
  const boxes: { x0: number; x1: number; y: number }[] = [];
  const names: BlastGeometry['names'] = [];
  for (const { mark, at } of candidates) {
    if (names.length === mostNames) break;
    const { x, y, r } = placed[at]!;
    const node = mark.nodes[0]!;
    const text = shorten(node.name ?? node.key);
    const [anchor, start] = x < width / 2 ? (['end', x - r - 4] as const) : (['start', x + r + 4] as const);
    const long = text.length * 5.7;
    const box = anchor === 'start' ? { x0: start, x1: start + long, y } : { x0: start - long, x1: start, y };
    const hit = boxes.some((other) => Math.abs(other.y - y) < 12 && box.x0 < other.x1 && other.x0 < box.x1);
    if (hit || box.x0 < 2 || box.x1 > width - 2 || y < 8 || y > height - 6) continue;
    boxes.push(box);
    names.push({ at, x: round(start), y, anchor, text });
  }
  return names;
}

const shorten = (text: string): string => (text.length <= 26 ? text : `${text.slice(0, 12)}…${text.slice(-12)}`);
