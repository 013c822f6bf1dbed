import { type Containment, neededClosures } from './containment.ts';
import { defaultHorizonDays, maxHorizonDays } from './weights.ts';

/** Where the T of an analysis is from: what the field reports, what a manager set, what was measured here, or what somebody asked for in this one analysis. */
export const horizonOrigins = ['default', 'set', 'measured', 'asked'] as const;
export type HorizonOrigin = (typeof horizonOrigins)[number];

/** T for analyses to come. `hold`: what was set stays, whatever is measured. */
export type Horizon = { days: number; origin: 'default' | 'set' | 'measured'; set?: number; hold: boolean; measured: Containment };

/**
 * T by the rules of docs/remediation.md: measured once there are enough closures and a median, unless the set one is to stay.
 * @param last the T of the last analysis, where it was measured: it stays while the median is near, for a change of T ends every trend
 */
export function horizonOf({ set, hold, measured, last }: Pick<Horizon, 'hold' | 'measured'> & { set?: number; last?: number }): Horizon {
  const said = { ...(set !== undefined && { set }), hold, measured };
  if (!hold && measured.closures >= neededClosures && measured.medianDays !== undefined) {
    const days = Math.min(maxHorizonDays, Math.max(1, Math.ceil(measured.medianDays)));
    const isNear = last !== undefined && Math.abs(days - last) <= Math.max(1, last * nearPart);
    return { days: isNear ? last : days, origin: 'measured', ...said };
  }
  return set === undefined ? { days: defaultHorizonDays, origin: 'default', ...said } : { days: set, origin: 'set', ...said };
}

/** A median within a tenth of it, or a day, leaves a measured T as it is. */
const nearPart = 0.1;

/** What a measured T rests on: closures of band medium and above, and those that were still open, counted as censored. */
export type HorizonBasis = { closures: number; open: number };

/** Where a T is from, in words, with what it rests on where that is known. */
export const horizonSource = (origin: HorizonOrigin, basis?: HorizonBasis): string =>
  basis ? `${originText[origin]}: ${basis.closures} ${basis.closures === 1 ? 'closure' : 'closures'}, ${basis.open} open` : originText[origin];

export const originText: Record<HorizonOrigin, string> = {
  default: 'what the field reports',
  set: 'set by a manager',
  measured: 'measured here',
  asked: 'asked for in this analysis',
};
