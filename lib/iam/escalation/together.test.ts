import { describe, expect, test } from 'vitest';
import { escalate } from './escalate.ts';
import { allow, deny, iamArn, type TestAccount, type TestStatement, testAccount, testAttacker } from './testAccount.ts';
import { type OutcomeCase, outcome } from './testOutcome.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const cases = (list: OutcomeCase[]): void => {
  test.each(list)('%s', (_, account, expected, who) => {
    expect(outcome(account, who)).toBe(expected);
  });
};

/** eve can become a and b, who have this. */
const two = (a: TestStatement[], b: TestStatement[], more: TestAccount = {}): TestAccount => ({
  ...more,
  users: {
    eve: { allow: [allow('iam:CreateAccessKey', 'user/a user/b')] },
    a: { allow: a },
    b: { allow: b },
    ...more.users,
  },
});
const app = { app: { ...admin, trust: ['lambda.amazonaws.com'] } };
const keys = 'CreateAccessKey CreateAccessKey';

describe('calls of one technique by two principals whom the attacker is', () => {
  const fn = 'arn:aws:lambda:us-east-1:111122223333:function:f';
  const listed: TestAccount = { roles: app, things: [{ type: 'lambda-function', arn: fn, role: iamArn('role/app'), triggered: false }], inventoried: ['*'] };
  const unable = deny('sts:AssumeRole');
  const factor: TestAccount = { users: { ops: admin }, credentials: { ops: { password: true, mfa: true } } };
  cases([
    [
      'a function is made by one, who passes the role, and invoked by the other',
      two([allow('iam:PassRole lambda:CreateFunction')], [allow('lambda:InvokeFunction')], { roles: app }),
      `yes ${keys} Lambda.PassRole.CreateFunction.Invoke`,
    ],
    [
      'the role is passed by who makes the function',
      two([allow('lambda:CreateFunction')], [allow('iam:PassRole lambda:InvokeFunction')], { roles: app }),
      'no',
    ],
    [
      'under a name that both may use',
      two(
        [allow('iam:PassRole'), allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:app-*')],
        [allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*-x')],
        { roles: app },
      ),
      `yes ${keys} Lambda.PassRole.CreateFunction.Invoke`,
    ],
    [
      'under no name that both may use',
      two(
        [allow('iam:PassRole'), allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:app-*')],
        [allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:web-*')],
        { roles: app },
      ),
      'no',
    ],
    [
      'what the other is denied',
      two([allow('iam:PassRole lambda:CreateFunction')], [allow('lambda:*'), deny('lambda:InvokeFunction lambda:AddPermission lambda:Create*')], {
        roles: app,
        inventoried: ['*'],
      }),
      'no',
    ],
    [
      'code that one changes and the other runs',
      two([allow('lambda:UpdateFunctionCode')], [allow('lambda:InvokeFunction')], listed),
      `yes ${keys} Lambda.UpdateFunctionCode.Invoke`,
    ],
    [
      'a task: who registers it and who runs it both hand the role over',
      two([allow('iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask')], [allow('ecs:CreateCluster')], {
        roles: { app: { ...admin, trust: ['ecs-tasks.amazonaws.com'] } },
      }),
      `yes ${keys} ECS.PassRole.CreateCluster.RunTask`,
    ],
    [
      'a task that the other runs without passing the role',
      two([allow('iam:PassRole ecs:RegisterTaskDefinition ecs:CreateCluster')], [allow('ecs:RunTask')], {
        roles: { app: { ...admin, trust: ['ecs-tasks.amazonaws.com'] } },
      }),
      'no',
    ],
    [
      'an instance profile that the other makes',
      two([allow('iam:PassRole ec2:RunInstances')], [allow('iam:CreateInstanceProfile iam:AddRoleToInstanceProfile iam:PassRole')], {
        roles: { app: { ...admin, trust: ['ec2.amazonaws.com'] } },
      }),
      `yes ${keys} EC2.PassRole.RunInstances`,
    ],
    [
      'an instance profile to which who may not pass the role adds none',
      two([allow('iam:PassRole ec2:RunInstances')], [allow('iam:CreateInstanceProfile iam:AddRoleToInstanceProfile')], {
        roles: { app: { ...admin, trust: ['ec2.amazonaws.com'] } },
      }),
      'no',
    ],
    [
      'a key that one deletes and the other makes',
      two([allow('iam:DeleteAccessKey', 'user/ops')], [allow('iam:CreateAccessKey', 'user/ops')], {
        users: { ops: admin },
        credentials: { ops: { keys: ['active', 'inactive'] } },
      }),
      `yes ${keys} CreateAccessKey.DeleteAccessKey`,
    ],
    [
      'a password that one deletes and the other sets',
      two([allow('iam:DeleteLoginProfile', 'user/ops')], [allow('iam:CreateLoginProfile', 'user/ops')], {
        users: { ops: admin },
        credentials: { ops: { password: true } },
      }),
      `yes ${keys} CreateLoginProfile`,
    ],
    [
      'a second factor that one takes off, for a password that the other sets',
      two([allow('iam:DeactivateMFADevice', 'user/ops')], [allow('iam:UpdateLoginProfile', 'user/ops')], factor),
      `yes ${keys} UpdateLoginProfile`,
    ],
    [
      'a provider that one makes and the other has a role trust',
      {
        users: {
          eve: { allow: [allow('iam:CreateAccessKey', 'user/a user/b'), unable] },
          a: { allow: [allow('iam:CreateSAMLProvider'), unable] },
          b: { allow: [allow('iam:UpdateAssumeRolePolicy', 'role/app'), unable] },
        },
        roles: { app: admin },
      },
      `yes ${keys} CreateSAMLProvider.UpdateAssumeRolePolicy`,
    ],
    [
      'a tag that one puts on a role, and the other needs there',
      two([allow('iam:TagRole', 'role/app')], [allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceTag/team': 'red' } })], {
        roles: { app: { ...admin, trust: ['root'] } },
      }),
      `yes ${keys} TagPrincipal AssumeRole`,
    ],
    ['one of the two does not do', two([allow('iam:PassRole lambda:CreateFunction')], [], { roles: app }), 'no', 'user/a'],
  ]);

  test('is one edge, with both on the way', () => {
    const account = two([allow('iam:PassRole lambda:CreateFunction')], [allow('lambda:InvokeFunction')], { roles: app });
    const edges = [...escalate(testAccount(account), testAttacker).edges()].filter(({ from }) => from === iamArn('user/eve'));
    const joint = edges.find(({ to }) => to.kind === 'administrator');
    expect(joint?.steps.map(({ rule, from, to }) => [rule, from, to].map((text) => text.split('/').at(-1)))).toEqual([
      ['AWS.IAM.CreateAccessKey', 'eve', 'a'],
      ['AWS.IAM.CreateAccessKey', 'eve', 'b'],
      ['AWS.Lambda.PassRole.CreateFunction.Invoke', 'a', 'app'],
    ]);
    expect(joint?.steps.at(-1)?.statements.map(({ attachedTo }) => attachedTo?.split('/').at(-1))).toEqual(expect.arrayContaining(['a', 'b']));
  });
});

describe('tags of what is asked for', () => {
  const red = (key: string) => ({ StringEquals: { [key]: 'red' } });
  const role = (tags?: Record<string, string>) => ({ roles: { app: { ...admin, trust: ['root'], ...(tags && { tags }) } } });
  const eve = (...own: TestStatement[]): TestAccount => ({ users: { eve: { allow: own } } });
  const assume = allow('sts:AssumeRole', '*', red('aws:ResourceTag/team'));
  cases([
    ['a role that has the tag', { ...eve(assume), ...role({ team: 'red' }) }, 'yes AssumeRole'],
    ['a role that has another', { ...eve(assume), ...role({ team: 'blue' }) }, 'no'],
    ['a role that may be tagged', { ...eve(assume, allow('iam:TagRole')), ...role({ team: 'blue' }) }, 'yes TagPrincipal AssumeRole'],
    [
      'a role that may be tagged, by the key of IAM',
      { ...eve(allow('sts:AssumeRole', '*', red('iam:ResourceTag/team')), allow('iam:TagRole')), ...role() },
      'yes TagPrincipal AssumeRole',
    ],
    ['another role may be tagged', { ...eve(assume, allow('iam:TagRole', 'role/other')), ...role() }, 'no'],
    [
      'a role that may be tagged by other keys',
      { ...eve(assume, allow('iam:TagRole', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } })), ...role() },
      'no',
    ],
    [
      'a role that may be tagged by other values',
      { ...eve(assume, allow('iam:TagRole', '*', { StringEquals: { 'aws:RequestTag/team': 'blue' } })), ...role() },
      'no',
    ],
    [
      'a role that a Deny by its tag protects, and that may be tagged',
      { ...eve(allow('sts:AssumeRole iam:TagRole'), deny('sts:AssumeRole', '*', red('aws:ResourceTag/team'))), ...role({ team: 'red' }) },
      'yes TagPrincipal AssumeRole',
    ],
    [
      'a role that a Deny by its tag protects from tagging too',
      { ...eve(allow('sts:AssumeRole iam:TagRole'), deny('sts:AssumeRole iam:TagRole', '*', red('aws:ResourceTag/team'))), ...role({ team: 'red' }) },
      'no',
    ],
    [
      'a user that may be tagged',
      { users: { eve: { allow: [allow('iam:CreateAccessKey', '*', red('iam:ResourceTag/team')), allow('iam:TagUser')] }, ops: admin } },
      'yes TagPrincipal CreateAccessKey',
    ],
    [
      'a role to pass is not: IAM says that tags of passed roles are not reliable',
      {
        ...eve(allow('iam:PassRole', '*', red('aws:ResourceTag/team')), allow('iam:TagRole lambda:CreateFunction lambda:InvokeFunction')),
        roles: { app: { ...admin, trust: ['lambda.amazonaws.com'] } },
      },
      'no',
    ],
    [
      'an instance that may be tagged',
      {
        ...eve(
          allow('ssm:SendCommand', 'arn:aws:ssm:*:*:document/*'),
          allow('ssm:SendCommand', 'arn:aws:ec2:*:*:instance/*', red('ssm:resourceTag/team')),
          allow('ec2:CreateTags'),
        ),
        roles: { app: { ...admin, trust: ['ec2.amazonaws.com'], profile: true } },
        things: [{ type: 'ec2-instance', arn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1', role: iamArn('role/app'), ssmManaged: true }],
        inventoried: ['*'],
      },
      'yes TagPrincipal SSM.SendCommand',
    ],
  ]);
});

describe('a trust that names one session', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/door/ci';
  const roles = (door: object = { trust: ['root'] }): TestAccount => ({
    users: { eve: { allow: [allow('sts:AssumeRole', 'role/door')] } },
    roles: { door, app: { ...admin, trust: [session] } },
  });
  const named = (name: string) => ({
    Effect: 'Allow',
    Principal: { AWS: '111122223333' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:RoleSessionName': name } },
  });
  cases([
    ['whoever assumes the role picks its name', roles(), 'yes AssumeRole AssumeRole'],
    ['which the role lets it pick', roles({ trust: [named('ci')] }), 'yes AssumeRole AssumeRole'],
    ['which the role lets it not pick, though somebody may have one', roles({ trust: [named('other')] }), 'perhaps unevaluated'],
    ['of a session that is held from the start nobody knows the name', roles(), 'perhaps unevaluated', 'role/door'],
    [
      'a role that may assume itself picks it',
      roles({ trust: ['root', 'role/door'], allow: [allow('sts:AssumeRole', 'role/door')] }),
      'yes AssumeRole AssumeRole',
      'role/door',
    ],
  ]);
});

describe('a function invoked by version or alias', () => {
  const fn = 'arn:aws:lambda:us-east-1:111122223333:function:f';
  const on = (suffix: string, more = ''): TestAccount => ({
    users: { eve: { allow: [allow(`lambda:UpdateFunctionCode${more}`, fn), allow('lambda:InvokeFunction', `${fn}${suffix}`)] } },
    roles: app,
    things: [{ type: 'lambda-function', arn: fn, role: iamArn('role/app'), triggered: false }],
    inventoried: ['*'],
  });
  const made = (suffix: string): TestAccount => ({
    users: { eve: { allow: [allow('iam:PassRole'), allow('lambda:CreateFunction', `${fn}*`), allow('lambda:InvokeFunction', `${fn}*${suffix}`)] } },
    roles: app,
  });
  cases([
    ['its own ARN', on(''), 'yes Lambda.UpdateFunctionCode.Invoke'],
    ['any version', on(':*'), 'yes Lambda.UpdateFunctionCode.Invoke'],
    ['the newest', on(':$LATEST'), 'yes Lambda.UpdateFunctionCode.Invoke'],
    ['an alias, which stays where it is', on(':live'), 'no'],
    ['an alias that may be moved', on(':live', ' lambda:UpdateAlias'), 'yes Lambda.UpdateFunctionCode.Invoke'],
    ['a numbered version, which stays as it is', on(':3', ' lambda:UpdateAlias'), 'no'],
    ['a new function, by any version', made(':*'), 'yes Lambda.PassRole.CreateFunction.Invoke'],
  ]);
});

describe('a launch template', () => {
  const roles = { app: { ...admin, trust: ['ec2.amazonaws.com'], profile: true } };
  const linked = { 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling': { trust: ['autoscaling.amazonaws.com'] } };
  const eve = (actions: string, there = true): TestAccount => ({
    users: { eve: { allow: [allow(`iam:PassRole ec2:CreateLaunchTemplate ${actions}`)] } },
    roles: { ...roles, ...(there && linked) },
  });
  const yes = 'yes EC2.PassRole.CreateLaunchTemplate.CreateFleet';
  cases([
    ['a fleet of it', eve('ec2:CreateFleet', false), yes],
    ['a group of it, by who may run instances', eve('autoscaling:CreateAutoScalingGroup ec2:RunInstances'), 'yes EC2.PassRole.RunInstances'],
    ['a group of it, where all images may be run but in a group alone', eve('autoscaling:CreateAutoScalingGroup'), 'no'],
  ]);
});

describe('a password that is there', () => {
  const on = (actions: string, password: boolean): TestAccount => ({
    users: { eve: { allow: [allow(actions, 'user/ops')] }, ops: admin },
    credentials: { ops: { password } },
  });
  cases([
    ['is deleted first', on('iam:CreateLoginProfile iam:DeleteLoginProfile', true), 'yes CreateLoginProfile'],
    ['stays', on('iam:CreateLoginProfile', true), 'no'],
    ['is not set by deleting it', on('iam:DeleteLoginProfile', true), 'no'],
  ]);
});
