import { describe, expect, test } from 'vitest';
import { escalate } from './escalate.ts';
import type { PassRule } from './rule.ts';
import { passRules } from './rules/passRules.ts';
import { allow, deny, iamArn, type TestAccount, type TestRole, type TestStatement, testAccount, testAttacker } from './testAccount.ts';
import { outcome } from './testOutcome.ts';

/** What single techniques ask for beside calls, service and a thing of their type. */
const extras: Record<string, { statements?: TestStatement[]; roles?: Record<string, TestRole>; thing?: object }> = {
  'AWS.EC2.PassRole.AssociateIamInstanceProfile': { statements: [allow('ssm:StartSession')], thing: { ssmManaged: true } },
  'AWS.Lambda.PassRole.UpdateFunctionConfiguration': { statements: [allow('lambda:UpdateFunctionCode')], thing: { triggered: true } },
  'AWS.AutoScaling.PassRole.CreateLaunchConfiguration': {
    roles: { 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling': { trust: ['autoscaling.amazonaws.com'] } },
  },
  'AWS.EC2.PassRole.RequestSpotFleet': { roles: { fleet: { trust: ['spotfleet.amazonaws.com'] } }, statements: [] },
};

const thingArns: Record<string, string> = {
  'ec2-instance': 'arn:aws:ec2:us-east-1:111122223333:instance/i-1',
  'lambda-function': 'arn:aws:lambda:us-east-1:111122223333:function:f',
  'glue-job': 'arn:aws:glue:us-east-1:111122223333:job/j',
  'cloudformation-stack': 'arn:aws:cloudformation:us-east-1:111122223333:stack/s/1',
  'cloudformation-stackset': 'arn:aws:cloudformation:us-east-1:111122223333:stackset/s:1',
  'codebuild-project': 'arn:aws:codebuild:us-east-1:111122223333:project/p',
  'ecs-cluster': 'arn:aws:ecs:us-east-1:111122223333:cluster/c',
  'ecs-container-instance': 'arn:aws:ecs:us-east-1:111122223333:container-instance/c/1',
  'ecs-task-definition': 'arn:aws:ecs:us-east-1:111122223333:task-definition/t:1',
  'batch-queue': 'arn:aws:batch:us-east-1:111122223333:job-queue/q',
};

type Change = {
  pass?: TestStatement[];
  calls?: (actions: string[]) => TestStatement[];
  role?: Partial<TestRole>;
  user?: object;
  account?: Partial<TestAccount>;
  unlisted?: true;
};

/** An account in which `eve` can do by the technique what it takes, changed in one place. */
function accountFor(rule: PassRule, change: Change = {}): TestAccount {
  const { statements = [], roles = {}, thing = {} } = extras[rule.id] ?? {};
  const actions = rule.calls.map(({ actions: [action] }) => action!);
  const calls = change.calls?.(actions) ?? [allow(actions)];
  const listed = rule.needs !== undefined && !change.unlisted;
  return {
    users: { eve: { allow: [...(change.pass ?? [allow('iam:PassRole')]), ...calls, ...statements], ...change.user } },
    roles: {
      'svc-admin': { trust: [rule.service], attached: ['aws:AdministratorAccess'], ...(rule.profile && { profile: true }), ...change.role },
      'svc-low': { trust: [rule.service], allow: [allow('s3:GetObject')], ...(rule.profile && { profile: true }) },
      ...roles,
    },
    ...(listed && { things: [{ type: rule.needs!, arn: thingArns[rule.needs!]!, ...thing }] }),
    ...(!change.unlisted && { inventoried: ['*'] }),
    ...change.account,
  };
}

const plain = (id: string): string => id.replace('AWS.', '');
/** Whoever can give a function an address of its own has to let it be invoked there, and so can invoke it. */
const told = (id: string): string => plain(id).replace('CreateFunction.FunctionUrl', 'CreateFunction.AddPermission');
const isCertain = (rule: PassRule): boolean => !rule.condition;

describe.each(passRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const becomes = (change?: Change): string => outcome(accountFor(rule, change));
  const works = isCertain(rule) ? `yes ${told(id)}` : `perhaps ${rule.condition!.kind}`;
  const role = iamArn('role/svc-admin');
  const elsewhere = iamArn('role/prod-*');
  const passed = (service: string) => ({ StringEquals: { 'iam:PassedToService': service } });

  test('works where all is allowed, and is an edge', () => {
    expect(becomes()).toBe(works);
    const edges = [...escalate(testAccount(accountFor(rule)), testAttacker).edges()];
    const edge = edges.find(({ technique, to }) => technique === id && to.kind === 'principal' && to.arn === role);
    expect(edge).toMatchObject({ from: iamArn('user/eve'), edgeType: 'PASS_TO_NEW', lasting: true });
    expect(edge?.condition?.kind).toBe(rule.condition?.kind);
  });
  test('works with the least that is needed', () => {
    const pass = [allow('iam:PassRole', role, passed(rule.service)), ...(id.includes('SpotFleet') ? [allow('iam:PassRole', 'role/fleet')] : [])];
    expect(becomes({ pass })).toBe(works);
  });
  test('works past a Deny of other roles', () => {
    expect(becomes({ user: { inline: { guard: [deny('iam:PassRole', elsewhere)] } } })).toBe(works);
  });
  test('works with the service among others, and by a pattern', () => {
    expect(
      becomes({
        pass: [allow('iam:PassRole', '*', { StringLike: { 'iam:PassedToService': ['x.amazonaws.com', `${rule.service.slice(0, -8)}*`, 'spotfleet*'] } })],
      }),
    ).toBe(works);
  });
  test('works with stars in the middle of actions', () => {
    const starred = (action: string): string => action.replace(/:(.).*(.)$/, ':$1*$2');
    expect(becomes({ pass: [allow('iam:Pass*')], calls: (actions) => [allow(actions.map(starred))] })).toMatch(isCertain(rule) ? /^yes / : /^(yes|perhaps) /);
  });
  const needed = rule.calls.flatMap(({ actions: [action] }, at) => (action === 'lambda:CreateFunctionUrlConfig' ? [] : [at]));
  test.each(needed)('does not without call %i', (missing) => {
    expect(becomes({ calls: (actions) => [allow(['x:y', ...actions.filter((_, at) => at !== missing)])] })).toBe('no');
  });
  test.each(needed)('does not where call %i is denied', (at) => {
    const denied = rule.calls[at]!.actions;
    expect(becomes({ user: { inline: { guard: [deny([...denied])] } } })).toBe('no');
  });
  test('does not without iam:PassRole', () => {
    expect(becomes({ pass: [] })).toBe('no');
  });
  test('does not for a role that may not be passed', () => {
    expect(becomes({ user: { inline: { guard: [deny('iam:PassRole', 'role/svc-*')] } } })).toBe('no');
    expect(becomes({ pass: [allow('iam:PassRole', 'role/svc-low'), allow('iam:PassRole', 'role/fleet')] })).toBe('no');
  });
  test('does not for another service', () => {
    expect(becomes({ pass: [allow('iam:PassRole', '*', passed('other.amazonaws.com'))] })).toBe('no');
    expect(becomes({ role: { trust: ['other.amazonaws.com'] } })).toBe('no');
    expect(becomes({ role: { trust: ['root'] } })).toBe('no');
  });
  test('does not for a role of a service, or of another account', () => {
    const account = accountFor(rule);
    const { 'svc-admin': admin, ...others } = account.roles!;
    expect(outcome({ ...account, roles: { ...others, 'aws-service-role/x.amazonaws.com/svc-admin': admin! } })).toBe('no');
    expect(outcome({ ...account, roles: { ...others, 'svc-admin': { ...admin!, account: '444455556666' } } })).toBe('no');
  });
  test('does not within a boundary without iam:PassRole', () => {
    const bd = [allow(['s3:*', ...rule.calls.flatMap(({ actions }) => [...actions])])];
    expect(becomes({ user: { boundary: 'policy/bd' }, account: { policies: { bd } } })).toBe('no');
  });
  test('does not under a control policy that denies it', () => {
    expect(becomes({ account: { scps: [[allow('*')], [allow('*'), deny('iam:PassRole')]] } })).toBe('no');
  });
  test('reaches a role that is no administrator, and no further', () => {
    const bd = [allow('s3:Get*')];
    const account = accountFor(rule, { role: { boundary: 'policy/bd' }, account: { policies: { bd } } });
    expect(outcome(account)).toBe('no');
    if (!isCertain(rule)) return;
    const eve = escalate(testAccount(account), testAttacker).principals.find(({ arn }) => arn === iamArn('user/eve'));
    expect(eve?.reaches()).toEqual(expect.arrayContaining([role, iamArn('role/svc-low')]));
  });
  if (rule.needs !== undefined) {
    test('is possible where nobody listed what it needs', () => {
      expect(becomes({ unlisted: true })).toBe('perhaps missing-input');
    });
    test('does not where there is nothing of what it needs', () => {
      expect(becomes({ unlisted: true, account: { inventoried: ['*'] } })).toBe('no');
    });
  }
  if (rule.profile) {
    test('does not without an instance profile, but with one that can be made', () => {
      expect(becomes({ role: { profile: false } })).toBe('no');
      const pass = [allow('iam:PassRole iam:CreateInstanceProfile iam:AddRoleToInstanceProfile')];
      expect(becomes({ role: { profile: false }, pass })).toBe(works);
      expect(becomes({ role: { profile: false }, pass: [allow('iam:PassRole iam:CreateInstanceProfile')] })).toBe('no');
      const disjoint = [
        allow('iam:PassRole'),
        allow('iam:CreateInstanceProfile', 'instance-profile/a*'),
        allow('iam:AddRoleToInstanceProfile', 'instance-profile/b*'),
      ];
      expect(becomes({ role: { profile: false }, pass: disjoint })).toBe('no');
    });
  }
});

