import { scaleSqrt } from 'd3';
import { pictureRings } from '../model/picture.ts';
import type { BlastMark } from './blastPicture.ts';

/** A ring of the blast picture: `r` its outer edge, `inner` its inner one, `middle` where its marks lie; px from the centre. */
export type Ring = { hop: number; inner: number; middle: number; r: number; label: string };

export const centreRadius = 30;
/** So large that the number of what a group stands for fits in. */
const leastGroup = 9;
const round = (n: number): number => Math.round(n * 10) / 10;

export const ringAt = (rings: readonly Ring[], hop: number): Ring => rings[Math.min(hop, rings.length) - 1]!;

/** Radius of each mark in px: a single thing by its sensitivity, a group by how many it stands for; all larger while they are few. @param shrink  where there is less room */
export function sizesOf(marks: readonly BlastMark[], shrink = 1): number[] {
  const [few, many] = [24, 160];
  const scale = 1.75 - 0.75 * Math.min(1, Math.max(0, (marks.length - few) / (many - few)));
  const largest = Math.max(10, ...marks.map(({ count }) => count));
  const group = scaleSqrt([1, largest], [leastGroup, 22]);
  const single = (sensitivity: number): number => scale * (2.6 + 0.8 * sensitivity);
  return marks.map(({ count, sensitivity, hop }) => shrink * (hop === 0 ? 9 : count > 1 ? Math.max(single(1), group(count)) : single(sensitivity)));
}

/** One ring a hop, wider where more has to lie in it. */
export function ringsOf(marks: readonly BlastMark[], sizes: readonly number[], outer: number): Ring[] {
  const furthest = Math.max(0, ...marks.map(({ lastHop }) => lastHop));
  const count = Math.max(1, Math.min(pictureRings, furthest));
  const even = (outer - centreRadius) / count;
  const width = Array.from({ length: count }, (_, i) => {
    const inside = marks.flatMap(({ hop }, at) => (hop > 0 && Math.min(hop, count) === i + 1 ? [sizes[at]!] : []));
    const full = inside.reduce((sum, r) => sum + 2 * r + 5, 0) / (2 * Math.PI * (centreRadius + even * (i + 0.5)));
    return Math.min(2.6, Math.max(1, 0.6 + 1.6 * full, (2 * Math.max(0, ...inside) + 8) / even));
  });
  const total = width.reduce((a, b) => a + b, 0);
  let inner = centreRadius;
  return width.map((share, i) => {
    const r = inner + ((outer - centreRadius) * share) / total;
    const ring = { hop: i + 1, inner: round(inner), middle: round((inner + r) / 2), r: round(r), label: labelOf(i + 1, count, furthest) };
    inner = r;
    return ring;
  });
}

const labelOf = (hop: number, count: number, furthest: number): string =>
  hop === count && furthest > count ? `${hop}–${furthest} hops` : hop === 1 ? '1 hop' : String(hop);
