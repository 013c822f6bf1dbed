import { lifeUnitSeconds, maxHorizonDays, subDayLives } from '../model/weights.ts';

/**
 * The grid of lives for one horizon (docs/facts.md, semantics 5): 5 min, 15 min, 1 h, 4 h, 12 h, 1 d, 2 d, ... T d. A life is stored as its index, one byte.
 * `units` are the same points in whole units of 300 s, so that weight x life sums are exact integers.
 */
export type Lives = { horizonDays: number; units: Int32Array; last: number };

const dayMs = 86_400_000;

/** @param horizonDays T, a whole number 1..240 */
export function livesOf(horizonDays: number): Lives {
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > maxHorizonDays) {
    throw new RangeError(`horizon is ${horizonDays} days, expected a whole number from 1 to ${maxHorizonDays}`);
  }
  const units = new Int32Array(subDayLives.length + horizonDays);
  for (let i = 0; i < units.length; i++) units[i] = (subDayLives[i] ?? (i - subDayLives.length + 1) * 86_400) / lifeUnitSeconds;
  return { horizonDays, units, last: units.length - 1 };
}

/** Index of the first point of the grid not below `ms` milliseconds, at most T; NaN (no time) is T. Exact: `ms` is a whole number. */
export function lifeIndex(lives: Lives, ms: number): number {
  for (let i = 0; i < subDayLives.length; i++) if (ms <= subDayLives[i]! * 1000) return i;
  const days = Math.ceil(ms / dayMs);
  return days <= lives.horizonDays ? subDayLives.length + days - 1 : lives.last; // NaN compares false
}

/** Action-days of a sum in units of 300 s x weight: divided once by a day, rounded to 6 decimals as they are shown. */
export function actionDaysOf(units: number): number {
  const days = (units * lifeUnitSeconds) / 86_400;
  // As `toFixed` does, without a text, and some ten times as fast: whole units never lie near the middle of two millionths (they are ninths of them), nor does what is left of the division
  return days < 1e8 ? Math.round(days * 1e6) / 1e6 : Number(days.toFixed(6));
}
