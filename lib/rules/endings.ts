import type { NodeColumns } from '../blast/columns.ts';
import { limits } from './limits.ts';

/** Bits of when a node ends by itself. */
export const endingBit = {
  /** It is renewed by itself (`ttl`). */
  renewed: 1,
  /** Nothing ends it within the longest lifetime that is no finding. */
  lasts: 2,
  /** The same of an attested token. */
  longToken: 4,
} as const;

/** When each node ends, seen from `asOfMs`: all that rules ask of its times, so that those can be let go of. */
export function endingsOf({ count, expiresMs, ttlSeconds }: NodeColumns, asOfMs: number): Uint8Array {
  const endings = new Uint8Array(count);
  for (let v = 0; v < count; v++) {
    const leftSeconds = Math.min(orEver((expiresMs[v]! - asOfMs) / 1000), orEver(ttlSeconds[v]!));
    endings[v] =
      (Number.isNaN(ttlSeconds[v]!) ? 0 : endingBit.renewed) |
      (leftSeconds > limits.lifetimeDays * 86_400 ? endingBit.lasts : 0) |
      (leftSeconds > limits.tokenSeconds ? endingBit.longToken : 0);
  }
  return endings;
}

/** Nothing that ends it: for ever. */
const orEver = (seconds: number): number => (Number.isNaN(seconds) ? Number.POSITIVE_INFINITY : seconds);
