import type { ControlPath } from './controlPath.ts';
import { timeOf } from './moment.ts';

/** Issued anew since the task was made, and within the last so many days: what is due again is a path again. */
export const rotate: ControlPath = {
  control: 'rotate',
  there: (moment) => `coalesce(NOT ${isFresh('greatest(n.rotated, n.created)', timeOf(moment))}, true)`,
  said: (moment) => isFresh(`greatest((f.fields->>'rotated')::timestamptz, (f.fields->>'created')::timestamptz)`, timeOf(moment)),
};

const isFresh = (issued: string, now: string): string => `(${issued} > a.since AND ${issued} > ${now} - make_interval(days => a.days))`;
