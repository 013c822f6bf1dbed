import type { ActionClass } from './facts.ts';

/** How far back use is shown, in days before the analysis: as far as attribution looks. */
export { attributionDays as useDays } from './attribution.ts';

/** Where use came from, as far as a log can tell one workload from another: its own name, else its network, else its address. */
export type UseLane = {
  by: 'instance' | 'network' | 'address' | 'nothing';
  /** The name, network or address; absent where the log says none. */
  text?: string;
  /** The log proved who it was, each time. */
  proven: boolean;
  count: number;
  denied: number;
  first: string;
  last: string;
  /** Ascending; days (UTC) without use are left out. */
  days: { day: string; count: number; denied: number }[];
};

/** Use of one credential as its logs show it. */
export type CredentialUse = {
  /** The days shown, from and until (ISO 8601, UTC). */
  from: string;
  until: string;
  count: number;
  /** Those with the most use first. */
  lanes: UseLane[];
  /** Beyond the lanes shown. */
  others: { lanes: number; count: number };
  /** Days on which a log of its system was imported; without any, no use means nothing. */
  covered: boolean;
  /** What it was used for and not denied: by class and the id of the resource where the log names one. */
  actions: { class?: ActionClass; action?: string; resource?: string; count: number; last: string }[];
};
