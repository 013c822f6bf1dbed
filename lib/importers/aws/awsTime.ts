import { parseTime } from '../../model/time.ts';

/** Above this a number counts milliseconds, below seconds: the year 5138 in the one, 1973 in the other. */
const leastMilliseconds = 1e11;

/** A time as AWS and the tools around it print it: ISO 8601 text, or a number of seconds (or milliseconds) since 1970. Undefined where it is neither: AWS writes `N/A` and the like for none. */
export function awsTime(value: unknown): string | undefined {
  if (typeof value === 'string') return parseTime(value.trim())?.time;
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  const date = new Date(value < leastMilliseconds ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : parseTime(date.toISOString())?.time;
}
