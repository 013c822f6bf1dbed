import type { Band } from './weights.ts';

/** How long credentials stayed exposed, of one group; docs/remediation.md, "Time to contain". Days are not rounded. */
export type Containment = {
  /** Contained, and still open (censored at the time of asking). */
  closures: number;
  open: number;
  /** Kaplan and Meier's median; absent where less than half was contained by any time. */
  medianDays?: number;
};
export type ContainmentGroup = Containment & { group: string };
export type ContainmentReport = {
  /** Over everything, and over band medium and above, which T follows. */
  all: Containment;
  measured: Containment;
  byBand: (Containment & { group: Band | 'none' })[];
  byOwner: ContainmentGroup[];
  /** By the month of exposure, `2026-11`; newest first. */
  byMonth: ContainmentGroup[];
};

/** So many of one length: contained after it, or open until now. */
export type Spell = { hours: number; contained: number; open: number };

/**
 * Closures, open ones and the median time to contain, by Kaplan and Meier's estimate of what is still open after each time (J. Am. Stat. Assoc. 53, 1958): those that are open take part up to their own
 * length, and are not left out. What is contained at a time comes before what is censored at it.
 * @param spells in any order; several of one length are added up
 */
export function containmentOf(spells: readonly Spell[]): Containment {
  const byHours = new Map<number, { contained: number; open: number }>();
  for (const { hours, contained, open } of spells) {
    const sum = byHours.get(hours) ?? { contained: 0, open: 0 };
    byHours.set(hours, { contained: sum.contained + contained, open: sum.open + open });
  }
  let atRisk = 0;
  for (const { contained, open } of byHours.values()) atRisk += contained + open;
  const total = { closures: 0, open: 0 };
  let [survival, median]: [number, number | undefined] = [1, undefined];
  for (const [hours, { contained, open }] of [...byHours].sort(([a], [b]) => a - b)) {
    if (contained > 0) survival *= 1 - contained / atRisk;
    if (survival <= 0.5 + rounding) median ??= hours / 24;
    atRisk -= contained + open;
    total.closures += contained;
    total.open += open;
  }
  return { ...total, ...(median !== undefined && { medianDays: median }) };
}

/** A product of fractions that is exactly one half must not come out just above it. */
const rounding = 1e-9;

/** So many closures of band medium and above make the median this organisation's own (docs/model.md). */
export const neededClosures = 30;
