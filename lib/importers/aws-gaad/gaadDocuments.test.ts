import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsDocumentSchemas } from '../../model/awsDocuments.ts';
import { gaadDocuments, unreadablePolicies } from './gaadDocuments.ts';

const account = '111122223333';
const allow = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } };
const arn = (rest: string, of = account): string => `arn:aws:iam::${of}:${rest}`;
const one = (list: string, value: object) => {
  const { documents, unread } = gaadDocuments(account, { [list]: [value] });
  return unread[0] ?? documents[0];
};

describe('an entry', () => {
  test('of a user, with all that can be there', () => {
    const detail = {
      Path: '/staff/',
      UserName: 'ann',
      UserId: 'AIDAFAKEFAKEFAKEFAKE',
      Arn: arn('user/staff/ann'),
      CreateDate: '2024-03-01 09:00:00+00:00',
      GroupList: ['readers'],
      UserPolicyList: [{ PolicyName: 'own', PolicyDocument: allow }],
      AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: arn('policy/ReadOnlyAccess', 'aws') }],
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/edge') },
      Tags: [{ Key: 'team', Value: 'blue' }],
    };
    expect(one('UserDetailList', detail)).toEqual({
      kind: 'user',
      body: {
        account,
        arn: arn('user/staff/ann'),
        name: 'ann',
        id: 'AIDAFAKEFAKEFAKEFAKE',
        created: '2024-03-01T09:00:00.000Z',
        groups: ['readers'],
        inline: [{ name: 'own', policy: allow }],
        attached: [{ name: 'ReadOnlyAccess', arn: arn('policy/ReadOnlyAccess', 'aws') }],
        boundary: arn('policy/edge'),
        tags: { team: 'blue' },
      },
    });
  });

  test('of a role, with lists missing and its last use unknown', () => {
    const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const bare = { Arn: arn('role/app/runner'), AssumeRolePolicyDocument: trust, RoleLastUsed: {} };
    const body = { account, arn: arn('role/app/runner'), name: 'runner', trust, inline: [], attached: [], tags: {}, instanceProfiles: [] };
    expect(one('RoleDetailList', bare)).toEqual({ kind: 'role', body });
    const used = { ...bare, RoleLastUsed: { LastUsedDate: '2026-01-02T03:04:05+00:00', Region: 'eu-west-1' }, MaxSessionDuration: 43_200 };
    const profiles = [{ Arn: arn('instance-profile/runner'), InstanceProfileName: 'runner' }];
    expect(one('RoleDetailList', { ...used, InstanceProfileList: profiles })).toEqual({
      kind: 'role',
      body: { ...body, instanceProfiles: [arn('instance-profile/runner')], maxSession: 43_200, lastUsed: '2026-01-02T03:04:05.000Z' },
    });
  });

  test('of a managed policy: every version, and which is in force', () => {
    const versions = [
      { VersionId: 'v2', IsDefaultVersion: true, Document: allow },
      { VersionId: 'v1', IsDefaultVersion: false, Document: { Statement: [] } },
      { VersionId: 'v3', IsDefaultVersion: false },
    ];
    const detail = { PolicyName: 'p', Arn: arn('policy/p'), DefaultVersionId: 'v2', PolicyVersionList: versions };
    const expected = [
      { id: 'v2', isDefault: true, policy: allow },
      { id: 'v1', isDefault: false, policy: { Statement: [] } },
    ];
    expect(one('Policies', detail)).toEqual({ kind: 'policy', body: { account, arn: arn('policy/p'), name: 'p', versions: expected } });
    expect(one('Policies', { ...detail, DefaultVersionId: undefined })).toMatchObject({ body: { versions: expected } });
    // of the two that say which, the policy's own word counts
    expect(one('Policies', { ...detail, DefaultVersionId: 'v1' })).toMatchObject({ body: { versions: [{ isDefault: false }, { isDefault: true }] } });
    expect(one('Policies', { PolicyName: 'A', Arn: arn('policy/A', 'aws') })).toMatchObject({ body: { account: 'aws', versions: [] } });
  });

  test.each([
    ['one object', { PolicyName: 'A', PolicyArn: arn('policy/A') }, [{ name: 'A', arn: arn('policy/A') }]],
    ['nothing', {}, []],
    ['null', null, []],
    ['a list within an object', { AttachedPolicies: [{ PolicyArn: arn('policy/A') }] }, [{ arn: arn('policy/A') }]],
    ['the XML answer', { member: { PolicyArn: arn('policy/A') } }, [{ arn: arn('policy/A') }]],
    ['items by number', { 0: { policyArn: arn('policy/A') }, 1: { policyArn: arn('policy/B') } }, [{ arn: arn('policy/A') }, { arn: arn('policy/B') }]],
    ['ARNs alone', [arn('policy/A')], [{ arn: arn('policy/A') }]],
  ])('attached policies as %s', (_, AttachedManagedPolicies, attached) => {
    expect(one('GroupDetailList', { Arn: arn('group/g'), AttachedManagedPolicies })).toMatchObject({ body: { name: 'g', attached } });
  });

  test.each([
    ['URL-encoded', encodeURIComponent(JSON.stringify(allow))],
    ['as text', JSON.stringify(allow)],
    ['as an object', allow],
  ])('a policy document %s', (_, PolicyDocument) => {
    const detail = { Arn: arn('user/u'), UserPolicyList: { PolicyName: 'p', PolicyDocument } };
    expect(one('UserDetailList', detail)).toMatchObject({ body: { inline: [{ name: 'p', policy: allow }] } });
  });

  test('with other capitals', () => {
    const detail = { arn: arn('user/u'), userName: 'u', USERPOLICYLIST: [{ policyName: 'p', policydocument: allow }], tags: [{ key: 'a', value: 'b' }] };
    expect(one('UserDetailList', detail)).toMatchObject({ body: { inline: [{ name: 'p', policy: allow }], tags: { a: 'b' } } });
  });

  test.each([
    ['UserDetailList', { UserName: 'u' }, 'Arn', 'Arn is not of type string'],
    ['UserDetailList', { Arn: 'u' }, 'Arn', 'Arn is not an ARN'],
    [
      'RoleDetailList',
      { Arn: arn('role/r'), RolePolicyList: [{ PolicyDocument: allow }] },
      'RolePolicyList[0].PolicyName',
      'RolePolicyList[0].PolicyName is not of type string',
    ],
  ])('of %s that cannot be read is named: %j', (list, value, field, reason) => {
    expect(one(list, value)).toEqual({ list, index: 0, field, reason });
  });

  test.each([
    ['RoleDetailList', { Arn: arn('role/r') }, { trust: null }],
    ['RoleDetailList', { Arn: arn('role/r'), AssumeRolePolicyDocument: '%7B%' }, { trust: '%7B%' }],
    [
      'UserDetailList',
      {
        Arn: arn('user/u'),
        UserPolicyList: [
          { PolicyName: 'p', PolicyDocument: '[]' },
          { PolicyName: 'q', PolicyDocument: allow },
        ],
      },
      { inline: [{ policy: [] }, { policy: allow }] },
    ],
    ['Policies', { Arn: arn('policy/p'), PolicyVersionList: [{ VersionId: 'v1', Document: 'x' }] }, { versions: [{ policy: 'x' }] }],
  ])('of %s keeps what is no policy as it stands, and counts it: %j', (list, value, body) => {
    const { documents } = gaadDocuments(account, { [list]: [value] });
    expect(documents).toMatchObject([{ body }]);
    expect(unreadablePolicies(documents[0]!)).toBe(1);
  });

  test('belongs to the account of its ARN; one without digits to that of the answer', () => {
    expect(one('UserDetailList', { Arn: arn('user/u', '444455556666') })).toMatchObject({ body: { account: '444455556666' } });
    expect(one('GroupDetailList', { Arn: arn('group/g', 'aws') })).toMatchObject({ body: { account } });
  });
});

test('lists that are missing are empty, whatever stands beside them', () => {
  expect(gaadDocuments(account, { IsTruncated: false, Policies: null })).toEqual({ documents: [], unread: [] });
  expect(gaadDocuments(account, 'x')).toEqual({ documents: [], unread: [] });
});

const cases = path.join(import.meta.dirname, '../../../../shared/iam/escalation-cases.dev.jsonl');
if (!fs.existsSync(cases)) console.warn(`skipped: there are no examples at ${cases}`);

test.skipIf(!fs.existsSync(cases))('every account of the examples is read whole, and its documents are as the model has them', () => {
  const lines = fs.readFileSync(cases, 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) {
    const { id, input } = JSON.parse(line);
    const { documents, unread } = gaadDocuments(input.accountId, input.gaad);
    const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = input.gaad;
    expect([id, unread, documents.length]).toEqual([id, [], UserDetailList.length + GroupDetailList.length + RoleDetailList.length + Policies.length]);
    for (const { kind, body } of documents) expect(awsDocumentSchemas[kind].parse(body)).toEqual(body);
  }
});
