/** An inventory or a log of one system, by what the imported data say of themselves. Times are ISO 8601. */
export type CoverageSpan = {
  what: string;
  from: string;
  to: string;
  /** Days inside that no statement covers, whole ones. */
  gapDays: number;
};
/** What is seen of one system. */
export type SystemCoverage = {
  /** null: credentials and sightings that name no system. */
  system: string | null;
  /** Usable credentials of the estate in it. */
  credentials: number;
  inventories: CoverageSpan[];
  logs: CoverageSpan[];
  /** What is known not to be seen. */
  missing: string[];
  /** Sources that state this, with the time of their newest data. */
  sources: { name: string; dataTime?: string }[];
};

/** Data older than this many days are marked as stale: whoever exports once a week has missed one. */
export const staleAfterDays = 8;
export const isStale = (at: string, now: Date): boolean => now.getTime() - Date.parse(at) > staleAfterDays * 86_400_000;

/** "known to be missing: CloudTrail" names what is not there. */
const missing = /^(?:is |are )?(?:known to be )?missing\b[:\s]*/i;
/** What one entry of `what` says; the same reading as the attribution's (lib/store/readAttribution.ts). */
export function readCovered(what: string): { kind: 'inventory' | 'log' | 'missing'; what: string } {
  if (/missing/i.test(what)) return { kind: 'missing', what: what.replace(missing, '').trim() || what };
  return { kind: /\blogs?\b/i.test(what) ? 'log' : 'inventory', what };
}
