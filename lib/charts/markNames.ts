import type { BlastMark } from './blastPicture.ts';
import type { PlacedMark } from './placeMarks.ts';

/** A name beside a mark. */
export type MarkName = { at: number; x: number; y: number; anchor: 'start' | 'end'; text: string };
export type Box = { x0: number; x1: number; y0: number; y1: number };

const most = 24;
const letter = 6.2;
const high = 7;
const round = (n: number): number => Math.round(n * 10) / 10;
const meet = (a: Box, b: Box): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** Names of single things, the most sensitive first, on the outer side or else the inner one, as far as none covers a mark, another name or what is taken already. */
export function markNames(marks: readonly BlastMark[], placed: readonly PlacedMark[], before: readonly Box[], width: number, height: number): MarkName[] {
  const candidates = marks
    .map((mark, at) => ({ mark, at }))
    .filter(({ mark }) => mark.hop > 0 && mark.count === 1 && mark.nodes[0])
    .sort((a, b) => b.mark.sensitivity - a.mark.sensitivity || a.at - b.at);
  const taken: Box[] = [...before, ...placed.map(({ x, y, r, at }) => around(x, y, isJewel(marks[at]!) ? r + jewelRing : r))];
  const names: MarkName[] = [];
  for (const { mark, at } of candidates) {
    if (names.length === most) break;
    const { x, y, r: bare } = placed[at]!;
    const r = isJewel(mark) ? bare + jewelRing : bare;
    const text = shorten(mark.nodes[0]!.name ?? lastPart(mark.nodes[0]!.key));
    const long = text.length * letter;
    const sides = [
      { anchor: 'start' as const, x: x + r + 5, box: { x0: x + r + 3, x1: x + r + 5 + long, y0: y - high, y1: y + high } },
      { anchor: 'end' as const, x: x - r - 5, box: { x0: x - r - 5 - long, x1: x - r - 3, y0: y - high, y1: y + high } },
    ];
    if (x < width / 2) sides.reverse();
    const side = sides.find(({ box }) => box.x0 > 2 && box.x1 < width - 2 && box.y0 > 0 && box.y1 < height && !taken.some((one) => meet(one, box)));
    if (!side) continue;
    taken.push(side.box);
    names.push({ at, x: round(side.x), y, anchor: side.anchor, text });
  }
  return names;
}

/** The ring around a crown jewel is this much wider. */
export const jewelRing = 3.5;
export const isJewel = ({ kind, sensitivity, hop }: Pick<BlastMark, 'kind' | 'sensitivity' | 'hop'>): boolean =>
  kind === 'resource' && sensitivity === 5 && hop > 0;
const around = (x: number, y: number, r: number): Box => ({ x0: x - r, x1: x + r, y0: y - r, y1: y + r });

/** Keys of one system begin alike; what tells them apart stands at the end. */
function lastPart(key: string): string {
  const parts = key.split(/[/:]/).filter((part) => part !== '');
  const last = parts.at(-1) ?? key;
  return last.length < 4 && parts.length > 1 ? `${parts.at(-2)}/${last}` : last;
}
const shorten = (text: string): string => (text.length <= 26 ? text : `${text.slice(0, 12)}…${text.slice(-12)}`);
