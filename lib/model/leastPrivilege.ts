import type { Json } from './facts.ts';

/** An identity's policies against what the logs saw of it, as a screen shows it. */
export type LeastPrivilege = {
  /** ARN of the user or role. */
  arn: string;
  /** Days looked at, ISO 8601. */
  from: string;
  until: string;
  /** From the first to the last event that the imported logs have of its account in these days; absent: they have none, and nothing can be said. */
  covered?: { from: string; to: string };
  /** Services whose data events they have, small letters, in order. */
  dataEventsOf: string[];
  /** Names of inline and ARNs of managed policies, those of its groups too. */
  policies: string[];
  /** Attached, and their text is neither imported nor known: they are left out of all this. */
  unknownPolicies: string[];
  /** Distinct actions that were used. */
  usedActions: number;
  unusedActions: number;
  /** Granted actions of which the logs would not show a use. */
  unloggedActions: number;
  services: { service: string; used: string[]; unused: string[]; unlogged: number }[];
  statements: { policy: string; attachedTo?: string; index: number; sid?: string; used: boolean; resources: number; unused: string[] }[];
  /** Policy documents to attach in place of those above, and their characters without white space; AWS takes at most 6,144 a policy. */
  tightened: { document: Json; characters: number }[];
  /** Uses that these policies do not allow. */
  elsewhere: { action: string; resource?: string }[];
};
