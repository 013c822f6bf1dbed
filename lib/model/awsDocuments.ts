import { z } from 'zod';
import type { Json } from './facts.ts';

/**
 * What importers of AWS formats hand to the derive stage: one document for each thing that AWS describes, in one shape whichever format it came from. Their meaning is that of
 * `lib/iam`. All are of platform `aws` and of one scope, because a trust or an organisation's policy joins accounts that are imported apart.
 *
 * Policy documents stay as AWS prints them (a JSON value, URL-decoded); tags are a map; an ARN is as AWS writes it, without the `aws:` that makes it a key.
 */
export const awsPlatform = 'aws';
export const awsScope = 'aws';

const arn = z.string().min(1).max(2048);
const account = z.string().min(1).max(200);
const name = z.string().min(1).max(1024);
const tags = z.record(z.string(), z.string());
/** A policy document: its grammar is checked by `lib/iam/parsePolicy.ts`, not here. */
const policy = z.custom<Json>((value) => value !== undefined);

const namedPolicy = z.strictObject({ name, policy });
const attachment = z.strictObject({ name: name.optional(), arn });

/** A user, as GetAccountAuthorizationDetails describes it. `groups` are names in the same account. */
export const awsUser = z.strictObject({
  account,
  arn,
  name,
  /** Unique id (`AIDA…`): what a trust names once its principal was deleted. */
  id: z.string().optional(),
  created: z.string().optional(),
  groups: z.array(name),
  inline: z.array(namedPolicy),
  attached: z.array(attachment),
  /** ARN of the permissions boundary. */
  boundary: arn.optional(),
  tags,
});

export const awsGroup = z.strictObject({ account, arn, name, inline: z.array(namedPolicy), attached: z.array(attachment) });

export const awsRole = z.strictObject({
  account,
  arn,
  name,
  /** Unique id (`AROA…`). */
  id: z.string().optional(),
  created: z.string().optional(),
  trust: policy,
  inline: z.array(namedPolicy),
  attached: z.array(attachment),
  boundary: arn.optional(),
  tags,
  instanceProfiles: z.array(arn),
  /** Longest session in seconds, where known (AWS default 3,600). */
  maxSession: z.int().min(1).optional(),
  /** ISO 8601. */
  lastUsed: z.string().optional(),
});

/** A managed policy with all its versions; AWS's own have the account `aws`. */
export const awsPolicy = z.strictObject({
  account,
  arn,
  name,
  versions: z.array(z.strictObject({ id: z.string(), isDefault: z.boolean(), policy })),
});

/**
 * What a user can sign in with, as one source says it: a credential report knows the user's ARN, its console password and its keys by slot, a list of access keys their ids. Only
 * together do they say which slot is which key, and what sort of a user it is.
 */
export const awsUserCredentials = z.strictObject({
  /** Absent where a list does not say whose users it names. */
  account: account.optional(),
  /** ARN of the user, where the source says it: with its path, which a name does not have. */
  arn: arn.optional(),
  /** Name of the user in its account; `<root_account>` for the root user. */
  user: name,
  accessKeys: z.array(
    z.strictObject({
      id: z.string().optional(),
      slot: z.int().min(1).max(2).optional(),
      active: z.boolean(),
      /** ISO 8601: when the key was made; of a slot, when it was made or last changed. */
      created: z.string().optional(),
    }),
  ),
  password: z.boolean().optional(),
  mfa: z.boolean().optional(),
});

export const awsOrganization = z.strictObject({ id: z.string().optional(), managementAccount: z.string().optional() });
/** A root, organisational unit or account and what it lies in (absent: the root). */
export const awsOrganizationTarget = z.strictObject({ target: z.string(), parent: z.string().optional(), name: z.string().optional() });
/** A service or resource control policy and the roots, units and accounts that it is attached to. */
export const awsOrganizationPolicy = z.strictObject({
  id: z.string().optional(),
  name: name.optional(),
  type: z.enum(['scp', 'rcp']),
  policy,
  targets: z.array(z.string()),
});

/** Policy of a bucket, queue, topic, key, secret, function … */
export const awsResourcePolicy = z.strictObject({ account: account.optional(), resource: arn, policy });

/** Something that runs code, or a thing that later rules ask for; `type` is one of `shared/iam/README.md`'s inventory types, or AWS Config's for what that list has not. */
export const awsCompute = z.strictObject({
  account: account.optional(),
  type: z.string().min(1),
  arn,
  /** The role that code inside runs as. */
  role: arn.optional(),
  /** Of an instance: what hands it the role, where only the profile is known. */
  instanceProfile: arn.optional(),
  name: z.string().optional(),
  state: z.string().optional(),
  tags,
  /** Something outside starts it again and again (an event source, a schedule). */
  triggered: z.boolean().optional(),
  ssmManaged: z.boolean().optional(),
  sshReachable: z.boolean().optional(),
  batchEnabled: z.boolean().optional(),
  executeCommandEnabled: z.boolean().optional(),
});
/** Says that an account's things of these types were listed: what is not there does not exist. `*` is every type. */
export const awsInventoried = z.strictObject({ account: account.optional(), types: z.array(z.string()) });

/** A sign-in provider that role trusts name. */
export const awsIdentityProvider = z.strictObject({
  account,
  arn,
  type: z.enum(['saml', 'oidc']),
  url: z.string().optional(),
  clientIds: z.array(z.string()).optional(),
});

/** A secret of Secrets Manager or a secure parameter of Systems Manager: a store. Never its value. */
export const awsSecret = z.strictObject({
  account: account.optional(),
  arn,
  name,
  type: z.enum(['secret', 'parameter']),
  /** ARN, id or alias of the KMS key; absent: the service's own. */
  kmsKey: z.string().optional(),
  rotated: z.string().optional(),
  tags,
});

export const awsDocumentSchemas = {
  user: awsUser,
  group: awsGroup,
  role: awsRole,
  policy: awsPolicy,
  'user-credentials': awsUserCredentials,
  organization: awsOrganization,
  'organization-target': awsOrganizationTarget,
  'organization-policy': awsOrganizationPolicy,
  'resource-policy': awsResourcePolicy,
  compute: awsCompute,
  inventoried: awsInventoried,
  'identity-provider': awsIdentityProvider,
  secret: awsSecret,
} as const;

export type AwsDocumentKind = keyof typeof awsDocumentSchemas;
export type AwsDocumentBody<Kind extends AwsDocumentKind = AwsDocumentKind> = z.infer<(typeof awsDocumentSchemas)[Kind]>;
/** A document with its kind beside its body: `DocumentFact` with the body's type known. */
export type AwsDocument = { [Kind in AwsDocumentKind]: { kind: Kind; body: AwsDocumentBody<Kind> } }[AwsDocumentKind];

export type AwsUser = AwsDocumentBody<'user'>;
export type AwsGroup = AwsDocumentBody<'group'>;
export type AwsRole = AwsDocumentBody<'role'>;
export type AwsPolicy = AwsDocumentBody<'policy'>;
export type AwsUserCredentials = AwsDocumentBody<'user-credentials'>;
export type AwsCompute = AwsDocumentBody<'compute'>;
export type AwsSecret = AwsDocumentBody<'secret'>;
