import { describe, expect, test } from 'vitest';
import { escalate } from './escalate.ts';
import type { RunRule } from './rule.ts';
import { runRules } from './rules/runRules.ts';
import { allow, deny, iamArn, type TestAccount, type TestRole, type TestStatement, testAccount, testAttacker } from './testAccount.ts';
import { outcome } from './testOutcome.ts';

const arns: Record<string, string> = {
  'lambda-function': 'arn:aws:lambda:us-east-1:111122223333:function:f',
  'ec2-instance': 'arn:aws:ec2:us-east-1:111122223333:instance/i-1',
  'ec2-launch-template': 'arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1',
  'glue-dev-endpoint': 'arn:aws:glue:us-east-1:111122223333:devEndpoint/e',
  'glue-job': 'arn:aws:glue:us-east-1:111122223333:job/j',
  'cloudformation-stack': 'arn:aws:cloudformation:us-east-1:111122223333:stack/s/1',
  'codebuild-project': 'arn:aws:codebuild:us-east-1:111122223333:project/p',
  'sagemaker-notebook': 'arn:aws:sagemaker:us-east-1:111122223333:notebook-instance/n',
  'sagemaker-user-profile': 'arn:aws:sagemaker:us-east-1:111122223333:user-profile/d/u',
  'apprunner-service': 'arn:aws:apprunner:us-east-1:111122223333:service/s/1',
  'bedrock-code-interpreter': 'arn:aws:bedrock-agentcore:us-east-1:111122223333:code-interpreter-custom/c',
  'ecs-task': 'arn:aws:ecs:us-east-1:111122223333:task/c/1',
  'ecs-service': 'arn:aws:ecs:us-east-1:111122223333:service/c/s',
  'state-machine': 'arn:aws:states:us-east-1:111122223333:stateMachine:m',
  'eks-cluster': 'arn:aws:eks:us-east-1:111122223333:cluster/c',
  'cognito-identity-pool': 'arn:aws:cognito-identity:us-east-1:111122223333:identitypool/us-east-1:1',
};

const ready = { triggered: true, ssmManaged: true, sshReachable: true, batchEnabled: true, executeCommandEnabled: true };
/** What a technique asks beside its calls. */
const more: Record<string, TestStatement[]> = {
  'AWS.ECS.UpdateService.TaskDefinition': [allow('iam:PassRole')],
  'AWS.Cognito.IdentityPoolRoles': [allow('iam:PassRole')],
  'AWS.EC2InstanceConnect.SendSerialConsoleSSHPublicKey': [allow('ec2:EnableSerialConsoleAccess')],
};

type Change = {
  calls?: (actions: string[]) => TestStatement[];
  guard?: TestStatement[];
  thing?: object;
  role?: Partial<TestRole>;
  unlisted?: true;
  account?: Partial<TestAccount>;
};

function accountFor(rule: RunRule, { calls, guard, thing, role, unlisted, account }: Change = {}): TestAccount {
  const actions = [...new Set(rule.calls.flatMap(({ actions: [action] }) => action!))];
  const [type = ''] = rule.things;
  const trust: TestRole['trust'] = type.startsWith('cognito')
    ? [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }]
    : [rule.service ?? 'lambda.amazonaws.com'];
  return {
    users: { eve: { allow: [...(calls?.(actions) ?? [allow(actions)]), ...(more[rule.id] ?? [])], ...(guard && { inline: { guard } }) } },
    roles: { top: { trust, attached: ['aws:AdministratorAccess'], profile: true, ...role }, low: { trust, allow: [allow('s3:GetObject')] } },
    ...(!unlisted && { things: [{ type, arn: arns[type]!, role: iamArn('role/top'), ...ready, ...thing }], inventoried: ['*'] }),
    ...account,
  };
}

