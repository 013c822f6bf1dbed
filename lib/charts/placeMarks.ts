import type { BlastMark, Span } from './blastPicture.ts';
import { centreRadius, type Ring, ringAt } from './rings.ts';

/** Where a mark lies: `x` and `y` in px of the drawing, `angle` and `radius` from its centre, `r` its own radius. */
export type PlacedMark = { at: number; x: number; y: number; r: number; angle: number; radius: number };
type Room = {
  spans: ReadonlyMap<string, Span>;
  sizes: readonly number[];
  rings: readonly Ring[];
  centre: { x: number; y: number };
  /** Radians that a mark keeps from the edge of its sector. */
  inset: number;
};

const tau = 2 * Math.PI;
/** Radians between two marks where there is room for it. */
const comfort = 0.4;
const round = (n: number): number => Math.round(n * 10) / 10;

/** Ring by ring from the centre: within a sector in the order of the marks they are reached from, each as near to the angle of its own as the others let it; in up to three rows where they are many. */
export function placeMarks(marks: readonly BlastMark[], { spans, sizes, rings, centre, inset }: Room): PlacedMark[] {
  const placed = new Array<PlacedMark>(marks.length);
  const put = (at: number, angle: number, radius: number): void => {
    placed[at] = { at, angle, radius, x: round(centre.x + radius * Math.cos(angle)), y: round(centre.y + radius * Math.sin(angle)), r: round(sizes[at]!) };
  };
  const starts = marks.flatMap(({ hop }, at) => (hop === 0 ? [at] : []));
  for (const [i, at] of starts.entries())
    put(at, (tau * i) / starts.length - Math.PI / 2, starts.length === 1 ? 0 : Math.min(centreRadius - 10, 8 + 2 * starts.length));
  for (const cell of cellsOf(marks, rings)) {
    const { system, hop } = marks[cell[0]!]!;
    const { from, to } = spans.get(system)!;
    const ring = ringAt(rings, hop);
    // what comes from the centre has no angle of its own: the middle of the sector, to the right where the only sector is the whole circle
    const free = to - from > Math.PI ? 0 : (from + to) / 2;
    const wish = (at: number): number => {
      let { parent } = marks[at]!;
      while (parent >= 0 && !placed[parent]) parent = marks[parent]!.parent; // of the same ring, where the outermost one holds several hops
      if (parent < 0 || marks[parent]!.hop === 0) return free;
      return marks[parent]!.system === system ? placed[parent]!.angle : towards(placed[parent]!.angle, from, to);
    };
    const order = cell.map((at) => ({ at, wish: wish(at) })).sort((a, b) => a.wish - b.wish || a.at - b.at);
    const turn = Math.max(...cell.map((at) => sizes[at]!)) / ring.middle;
    placeRow(order, { from: from + inset + turn, to: Math.max(from + inset + turn, to - inset - turn) }, ring, sizes, put);
  }
  return placed;
}

/** The marks of one ring and sector, inner rings first. */
function cellsOf(marks: readonly BlastMark[], rings: readonly Ring[]): number[][] {
  const cells = new Map<string, number[]>();
  marks.forEach(({ hop, system }, at) => {
    if (hop === 0) return;
    const key = `${ringAt(rings, hop).hop} ${system}`;
    cells.set(key, [...(cells.get(key) ?? []), at]);
  });
  return [...cells.values()].sort((a, b) => ringAt(rings, marks[a[0]!]!.hop).hop - ringAt(rings, marks[b[0]!]!.hop).hop);
}

function placeRow(
  order: readonly { at: number; wish: number }[],
  { from, to }: Span,
  ring: Ring,
  sizes: readonly number[],
  put: (at: number, angle: number, radius: number) => void,
): void {
  const room = to - from;
  const need = (at: number): number => (2 * sizes[at]! + 4) / ring.middle;
  const total = order.reduce((sum, { at }) => sum + need(at), 0);
  const largest = Math.max(...order.map(({ at }) => sizes[at]!));
  const mostRows = Math.max(1, Math.min(3, Math.floor((ring.r - ring.inner) / (1.6 * largest))));
  const rows = Math.min(mostRows, Math.max(1, Math.ceil(total / Math.max(room, 0.01))));
  const sum = (steps: readonly number[]): number => steps.reduce((a, b) => a + b, 0);
  const least = order.slice(1).map(({ at }, i) => (need(at) + need(order[i]!.at)) / 2 / rows);
  const roomy = least.map((step) => Math.max(step, comfort));
  // between what they need and what is comfortable, as far as there is room; squeezed where there is not even what they need
  const share = Math.max(0, Math.min(1, (room - sum(least)) / Math.max(1e-9, sum(roomy) - sum(least))));
  const squeeze = Math.min(1, room / Math.max(1e-9, sum(least)));
  const steps = least.map((step, i) => squeeze * (step + share * (roomy[i]! - step)));
  const angles = separate(
    order.map(({ wish }) => wish),
    steps,
    from,
    to,
  );
  const reach = Math.max(0, (ring.r - ring.inner) / 2 - largest - 1);
  order.forEach(({ at }, i) => {
    put(at, angles[i]!, ring.middle + (rows === 1 ? 0 : ((i % rows) / (rows - 1) - 0.5) * 2 * reach));
  });
}

/**
 * Positions nearest (least squares) to the wishes that keep the steps between neighbours and stay within: pool adjacent violators on the wishes less the steps before them, then clamped.
 * @param wishes ascending; `steps[i]` lies between the i-th and the next, and their sum is at most `to` - `from`
 */
export function separate(wishes: readonly number[], steps: readonly number[], from: number, to: number): number[] {
  const before = wishes.map((_, i) => steps.slice(0, i).reduce((a, b) => a + b, 0));
  const blocks: { sum: number; count: number }[] = [];
  wishes.forEach((wish, i) => {
    blocks.push({ sum: wish - before[i]!, count: 1 });
    for (let last = blocks.length - 1; last > 0 && blocks[last - 1]!.sum / blocks[last - 1]!.count > blocks[last]!.sum / blocks[last]!.count; last--) {
      const block = blocks.pop()!;
      blocks[last - 1]!.sum += block.sum;
      blocks[last - 1]!.count += block.count;
    }
  });
  const most = to - (before.at(-1) ?? 0);
  return blocks
    .flatMap(({ sum, count }) => new Array<number>(count).fill(Math.min(Math.max(sum / count, from), Math.max(from, most))))
    .map((base, i) => base + before[i]!);
}

/** The angle within the span that leans to one outside it. */
function towards(angle: number, from: number, to: number): number {
  const middle = (from + to) / 2;
  const turn = Math.atan2(Math.sin(angle - middle), Math.cos(angle - middle));
  return Math.min(to, Math.max(from, middle + turn / 2));
}
