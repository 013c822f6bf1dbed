import type { Json } from '../model/facts.ts';

/**
 * The words of policy evaluation (AWS IAM User Guide, "Policy evaluation logic"). `evaluate.ts` decides one request by a direct reading of the rules; `compile.ts` answers many.
 */

export type Decision = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

/** Where a statement stands: enough to find it again in what was imported, and to show it as it is. */
export type StatementSource = {
  /** What kind of policy it is in. */
  role: 'identity' | 'group' | 'boundary' | 'session' | 'scp' | 'rcp' | 'resource';
  /** Name of an inline policy, ARN of a managed one, name or id of an organisation's. */
  policy: string;
  /** The user, role or group that the policy is attached to; the organisation's target; the resource. */
  attachedTo?: string;
};
/** One statement; `index` counts from 0 in its document, `text` is the statement as it stands there. */
export type StatementRef = StatementSource & { index: number; sid?: string; text: Json };

/** A policy and where it stands. `document` is as AWS prints it, decoded. */
export type PolicyInput = StatementSource & { document: Json };
/** The policies of one level of an organisation, root first: every level must allow. */
export type LevelInput = { target: string; policies: PolicyInput[] };

/** All that decides a request. Absent `boundary`, `session`, `resource`: there is none. Empty `scps`, `rcps`: no organisation. */
export type PolicySet = {
  /** Inline and managed policies of the principal, and those of its groups. */
  identity: PolicyInput[];
  boundary?: PolicyInput;
  session?: PolicyInput;
  scps: LevelInput[];
  rcps: LevelInput[];
  /** Of the resource that is acted on, a role's trust included. */
  resource?: PolicyInput;
};

/**
 * The request's context. A key is looked up without regard to case: it has values, or is known to be absent, or nobody knows (`unknown`): then every condition on it is open.
 */
export type RequestContext = {
  values: ReadonlyMap<string, string | readonly string[]>;
  /** Keys in small letters, or a test of one, whose value the import cannot know. Default: none, what is not in `values` is absent. */
  unknown?: (key: string) => boolean;
  /**
   * Keys in small letters whose value whoever asks may choose (a region, a tag of what is made): an allow's condition on one holds, a deny's does not. What is in `values` is not chosen any
   * more. Two statements may ask for different values of one key: that they cannot both be had is not seen.
   */
  chosen?: (key: string) => boolean;
};

export type AccessRequest = {
  /** ARN of a user, of an assumed-role session, of a role, of an account root; a service principal (`lambda.amazonaws.com`), or `anonymous`. */
  principal: string;
  /** Not bound by an organisation's service control policies. */
  isServiceLinkedRole?: boolean;
  /** The principal's account is the organisation's management account: same. */
  isManagementAccount?: boolean;
  /** The resource lies in the management account: resource control policies do not bind it. */
  isResourceOfManagementAccount?: boolean;
  action: string;
  /** ARN, or `*` where the action knows no resource. */
  resource: string;
  resourceAccount: string;
  context: RequestContext;
};

/** A condition on whose unknown key a decision hangs. */
export type OpenCondition = { statement: StatementRef; operator: string; key: string; values: string[] };

/**
 * The decision, at both ends: `certain` if every open condition turns out against the request, `upTo` if each turns out for it. They are the same where `open` is empty.
 */
export type Outcome = {
  certain: Decision;
  upTo: Decision;
  /** Statements that allow it (for `upTo`), in the order of the policies. */
  allowedBy: StatementRef[];
  /** Statements that deny it (for `certain`). */
  deniedBy: StatementRef[];
  open: OpenCondition[];
};
