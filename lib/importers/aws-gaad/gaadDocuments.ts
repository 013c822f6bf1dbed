import type { z } from 'zod';
import { accountOfArn, parseArn } from '../../model/arn.ts';
import type { AwsDocument, AwsGroup, AwsPolicy, AwsRole, AwsUser } from '../../model/awsDocuments.ts';
import { type AwsDocuments, entryReason, type ReadDocument, type Unread } from '../aws/awsDocument.ts';
import { awsTime } from '../aws/awsTime.ts';
import { isObject } from '../parseJson.ts';
import { present } from '../present.ts';
import {
  type GroupDetail,
  groupDetail,
  type ManagedPolicyDetail,
  managedPolicyDetail,
  type RoleDetail,
  roleDetail,
  type UserDetail,
  userDetail,
} from './details.ts';

/** The lists of GetAccountAuthorizationDetails, in its order. */
export const gaadLists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;
export type GaadList = (typeof gaadLists)[number];

/**
 * The documents of one answer of GetAccountAuthorizationDetails that lies in memory, in the order of its lists. Entries that cannot be read are left out and named.
 * @param account whose answer it is; an entry whose ARN names another by its digits keeps its own
 * @param gaad the JSON value, `{UserDetailList, GroupDetailList, RoleDetailList, Policies}`; a missing list is empty
 */
export function gaadDocuments(account: string, gaad: unknown): AwsDocuments {
  const documents: AwsDocument[] = [];
  const unread: Unread[] = [];
  const lists = isObject(gaad) ? new Map(Object.entries(gaad).map(([name, value]) => [name.toLowerCase(), value])) : new Map<string, unknown>();
  for (const list of gaadLists) {
    const given = lists.get(list.toLowerCase());
    for (const [index, value] of (Array.isArray(given) ? given : []).entries()) {
      const read = gaadDocument(list, value, account);
      if (read.ok) documents.push(read.document);
      else unread.push({ list, index, ...(read.field === undefined ? {} : { field: read.field }), reason: read.reason });
    }
  }
  return { documents, unread };
}

/** One entry of a list. @param account the account of the answer, for entries whose ARN does not name it by its digits */
export function gaadDocument(list: GaadList, value: unknown, account: string): ReadDocument {
  return readers[list](value, account);
}

/** How many of the policies in a document are no JSON objects, and so allow and forbid nothing; derive says of each what is wrong with it. */
export function unreadablePolicies({ kind, body }: AwsDocument): number {
  if (kind === 'policy') return body.versions.filter((version) => !isObject(version.policy)).length;
  if (kind !== 'user' && kind !== 'group' && kind !== 'role') return 0;
  const own = body.inline.filter((one) => !isObject(one.policy)).length;
  return kind === 'role' && !isObject(body.trust) ? own + 1 : own;
}

const readers: { [list in GaadList]: (value: unknown, account: string) => ReadDocument } = {
  UserDetailList: reader(userDetail, (detail, account) => ({ kind: 'user', body: user(detail, account) })),
  GroupDetailList: reader(groupDetail, (detail, account) => ({ kind: 'group', body: group(detail, account) })),
  RoleDetailList: reader(roleDetail, (detail, account) => ({ kind: 'role', body: role(detail, account) })),
  Policies: reader(managedPolicyDetail, (detail, account) => ({ kind: 'policy', body: policy(detail, account) })),
};

function reader<Detail extends { Arn: string }>(schema: z.ZodType<Detail>, document: (detail: Detail, account: string) => AwsDocument) {
  return (value: unknown, account: string): ReadDocument => {
    const read = schema.safeParse(value);
    if (!read.success) return { ok: false, ...entryReason(read.error) };
    if (!parseArn(read.data.Arn)) return { ok: false, field: 'Arn', reason: 'Arn is not an ARN' };
    return { ok: true, document: document(read.data, accountOfArn(read.data.Arn) ?? account) };
  };
}

function user(detail: UserDetail, account: string): AwsUser {
  const { Arn, UserName, UserId, CreateDate, GroupList, UserPolicyList, Tags } = detail;
  return {
    account,
    arn: Arn,
    name: UserName ?? nameOf(Arn),
    ...present({ id: UserId, created: awsTime(CreateDate) }),
    groups: GroupList,
    inline: inline(UserPolicyList),
    attached: attached(detail),
    ...boundaryOf(detail),
    tags: Tags,
  };
}

function group(detail: GroupDetail, account: string): AwsGroup {
  const { Arn, GroupName, GroupPolicyList } = detail;
  return { account, arn: Arn, name: GroupName ?? nameOf(Arn), inline: inline(GroupPolicyList), attached: attached(detail) };
}

function role(detail: RoleDetail, account: string): AwsRole {
  const { Arn, RoleName, RoleId, CreateDate, MaxSessionDuration, RoleLastUsed } = detail;
  return {
    account,
    arn: Arn,
    name: RoleName ?? nameOf(Arn),
    ...present({ id: RoleId, created: awsTime(CreateDate) }),
    trust: detail.AssumeRolePolicyDocument,
    inline: inline(detail.RolePolicyList),
    attached: attached(detail),
    ...boundaryOf(detail),
    tags: detail.Tags,
    instanceProfiles: detail.InstanceProfileList.map((profile) => profile.Arn),
    ...present({ maxSession: MaxSessionDuration, lastUsed: awsTime(RoleLastUsed?.LastUsedDate) }),
  };
}

/** AWS's own policies have an ARN of the account `aws`, whoever lists them. */
function policy(detail: ManagedPolicyDetail, account: string): AwsPolicy {
  const { Arn, PolicyName, DefaultVersionId, PolicyVersionList } = detail;
  const named = PolicyVersionList.some(({ VersionId }) => VersionId === DefaultVersionId);
  const versions = PolicyVersionList.flatMap(({ VersionId, IsDefaultVersion, Document }) =>
    // a version without its document is one that was listed, not fetched
    Document === undefined ? [] : [{ id: VersionId, isDefault: named ? VersionId === DefaultVersionId : IsDefaultVersion === true, policy: Document }],
  );
  return { account: parseArn(Arn)?.account === 'aws' ? 'aws' : account, arn: Arn, name: PolicyName ?? nameOf(Arn), versions };
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const inline = (list: UserDetail['UserPolicyList']): AwsUser['inline'] =>
  list.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, policy: PolicyDocument }));

function attached({ AttachedManagedPolicies }: Pick<UserDetail, 'AttachedManagedPolicies'>): AwsUser['attached'] {
  return AttachedManagedPolicies.map(({ PolicyArn, PolicyName }) => ({ ...present({ name: PolicyName }), arn: PolicyArn }));
}

function boundaryOf({ PermissionsBoundary }: Pick<UserDetail, 'PermissionsBoundary'>): { boundary?: string } {
  return present({ boundary: PermissionsBoundary?.PermissionsBoundaryArn });
}
