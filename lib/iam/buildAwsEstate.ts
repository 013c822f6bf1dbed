import { parseArn } from '../model/arn.ts';
import type { AwsCompute, AwsDocument, AwsRole, AwsUser } from '../model/awsDocuments.ts';
import { type AwsAccount, type AwsEstate, type AwsGroupOf, type AwsPrincipal, type DocumentOf, type ManagedPolicy, probe } from './awsEstate.ts';
import { awsManagedPolicy } from './awsManagedPolicies.ts';
import { OrganizationLevels } from './organizationLevels.ts';
import { namedById } from './trustById.ts';
import { CredentialIndex } from './userCredentials.ts';

/**
 * The estate that documents describe, in any order; of several that describe one thing, the last counts.
 * @param documents of all accounts at once, because a role's trust joins them
 */
export function buildAwsEstate(documents: Iterable<AwsDocument>): AwsEstate {
  const sorted = sortDocuments(documents);
  const policies = managedPolicies(sorted);
  const groups = lastOf(sorted.group.map((group) => [group.arn, groupOf(group, policies)] as const));
  const credentials = new CredentialIndex();
  for (const each of sorted['user-credentials']) credentials.add(each);
  const users = lastOf(sorted.user.map((user) => [user.arn, userOf(user, policies, groups, credentials)] as const));
  const roles = lastOf(sorted.role.map((role) => [role.arn, roleOf(role, policies)] as const));
  const principals = [...users.values(), ...roles.values()];
  for (const [index, principal] of principals.entries()) principal.index = index;
  nameById(principals);
  const [organizationId] = sorted.organization.flatMap(({ id }) => id ?? []);
  return {
    principals,
    byArn: new Map(principals.map((principal) => [principal.arn, principal])),
    accounts: accountsOf(sorted, principals, [...groups.values()]),
    policies,
    ...(organizationId !== undefined && { organizationId }),
    compute: computeByType(withRoles(sorted)),
    isInventoried: inventoried(sorted.inventoried),
    secrets: sorted.secret,
    resources: new Map(sorted['resource-policy'].map(({ resource, policy, account }) => [resource, { policy, ...(account !== undefined && { account }) }])),
  };
}

type Sorted = { [Kind in AwsDocument['kind']]: DocumentOf<Kind>[] };

function sortDocuments(documents: Iterable<AwsDocument>): Sorted {
  const sorted: Sorted = {
    user: [],
    group: [],
    role: [],
    policy: [],
    'user-credentials': [],
    organization: [],
    'organization-target': [],
    'organization-policy': [],
    'resource-policy': [],
    compute: [],
    inventoried: [],
    'identity-provider': [],
    secret: [],
  };
  for (const { kind, body } of documents) (sorted[kind] as (typeof body)[]).push(body);
  return sorted;
}

const lastOf = <Value>(entries: (readonly [string, Value])[]): Map<string, Value> => new Map(entries);

function managedPolicies(sorted: Sorted): Map<string, ManagedPolicy> {
  const policies = new Map<string, ManagedPolicy>();
  for (const { arn, versions } of sorted.policy) {
    const inForce = versions.find(({ isDefault }) => isDefault);
    const document = inForce?.policy ?? awsManagedPolicy(arn);
    policies.set(arn, {
      arn,
      ofAws: isOfAws(arn),
      ...(document !== undefined && { document }),
      others: versions.filter((version) => version !== inForce).map(({ id, policy }) => ({ id, document: policy })),
      versions: versions.length,
    });
  }
  const attached = [...sorted.user, ...sorted.role, ...sorted.group].flatMap((each) => each.attached.map(({ arn }) => arn));
  const boundaries = [...sorted.user, ...sorted.role].flatMap(({ boundary }) => boundary ?? []);
  for (const arn of [...attached, ...boundaries]) if (!policies.has(arn)) policies.set(arn, unlistedPolicy(arn));
  return policies;
}

/** A policy that is attached, and that the import does not have. */
export function unlistedPolicy(arn: string): ManagedPolicy {
  const document = awsManagedPolicy(arn);
  return { arn, ofAws: isOfAws(arn), ...(document !== undefined && { document }), others: [], versions: 1 };
}

const isOfAws = (arn: string): boolean => parseArn(arn)?.account === 'aws';

