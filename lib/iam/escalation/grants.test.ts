import { describe, expect, test } from 'vitest';
import { allow, deny, iamArn, type TestAccount } from './testAccount.ts';
import { type OutcomeCase, outcome } from './testOutcome.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const everything = [allow('*')];

const cases = (list: OutcomeCase[]): void => {
  test.each(list)('%s', (_, account, expected, who) => {
    expect(outcome(account, who)).toBe(expected);
  });
};
const eve = (...statements: ReturnType<typeof allow>[]): TestAccount => ({ users: { eve: { allow: statements } } });

describe('a policy on itself', () => {
  cases([
    ['written', eve(allow('iam:PutUserPolicy', 'user/eve')), 'yes PutUserPolicy'],
    ['attached', eve(allow('iam:AttachUserPolicy', 'user/eve')), 'yes AttachUserPolicy'],
    ['of another user is none', eve(allow('iam:PutUserPolicy iam:AttachUserPolicy', 'user/other')), 'no'],
    [
      'of another user whose key can be made',
      { users: { eve: { allow: [allow('iam:PutUserPolicy iam:CreateAccessKey', 'user/bob')] }, bob: {} } },
      'yes CreateAccessKey PutUserPolicy',
    ],
    [
      'of a role that can be assumed',
      { users: { eve: { allow: [allow('iam:PutRolePolicy sts:AssumeRole', 'role/app')] } }, roles: { app: { trust: ['root'] } } },
      'yes AssumeRole PutRolePolicy',
    ],
    [
      'of a role that lets nobody in',
      { users: { eve: { allow: [allow('iam:PutRolePolicy sts:AssumeRole', 'role/app')] } }, roles: { app: { trust: ['ec2.amazonaws.com'] } } },
      'no',
    ],
    [
      'of a role whose trust can be rewritten',
      { users: { eve: { allow: [allow('iam:AttachRolePolicy iam:UpdateAssumeRolePolicy', 'role/app')] } }, roles: { app: { trust: ['ec2.amazonaws.com'] } } },
      'yes UpdateAssumeRolePolicy AttachRolePolicy',
    ],
    [
      'of a role that can be passed',
      {
        users: { eve: { allow: [allow('iam:PutRolePolicy iam:PassRole', 'role/fn'), allow('lambda:CreateFunction lambda:InvokeFunction')] } },
        roles: { fn: { trust: ['lambda.amazonaws.com'] } },
      },
      'yes Lambda.PassRole.CreateFunction.Invoke PutRolePolicy',
    ],
    [
      'of a role as which a function runs',
      {
        users: { eve: { allow: [allow('iam:PutRolePolicy', 'role/fn'), allow('lambda:UpdateFunctionCode')] } },
        roles: { fn: { trust: ['lambda.amazonaws.com'] } },
        things: [{ type: 'lambda-function', arn: 'arn:aws:lambda:us-east-1:111122223333:function:f', role: iamArn('role/fn'), triggered: true }],
        inventoried: ['*'],
      },
      'yes Lambda.UpdateFunctionCode PutRolePolicy',
    ],
    [
      'by a role of itself',
      { roles: { app: { trust: ['ec2.amazonaws.com'], allow: [allow('iam:PutRolePolicy', 'role/app')] } } },
      'yes PutRolePolicy',
      'role/app',
    ],
    [
      'by a role of users',
      {
        roles: { app: { trust: ['ec2.amazonaws.com'], allow: [allow('iam:PutUserPolicy iam:AttachUserPolicy iam:AddUserToGroup iam:PutGroupPolicy')] } },
        users: { bob: { groups: ['g'] } },
        groups: { g: admin },
      },
      'no',
      'role/app',
    ],
    [
      'of a service-linked role',
      {
        users: { eve: { allow: [allow('iam:PutRolePolicy iam:UpdateAssumeRolePolicy', '*')] } },
        roles: { 'aws-service-role/x.amazonaws.com/AWSServiceRoleForX': { trust: ['x.amazonaws.com'], ...admin } },
      },
      'no',
    ],
    [
      'of a role of Identity Center',
      {
        users: { eve: { allow: [allow('iam:PutRolePolicy iam:AttachRolePolicy iam:UpdateAssumeRolePolicy', '*')] } },
        roles: { 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1': { trust: [], ...admin } },
      },
      'no',
    ],
  ]);
});

describe('the policy that is attached', () => {
  const attaching = (condition: object, policies: TestAccount['policies'] = {}): TestAccount => ({
    ...eve(allow('iam:AttachUserPolicy', 'user/eve', condition as never)),
    policies,
  });
  const only = (operator: string, ...names: string[]) => ({ [operator]: { 'iam:PolicyARN': names.map((name) => iamArn(name)) } });
  cases([
    ['the one that allows everything', attaching(only('ArnEquals', 'aws:AdministratorAccess')), 'yes AttachUserPolicy'],
    ['full control of IAM', attaching(only('StringEquals', 'aws:IAMFullAccess')), 'yes AttachUserPolicy PutUserPolicy'],
    ['any of AWS', attaching(only('ArnLike', 'arn:aws:iam::aws:policy/*')), 'yes AttachUserPolicy'],
    ['any but the one that allows everything', attaching(only('ArnNotEquals', 'aws:AdministratorAccess')), 'yes AttachUserPolicy AttachUserPolicy'],
    ['read only', attaching(only('ArnEquals', 'aws:ReadOnlyAccess')), 'no'],
    ['one that AWS may have, and that nobody knows', attaching(only('ArnEquals', 'aws:SomethingElse')), 'no'],
    ['one of its own that allows little', attaching(only('ArnEquals', 'policy/low'), { low: [allow('s3:GetObject')] }), 'no'],
    ['one of its own that allows everything', attaching(only('ArnEquals', 'policy/high'), { high: everything }), 'yes AttachUserPolicy'],
    [
      'one of its own that allows the next step',
      attaching(only('ArnEquals', 'policy/next'), { next: [allow('iam:PutUserPolicy', 'user/*')] }),
      'yes AttachUserPolicy PutUserPolicy',
    ],
    [
      'one of its own that it can rewrite',
      {
        users: { eve: { allow: [allow('iam:AttachUserPolicy', 'user/eve', only('ArnEquals', 'policy/low')), allow('iam:CreatePolicyVersion', 'policy/low')] } },
        policies: { low: [allow('s3:GetObject')] },
      },
      'yes AttachUserPolicy CreatePolicyVersion',
    ],
    [
      'one of its own that it can switch',
      {
        users: {
          eve: { allow: [allow('iam:AttachUserPolicy', 'user/eve', only('ArnEquals', 'policy/low')), allow('iam:SetDefaultPolicyVersion', 'policy/low')] },
        },
        policies: { low: [everything, [allow('s3:GetObject')]] },
      },
      'yes AttachUserPolicy SetDefaultPolicyVersion',
    ],
    [
      'one that it may make under such a name',
      { users: { eve: { allow: [allow('iam:AttachUserPolicy', 'user/eve', only('ArnLike', 'policy/team-*')), allow('iam:CreatePolicy', 'policy/team-*')] } } },
      'yes AttachUserPolicy',
    ],
    [
      'one that it may make under other names',
      { users: { eve: { allow: [allow('iam:AttachUserPolicy', 'user/eve', only('ArnLike', 'policy/team-*')), allow('iam:CreatePolicy', 'policy/other-*')] } } },
      'no',
    ],
    [
      'any but the one that is denied by name',
      {
        users: { eve: { allow: [allow('iam:AttachUserPolicy', 'user/eve'), deny('iam:AttachUserPolicy', '*', only('ArnEquals', 'aws:AdministratorAccess'))] } },
      },
      'yes AttachUserPolicy PutUserPolicy',
    ],
    [
      'any but the one that is denied by name, beside a right over others that is narrower',
      {
        users: {
          eve: {
            allow: [
              allow('iam:AttachUserPolicy', 'user/eve'),
              allow('iam:AttachUserPolicy', 'user/bob', only('ArnEquals', 'aws:ReadOnlyAccess')),
              deny('iam:AttachUserPolicy', '*', only('ArnEquals', 'aws:AdministratorAccess')),
            ],
          },
        },
      },
      'yes AttachUserPolicy PutUserPolicy',
    ],
    [
      'denied by name',
      {
        users: {
          eve: {
            allow: [
              allow('iam:AttachUserPolicy', 'user/eve'),
              deny('iam:AttachUserPolicy', '*', only('ArnEquals', 'aws:AdministratorAccess', 'aws:IAMFullAccess', 'aws:PowerUserAccess')),
            ],
          },
        },
      },
      'no',
    ],
  ]);
});

describe('groups', () => {
  cases([
    ['written, its own', { users: { eve: { groups: ['g'], allow: [allow('iam:PutGroupPolicy', 'group/g')] } }, groups: { g: {} } }, 'yes PutGroupPolicy'],
    [
      'attached to its own',
      { users: { eve: { groups: ['g'], allow: [allow('iam:AttachGroupPolicy', 'group/g')] } }, groups: { g: {} } },
      'yes AttachGroupPolicy',
    ],
    ['written, another', { users: { eve: { groups: ['g'], allow: [allow('iam:PutGroupPolicy', 'group/h')] } }, groups: { g: {}, h: {} } }, 'no'],
    ['joined', { users: { eve: { allow: [allow('iam:AddUserToGroup', 'group/admins')] } }, groups: { admins: admin } }, 'yes AddUserToGroup'],
    [
      'joined: the permission is on the group, not the user',
      { users: { eve: { allow: [allow('iam:AddUserToGroup', 'user/eve')] } }, groups: { admins: admin } },
      'no',
    ],
    [
      'joined, without more rights',
      { users: { eve: { allow: [allow('iam:AddUserToGroup', '*')] } }, groups: { low: { allow: [allow('s3:GetObject')] } } },
      'no',
    ],
    [
      'joined and written',
      { users: { eve: { allow: [allow('iam:AddUserToGroup iam:PutGroupPolicy', 'group/g')] } }, groups: { g: {} } },
      'yes AddUserToGroup PutGroupPolicy',
    ],
    [
      'one joined, another written',
      { users: { eve: { allow: [allow('iam:AddUserToGroup', 'group/g'), allow('iam:PutGroupPolicy', 'group/h')] } }, groups: { g: {}, h: {} } },
      'no',
    ],
    [
      'its own policy rewritten',
      {
        users: { eve: { groups: ['g'] } },
        groups: { g: { attached: ['policy/p'], allow: [allow('iam:CreatePolicyVersion', 'policy/p')] } },
        policies: { p: [allow('s3:*')] },
      },
      'yes CreatePolicyVersion',
    ],
    [
      'joined by a role that can make a key of a user',
      {
        roles: { app: { trust: ['ec2.amazonaws.com'], allow: [allow('iam:AddUserToGroup', 'group/admins'), allow('iam:CreateAccessKey', 'user/bob')] } },
        users: { bob: {} },
        groups: { admins: admin },
      },
      'yes CreateAccessKey AddUserToGroup',
      'role/app',
    ],
    [
      'two, each with half',
      {
        users: { eve: { allow: [allow('iam:AddUserToGroup', '*')] } },
        groups: { a: { allow: [allow('iam:PassRole')] }, b: { allow: [allow('lambda:CreateFunction lambda:InvokeFunction')] } },
        roles: { fn: { trust: ['lambda.amazonaws.com'], ...admin } },
      },
      'yes AddUserToGroup AddUserToGroup Lambda.PassRole.CreateFunction.Invoke',
    ],
  ]);
});

describe('versions', () => {
  const p = (versions: TestAccount['policies']): TestAccount => ({ users: { eve: { attached: ['policy/p'] } }, policies: versions! });
  cases([
    ['a new one', p({ p: [allow('iam:CreatePolicyVersion', 'policy/p')] }), 'yes CreatePolicyVersion'],
    ['a new one of a policy that nobody has', { ...eve(allow('iam:CreatePolicyVersion', '*')), policies: { p: [allow('s3:*')] } }, 'no'],
    [
      'a new one of a policy of AWS',
      { users: { eve: { attached: ['aws:ReadOnlyAccess'], allow: [allow('iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/*')] } } },
      'no',
    ],
    ['a sixth', p({ p: [...Array.from({ length: 4 }, () => [allow('s3:*')]), [allow('iam:CreatePolicyVersion', 'policy/p')]] }), 'no'],
    [
      'a sixth, for one that can be deleted',
      p({ p: [...Array.from({ length: 4 }, () => [allow('s3:*')]), [allow('iam:CreatePolicyVersion iam:DeletePolicyVersion', 'policy/p')]] }),
      'yes CreatePolicyVersion',
    ],
    ['an old one that allows everything', p({ p: [everything, [allow('iam:SetDefaultPolicyVersion', 'policy/p')]] }), 'yes SetDefaultPolicyVersion'],
    ['an old one that allows less', p({ p: [[allow('s3:GetObject')], [allow('iam:SetDefaultPolicyVersion', 'policy/p')]] }), 'no'],
    [
      'an old one that allows the next step',
      p({ p: [[allow('iam:PutUserPolicy', 'user/eve')], [allow('iam:SetDefaultPolicyVersion', 'policy/p')]] }),
      'yes SetDefaultPolicyVersion PutUserPolicy',
    ],
    [
      'two versions of which each has half are never in force together',
      {
        ...p({ p: [[allow('iam:PassRole')], [allow('iam:SetDefaultPolicyVersion lambda:CreateFunction lambda:InvokeFunction')]] }),
        roles: { fn: { trust: ['lambda.amazonaws.com'], ...admin } },
      },
      'no',
    ],
    [
      'of a policy of a role that can be assumed',
      {
        users: { eve: { allow: [allow('iam:SetDefaultPolicyVersion', 'policy/p'), allow('sts:AssumeRole', 'role/app')] } },
        roles: { app: { trust: ['root'], attached: ['policy/p'] } },
        policies: { p: [everything, [allow('s3:*')]] },
      },
      'yes AssumeRole SetDefaultPolicyVersion',
    ],
    [
      'of a policy of a role that can be assumed, new',
      {
        users: { eve: { allow: [allow('iam:CreatePolicyVersion', 'policy/p')] } },
        roles: { app: { trust: ['user/eve'], attached: ['policy/p'] } },
        policies: { p: [allow('s3:*')] },
      },
      'yes AssumeRole CreatePolicyVersion',
    ],
    [
      'of a policy of a role whose trust can be rewritten',
      {
        users: { eve: { allow: [allow('iam:CreatePolicyVersion', 'policy/p'), allow('iam:UpdateAssumeRolePolicy', 'role/app')] } },
        roles: { app: { trust: ['ec2.amazonaws.com'], attached: ['policy/p'] } },
        policies: { p: [allow('s3:*')] },
      },
      'yes UpdateAssumeRolePolicy CreatePolicyVersion',
    ],
    [
      'that denies less',
      {
        users: { eve: { attached: ['aws:AdministratorAccess', 'policy/q'] } },
        policies: { q: [[allow('s3:*')], [deny(['*'], '*', { StringNotEquals: { 'aws:PrincipalTag/x': 'y' } } as never), deny('s3:*')]] },
      },
      'no',
    ],
    [
      'that denies less, where the Deny leaves the switch',
      {
        users: { eve: { attached: ['aws:AdministratorAccess', 'policy/q'] } },
        policies: { q: [[allow('s3:*')], [{ Effect: 'Deny', NotAction: 'iam:SetDefaultPolicyVersion', Resource: '*' }]] },
      },
      'yes SetDefaultPolicyVersion',
    ],
  ]);
});
