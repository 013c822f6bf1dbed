import type { Attribution } from './attribution.ts';
import type { UseLane } from './use.ts';

/** Who uses a credential, as far as logs and configurations can say: what breaks when it is ended. Times are ISO 8601 UTC. */
export type Consumer = Pick<UseLane, 'by' | 'text' | 'proven' | 'count' | 'denied' | 'first' | 'last'> & {
  /** Uses a day, over the days on which there were any. */
  perDay: number;
  daysSinceLast: number;
};
export type Breakage = {
  /** Seen in the logs, most use first. */
  consumers: Consumer[];
  /** Beyond those listed. */
  others: { consumers: number; count: number };
  /** Workloads that have it at hand, by their configuration: keys. */
  configured: { id: string; key: string; name?: string }[];
  moreConfigured: number;
  /** Days over which use is known at most. */
  days: number;
  /** Whole days without a use that was not denied, up to the analysis; absent where none was seen at all. */
  unusedDays?: number;
  /** Days without a use by what its source says, where no log shows one. */
  statedUnusedDays?: number;
  /** A log of its system covers part of the days: without one, no use means nothing. */
  covered: boolean;
};

/** Of the credentials of a task by who used them. */
export type TaskBreakage = { subjects: number; by: { attribution: Attribution | 'none'; count: number }[] };