type Attachments = { inline: AwsUser['inline']; attached: AwsUser['attached'] };
const policiesOf = ({ inline, attached }: Attachments, policies: ReadonlyMap<string, ManagedPolicy>) => ({
  inline: inline.map(({ name, policy }) => ({ name, document: policy })),
  managed: attached.map(({ arn }) => policies.get(arn)!),
});

function groupOf(group: DocumentOf<'group'>, policies: ReadonlyMap<string, ManagedPolicy>): AwsGroupOf {
  const { arn, name, account } = group;
  return { arn, name, account, ...policiesOf(group, policies) };
}

function userOf(
  user: AwsUser,
  policies: ReadonlyMap<string, ManagedPolicy>,
  groups: ReadonlyMap<string, AwsGroupOf>,
  credentials: CredentialIndex,
): AwsPrincipal {
  const { arn, name, account, id, tags, boundary } = user;
  const named = new Set(user.groups);
  return {
    index: -1,
    kind: 'user',
    arn,
    name,
    account,
    requester: arn,
    ...(id !== undefined && { id }),
    groups: [...groups.values()].filter((group) => group.account === account && named.has(group.name)),
    ...policiesOf(user, policies),
    ...(boundary !== undefined && { boundary: policies.get(boundary)! }),
    tags,
    instanceProfiles: [],
    isProtected: false,
    isServiceLinked: false,
    credentials: credentials.of(arn, account, name),
  };
}

function roleOf(role: AwsRole, policies: ReadonlyMap<string, ManagedPolicy>): AwsPrincipal {
  const { arn, name, account, id, tags, boundary, trust, instanceProfiles, maxSession } = role;
  const { partition = 'aws', resource = '' } = parseArn(arn) ?? {};
  return {
    index: -1,
    kind: 'role',
    arn,
    name,
    account,
    requester: `arn:${partition}:sts::${account}:assumed-role/${name}/${probe}`,
    ...(id !== undefined && { id }),
    groups: [],
    ...policiesOf(role, policies),
    ...(boundary !== undefined && { boundary: policies.get(boundary)! }),
    tags,
    trust,
    instanceProfiles,
    ...(maxSession !== undefined && { maxSession }),
    isProtected: /^role\/(aws-service-role|aws-reserved)\//.test(resource),
    isServiceLinked: resource.startsWith('role/aws-service-role/'),
    credentials: { keys: [] },
  };
}

/** Unique ids of those that still exist stand for them. */
function nameById(principals: AwsPrincipal[]): void {
  const byId = new Map(principals.flatMap(({ id, arn }) => (id === undefined ? [] : [[id, arn] as const])));
  for (const principal of principals) if (principal.trust !== undefined) principal.trust = namedById(principal.trust, byId);
}

function accountsOf(sorted: Sorted, principals: AwsPrincipal[], groups: AwsGroupOf[]): Map<string, AwsAccount> {
  const levels = new OrganizationLevels(sorted['organization-target'], sorted['organization-policy']);
  const [management] = sorted.organization.flatMap(({ managementAccount }) => managementAccount ?? []);
  const groupsBy = groupBy(groups, ({ account }) => account);
  const providersBy = groupBy(sorted['identity-provider'], ({ account }) => account);
  const accounts = new Map<string, AwsAccount>();
  for (const id of new Set([...principals, ...groups].map(({ account }) => account))) {
    const providers = providersBy.get(id);
    accounts.set(id, {
      id,
      scps: levels.of(id, 'scp'),
      rcps: levels.of(id, 'rcp'),
      ...(management !== undefined && { isManagement: management === id }),
      groups: groupsBy.get(id) ?? [],
      ...(providers && { providers: new Set(providers.map(({ arn }) => arn)) }),
    });
  }
  return accounts;
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

/** An instance whose inventory names only its profile has the role that the account has put into that. */
function withRoles({ compute, role }: Sorted): AwsCompute[] {
  const byProfile = new Map(role.flatMap(({ arn, instanceProfiles }) => instanceProfiles.map((profile): [string, string] => [profile, arn])));
  return compute.map((thing) => {
    const held = thing.role ?? byProfile.get(thing.instanceProfile ?? '');
    return held === undefined ? thing : { ...thing, role: held };
  });
}

const computeByType = (compute: AwsCompute[]): Map<string, AwsCompute[]> => groupBy(compute, ({ type }) => type);

function inventoried(listed: DocumentOf<'inventoried'>[]): AwsEstate['isInventoried'] {
  return (account, type) => listed.some((each) => (each.account ?? account) === account && (each.types.includes(type) || each.types.includes('*')));
}
