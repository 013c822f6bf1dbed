import { describe, expect, test } from 'vitest';
import { allow, deny, iamArn, type TestAccount, type TestStatement } from './testAccount.ts';
import { type OutcomeCase, outcome } from './testOutcome.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const everything = [allow('*')];
const cases = (list: OutcomeCase[]): void => {
  test.each(list)('%s', (_, account, expected, who) => {
    expect(outcome(account, who)).toBe(expected);
  });
};

describe('a boundary', () => {
  const bound = (boundary: TestStatement[], ...own: TestStatement[]): TestAccount => ({
    users: { eve: { allow: own, boundary: 'policy/bd' } },
    policies: { bd: boundary },
  });
  const bdIs = (...names: string[]) => ({ StringEquals: { 'iam:PermissionsBoundary': names.map((name) => iamArn(name)) } });
  cases([
    ['caps an administrator', bound([allow('s3:Get* s3:List*')], allow('*')), 'no'],
    ['that allows everything caps nothing', bound(everything, allow('*')), 'yes Direct.Admin'],
    ['without the action', bound([allow('s3:*')], allow('iam:PutUserPolicy', 'user/eve')), 'no'],
    ['with the action caps what is gained', bound([allow('s3:* iam:PutUserPolicy')], allow('iam:PutUserPolicy', 'user/eve')), 'no'],
    [
      'taken off',
      bound([allow('iam:DeleteUserPermissionsBoundary iam:PutUserPolicy')], allow('iam:*', 'user/eve')),
      'yes PutUserPolicy DeleteUserPermissionsBoundary',
    ],
    ['taken off an administrator', bound([allow('iam:*')], allow('*')), 'yes DeleteUserPermissionsBoundary'],
    [
      'that forbids to take it off',
      bound(
        [allow('iam:*'), deny('iam:DeleteUserPermissionsBoundary iam:PutUserPermissionsBoundary iam:CreatePolicyVersion iam:SetDefaultPolicyVersion')],
        allow('iam:DeleteUserPermissionsBoundary', 'user/eve'),
      ),
      'no',
    ],
    ['that does not let it be taken off', bound([allow('s3:*')], allow('*')), 'no'],
    [
      'replaced by one that allows everything',
      bound([allow('iam:PutUserPermissionsBoundary iam:PutUserPolicy')], allow('iam:Put*', 'user/eve')),
      'yes PutUserPolicy PutUserPermissionsBoundary',
    ],
    [
      'replaced by itself only',
      bound(
        [allow('iam:PutUserPermissionsBoundary', '*', bdIs('policy/bd')), allow('iam:PutUserPolicy', 'user/eve')],
        allow('iam:PutUserPolicy', 'user/eve'),
        allow('iam:PutUserPermissionsBoundary', 'user/eve'),
      ),
      'no',
    ],
    [
      'replaced by one of its own that is wide',
      {
        ...bound(
          [allow('iam:PutUserPermissionsBoundary iam:PutUserPolicy')],
          allow('iam:PutUserPolicy', 'user/eve'),
          allow('iam:PutUserPermissionsBoundary', 'user/eve', bdIs('policy/wide')),
        ),
        policies: { bd: [allow('iam:PutUserPermissionsBoundary iam:PutUserPolicy')], wide: everything },
      },
      'yes PutUserPolicy PutUserPermissionsBoundary',
    ],
    ['rewritten', bound([allow('iam:CreatePolicyVersion')], allow('*')), 'yes CreatePolicyVersion'],
    [
      'rewritten, where it forbids that',
      bound(
        [allow('iam:CreatePolicyVersion iam:PutUserPolicy s3:*'), deny('iam:CreatePolicyVersion', 'policy/bd')],
        allow('iam:CreatePolicyVersion iam:PutUserPolicy'),
      ),
      'no',
    ],
    [
      'rewritten, then a policy written',
      bound([allow('iam:CreatePolicyVersion iam:PutUserPolicy')], allow('iam:CreatePolicyVersion iam:PutUserPolicy')),
      'yes PutUserPolicy CreatePolicyVersion',
    ],
    [
      'switched to an older, wider version',
      { users: { eve: { allow: everything, boundary: 'policy/bd' } }, policies: { bd: [everything, [allow('iam:SetDefaultPolicyVersion s3:*')]] } },
      'yes SetDefaultPolicyVersion',
    ],
    [
      'switched to an older, narrower version',
      {
        users: { eve: { allow: everything, boundary: 'policy/bd' } },
        policies: { bd: [[allow('s3:GetObject')], [allow('iam:SetDefaultPolicyVersion s3:*')]] },
      },
      'no',
    ],
    ['of AWS itself is not rewritten', { users: { eve: { allow: everything, boundary: 'aws:PowerUserAccess' } } }, 'no'],
    ['that nobody has', { users: { eve: { allow: everything, boundary: 'aws:SomethingElse' } } }, 'perhaps missing-input'],
    ['left by becoming another', bound([allow('iam:CreateAccessKey')], allow('iam:CreateAccessKey', 'user/*')), 'no'],
    [
      'left by becoming an administrator',
      {
        ...bound([allow('iam:CreateAccessKey')], allow('iam:CreateAccessKey', 'user/*')),
        users: { eve: { allow: [allow('iam:CreateAccessKey', 'user/*')], boundary: 'policy/bd' }, root: admin },
      },
      'yes CreateAccessKey',
    ],
    [
      'on whoever is granted something: what it allows is enough',
      {
        users: { eve: { allow: [allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/capped')] }, capped: { boundary: 'policy/bd' }, bob: {} },
        policies: { bd: [allow('iam:PutUserPolicy iam:CreateAccessKey s3:*')] },
      },
      'yes CreateAccessKey PutUserPolicy PutUserPolicy',
    ],
    [
      'on whoever is granted something: what it allows is not enough',
      {
        users: { eve: { allow: [allow('iam:CreateAccessKey iam:PutUserPolicy', 'user/capped')] }, capped: { boundary: 'policy/bd' } },
        policies: { bd: [allow('s3:*')] },
      },
      'no',
    ],
    [
      'does not limit who a trust names itself',
      { users: { eve: { boundary: 'policy/bd' } }, roles: { app: { trust: ['user/eve'], ...admin } }, policies: { bd: [allow('s3:*')] } },
      'yes AssumeRole',
    ],
    [
      'limits whose account a trust names',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')], boundary: 'policy/bd' } },
        roles: { app: { trust: ['root'], ...admin } },
        policies: { bd: [allow('s3:*')] },
      },
      'no',
    ],
    [
      'limits a role that a trust names',
      { roles: { app: { trust: ['ec2.amazonaws.com'], boundary: 'policy/bd' }, top: { trust: ['role/app'], ...admin } }, policies: { bd: [allow('s3:*')] } },
      'no',
      'role/app',
    ],
    [
      'of a role: taken off',
      {
        roles: { app: { trust: ['ec2.amazonaws.com'], allow: everything, boundary: 'policy/bd' } },
        policies: { bd: [allow('iam:DeleteRolePermissionsBoundary')] },
      },
      'yes DeleteRolePermissionsBoundary',
      'role/app',
    ],
    [
      'of a role: replaced',
      {
        roles: { app: { trust: ['ec2.amazonaws.com'], allow: everything, boundary: 'policy/bd' } },
        policies: { bd: [allow('iam:PutRolePermissionsBoundary')] },
      },
      'yes PutRolePermissionsBoundary',
      'role/app',
    ],
    [
      'of a role that it assumes: taken off by itself',
      {
        users: { eve: { allow: [allow('iam:DeleteRolePermissionsBoundary', 'role/app')] } },
        roles: { app: { trust: ['user/eve'], allow: everything, boundary: 'policy/bd' } },
        policies: { bd: [allow('s3:*')] },
      },
      'yes AssumeRole DeleteRolePermissionsBoundary',
    ],
    [
      'of another user is nothing to it',
      {
        users: { eve: { allow: [allow('iam:DeleteUserPermissionsBoundary', 'user/*')] }, bob: { allow: everything, boundary: 'policy/bd' } },
        policies: { bd: [allow('s3:*')] },
      },
      'no',
    ],
  ]);
});

describe('a Deny', () => {
  const denied = (...own: TestStatement[]): TestAccount => ({
    users: { eve: { attached: ['aws:AdministratorAccess', 'policy/quarantine'] } },
    policies: { quarantine: own },
  });
  const but = (...actions: string[]): TestStatement => ({ Effect: 'Deny', NotAction: actions, Resource: '*' });
  cases([
    ['of everything', denied(deny('*')), 'no'],
    ['of all but taking it off', denied(but('iam:DetachUserPolicy')), 'yes RemoveDeny'],
    ['of all but listing', denied(but('iam:List*')), 'no'],
    [
      'of all but taking others off',
      {
        ...denied(but('iam:DetachUserPolicy')),
        users: {
          eve: {
            attached: ['aws:AdministratorAccess', 'policy/quarantine'],
            inline: { g: [deny('iam:DetachUserPolicy', '*', { ArnEquals: { 'iam:PolicyARN': iamArn('policy/quarantine') } })] },
          },
        },
      },
      'no',
    ],
    ['of IAM, for an administrator', denied(deny('iam:*')), 'no'],
    ['in an inline policy that may be deleted', { users: { eve: { ...admin, inline: { guard: [but('iam:DeleteUserPolicy')] } } } }, 'yes RemoveDeny'],
    ['in an inline policy that may be overwritten', { users: { eve: { ...admin, inline: { guard: [but('iam:PutUserPolicy')] } } } }, 'yes PutUserPolicy'],
    ['in a managed policy that may be rewritten', denied(but('iam:CreatePolicyVersion')), 'yes CreatePolicyVersion'],
    [
      'in a group that may be left',
      { users: { eve: { ...admin, groups: ['g'] } }, groups: { g: { allow: [but('iam:RemoveUserFromGroup')] } } },
      'yes RemoveDeny',
    ],
    [
      'in a group that may be left, with what it allows',
      { users: { eve: { groups: ['g'] } }, groups: { g: { allow: [allow('*'), but('iam:RemoveUserFromGroup')] } } },
      'no',
    ],
    [
      'in a group, whose policy may be taken off',
      { users: { eve: { ...admin, groups: ['g'] } }, groups: { g: { attached: ['policy/q'] } }, policies: { q: [but('iam:DetachGroupPolicy')] } },
      'yes RemoveDeny',
    ],
    [
      'in a group, whose inline policy may be deleted',
      { users: { eve: { ...admin, groups: ['g'] } }, groups: { g: { allow: [but('iam:DeleteGroupPolicy')] } } },
      'yes RemoveDeny',
    ],
    [
      'in a group, of which it may take off another',
      { users: { eve: { ...admin, groups: ['g'] } }, groups: { g: { allow: [but('iam:DetachGroupPolicy')] } } },
      'no',
    ],
    [
      'of a role, taken off',
      { roles: { app: { trust: ['ec2.amazonaws.com'], attached: ['aws:AdministratorAccess', 'policy/q'] } }, policies: { q: [but('iam:DetachRolePolicy')] } },
      'yes RemoveDeny',
      'role/app',
    ],
    [
      'of a role, deleted',
      { roles: { app: { trust: ['ec2.amazonaws.com'], ...admin, inline: { guard: [but('iam:DeleteRolePolicy')] } } } },
      'yes RemoveDeny',
      'role/app',
    ],
    [
      'of a role that it assumes, taken off by itself',
      {
        users: { eve: { allow: [allow('iam:DetachRolePolicy', 'role/app')] } },
        roles: { app: { trust: ['user/eve'], attached: ['aws:AdministratorAccess', 'policy/q'] } },
        policies: { q: [deny('*')] },
      },
      'yes AssumeRole RemoveDeny',
    ],
    [
      'in a policy that allows too, taken off: what it allows goes with it',
      { users: { eve: { attached: ['policy/both'] } }, policies: { both: [allow('*'), but('iam:DetachUserPolicy')] } },
      'no',
    ],
    [
      'in a policy that allows too, taken off: others allow',
      { users: { eve: { attached: ['aws:AdministratorAccess', 'policy/both'] } }, policies: { both: [allow('s3:*'), but('iam:DetachUserPolicy')] } },
      'yes RemoveDeny',
    ],
    ['of other things takes no title away', denied(deny('s3:DeleteBucket'), deny('iam:PassRole', 'role/prod-*'), deny('iam:CreateUser')), 'yes Direct.Admin'],
    [
      'of the way, not of another',
      { users: { eve: { allow: [allow('iam:PutUserPolicy iam:AttachUserPolicy', 'user/eve'), deny('iam:PutUserPolicy')] } } },
      'yes AttachUserPolicy',
    ],
    [
      'of the step after',
      { users: { eve: { allow: [allow('iam:PutUserPolicy', 'user/eve')], inline: {}, attached: ['policy/q'] } }, policies: { q: [but('iam:PutUserPolicy')] } },
      'no',
    ],
    [
      'of the step after, which a policy of its own takes off',
      { users: { eve: { allow: [allow('iam:PutUserPolicy', 'user/eve')], attached: ['policy/q'] } }, policies: { q: [deny('s3:*')] } },
      'yes PutUserPolicy RemoveDeny',
    ],
    ['quarantine by AWS', { users: { eve: { attached: ['aws:AdministratorAccess', 'aws:AWSCompromisedKeyQuarantineV2'] } } }, 'no'],
  ]);
  test('quarantine of the third kind leaves a way out, which is taken', () => {
    const account: TestAccount = { users: { eve: { attached: ['aws:AdministratorAccess', 'aws:AWSCompromisedKeyQuarantineV3'] } } };
    expect(outcome(account)).not.toBe('yes Direct.Admin');
  });
});

describe('the organisation', () => {
  const full = [allow('*')];
  const own: TestAccount = { users: { eve: { allow: [allow('iam:PutUserPolicy', 'user/eve')] } } };
  cases([
    ['allows everything', { ...own, scps: [full, full] }, 'yes PutUserPolicy'],
    ['denies the action', { ...own, scps: [full, [allow('*'), deny('iam:PutUserPolicy')]] }, 'no'],
    ['denies it at the root', { ...own, scps: [[allow('*'), deny('iam:*')], full, full] }, 'no'],
    ['has a level that does not allow it', { ...own, scps: [full, [allow('s3:*')], full] }, 'no'],
    ['allows a list with IAM in it', { ...own, scps: [full, [allow('iam:* s3:*')]] }, 'no'],
    ['denies others', { ...own, scps: [full, [allow('*'), deny('organizations:LeaveOrganization')]] }, 'yes PutUserPolicy'],
    [
      'denies others by name',
      { ...own, scps: [full, [allow('*'), deny('iam:*', '*', { ArnNotLike: { 'aws:PrincipalArn': iamArn('user/eve') } })]] },
      'yes PutUserPolicy',
    ],
    ['denies all but some', { ...own, scps: [full, [allow('*'), deny('iam:*', '*', { ArnNotLike: { 'aws:PrincipalArn': iamArn('role/Admin*') } })]] }, 'no'],
    ['does not bind its management account', { ...own, scps: [full, [allow('s3:*')]], management: '111122223333' }, 'yes PutUserPolicy'],
    [
      'denies sts:AssumeRole',
      { users: { eve: {} }, roles: { app: { trust: ['user/eve'], ...admin } }, scps: [full, [allow('*'), deny('sts:AssumeRole')]] },
      'no',
    ],
    ['denies what an administrator must be able to do', { users: { eve: admin }, scps: [full, [allow('*'), deny('iam:*')]] }, 'no'],
    ['denies little to an administrator', { users: { eve: admin }, scps: [full, [allow('*'), deny('iam:AddUserToGroup cloudtrail:*')]] }, 'yes Direct.Admin'],
    [
      'denies regions but one, which is chosen',
      { ...own, scps: [full, [allow('*'), deny('*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } })]] },
      'yes PutUserPolicy',
    ],
    [
      'binds resources: the role that is assumed',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')] } },
        roles: { app: { trust: ['root'], ...admin } },
        rcps: [[{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' }]],
      },
      'no',
    ],
    [
      'binds resources: others',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')] } },
        roles: { app: { trust: ['root'], ...admin } },
        rcps: [[{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }]],
      },
      'yes AssumeRole',
    ],
  ]);
});
