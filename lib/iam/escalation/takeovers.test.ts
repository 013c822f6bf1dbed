import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { escalate } from './escalate.ts';
import { allow, deny, iamArn, type TestAccount, testAccount, testAttacker } from './testAccount.ts';
import { type OutcomeCase, outcome } from './testOutcome.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const cases = (list: OutcomeCase[]): void => {
  test.each(list)('%s', (_, account, expected, who) => {
    expect(outcome(account, who)).toBe(expected);
  });
};

describe('a credential of another user', () => {
  const on = (actions: string, of: NonNullable<TestAccount['credentials']>[string] | undefined, resource = 'user/root-ops'): TestAccount => ({
    users: { eve: { allow: [allow(actions, resource)] }, 'root-ops': admin },
    ...(of && { credentials: { 'root-ops': of } }),
  });
  cases([
    ['a key', on('iam:CreateAccessKey', { keys: ['active'] }), 'yes CreateAccessKey'],
    ['a key, nothing being known', on('iam:CreateAccessKey', undefined), 'yes CreateAccessKey'],
    ['a third key', on('iam:CreateAccessKey', { keys: ['active', 'inactive'] }), 'no'],
    ['a third key for one that goes', on('iam:CreateAccessKey iam:DeleteAccessKey', { keys: ['active', 'active'] }), 'yes CreateAccessKey.DeleteAccessKey'],
    ['a key where one may go, without need', on('iam:CreateAccessKey iam:DeleteAccessKey', { keys: [] }), 'yes CreateAccessKey'],
    ['only deleting', on('iam:DeleteAccessKey', { keys: ['active'] }), 'no'],
    ['a key of itself', { users: { eve: { allow: [allow('iam:CreateAccessKey', 'user/eve')] } } }, 'no'],
    ['a key of another than the administrator', on('iam:CreateAccessKey', undefined, 'user/other'), 'no'],
    ['a password where there is none', on('iam:CreateLoginProfile', { password: false }), 'yes CreateLoginProfile'],
    ['a password where there is one', on('iam:CreateLoginProfile', { password: true }), 'no'],
    ['a changed password where there is one', on('iam:UpdateLoginProfile', { password: true }), 'yes UpdateLoginProfile'],
    ['a changed password where there is none', on('iam:UpdateLoginProfile', { password: false }), 'no'],
    ['a password, nothing being known', on('iam:CreateLoginProfile', undefined), 'yes CreateLoginProfile'],
    ['a changed password, nothing being known', on('iam:UpdateLoginProfile', undefined), 'yes UpdateLoginProfile'],
    ['a credential for services is none', on('iam:CreateServiceSpecificCredential iam:ResetServiceSpecificCredential', undefined), 'no'],
    [
      'by a chain',
      {
        users: {
          eve: { allow: [allow('iam:CreateAccessKey', 'user/bob')] },
          bob: { allow: [allow('iam:UpdateLoginProfile', 'user/root-ops')] },
          'root-ops': admin,
        },
      },
      'yes CreateAccessKey UpdateLoginProfile',
    ],
    [
      'by two, each with half of what it takes',
      {
        users: {
          eve: { allow: [allow('iam:CreateAccessKey', 'user/a'), allow('iam:CreateAccessKey', 'user/b')] },
          a: { allow: [allow('iam:PutUserPolicy', 'user/c')] },
          b: { allow: [allow('iam:CreateAccessKey', 'user/c')] },
          c: {},
        },
      },
      'yes CreateAccessKey CreateAccessKey CreateAccessKey PutUserPolicy',
    ],
  ]);

  test('keys are told with their users', () => {
    const account: TestAccount = {
      users: { 'root-ops': admin, bob: {} },
      credentials: { 'root-ops': { keys: ['active', 'inactive'] }, bob: { keys: ['active'] } },
    };
    const keys = escalate(testAccount(account), testAttacker).principals.flatMap(({ accessKeys }) => accessKeys);
    expect(keys).toEqual([
      { accessKeyId: 'AKIAROOT-OPS0', usable: true, admin: true },
      { accessKeyId: 'AKIAROOT-OPS1', usable: false, admin: false },
      { accessKeyId: 'AKIABOB0', usable: true, admin: false },
    ]);
  });
});