describe('what single services ask beside that', () => {
  const base: TestAccount = { inventoried: ['*'], roles: { web: { trust: ['ec2.amazonaws.com'], attached: ['aws:AdministratorAccess'], profile: true } } };
  const eve = (...statements: TestStatement[]): TestAccount => ({ ...base, users: { eve: { allow: [allow('iam:PassRole'), ...statements] } } });
  const ec2 = (type: string): string => `arn:aws:ec2:*:*:${type}/*`;
  const rest = [...['subnet', 'network-interface', 'volume', 'security-group'].map(ec2), 'arn:aws:ec2:*::image/*'];

  test.each([
    ['an instance on all that it needs', eve(allow('ec2:RunInstances', [ec2('instance'), ...rest])), 'yes EC2.PassRole.RunInstances'],
    ['an instance, in two statements', eve(allow('ec2:RunInstances', [ec2('instance')]), allow('ec2:RunInstances', rest)), 'yes EC2.PassRole.RunInstances'],
    ['an instance without an image', eve(allow('ec2:RunInstances', [ec2('instance'), ...rest.slice(0, -1)])), 'no'],
    ['an instance alone', eve(allow('ec2:RunInstances', [ec2('instance')])), 'no'],
    [
      'an instance in one subnet',
      eve(allow('ec2:RunInstances', [ec2('instance'), ...rest.slice(1), 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0a1b'])),
      'yes EC2.PassRole.RunInstances',
    ],
    [
      'an instance of another account',
      eve(allow('ec2:RunInstances', [ec2('instance'), ...rest.slice(1), 'arn:aws:ec2:eu-west-1:444455556666:subnet/subnet-0a1b'])),
      'no',
    ],
    ['an instance of one size', eve(allow('ec2:RunInstances', '*', { StringEquals: { 'ec2:InstanceType': 't3.micro' } })), 'yes EC2.PassRole.RunInstances'],
    [
      'an instance in one region',
      eve(allow('ec2:RunInstances', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-west-3' } })),
      'yes EC2.PassRole.RunInstances',
    ],
    ['an instance with a tag', eve(allow('ec2:RunInstances', '*', { StringEquals: { 'aws:RequestTag/team': 'x' } })), 'yes EC2.PassRole.RunInstances'],
    [
      'an instance, all of EC2 but that',
      eve(allow('ec2:*'), deny('ec2:RunInstances ec2:Request* ec2:CreateFleet ec2:AssociateIamInstanceProfile ec2:ReplaceIamInstanceProfileAssociation')),
      'no',
    ],
    [
      'an auto scaling group, with its role to be made',
      eve(allow('autoscaling:* iam:CreateServiceLinkedRole')),
      'yes AutoScaling.PassRole.CreateLaunchConfiguration',
    ],
    ['an auto scaling group, with no role', eve(allow('autoscaling:*')), 'no'],
    ['a spot fleet, with no role of its own', eve(allow('ec2:RequestSpotFleet')), 'no'],
    [
      'a profile on an instance where it runs nothing',
      {
        ...eve(allow('ec2:AssociateIamInstanceProfile')),
        things: [{ type: 'ec2-instance', arn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1' }],
        inventoried: ['*'],
      },
      'no',
    ],
  ] as [string, TestAccount, string][])('%s', (_, account, expected) => {
    expect(outcome(account)).toBe(expected);
  });

  const fn = { inventoried: ['*'], roles: { fn: { trust: ['lambda.amazonaws.com'], attached: ['aws:AdministratorAccess'] } } };
  const lambda = (...statements: TestStatement[]): TestAccount => ({ ...fn, users: { eve: { allow: statements } } });
  test.each([
    ['CreateFunction alone', lambda(allow('iam:PassRole lambda:CreateFunction lambda:GetFunction')), 'no'],
    [
      'one name for both calls',
      lambda(
        allow('iam:PassRole'),
        allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:dev-*'),
        allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*-x'),
      ),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'no name for both calls',
      lambda(
        allow('iam:PassRole'),
        allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:dev-*'),
        allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:prod-*'),
      ),
      'no',
    ],
    [
      'no region for both calls',
      lambda(
        allow('iam:PassRole'),
        allow('lambda:CreateFunction', 'arn:aws:lambda:eu-west-1:*:function:*'),
        allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:*:function:*'),
      ),
      'no',
    ],
    [
      'a name that is denied',
      lambda(allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction'), deny('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:prod-*')),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'any name but some denied',
      lambda(allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction'), {
        Effect: 'Deny',
        Action: 'lambda:*',
        NotResource: 'arn:aws:lambda:*:*:function:team-*',
      }),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'a trust that asks for its account',
      {
        ...lambda(allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction')),
        roles: {
          fn: {
            attached: ['aws:AdministratorAccess'],
            trust: [
              {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
              },
            ],
          },
        },
      },
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'a trust that asks for another account',
      {
        ...lambda(allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction')),
        roles: {
          fn: {
            attached: ['aws:AdministratorAccess'],
            trust: [
              {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } },
              },
            ],
          },
        },
      },
      'no',
    ],
    [
      'a trust that asks for a function of its account',
      {
        ...lambda(allow('iam:PassRole lambda:CreateFunction lambda:InvokeFunction')),
        roles: {
          fn: {
            attached: ['aws:AdministratorAccess'],
            trust: [
              {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:111122223333:function:*' } },
              },
            ],
          },
        },
      },
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'not to EC2',
      lambda(
        allow('iam:PassRole', '*', { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
        allow('lambda:CreateFunction lambda:InvokeFunction'),
      ),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'not to Lambda',
      lambda(
        allow('iam:PassRole'),
        deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        allow('lambda:CreateFunction lambda:InvokeFunction'),
      ),
      'no',
    ],
    [
      'for a function that it names',
      lambda(
        allow('iam:PassRole', '*', { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:lambda:*:*:function:*' } }),
        allow('lambda:CreateFunction lambda:InvokeFunction'),
      ),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'for things of another service',
      lambda(
        allow('iam:PassRole', '*', { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:*:*:instance/*' } }),
        allow('lambda:CreateFunction lambda:InvokeFunction'),
      ),
      'no',
    ],
    [
      'but for things of another service',
      lambda(
        allow('iam:PassRole', '*', { ArnNotLike: { 'iam:AssociatedResourceArn': 'arn:aws:ec2:*:*:instance/*' } }),
        allow('lambda:CreateFunction lambda:InvokeFunction'),
      ),
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
    [
      'from a group and an attached policy',
      {
        ...fn,
        users: { eve: { groups: ['g'], attached: ['policy/p'], allow: [allow('lambda:InvokeFunction')] } },
        groups: { g: { allow: [allow('iam:PassRole', 'role/fn')] } },
        policies: { p: [allow('lambda:Create*')] },
      },
      'yes Lambda.PassRole.CreateFunction.Invoke',
    ],
  ] as [string, TestAccount, string][])('%s', (_, account, expected) => {
    expect(outcome(account)).toBe(expected);
  });
});