describe.each(runRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const works = rule.condition ? `perhaps ${rule.condition.kind}` : `yes ${id.replace('AWS.', '')}`;
  const becomes = (change?: Change): string =>
    outcome(accountFor(rule, change))
      .replace('UpdateFunctionCode.Invoke', 'UpdateFunctionCode')
      .replace('UpdateFunctionCode.AddPermission', 'UpdateFunctionCode');
  const expected = works.replace(/UpdateFunctionCode\..*/, 'UpdateFunctionCode');
  const actions = [...new Set(rule.calls.map(({ actions: [action] }) => action!))];
  const handsOver = rule.id in more && more[rule.id]!.some(({ Action }) => JSON.stringify(Action).includes('PassRole'));

  test('works where all is allowed, and is an edge', () => {
    expect(becomes()).toBe(expected);
    const edges = [...escalate(testAccount(accountFor(rule)), testAttacker).edges()];
    expect(edges.map(({ technique }) => technique)).toContain(id);
  });
  test.each(id.startsWith('AWS.Lambda.UpdateFunctionCode.') ? ['lambda:UpdateFunctionCode'] : actions)('does not without %s', (missing) => {
    expect(becomes({ calls: (all) => [allow(['x:y', ...all.filter((action) => action !== missing)])] })).toBe('no');
    expect(becomes({ guard: [deny(missing)] })).toBe('no');
  });
  test.skipIf(rule.service === undefined || handsOver)('does not where that thing is denied, or another is meant', () => {
    const arn = arns[rule.things[0]!]!;
    expect(becomes({ guard: [deny(actions, arn)] })).toBe('no');
    expect(becomes({ calls: (all) => [allow(all, `${arn}-other`)] })).toBe('no');
  });
  test.skipIf(rule.service === undefined)('is possible where nothing was listed, not where there is nothing', () => {
    expect(outcome(accountFor(rule, { unlisted: true }))).toMatch(/^perhaps/);
    expect(becomes({ unlisted: true, account: { inventoried: ['*'] } })).toBe('no');
    expect(becomes({ unlisted: true, account: { inventoried: [...rule.things] } })).toMatch(/^(no|perhaps.*)$/);
  });
  test.skipIf(handsOver)('leads to the role of the thing and no further', () => {
    const account = accountFor(rule, { thing: { role: iamArn('role/low') } });
    expect(outcome(account)).toBe('no');
    const eve = escalate(testAccount(account), testAttacker).principals.find(({ arn }) => arn === iamArn('user/eve'));
    expect(eve?.reaches()).toEqual(rule.condition ? [] : [iamArn('role/low')]);
  });
  test.skipIf(handsOver)('does not where the role is capped, the thing is gone, or elsewhere', () => {
    expect(becomes({ role: { boundary: 'policy/bd' }, account: { policies: { bd: [allow('s3:*')] } } })).toBe('no');
    expect(becomes({ thing: { state: 'terminated' } })).toBe('no');
    expect(becomes({ thing: { account: '444455556666' } })).toBe('no');
  });
});

