import type { AwsCompute, AwsDocument, AwsSecret } from '../model/awsDocuments.ts';
import type { Json } from '../model/facts.ts';
import type { LevelInput } from './evaluation.ts';

/** The users and roles of one or several accounts with all that decides what they may do: `buildAwsEstate.ts` makes it of what importers read. */
export type AwsEstate = {
  /** Users before roles, each in the order of the documents; `index` is the place. */
  principals: AwsPrincipal[];
  byArn: ReadonlyMap<string, AwsPrincipal>;
  accounts: ReadonlyMap<string, AwsAccount>;
  /** By ARN, with those of AWS itself that are known though nobody listed them. */
  policies: ReadonlyMap<string, ManagedPolicy>;
  organizationId?: string;
  /** By type of the inventory. */
  compute: ReadonlyMap<string, AwsCompute[]>;
  /** Whether a list of all things of this type in the account was imported: what is not there does not exist. */
  isInventoried(account: string, type: string): boolean;
  secrets: AwsSecret[];
  /** Buckets, queues, keys … of which the policy was imported, by ARN. */
  resources: ReadonlyMap<string, { account?: string; policy: Json }>;
};

export type AwsAccount = {
  id: string;
  /** From the root to the account; empty: none is known to bind it. */
  scps: LevelInput[];
  rcps: LevelInput[];
  /** The organisation's management account, which its policies do not bind. Absent: no organisation was imported. */
  isManagement?: boolean;
  groups: AwsGroupOf[];
  /** Providers that were listed; absent: no list was imported, and what trusts name is taken to exist. */
  providers?: ReadonlySet<string>;
};

export type InlinePolicy = { name: string; document: Json };
export type ManagedPolicy = {
  arn: string;
  /** Made by AWS: nobody can change it. */
  ofAws: boolean;
  /** What is in force; absent: its text is neither imported nor known. */
  document?: Json;
  /** The versions that are not in force. */
  others: { id: string; document: Json }[];
  /** How many there are in all; AWS keeps at most five. */
  versions: number;
};
export type AwsGroupOf = { arn: string; name: string; account: string; inline: InlinePolicy[]; managed: ManagedPolicy[] };

export type AwsPrincipal = {
  index: number;
  kind: 'user' | 'role';
  arn: string;
  name: string;
  account: string;
  /** Whose name a request carries: the ARN of a user, of a session of a role. */
  requester: string;
  /** Unique id, where known. */
  id?: string;
  groups: AwsGroupOf[];
  inline: InlinePolicy[];
  managed: ManagedPolicy[];
  boundary?: ManagedPolicy;
  tags: Readonly<Record<string, string>>;
  /** Roles only. */
  trust?: Json;
  instanceProfiles: readonly string[];
  /** Longest session in seconds. */
  maxSession?: number;
  /** A role that AWS lets nobody edit: of a service, or of IAM Identity Center. */
  isProtected: boolean;
  /** A role that belongs to a service: not passed, not bound by service control policies. */
  isServiceLinked: boolean;
  credentials: UserCredentials;
};

/** What is known of a user's credentials. Absent members: nothing is known. */
export type UserCredentials = { keys: { id: string; active: boolean }[]; keyCount?: number; password?: boolean; mfa?: boolean };

/** Name of the session in which the attacker holds a role, and of whatever it makes. */
export const probe = 'kb-probe';

export type DocumentOf<Kind extends AwsDocument['kind']> = Extract<AwsDocument, { kind: Kind }>['body'];
