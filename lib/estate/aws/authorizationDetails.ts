import { type AwsAccount, type AwsGroup, type AwsRole, type AwsUser, pathOf } from './account.ts';
import { iamArn } from './accounts.ts';
import { policiesOfAws } from './managedPolicies.ts';
import type { Policy } from './policy.ts';

/** As `aws iam get-account-authorization-details` answers for a whole account. */
export function* authorizationDetails(account: AwsAccount): Generator<string> {
  const { id, users, groups, roles, policies } = account;
  const ofAws = Object.entries(policiesOfAws).filter(([arn]) => [...users, ...groups, ...roles].some(({ attached = [] }) => attached.includes(arn)));
  const answer = {
    UserDetailList: users.map((user, at) => userDetail(id, user, at)),
    GroupDetailList: groups.map((group, at) => groupDetail(id, group, at)),
    RoleDetailList: roles.map((role, at) => roleDetail(id, role, at)),
    Policies: [
      ...policies.map(({ arn, versions }, at) => managedPolicy(account, arn, versions, at)),
      ...ofAws.map(([arn, document], at) => managedPolicy(account, arn, [document], 500 + at)),
    ],
    IsTruncated: false,
  };
  yield `${JSON.stringify(answer, null, 1)}\n`;
}

export const timeOf = (ms: number): string => new Date(ms).toISOString().replace('.000Z', '+00:00');
/** A unique id of AWS's form. @param kind `AIDA` a user, `AROA` a role, `AGPA` a group, `ANPA` a policy */
export const uniqueId = (kind: string, account: string, at: number): string => `${kind}FAKE${account.slice(0, 4)}${String(at + 1).padStart(9, '0')}`;
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const inlineList = (inline: Record<string, Policy> = {}) => Object.entries(inline).map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument }));
const attachedList = (attached: string[] = []) => attached.map((PolicyArn) => ({ PolicyName: nameOf(PolicyArn), PolicyArn }));
const boundaryOf = (boundary: string | undefined) =>
  boundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary } };
const tagList = (tags: Record<string, string> = {}) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const userDetail = (id: string, user: AwsUser, at: number): object => ({
  ...{ Path: pathOf(user), UserName: user.name, UserId: uniqueId('AIDA', id, at), Arn: userArn(id, user), CreateDate: timeOf(user.madeAt) },
  ...(user.inline && { UserPolicyList: inlineList(user.inline) }),
  ...{ GroupList: user.groups ?? [], AttachedManagedPolicies: attachedList(user.attached), ...boundaryOf(user.boundary), Tags: tagList(user.tags) },
});
export const userArn = (id: string, user: Pick<AwsUser, 'path' | 'name'>): string => iamArn(id, `user${pathOf(user)}${user.name}`);

const groupDetail = (id: string, { name, inline, attached }: AwsGroup, at: number): object => ({
  ...{ Path: '/', GroupName: name, GroupId: uniqueId('AGPA', id, at), Arn: iamArn(id, `group/${name}`), CreateDate: '2023-01-09T09:00:00+00:00' },
  ...{ GroupPolicyList: inlineList(inline), AttachedManagedPolicies: attachedList(attached) },
});

function roleDetail(id: string, role: AwsRole, at: number): object {
  const { name, trust, inline, attached, boundary, maxSession = 3600, onInstances, usedAt } = role;
  const Arn = iamArn(id, `role${pathOf(role)}${name}`);
  const CreateDate = '2023-02-01T10:00:00+00:00';
  const detail = { Path: pathOf(role), RoleName: name, RoleId: uniqueId('AROA', id, at), Arn, CreateDate, AssumeRolePolicyDocument: trust };
  const profile = {
    Path: '/',
    InstanceProfileName: name,
    InstanceProfileId: uniqueId('AIPA', id, at),
    Arn: iamArn(id, `instance-profile/${name}`),
    CreateDate,
  };
  return {
    ...detail,
    InstanceProfileList: onInstances ? [{ ...profile, Roles: [detail] }] : [],
    ...{
      RolePolicyList: inlineList(inline),
      AttachedManagedPolicies: attachedList(attached),
      ...boundaryOf(boundary),
      Tags: [],
      MaxSessionDuration: maxSession,
    },
    RoleLastUsed: usedAt === undefined ? {} : { LastUsedDate: timeOf(usedAt), Region: 'eu-central-1' },
  };
}

function managedPolicy({ id, users, groups, roles }: AwsAccount, arn: string, versions: readonly Policy[], at: number): object {
  const holders = [...users, ...groups, ...roles];
  const CreateDate = '2023-01-09T09:30:00+00:00';
  const PermissionsBoundaryUsageCount = [...users, ...roles].filter(({ boundary }) => boundary === arn).length;
  return {
    ...{ PolicyName: nameOf(arn), PolicyId: uniqueId('ANPA', id, at), Arn: arn, Path: '/', DefaultVersionId: `v${versions.length}` },
    ...{ AttachmentCount: holders.filter(({ attached = [] }) => attached.includes(arn)).length, PermissionsBoundaryUsageCount, IsAttachable: true },
    ...{ CreateDate, UpdateDate: CreateDate },
    PolicyVersionList: versions.map((Document, nth) => ({
      ...{ Document, VersionId: `v${versions.length - nth}`, IsDefaultVersion: nth === 0, CreateDate },
    })),
  };
}
