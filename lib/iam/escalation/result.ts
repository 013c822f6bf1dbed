import type { Condition } from '../../model/facts.ts';
import type { StatementRef } from '../evaluation.ts';

/** What a technique of the catalogue amounts to; their meaning on the graph is in docs/facts.md. */
export const escalationEdgeTypes = [
  'SELF_GRANT',
  'GRANT_OTHER',
  'CREDENTIAL_MINT',
  'ASSUME',
  'TRUST_EDIT',
  'PASS_TO_NEW',
  'RUN_ON_EXISTING',
  'GUARD_REMOVAL',
  'CREATE_PRINCIPAL',
  'SECRET_READ',
  'POLICY_SWITCH',
] as const;
export type EscalationEdgeType = (typeof escalationEdgeTypes)[number];

/** What an attacker is taken to have, beside the one credential it starts from: nothing. */
export type Attacker = {
  /** ISO 8601: when it happens. Absent: nobody says, and what hangs on the time is possible, not certain. */
  now?: string;
  /** Where its requests come from. Absent: nobody knows, and what hangs on the source is possible, not certain. */
  sourceIp?: string;
};

/** One act on the way. `from` is the ARN of who acts, `to` of what is acted on or taken over. */
export type EscalationStep = {
  /** Id in the catalogue of techniques (`rules.ts`). */
  rule: string;
  from: string;
  to: string;
  /** The statements that allow it. */
  statements: StatementRef[];
  /** What it hangs on; absent: nothing, it is certain. */
  condition?: Condition;
};

export type EscalationTarget =
  /** Whoever may do anything in the account. */
  | { kind: 'administrator'; account: string }
  /** A user, a role, or the root user of an account. */
  | { kind: 'principal'; arn: string }
  /** Compute of the inventory: code inside acts as `role`. */
  | { kind: 'workload'; arn: string; type: string; role?: string }
  /** A store of secrets, of the inventory. */
  | { kind: 'store'; arn: string }
  /** Data or a function that comes under control, no identity. */
  | { kind: 'resource'; arn: string };

/**
 * "Whoever acts as `from` can come to act as, run code in, or read `to`", by one technique. Followed over and over they lead to whatever the search finds: where a technique needs several
 * principals or earlier changes, `steps` has all of them in order, and `technique` is the one that decides.
 */
export type EscalationEdge = {
  technique: string;
  edgeType: EscalationEdgeType;
  /** ARN of a user or role; of an identity provider; of the root of an account outside; `*`: anyone. */
  from: string;
  to: EscalationTarget;
  /** Absent: certain. */
  condition?: Condition;
  /** What it leads to outlives what led to it. */
  lasting: boolean;
  /** Of an assumed role: how long a session can be, in seconds. */
  sessionSeconds?: number;
  statements: StatementRef[];
  steps: EscalationStep[];
  /** How to close it, in plain words. */
  fix: string;
};

/** What an attacker can do who holds one principal and nothing else. */
export type PrincipalEscalation = {
  arn: string;
  account: string;
  /** It can come to act as an administrator, by certain steps alone. */
  admin: boolean;
  /** It is one already. */
  direct: boolean;
  /** It cannot for certain, but can if what `conditionalPath` says holds. */
  conditional: boolean;
  /** Accounts that it can come to administer, in code-point order. */
  administers: string[];
  /** The fewest steps to an administrator; empty where there are none. */
  path: EscalationStep[];
  conditionalPath: EscalationStep[];
  /** ARNs of the users and roles that it can come to act as, by certain steps, itself left out; in the order of the estate. */
  reaches(): string[];
  accessKeys: { accessKeyId: string; usable: boolean; admin: boolean }[];
  /** Policies attached to it (or its groups) whose text is neither in the import nor known: what they allow or deny is left out. */
  unknownPolicies: string[];
};

export type Escalation = {
  /** In the order of the documents, users before roles. */
  principals: PrincipalEscalation[];
  /**
   * All edges, those of the administrators' own power left out: an administrator has one, to its account's administrator. Made as they are read.
   * @param stores  `none`: those to stores and data are left out, for whoever has the permissions of all principals on all resources knows them
   */
  edges(stores?: 'all' | 'none'): Iterable<EscalationEdge>;
};
