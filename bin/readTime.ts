import { InvalidArgumentError } from 'commander';

/** An option's time as ISO 8601 in UTC: without a zone it is UTC, a bare date is its 00:00. */
export function readTime(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const ms = match ? Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('expected a time such as 2026-11-01T00:00:00Z');
  return new Date(ms).toISOString();
}
