import type { ActionClass } from './facts.ts';

/**
 * Every weight and threshold of the metrics, in one place, with its reason (docs/metrics.md). `weightsVersion` changes whenever a value does:
 * each analysis records it, and trends are only drawn at constant weights.
 */
export const weightsVersion = '1';

/** How much harm one permission of a class does, relative to listing. */
export const classWeight: Record<ActionClass, number> = {
  list: 1, // learns names only
  read: 5, // learns content
  spend: 5, // costs money, ends with containment
  write: 10, // changes content
  send: 10, // speaks in someone's name
  delete: 12, // destroys content
  execute: 20, // runs code inside
  'read-secret': 30, // yields further credentials
  delegate: 40, // changes who may do what
};

/** Factor of the resource's sensitivity 1..5, by index; half an order of magnitude a step, so that one crown jewel (5) counts as a hundred trivial things (1). */
export const sensitivityWeight = [0, 1, 3, 10, 30, 100] as const;
export const defaultSensitivity = 2;

/** Horizon T in whole days: the mean time to remediate a leaked secret that the field reports. */
export const defaultHorizonDays = 27;
export const maxHorizonDays = 240;

export const bands = ['contained', 'low', 'medium', 'high', 'critical'] as const;
export type Band = (typeof bands)[number];
/** Lowest action-days of each band, by index in `bands`. */
export const bandFloor = [0, 1e3, 3e4, 1e6, 3e7] as const;

/** The sub-day points of the grid of lives, in seconds; after them 1 d, 2 d, ... T d. All are multiples of 300 s, so sums in units of 300 s are exact integers. */
export const subDayLives = [300, 900, 3600, 14400, 43200] as const;
export const lifeUnitSeconds = 300;
