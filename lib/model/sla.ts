import { type Band, bands } from './weights.ts';

/** Days from a task's creation to its due date, by the worst band of its subjects; `other` where no band is known. */
export type Sla = Record<Band | 'other', number>;

/** High and critical as in most policies for leaked secrets and exploited flaws; the rest so that it comes up within a quarter or two. */
export const defaultSla: Sla = { critical: 7, high: 14, medium: 30, low: 90, contained: 180, other: 30 };
export const maxSlaDays = 730;
export const slaBands = [...bands, 'other'] as const;
