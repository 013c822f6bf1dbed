import type { NodeKind } from '../model/facts.ts';
import type { Ring } from '../model/figures.ts';

export type RingMark = { x: number; y: number; r: number; kind: NodeKind };
export type RingLine = { hop: number; r: number; nodes: number; permissions: number; marks: RingMark[] };
export type RingsChart = {
  centre: number;
  lines: RingLine[];
  /** How many nodes one mark stands for. */
  perMark: number;
  /** Rings beyond the outermost drawn one; it stands for all of them. */
  folded: number;
};

const order: readonly NodeKind[] = ['credential', 'identity', 'workload', 'resource'];
const marksOnRing = 72;

/**
 * One ring a hop around the start, one mark a node (or a fixed number of nodes, where a ring would not hold them), kinds in sectors in a fixed order.
 * @param rings  by ascending hop; hop 0 is the start
 * @param size   of the square picture in px
 */
export function ringsChart(rings: Ring[], size: number, mostRings = 7): RingsChart {
  const outer = rings.filter(({ hop }) => hop > 0);
  const drawn = fold(outer, mostRings);
  const centre = size / 2;
  const step = (centre - 10) / Math.max(drawn.length, 1);
  const fullest = Math.max(0, ...drawn.map((ring) => total(ring)));
  const perMark = Math.max(1, Math.ceil(fullest / marksOnRing));
  const lines = drawn.map((ring, i) => ringLine(ring, centre, step * (i + 1), perMark));
  return { centre, lines, perMark, folded: Math.max(0, outer.length - mostRings) };
}

const total = (ring: Ring): number => ring.nodes.reduce((sum, { count }) => sum + count, 0);

/** The rings beyond `most` added into the last one drawn. */
function fold(rings: Ring[], most: number): Ring[] {
  if (rings.length <= most) return rings;
  const rest = rings.slice(most - 1);
  const counts = new Map<NodeKind, number>();
  for (const { nodes } of rest) for (const { kind, count } of nodes) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const last = {
    hop: rest[0]!.hop,
    nodes: [...counts].map(([kind, count]) => ({ kind, count })),
    permissions: rest.reduce((sum, ring) => sum + ring.permissions, 0),
  };
  return [...rings.slice(0, most - 1), last];
}

function ringLine(ring: Ring, centre: number, r: number, perMark: number): RingLine {
  const kinds = order.flatMap((kind) => Array.from({ length: Math.ceil((ring.nodes.find((each) => each.kind === kind)?.count ?? 0) / perMark) }, () => kind));
  const size = kinds.length > marksOnRing * 0.6 ? 2.25 : 3.25;
  const marks = kinds.map((kind, i) => {
    const angle = (i / kinds.length) * 2 * Math.PI - Math.PI / 2;
    const round = (n: number) => Math.round(n * 100) / 100;
    return { x: round(centre + r * Math.cos(angle)), y: round(centre + r * Math.sin(angle)), r: size, kind };
  });
  return { hop: ring.hop, r: Math.round(r * 100) / 100, nodes: total(ring), permissions: ring.permissions, marks };
}
