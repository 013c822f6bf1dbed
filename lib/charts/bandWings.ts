import { scalePow } from 'd3';
import { type Band, bands } from '../model/weights.ts';

export type BandCounts = Record<Band, number>;
export type Wing = { count: number; width: number; upToCount: number; upToWidth: number };
export type BandWing = { band: Band; y: number; height: number; left: Wing; right: Wing };

/**
 * Two scenarios back to back: one row a band, worst first, bars growing outward from the middle, the leak to the left and the takeover to the right.
 * Lengths grow with the square root of the count, so that 3 beside 12,000 is still seen; the same scale on both sides.
 * @param wing    longest bar in px
 * @param row     height of a row in px
 */
export function bandWings(
  left: { certain: BandCounts; upTo: BandCounts },
  right: { certain: BandCounts; upTo: BandCounts },
  wing: number,
  row: number,
): BandWing[] {
  const all = [left.certain, left.upTo, right.certain, right.upTo].flatMap((counts) => bands.map((band) => counts[band]));
  const long = scalePow([0, Math.max(1, ...all)], [0, wing]).exponent(0.5);
  const length = (count: number) => (count === 0 ? 0 : Math.max(2, long(count)));
  const side = (counts: { certain: BandCounts; upTo: BandCounts }, band: Band): Wing => ({
    count: counts.certain[band],
    width: length(counts.certain[band]),
    upToCount: counts.upTo[band],
    upToWidth: length(counts.upTo[band]),
  });
  return [...bands].reverse().map((band, i) => ({ band, y: i * row, height: row, left: side(left, band), right: side(right, band) }));
}