describe('what a thing is like', () => {
  const lambda = (statements: TestStatement[], thing: object): TestAccount => ({
    users: { eve: { allow: statements } },
    roles: { top: { trust: ['lambda.amazonaws.com'], attached: ['aws:AdministratorAccess'] } },
    things: [{ type: 'lambda-function', arn: arns['lambda-function']!, role: iamArn('role/top'), ...thing }],
    inventoried: ['*'],
  });
  const update = allow('lambda:UpdateFunctionCode');
  const ec2 = (statements: TestStatement[], thing: object): TestAccount => ({
    users: { eve: { allow: statements } },
    roles: { top: { trust: ['ec2.amazonaws.com'], attached: ['aws:AdministratorAccess'], profile: true } },
    things: [{ type: 'ec2-instance', arn: arns['ec2-instance']!, role: iamArn('role/top'), ...thing }],
    inventoried: ['*'],
  });
  const document = (name: string): string => `arn:aws:ssm:*:*:document/${name}`;
  const instance = 'arn:aws:ec2:*:*:instance/*';
  test.each([
    ['a function that nothing triggers', lambda([update], { triggered: false }), 'no'],
    ['a function of which nobody knows', lambda([update], {}), 'perhaps missing-input'],
    ['a function that it invokes', lambda([update, allow('lambda:InvokeFunction')], { triggered: false }), 'yes Lambda.UpdateFunctionCode.Invoke'],
    [
      'a function that it lets be invoked',
      lambda([update, allow('lambda:AddPermission')], { triggered: false }),
      'yes Lambda.UpdateFunctionCode.AddPermission',
    ],
    [
      'a function whose layer it invokes',
      lambda([allow('lambda:UpdateFunctionConfiguration lambda:GetLayerVersion lambda:InvokeFunction')], { triggered: false }),
      'yes Lambda.UpdateFunctionConfiguration.Layer',
    ],
    ['a function that sleeps', lambda([update], { triggered: true, state: 'Inactive' }), 'yes Lambda.UpdateFunctionCode'],
    [
      'a function by its tag',
      lambda([allow('lambda:UpdateFunctionCode', '*', { StringEquals: { 'aws:ResourceTag/team': 'x' } })], { triggered: true, tags: { team: 'x' } }),
      'yes Lambda.UpdateFunctionCode',
    ],
    [
      'a function by a tag that it has not',
      lambda([allow('lambda:UpdateFunctionCode', '*', { StringEquals: { 'aws:ResourceTag/team': 'x' } })], { triggered: true }),
      'no',
    ],
    ['an instance that Systems Manager has not', ec2([allow('ssm:StartSession')], { ssmManaged: false }), 'no'],
    ['an instance of which nobody knows', ec2([allow('ssm:StartSession')], {}), 'perhaps missing-input'],
    ['an instance that is stopped', ec2([allow('ssm:StartSession')], { ssmManaged: true, state: 'stopped' }), 'no'],
    [
      'a stopped instance whose user data it writes',
      ec2([allow('ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances')], { state: 'stopped' }),
      'yes EC2.ModifyInstanceAttribute.UserData',
    ],
    [
      'an instance by its tag',
      ec2([allow('ssm:StartSession', instance, { StringEquals: { 'ssm:resourceTag/env': 'dev' } })], { ssmManaged: true, tags: { env: 'dev' } }),
      'yes SSM.StartSession',
    ],
    ['an instance that is not reached', ec2([allow('ec2-instance-connect:SendSSHPublicKey')], { sshReachable: false }), 'no'],
    [
      'an instance that is perhaps reached by a tunnel',
      ec2([allow('ec2-instance-connect:SendSSHPublicKey ec2-instance-connect:OpenTunnel')], { sshReachable: false }),
      'perhaps missing-input',
    ],
    ['a serial console that may be off', ec2([allow('ec2-instance-connect:SendSerialConsoleSSHPublicKey')], {}), 'perhaps missing-input'],
    [
      'a command by a document that runs commands',
      ec2([allow('ssm:SendCommand', [instance, document('AWS-RunShellScript')])], { ssmManaged: true }),
      'yes SSM.SendCommand',
    ],
    ['a command by a document that updates an agent', ec2([allow('ssm:SendCommand', [instance, document('AWS-UpdateSSMAgent')])], { ssmManaged: true }), 'no'],
    ['a command without a document', ec2([allow('ssm:SendCommand', instance)], { ssmManaged: true }), 'no'],
    ['a command without an instance', ec2([allow('ssm:SendCommand', document('*'))], { ssmManaged: true }), 'no'],
  ] as [string, TestAccount, string][])('%s', (_, account, expected) => {
    expect(outcome(account)).toBe(expected);
  });

  test.each([
    ['codebuild-project', 'codebuild:StartBuildBatch', { batchEnabled: false }, 'no'],
    ['codebuild-project', 'codebuild:StartBuildBatch', { batchEnabled: true }, 'yes CodeBuild.StartBuildBatch'],
    ['sagemaker-notebook', 'sagemaker:CreatePresignedNotebookInstanceUrl', { state: 'Stopped' }, 'no'],
    ['sagemaker-notebook', 'sagemaker:CreatePresignedNotebookInstanceUrl', { state: 'InService' }, 'yes SageMaker.CreatePresignedNotebookInstanceUrl'],
    [
      'sagemaker-notebook',
      'sagemaker:CreatePresignedNotebookInstanceUrl sagemaker:StartNotebookInstance',
      { state: 'Stopped' },
      'yes SageMaker.CreatePresignedNotebookInstanceUrl',
    ],
    ['ecs-task', 'ecs:ExecuteCommand ecs:DescribeTasks', { executeCommandEnabled: false }, 'no'],
    ['ecs-task', 'ecs:ExecuteCommand ecs:DescribeTasks', { executeCommandEnabled: true, state: 'STOPPED' }, 'no'],
    ['ecs-task', 'ecs:ExecuteCommand', { executeCommandEnabled: true }, 'no'],
    ['cloudformation-stack', 'cloudformation:UpdateStack', { role: undefined }, 'no'],
    ['ec2-launch-template', 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate', {}, 'yes EC2.LaunchTemplateVersion'],
    ['ec2-launch-template', 'ec2:CreateLaunchTemplateVersion', {}, 'no'],
  ])('%s, %s, %j: %s', (type, actions, thing, expected) => {
    const account: TestAccount = {
      users: { eve: { allow: [allow(actions)] } },
      roles: { top: { trust: ['ec2.amazonaws.com'], attached: ['aws:AdministratorAccess'], profile: true } },
      things: [{ type, arn: arns[type]!, role: iamArn('role/top'), ...thing } as never],
      inventoried: ['*'],
    };
    expect(outcome(account)).toBe(expected);
  });
});
