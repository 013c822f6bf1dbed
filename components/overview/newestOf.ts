import type { SystemCoverage } from '../../lib/model/coverage.ts';

/** Until when the newest data about a system reach, ISO 8601; undefined where nothing is stated. */
export function newestOf({ inventories, logs }: SystemCoverage): string | undefined {
  return [...inventories, ...logs]
    .map(({ to }) => to)
    .reduce<string | undefined>((newest, to) => (newest === undefined || to > newest ? to : newest), undefined);
}