describe('a role that is assumed', () => {
  const trusted = (...trust: NonNullable<NonNullable<TestAccount['roles']>[string]['trust']>): NonNullable<TestAccount['roles']> => ({
    app: { trust, ...admin },
  });
  const assume = allow('sts:AssumeRole', 'role/app');
  const may = (roles: TestAccount['roles'], ...own: ReturnType<typeof allow>[]): TestAccount => ({
    users: { eve: { allow: own, id: 'AIDAEVE', tags: { team: 'blue' } }, bob: {} },
    roles: roles!,
  });
  const on = (condition: Json, principal: Json = { AWS: iamArn('root') }) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    Condition: condition,
  });
  const externalId = on({ StringEquals: { 'sts:ExternalId': 'x-42' } });
  cases([
    ['named by the trust: no permission is asked', may(trusted('user/eve')), 'yes AssumeRole'],
    ['named, but denied', may(trusted('user/eve'), deny('sts:*')), 'no'],
    ['named, another', may(trusted('user/bob'), assume), 'no'],
    ['the account, and its own permission', may(trusted('root'), assume), 'yes AssumeRole'],
    ['the account by its number', may(trusted({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }), assume), 'yes AssumeRole'],
    ['the account without a permission', may(trusted('root'), allow('s3:GetObject')), 'no'],
    ['the account, and permission on another role', may(trusted('root'), allow('sts:AssumeRole', 'role/other')), 'no'],
    ['another account', may(trusted('arn:aws:iam::999988887777:root'), assume), 'no'],
    ['everyone', may(trusted({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' })), 'yes AssumeRole'],
    ['everyone of the organisation, which is not known', may(trusted(on({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }, '*')), assume), 'no'],
    [
      'everyone of the organisation',
      { ...may(trusted(on({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }, '*')), assume), scps: [[allow('*')]] },
      'yes AssumeRole',
    ],
    ['everyone with a tag', may(trusted(on({ StringEquals: { 'aws:PrincipalTag/team': 'blue' } })), assume), 'yes AssumeRole'],
    ['everyone with another tag', may(trusted(on({ StringEquals: { 'aws:PrincipalTag/team': 'red' } })), assume), 'no'],
    ['everyone with a name', may(trusted(on({ ArnLike: { 'aws:PrincipalArn': iamArn('user/e*') } }, { AWS: '*' }))), 'yes AssumeRole'],
    ['by the id of who is gone', may(trusted({ Effect: 'Allow', Principal: { AWS: 'AIDAGONE' }, Action: 'sts:AssumeRole' }), assume), 'no'],
    ['by its id', may(trusted({ Effect: 'Allow', Principal: { AWS: 'AIDAEVE' }, Action: 'sts:AssumeRole' })), 'yes AssumeRole'],
    ['a service', may(trusted('ec2.amazonaws.com'), allow('sts:*')), 'no'],
    [
      'web identities',
      may(trusted({ Effect: 'Allow', Principal: { Federated: iamArn('oidc-provider/x') }, Action: 'sts:AssumeRoleWithWebIdentity' }), allow('sts:*')),
      'no',
    ],
    [
      'a SAML provider',
      may(trusted({ Effect: 'Allow', Principal: { Federated: iamArn('saml-provider/x') }, Action: 'sts:AssumeRoleWithSAML' }), allow('sts:*')),
      'no',
    ],
    ['only to be tagged', may(trusted({ Effect: 'Allow', Principal: { AWS: iamArn('user/eve') }, Action: 'sts:TagSession' }), allow('sts:*')), 'no'],
    ['with a Deny of it', may(trusted('user/eve', { Effect: 'Deny', Principal: { AWS: iamArn('user/eve') }, Action: 'sts:AssumeRole' })), 'no'],
    [
      'with a Deny of all but another',
      may(trusted('root', { Effect: 'Deny', NotPrincipal: { AWS: iamArn('user/bob') }, Action: 'sts:AssumeRole' }), assume),
      'no',
    ],
    ['within a time that is over', may(trusted(on({ DateLessThan: { 'aws:CurrentTime': '2025-01-01T00:00:00Z' } })), assume), 'no'],
    ['from another place', may(trusted(on({ IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })), assume), 'no'],
    ['with an external id that it cannot read', may(trusted(externalId), assume), 'perhaps unevaluated'],
    ['with an external id that it can read', may(trusted(externalId), assume, allow('iam:GetRole')), 'yes AssumeRole'],
    ['with a session name that it picks', may(trusted(on({ StringLike: { 'sts:RoleSessionName': `\${aws:username}` } })), assume), 'yes AssumeRole'],
    [
      'with a source identity that it may set',
      may(
        trusted({ ...on({ StringLike: { 'sts:SourceIdentity': 'e*' } }), Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
        allow('sts:AssumeRole sts:SetSourceIdentity'),
      ),
      'yes AssumeRole',
    ],
    ['with a source identity that it may not set', may(trusted(on({ StringLike: { 'sts:SourceIdentity': 'e*' } })), assume), 'no'],
    [
      'by a chain, each naming the one before',
      { users: { eve: {} }, roles: { a: { trust: ['user/eve'] }, b: { trust: ['role/a'] }, c: { trust: ['role/b'], ...admin } } },
      'yes AssumeRole AssumeRole AssumeRole',
    ],
    [
      'in a circle',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')] } },
        roles: { a: { trust: ['root'], allow: [allow('sts:AssumeRole')] }, b: { trust: ['root'], allow: [allow('sts:AssumeRole')] } },
      },
      'no',
    ],
    [
      'of another account, both allowing',
      { users: { eve: { allow: [allow('sts:AssumeRole')] } }, roles: { far: { account: '444455556666', trust: ['root'], ...admin } } },
      'yes AssumeRole',
    ],
    ['of another account, only naming it', { users: { eve: {} }, roles: { far: { account: '444455556666', trust: ['user/eve'], ...admin } } }, 'no'],
    [
      'of another account, not trusting',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')] } },
        roles: { far: { account: '444455556666', trust: ['arn:aws:iam::444455556666:root'], ...admin } },
      },
      'no',
    ],
  ]);
  test('whose principals are reached is told', () => {
    const account: TestAccount = {
      users: { eve: { allow: [allow('sts:AssumeRole')] } },
      roles: { a: { trust: ['root'] }, b: { trust: ['role/a'] }, c: { trust: ['user/other'] } },
    };
    const found = escalate(testAccount(account), testAttacker).principals.map(({ arn, reaches }) => [arn, reaches()]);
    expect(found).toEqual([
      [iamArn('user/eve'), [iamArn('role/a'), iamArn('role/b')]],
      [iamArn('role/a'), [iamArn('role/b')]],
      [iamArn('role/b'), []],
      [iamArn('role/c'), []],
    ]);
  });
  test('accounts that are administered are told', () => {
    const far = { account: '444455556666', ...admin };
    const account: TestAccount = { users: { eve: { allow: [allow('*')] } }, roles: { far: { ...far, trust: [iamArn('root')] } } };
    const [eve] = escalate(testAccount(account), testAttacker).principals;
    expect(eve).toMatchObject({ administers: ['111122223333', '444455556666'], direct: true });
    expect(eve?.reaches()).toEqual([iamArn('role/far', '444455556666')]);
  });
});

describe('a trust that is rewritten', () => {
  const edit = allow('iam:UpdateAssumeRolePolicy', 'role/app');
  const app = { app: { trust: ['ec2.amazonaws.com'], ...admin } };
  const saml = {
    Effect: 'Allow',
    Principal: { Federated: iamArn('saml-provider/idp') },
    Action: 'sts:AssumeRoleWithSAML',
    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  };
  const federated = { app: { trust: [saml], ...admin } };
  cases([
    ['needs no permission to assume', { users: { eve: { allow: [edit] } }, roles: app }, 'yes UpdateAssumeRolePolicy'],
    ['is stopped by a Deny of sts:AssumeRole', { users: { eve: { allow: [edit, deny('sts:AssumeRole')] } }, roles: app }, 'no'],
    [
      'is not stopped by a boundary without it',
      { users: { eve: { allow: [edit], boundary: 'policy/bd' } }, roles: app, policies: { bd: [allow('iam:*')] } },
      'yes UpdateAssumeRolePolicy',
    ],
    [
      'is stopped by a boundary that denies it',
      { users: { eve: { allow: [edit], boundary: 'policy/bd' } }, roles: app, policies: { bd: [allow('iam:UpdateAssumeRolePolicy'), deny('sts:*')] } },
      'no',
    ],
    ['is stopped by a control policy without it', { users: { eve: { allow: [edit] } }, roles: app, scps: [[allow('iam:* s3:*')]] }, 'no'],
    [
      'by a role with a boundary names its session',
      { roles: { ...app, me: { trust: ['ec2.amazonaws.com'], allow: [edit], boundary: 'policy/bd' } }, policies: { bd: [allow('iam:*')] } },
      'yes UpdateAssumeRolePolicy',
      'role/me',
    ],
    [
      'past a Deny, by passing the role',
      {
        users: { eve: { allow: [edit, allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction'), deny('sts:*')] } },
        roles: { app: { trust: ['ec2.amazonaws.com'], ...admin } },
      },
      'yes UpdateAssumeRolePolicy Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'past a Deny, by another whom it can become',
      { users: { eve: { allow: [edit, allow('iam:CreateAccessKey', 'user/bob'), deny('sts:*')] }, bob: {} }, roles: app },
      'yes CreateAccessKey UpdateAssumeRolePolicy AssumeRole',
    ],
    [
      'past a Deny, by a provider of its own',
      { users: { eve: { allow: [edit, allow('iam:CreateSAMLProvider'), deny('sts:*')] } }, roles: app },
      'yes CreateSAMLProvider.UpdateAssumeRolePolicy',
    ],
    ['of another role', { users: { eve: { allow: [allow('iam:UpdateAssumeRolePolicy', 'role/other')] } }, roles: app }, 'no'],
    ['by the metadata of its provider', { users: { eve: { allow: [allow('iam:UpdateSAMLProvider')] } }, roles: federated }, 'yes UpdateSAMLProvider'],
    [
      'by the metadata of its provider, which is listed',
      { users: { eve: { allow: [allow('iam:UpdateSAMLProvider')] } }, roles: federated, providers: ['saml-provider/idp'] },
      'yes UpdateSAMLProvider',
    ],
    [
      'by the metadata of a provider that is not there',
      { users: { eve: { allow: [allow('iam:UpdateSAMLProvider')] } }, roles: federated, providers: ['saml-provider/other'] },
      'no',
    ],
    ['by the metadata of another provider', { users: { eve: { allow: [allow('iam:UpdateSAMLProvider', 'saml-provider/other')] } }, roles: federated }, 'no'],
    ['by making a provider, without rewriting the trust', { users: { eve: { allow: [allow('iam:CreateSAMLProvider')] } }, roles: federated }, 'no'],
    [
      'by a client of its OpenID provider',
      {
        users: { eve: { allow: [allow('iam:AddClientIDToOpenIDConnectProvider')] } },
        roles: {
          app: { ...admin, trust: [{ Effect: 'Allow', Principal: { Federated: iamArn('oidc-provider/x') }, Action: 'sts:AssumeRoleWithWebIdentity' }] },
        },
      },
      'perhaps unevaluated',
    ],
    [
      'by the provider of Identity Center',
      {
        users: { eve: { allow: [allow('iam:UpdateSAMLProvider')] } },
        roles: {
          'aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1': {
            ...admin,
            trust: [
              { ...saml, Principal: { Federated: iamArn('saml-provider/AWSSSO_1_DO_NOT_DELETE') }, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] },
            ],
          },
        },
      },
      'perhaps unevaluated',
    ],
  ]);
});

describe('somebody who is made', () => {
  const bd = (name: string) => ({ StringEquals: { 'iam:PermissionsBoundary': iamArn(name) } });
  const eve = (...own: ReturnType<typeof allow>[]): TestAccount => ({ users: { eve: { allow: own } } });
  const make = 'iam:CreateUser iam:CreateAccessKey';
  cases([
    ['a user with a policy', eve(allow(`${make} iam:PutUserPolicy`, 'user/tmp-*')), 'yes CreateUser.PutUserPolicy'],
    ['a user with a policy attached', eve(allow(`${make} iam:AttachUserPolicy`, 'user/tmp/*')), 'yes CreateUser.AttachUserPolicy'],
    ['a user with a password', eve(allow('iam:CreateUser iam:CreateLoginProfile iam:AttachUserPolicy', 'user/tmp-*')), 'yes CreateUser.AttachUserPolicy'],
    ['a user without a credential', eve(allow('iam:CreateUser iam:AttachUserPolicy', 'user/tmp-*')), 'no'],
    ['a user without rights', eve(allow(make, 'user/tmp-*')), 'no'],
    [
      'a user of a group, which is itself as well',
      { ...eve(allow(make, 'user/tmp-*'), allow('iam:AddUserToGroup', 'group/admins')), groups: { admins: admin } },
      'yes AddUserToGroup',
    ],
    [
      'a user of a group, by a role',
      { roles: { app: { trust: ['ec2.amazonaws.com'], allow: [allow(make), allow('iam:AddUserToGroup', 'group/admins')] } }, groups: { admins: admin } },
      'yes CreateUser.AddUserToGroup',
      'role/app',
    ],
    ['a user under no common name', eve(allow('iam:CreateUser', 'user/a-*'), allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/b-*')), 'no'],
    [
      'a user under a name of several patterns',
      eve(allow('iam:CreateUser', 'user/a-*'), allow('iam:CreateAccessKey', 'user/*-b'), allow('iam:PutUserPolicy', 'user/*c*')),
      'yes CreateUser.PutUserPolicy',
    ],
    [
      'a user past a Deny of names',
      eve(allow(`${make} iam:PutUserPolicy`, '*'), deny('iam:PutUserPolicy', 'user/eve user/admin-*')),
      'yes CreateUser.PutUserPolicy',
    ],
    [
      'a user with a mandated boundary',
      {
        ...eve(allow('iam:CreateUser', '*', bd('policy/low')), allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/tmp-*')),
        policies: { low: [allow('s3:*')] },
      },
      'no',
    ],
    [
      'a user with a mandated boundary that leads on',
      {
        ...eve(allow('iam:CreateUser', '*', bd('policy/mid')), allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/tmp-*')),
        policies: { mid: [allow('iam:PutUserPolicy')] },
      },
      'yes CreateUser.PutUserPolicy PutUserPolicy',
    ],
    [
      'a user with a mandated boundary that allows everything',
      {
        ...eve(allow('iam:CreateUser', '*', bd('policy/wide')), allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/tmp-*')),
        policies: { wide: [allow('*')] },
      },
      'yes CreateUser.PutUserPolicy',
    ],
    [
      'a user with a mandated boundary that is then taken off',
      {
        ...eve(allow('iam:CreateUser', '*', bd('policy/low')), allow('iam:CreateAccessKey iam:PutUserPolicy iam:DeleteUserPermissionsBoundary', 'user/tmp-*')),
        policies: { low: [allow('s3:*')] },
      },
      'yes CreateUser.PutUserPolicy DeleteUserPermissionsBoundary',
    ],
    [
      'a user with a mandated boundary that is rewritten',
      {
        ...eve(
          allow('iam:CreateUser', '*', bd('policy/low')),
          allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/tmp-*'),
          allow('iam:CreatePolicyVersion', 'policy/low'),
        ),
        policies: { low: [allow('s3:*')] },
      },
      'yes CreateUser.PutUserPolicy CreatePolicyVersion',
    ],
    [
      'a user who is only granted something within a boundary',
      { ...eve(allow(make), allow('iam:PutUserPolicy', '*', bd('policy/wide'))), policies: { wide: [allow('*')] } },
      'yes CreateUser.PutUserPolicy',
    ],
    [
      'a user whose policy is limited',
      { ...eve(allow(make), allow('iam:AttachUserPolicy', '*', { ArnEquals: { 'iam:PolicyARN': iamArn('policy/low') } })), policies: { low: [allow('s3:*')] } },
      'no',
    ],
    [
      'a user whose policy is limited to what leads on',
      {
        ...eve(allow(make), allow('iam:AttachUserPolicy', '*', { ArnEquals: { 'iam:PolicyARN': iamArn('policy/next') } })),
        policies: { next: [allow('iam:PutUserPolicy', 'user/*')] },
      },
      'yes AttachUserPolicy PutUserPolicy',
    ],
    ['a role with a policy', eve(allow('iam:CreateRole iam:PutRolePolicy', 'role/tmp-*')), 'yes CreateRole.PutRolePolicy'],
    ['a role with a policy attached', eve(allow('iam:CreateRole iam:AttachRolePolicy', 'role/tmp-*')), 'yes CreateRole.AttachRolePolicy'],
    ['a role alone', eve(allow('iam:CreateRole', '*')), 'no'],
    ['a role under no common name', eve(allow('iam:CreateRole', 'role/a-*'), allow('iam:PutRolePolicy', 'role/b-*')), 'no'],
    ['a role that it may not assume', eve(allow('iam:CreateRole iam:PutRolePolicy', 'role/tmp-*'), deny('sts:AssumeRole')), 'no'],
    [
      'a role that it may not assume, and passes',
      eve(allow('iam:CreateRole iam:PutRolePolicy iam:PassRole', 'role/tmp-*'), allow('lambda:CreateFunction lambda:InvokeFunction'), deny('sts:AssumeRole')),
      'yes Lambda.PassRole.CreateFunction.Invoke CreateRole.PutRolePolicy',
    ],
    [
      'a role with a mandated boundary',
      { ...eve(allow('iam:CreateRole iam:PutRolePolicy iam:AttachRolePolicy', 'role/tmp-*', bd('policy/low'))), policies: { low: [allow('s3:*')] } },
      'no',
    ],
    [
      'a role with a mandated boundary that allows everything',
      { ...eve(allow('iam:CreateRole iam:PutRolePolicy', 'role/tmp-*', bd('policy/wide'))), policies: { wide: [allow('*')] } },
      'yes CreateRole.PutRolePolicy',
    ],
    [
      'a role with a boundary of AWS',
      eve(allow('iam:CreateRole iam:PutRolePolicy', 'role/tmp-*', bd('aws:AdministratorAccess'))),
      'yes CreateRole.PutRolePolicy',
    ],
    ['a role where the account is bound', { ...eve(allow('iam:CreateRole iam:PutRolePolicy')), scps: [[allow('*')], [allow('iam:* sts:*')]] }, 'no'],
  ]);
});

describe('the organisation', () => {
  const member = '444455556666';
  const roles = {
    'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_1': { trust: [], allow: [allow('sso:PutInlinePolicyToPermissionSet sso:ProvisionPermissionSet')] },
  };
  const me = 'role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_1';
  cases([
    [
      'its own permission set, from the management account',
      { roles, management: '111122223333', scps: [[allow('*')]] },
      'yes SSO.PutInlinePolicyToPermissionSet',
      me,
    ],
    ['its own permission set, from another', { roles, scps: [[allow('*')]] }, 'perhaps missing-input', me],
    [
      'an assignment, for who can sign in',
      {
        users: { eve: { allow: [allow('sso:CreateAccountAssignment')] } },
        roles: { 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1': { trust: [], ...admin } },
        management: '111122223333',
      },
      'perhaps missing-input',
    ],
    [
      'control policies of a member, whom it can become',
      {
        users: { eve: { allow: [allow('organizations:DetachPolicy sts:AssumeRole')] } },
        roles: { far: { account: member, trust: [iamArn('root')], ...admin } },
        management: '111122223333',
        more: [
          { kind: 'organization-target', body: { target: member, parent: '111122223333' } },
          {
            kind: 'organization-policy',
            body: {
              name: 'only-s3',
              type: 'scp',
              policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
              targets: [member],
            },
          },
          {
            kind: 'organization-policy',
            body: {
              name: 'full',
              type: 'scp',
              policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
              targets: ['111122223333'],
            },
          },
        ],
      },
      'yes AssumeRole Organizations.DetachPolicy',
    ],
  ]);
});
