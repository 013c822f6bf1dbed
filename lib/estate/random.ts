/** A source of numbers that is the same for the same seed on every machine (mulberry32, Tommy Ettinger; public domain). */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, 0 .. below - 1. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
};

export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, chance: (probability) => next() < probability, pick: (list) => item(list, below(list.length)) };
}

/** An entry that is there: callers pass an index below the length. */
export function item<T>(list: readonly T[], at: number): T {
  if (at >= list.length) throw new Error(`entry ${at} of ${list.length}`);
  return list[at]!;
}
