import type { AwsCompute, AwsDocument, AwsRole, AwsUser } from '../../model/awsDocuments.ts';
import type { Json } from '../../model/facts.ts';

/** Accounts for tests, in few words. */
export const testAccountId = '111122223333';
export const testAttacker = { now: '2026-01-15T12:00:00.000Z', sourceIp: '203.0.113.50' };
/** ARNs of IAM in the test account: `user/eve`, `role/app`, `policy/p`; of AWS's own policies: `aws:AdministratorAccess`; full ARNs as they are. */
export function iamArn(name: string, account = testAccountId): string {
  if (name.startsWith('arn:') || name === '*') return name;
  return name.startsWith('aws:') ? `arn:aws:iam::aws:policy/${name.slice(4)}` : `arn:aws:iam::${account}:${name}`;
}

export type TestStatement = { Effect: 'Allow' | 'Deny'; Action?: Json; NotAction?: Json; Resource?: Json; NotResource?: Json; Condition?: Json };
type Words = string | string[];
const listed = (words: Words): string[] => (typeof words === 'string' ? words.split(' ') : words);

/** @param actions and resources with a space between them */
export const allow = (actions: Words, resources: Words = '*', condition?: Json): TestStatement => statement('Allow', actions, resources, condition);
export const deny = (actions: Words, resources: Words = '*', condition?: Json): TestStatement => statement('Deny', actions, resources, condition);

function statement(effect: 'Allow' | 'Deny', actions: Words, resources: Words, condition?: Json): TestStatement {
  return {
    Effect: effect,
    Action: listed(actions),
    Resource: listed(resources).map((name) => iamArn(name)),
    ...(condition !== undefined && { Condition: condition }),
  };
}

export const policyOf = (statements: readonly Json[] | readonly TestStatement[]): Json => ({ Version: '2012-10-17', Statement: statements as Json[] });

type Member = {
  /** Statements of one inline policy. */
  allow?: TestStatement[];
  /** Further inline policies by name. */
  inline?: Record<string, TestStatement[]>;
  /** `policy/p`, `aws:AdministratorAccess` */
  attached?: string[];
  boundary?: string;
  tags?: Record<string, string>;
  account?: string;
};
export type TestUser = Member & { groups?: string[]; id?: string };
/** `trust`: service principals (with a dot), or ARNs as above, or whole statements. */
export type TestRole = Member & { trust?: (string | { [key: string]: Json })[]; profile?: boolean; id?: string };

export type TestAccount = {
  users?: Record<string, TestUser>;
  groups?: Record<string, Member>;
  roles?: Record<string, TestRole>;
  /** Statements, or several versions of them, the last in force. */
  policies?: Record<string, TestStatement[] | TestStatement[][]>;
  things?: (Omit<AwsCompute, 'tags'> & { tags?: Record<string, string> })[];
  /** An inventory was imported: of everything, or of some types. */
  inventoried?: string[];
  credentials?: Record<string, { keys?: ('active' | 'inactive')[]; password?: boolean; mfa?: boolean }>;
  /** From the root to the account: statements of one policy a level, beside nothing else. */
  scps?: TestStatement[][];
  rcps?: { [key: string]: Json }[][];
  management?: string;
  providers?: string[];
  more?: AwsDocument[];
};

const inlineOf = ({ allow: own, inline = {} }: Member) =>
  [...(own ? [['own', own] as const] : []), ...Object.entries(inline)].map(([name, statements]) => ({ name, policy: policyOf(statements) }));
