import type { Likelihood } from './figures.ts';
import type { Band } from './weights.ts';

/** 1 is the most urgent. Strings, because it is a rank to choose by and never a quantity to add. */
export const priorities = ['1', '2', '3', '4', '5'] as const;
export type Priority = (typeof priorities)[number];

/**
 * Priority = likelihood x band of the leak (certain), read off this matrix; the screens show the matrix itself.
 * Columns are the bands contained, low, medium, high, critical. Reasons: what is public is acted on whatever it opens (unless it opens nothing);
 * what lies inside the organisation is one step less urgent, what many use another; what a thief cannot present (`bound`) or must first
 * break a vault for (`kept`) is urgent only where it opens very much.
 */
export const priorityMatrix: Record<Likelihood, Record<Band, Priority>> = {
  leaked: { contained: '3', low: '2', medium: '1', high: '1', critical: '1' },
  found: { contained: '4', low: '3', medium: '2', high: '1', critical: '1' },
  spread: { contained: '5', low: '4', medium: '3', high: '2', critical: '1' },
  unknown: { contained: '5', low: '4', medium: '3', high: '3', critical: '2' },
  kept: { contained: '5', low: '5', medium: '4', high: '3', critical: '3' },
  bound: { contained: '5', low: '5', medium: '5', high: '4', critical: '4' },
};

export const priorityOf = (likelihood: Likelihood, band: Band): Priority => priorityMatrix[likelihood][band];
