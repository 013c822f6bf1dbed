/** Times of facts: ISO 8601, written in UTC and cut (not rounded) to the millisecond (docs/facts.md). */

/** How a bare date is read: 24:00 of that day where something ends (`expires`, `until`), 00:00 elsewhere. */
export type BareDate = 'start' | 'end';
export type ParsedTime = { time: string; ms: number; zoned: boolean };

const form = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?([Zz]|UTC|[+-]\d\d(?::?\d\d)?)?)?$/;
const dayMs = 86_400_000;
/** Beyond these PostgreSQL and ISO 8601 write years in different ways; what lies further out is set to them. */
const firstMs = utc(1, 1, 1);
const lastMs = utc(10_000, 1, 1) - 1;

/** A time, or undefined where the text is none or names a day or an hour that does not exist. A bare date counts as zoned: its day is meant in UTC. */
export function parseTime(text: string, bare: BareDate = 'start'): ParsedTime | undefined {
  return usualTime(text) ?? anyTime(text, bare);
}

/**
 * The form that nearly all times have, `2026-11-01T00:00:00Z` with or without milliseconds, read without a pattern: times are half the cost of a record.
 * Undefined for every other form, and for what may not exist.
 */
function usualTime(text: string): ParsedTime | undefined {
  const length = text.length;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84) return undefined;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const thousandths = length === 20 ? 0 : text.charCodeAt(19) === 46 ? two(text, 20) * 10 + (two(text, 21) % 10) : Number.NaN;
  const [year, month, day] = [two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8)];
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  // NaN fails every comparison; what is near the edges is left to the slow way
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59 && thousandths >= 0)) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, thousandths);
  return { time: length === 24 ? text : `${text.slice(0, 19)}.000Z`, ms, zoned: true };
}

/** Two decimal digits, NaN where there are none. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function anyTime(text: string, bare: BareDate): ParsedTime | undefined {
  const part = form.exec(text);
  if (!part) return undefined;
  const year = Number(part[1]);
  const month = Number(part[2]);
  const day = Number(part[3]);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const midnight = utc(year, month, day);
  if (part[4] === undefined) return made(midnight + (bare === 'end' ? dayMs : 0), true);
  const clock = clockMs(part);
  const zone = zoneMs(part[8]);
  if (clock === undefined || zone === undefined) return undefined;
  return made(midnight + clock - zone, part[8] !== undefined);
}

function made(ms: number, zoned: boolean): ParsedTime {
  const kept = Math.min(Math.max(ms, firstMs), lastMs);
  return { time: new Date(kept).toISOString(), ms: kept, zoned };
}

/** Milliseconds since midnight; 24:00 is the end of the day. Fractions beyond the third digit are cut. */
function clockMs(part: RegExpExecArray): number | undefined {
  const hour = Number(part[4]);
  const minute = Number(part[5]);
  const second = Number(part[6] ?? 0);
  const thousandths = Number((part[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + thousandths;
  return minute > 59 || second > 59 || ms > dayMs ? undefined : ms;
}

function zoneMs(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z' || zone === 'UTC') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Date.UTC takes the years 0..99 for 1900..1999; this does not. */
function utc(year: number, month: number, day: number): number {
  if (year > 99) return Date.UTC(year, month - 1, day);
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