const attachedOf = ({ attached = [] }: Member) => attached.map((name) => ({ arn: iamArn(name) }));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function testAccount(given: TestAccount): AwsDocument[] {
  const { users = {}, groups = {}, roles = {}, policies = {}, things = [], inventoried, credentials = {}, more = [] } = given;
  return [
    ...Object.entries(users).map(([path, user]): AwsDocument => ({ kind: 'user', body: userOf(path, user) })),
    ...Object.entries(groups).map(
      ([path, group]): AwsDocument => ({
        kind: 'group',
        body: { account: testAccountId, arn: iamArn(`group/${path}`), name: nameOf(path), inline: inlineOf(group), attached: attachedOf(group) },
      }),
    ),
    ...Object.entries(roles).map(([path, role]): AwsDocument => ({ kind: 'role', body: roleOf(path, role) })),
    ...Object.entries(policies).map(([path, versions]): AwsDocument => policyDocument(path, versions)),
    ...things.map((thing): AwsDocument => ({ kind: 'compute', body: { account: testAccountId, ...thing, tags: thing.tags ?? {} } })),
    ...(inventoried ? [{ kind: 'inventoried', body: { account: testAccountId, types: inventoried } } satisfies AwsDocument] : []),
    ...Object.entries(credentials).map(
      ([user, { keys = [], ...rest }]): AwsDocument => ({
        kind: 'user-credentials',
        body: {
          account: testAccountId,
          user,
          accessKeys: keys.map((state, at) => ({ id: `AKIA${user.toUpperCase()}${at}`, active: state === 'active' })),
          ...rest,
        },
      }),
    ),
    ...organizationOf(given),
    ...(given.providers ?? []).map(
      (name): AwsDocument => ({
        kind: 'identity-provider',
        body: { account: testAccountId, arn: iamArn(name), type: name.startsWith('oidc') ? 'oidc' : 'saml' },
      }),
    ),
    ...more,
  ];
}

function userOf(path: string, user: TestUser): AwsUser {
  const { account = testAccountId, groups = [], boundary, tags = {}, id } = user;
  return {
    account,
    arn: iamArn(`user/${path}`, account),
    name: nameOf(path),
    ...(id !== undefined && { id }),
    groups,
    inline: inlineOf(user),
    attached: attachedOf(user),
    ...(boundary !== undefined && { boundary: iamArn(boundary) }),
    tags,
  };
}

function roleOf(path: string, role: TestRole): AwsRole {
  const { account = testAccountId, trust = [], profile, boundary, tags = {}, id } = role;
  return {
    account,
    arn: iamArn(`role/${path}`, account),
    name: nameOf(path),
    ...(id !== undefined && { id }),
    trust: policyOf(trust.map((each) => (typeof each === 'string' ? trustOf(each) : each))),
    inline: inlineOf(role),
    attached: attachedOf(role),
    ...(boundary !== undefined && { boundary: iamArn(boundary) }),
    tags,
    instanceProfiles: profile ? [iamArn(`instance-profile/${path}`, account)] : [],
  };
}

function trustOf(name: string): { [key: string]: Json } {
  const principal: Json = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name) ? { Service: name } : { AWS: iamArn(name) };
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
}

function policyDocument(path: string, given: TestStatement[] | TestStatement[][]): AwsDocument {
  const versions = given.every((each) => Array.isArray(each)) ? given : [given as TestStatement[]];
  return {
    kind: 'policy',
    body: {
      account: testAccountId,
      arn: iamArn(`policy/${path}`),
      name: nameOf(path),
      versions: versions.map((statements, at) => ({ id: `v${at + 1}`, isDefault: at === versions.length - 1, policy: policyOf(statements) })),
    },
  };
}

function organizationOf({ scps, rcps, management }: TestAccount): AwsDocument[] {
  if (!scps && !rcps && management === undefined) return [];
  const depth = Math.max(scps?.length ?? 0, rcps?.length ?? 0, 1);
  const targets = Array.from({ length: depth }, (_, at) => (at === depth - 1 ? testAccountId : `level-${at}`));
  const level = (type: 'scp' | 'rcp', levels: readonly (readonly Json[] | readonly TestStatement[])[]): AwsDocument[] =>
    levels.map((statements, at) => ({
      kind: 'organization-policy',
      body: { name: `${type}-${at}`, type, policy: policyOf(statements), targets: [targets[at]!] },
    }));
  return [
    { kind: 'organization', body: { id: 'o-exampleorgid', managementAccount: management ?? '000011112222' } },
    ...targets.map((target, at): AwsDocument => ({ kind: 'organization-target', body: { target, ...(at > 0 && { parent: targets[at - 1]! }) } })),
    ...level('scp', scps ?? []),
    ...level('rcp', rcps ?? []),
  ];
}
