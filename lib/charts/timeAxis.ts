import { scaleUtc, utcFormat } from 'd3';

const dayMs = 86_400_000;

/** How a moment reads on an axis of so much time: with the minute up to two days, the day up to ten months, the month beyond. @param at, span  ms */
export function timeText(at: number, span: number): string {
  const date = new Date(at);
  if (span > 0 && span <= 2 * dayMs) return utcFormat('%-d %b %H:%M')(date);
  return utcFormat(span > 300 * dayMs ? '%b %Y' : '%-d %b')(date);
}

/**
 * Round moments between two, each with its text, about one to every `apart` px. The scale takes round times and may give several of one minute, which read alike: of those the first.
 * @param first, last  ms since 1970, the first not after the last
 * @param wide, apart  px
 */
export function timeTicks(first: number, last: number, wide: number, apart: number): { at: number; text: string }[] {
  if (first === last) return [{ at: first, text: timeText(first, 0) }];
  return scaleUtc([first, last], [0, wide])
    .ticks(Math.max(2, Math.floor(wide / apart)))
    .map((date) => ({ at: Number(date), text: timeText(Number(date), last - first) }))
    .filter((tick, i, ticks) => tick.text !== ticks[i - 1]?.text);
}
