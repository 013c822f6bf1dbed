import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AwsDocument } from '../model/awsDocuments.ts';
import type { Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { statementsIn } from '../model/statementEvidence.ts';
import {
  about,
  allow,
  bucket,
  deny,
  derived,
  group,
  groupArn,
  inRegion,
  lambda,
  managed,
  other,
  own,
  policy,
  policyArn,
  role,
  roleArn,
  secret,
  table,
  tell,
  trusts,
  user,
  userArn,
} from './aws/awsTesting.ts';
import type { Document } from './deriver.ts';
import { derive } from './registry.ts';

/** What is told of one who holds these statements, with some more documents. */
const held = (statements: Parameters<typeof user>[1], ...more: AwsDocument[]): string[] => about(derived([user('ann', statements), ...more]).facts, 'user/ann');
const nobody = trusts({ AWS: 'arn:aws:iam::999999999999:root' });

describe('permissions', () => {
  test('are granted on the resource of the model, whatever in it a policy names', () => {
    expect(
      held([allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::data', 'arn:aws:s3:::data/*']), allow('s3:PutObject', 'arn:aws:s3:::data/in/*')]),
    ).toEqual([
      'user/ann may list bucket/data by s3:ListBucket',
      'user/ann may read bucket/data by s3:GetObject',
      'user/ann may write bucket/data by s3:PutObject',
    ]);
  });

  test('by a pattern are on what is listed, and on one pattern for what is not', () => {
    const { facts } = derived([user('ann', [allow('dynamodb:GetItem', inRegion('dynamodb', 'table/t-*'))]), table('t-1'), table('t-2'), table('u')]);
    expect(about(facts, 'user/ann')).toEqual([
      'user/ann may read dynamodb/table/t-* by dynamodb:GetItem',
      'user/ann may read dynamodb/table/t-1 by dynamodb:GetItem',
      'user/ann may read dynamodb/table/t-2 by dynamodb:GetItem',
    ]);
    expect(facts.filter((fact) => fact.fact === 'resource').map(tell)).toContain('resource dynamodb/table/t-* (pattern)');
  });

  test('are on nothing unlisted where everything of that type was listed, but for what can be made', () => {
    const inventoried: AwsDocument = { kind: 'inventoried', body: { account: own, types: ['lambda-function'] } };
    const statements = [
      allow(['lambda:InvokeFunction', 'lambda:CreateFunction'], inRegion('lambda', 'function:*')),
      allow('lambda:DeleteFunction', inRegion('lambda', 'function:gone')),
    ];
    expect(held(statements, inventoried, lambda('f'))).toEqual([
      'user/ann may execute lambda/function:* by lambda:CreateFunction',
      'user/ann may execute lambda/function:f by lambda:InvokeFunction',
    ]);
  });

  test('on everything are on what is listed, on the rest of the service, and on the service where an action knows no resource', () => {
    expect(held([allow(['sqs:ReceiveMessage', 'sqs:ListQueues'])])).toEqual([
      'user/ann may read account/sqs by sqs:ListQueues',
      'user/ann may read account/sqs/* by sqs:ReceiveMessage',
    ]);
  });

  test('on all services are told of the account, and of services of which something is listed', () => {
    const told = held([{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*', 'organizations:*', 'sso:*'], Resource: '*' }], table('t'));
    expect(told).toContainEqual(expect.stringMatching(/^user\/ann may read account\/\* by .* codecommit:\* /));
    expect(told.filter((line) => line.includes('dynamodb')).length).toBeGreaterThan(5);
    expect(told.length).toBeLessThan(60);
  });

  test('are less what is denied, what the boundary leaves out and what the organisation does not let be', () => {
    const boundary = managed('limit', allow(['s3:*', 'sqs:*']));
    const target: AwsDocument = { kind: 'organization-target', body: { target: own, parent: 'r-1' } };
    const scp = (id: string, ...statements: Parameters<typeof policy>): AwsDocument => ({
      kind: 'organization-policy',
      body: { id, type: 'scp', policy: policy(...statements), targets: [own] },
    });
    const root: AwsDocument = { kind: 'organization-policy', body: { id: 'full', type: 'scp', policy: policy(allow('*')), targets: ['r-1'] } };
    const statements = [allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'sns:Publish'], '*'), deny('s3:DeleteObject')];
    const { facts } = derived([
      user('ann', statements, { boundary: policyArn('limit') }),
      boundary,
      target,
      root,
      scp('a', allow('*')),
      scp('b', deny('s3:*', 'arn:aws:s3:::frozen/*')),
      bucket('data'),
      bucket('frozen'),
    ]);
    expect(about(facts, 'user/ann')).toEqual([
      'user/ann may read account/s3/* by s3:GetObject',
      'user/ann may read bucket/data by s3:GetObject',
      'user/ann may write account/s3/* by s3:PutObject',
      'user/ann may write bucket/data by s3:PutObject',
    ]);
  });

  test.each([
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, ' (possibly: mfa)'],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, ' (possibly: source)'],
    [{ StringEquals: { 'aws:ResourceTag/team': 'a' } }, ' (possibly: tag)'],
    [{ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }, ''],
    [{ DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, ' (possibly: mfa)'],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }, ' (possibly: time)'],
    [{ StringEquals: { 'aws:PrincipalOrgPaths': 'o-1/r-1/' } }, ' (possibly: unevaluated)'],
    [{ StringEquals: { 's3:x-amz-acl': 'private' } }, ''],
    [{ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, ''],
    [{ StringEquals: { 'aws:ResourceAccount': own } }, ''],
    [{ StringEquals: { 'aws:PrincipalTag/team': 'a' } }, undefined],
  ])('with the condition %j are certain, possible or none', (Condition, limits) => {
    expect(held([allow('s3:PutObject', 'arn:aws:s3:::data/*', { Condition })])).toEqual(
      limits === undefined ? [] : [`user/ann may write bucket/data by s3:PutObject${limits}`],
    );
  });

  test.each([
    ['2027-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01', '2027-01-01T00:00:00.000Z'],
    ['2027-01-01T06:00:00+02:00', '2027-01-01T04:00:00.000Z'],
    ['2027-01-01T06:00:00', '2027-01-01T06:00:00.000Z'],
  ])('that hang on nothing but the date %s are certain until then', (date, until) => {
    const Condition = { DateLessThan: { 'aws:CurrentTime': date } };
    const { facts } = derived([user('ann', [allow('s3:PutObject', 'arn:aws:s3:::data/*', { Condition })]), bucket('data')]);
    expect(facts.filter((fact) => fact.fact === 'grant' && fact.from === `aws:${userArn('ann')}`)).toMatchObject([{ class: 'write', until }]);
  });

  test('that a date denies from then on are possible', () => {
    const Condition = { DateGreaterThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } };
    expect(held([allow('s3:PutObject', 'arn:aws:s3:::data/*'), deny('s3:*', 'arn:aws:s3:::data/*', { Condition })])).toEqual([
      'user/ann may write bucket/data by s3:PutObject (possibly: time)',
    ]);
  });

  test('are only possible where the boundary was not imported', () => {
    const { facts, problems } = derived([user('ann', [allow('s3:GetObject', 'arn:aws:s3:::data/*')], { boundary: policyArn('limit') })]);
    expect(about(facts, 'user/ann')).toEqual(['user/ann may read bucket/data by s3:GetObject (possibly: missing-input)']);
    expect(problems).toEqual([
      `1 principal limited by the permissions boundary ${policyArn('limit')}, which no document has: all that they are allowed counts as possible only`,
    ]);
  });

  test('on a thing that is there are not those of making one', () => {
    expect(held([allow(['lambda:CreateFunction', 'lambda:UpdateFunctionCode'], inRegion('lambda', 'function:f'))], lambda('f'))).toEqual([
      'user/ann may execute lambda/function:f by lambda:UpdateFunctionCode',
    ]);
  });
});

describe('groups', () => {
  const devs = group('devs', [allow('s3:GetObject', 'arn:aws:s3:::data/*')]);

  test('are who may, and their members act as them', () => {
    const { facts } = derived([user('ann', [], { groups: ['devs'] }), devs]);
    expect(about(facts, 'user/ann', 'group/devs')).toEqual(['group/devs may read bucket/data by s3:GetObject', 'user/ann acts-as group/devs']);
  });

  test('are told of the member whom something limits', () => {
    const { facts } = derived([user('ann', [deny('s3:*', 'arn:aws:s3:::other/*')], { groups: ['devs'] }), devs]);
    expect(about(facts, 'user/ann', 'group/devs')).toEqual(['user/ann may read bucket/data by s3:GetObject']);
  });

  test('are told of the member where their policies ask who it is', () => {
    const homes = group('homes', [allow('s3:GetObject', 'arn:aws:s3:::home-${aws:username}/*')]);
    expect(about(derived([user('ann', [], { groups: ['homes'] }), homes]).facts, 'user/ann', 'group/homes')).toEqual([
      'user/ann may read bucket/home-ann by s3:GetObject',
    ]);
  });

  test('that nobody listed are a problem', () => {
    expect(derived([user('ann', [], { groups: ['gone'] })]).problems).toEqual([
      `1 user of the group gone of ${own}, which no document has: what it allows is left out`,
    ]);
  });
});

describe('administrators', () => {
  const estate = [
    user('ann', [allow('*')]),
    user('bob'),
    role('app', trusts({ Service: 'ec2.amazonaws.com' })),
    bucket('data'),
    secret('db'),
    lambda('f', { role: roleArn('app') }),
  ];
  const { facts } = derived(estate);

  test('act as the administrator of their account, and nothing else is told of them', () => {
    expect(about(facts, 'user/ann')).toEqual(['user/ann acts-as account/administrator by AWS.Direct.Admin']);
    expect(facts.find((fact) => fact.fact === 'identity' && fact.key.endsWith('/administrator'))).toMatchObject({ administers: `aws:account/${own}` });
    expect(facts.map(tell)).toContain('root acts-as account/administrator');
  });

  test('may do everything with whatever is listed, and become everybody of the account', () => {
    const told = about(facts, `${own}/administrator`);
    for (const each of [
      'acts-as user/bob by lasting',
      'acts-as role/app by lasting',
      'controls lambda/function:f by lasting',
      'reads-secrets secretsmanager/secret:db-AbCdEf',
    ])
      expect(told).toContain(`account/administrator ${each}`);
    const onBucket = facts.flatMap((fact) => (fact.fact === 'grant' && fact.resource === 'aws:arn:aws:s3:::data' ? [fact.class] : []));
    expect(onBucket.sort()).toEqual(['delegate', 'delete', 'list', 'read', 'write']);
  });

  test('are within what the organisation lets be', () => {
    const target: AwsDocument = { kind: 'organization-target', body: { target: own } };
    const scp: AwsDocument = {
      kind: 'organization-policy',
      body: { id: 'p', type: 'scp', policy: policy(allow('*'), deny('s3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'])), targets: [own] },
    };
    expect(
      derived([...estate, target, scp])
        .facts.filter((fact) => fact.fact === 'grant' && fact.resource === 'aws:arn:aws:s3:::data')
        .map(tell),
    ).toEqual([]);
  });
});

describe('policies of resources', () => {
  test('let anyone in, which is told of anyone and of nobody else', () => {
    const { facts } = derived([
      user('ann'),
      bucket('site', [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/public/*' }]),
    ]);
    expect(about(facts, 'anonymous', 'user/ann')).toEqual(['aws/anonymous may read bucket/site by s3:GetObject']);
    expect(facts.map(tell)).toContain('identity aws/anonymous');
  });

  test('name who may, without any policy of its own in the account', () => {
    const { facts } = derived([
      user('ann'),
      user('bob'),
      bucket('data', [{ Effect: 'Allow', Principal: { AWS: userArn('ann') }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }]),
    ]);
    expect(about(facts, 'user/ann', 'user/bob')).toEqual(['user/ann may read bucket/data by s3:GetObject']);
  });

  test('let other accounts in, whose own policies must let them too', () => {
    const shared = bucket(
      'shared',
      [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${own}:root` }, Action: 's3:*', Resource: ['arn:aws:s3:::shared', 'arn:aws:s3:::shared/*'] }],
      other,
    );
    const estate = [user('ann', [allow('s3:GetObject')]), user('bob'), user('carl', [], { account: other }), shared, bucket('closed', [], other)];
    expect(about(derived(estate).facts, 'user/ann', 'user/bob')).toEqual([
      'user/ann may read account/s3/* by s3:GetObject',
      'user/ann may read bucket/shared by s3:GetObject',
    ]);
  });

  test('spare whom they do not deny', () => {
    const statements = [{ Effect: 'Deny', NotPrincipal: { AWS: userArn('ann') }, Action: 's3:*', Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] }];
    const read = [allow('s3:GetObject', 'arn:aws:s3:::data/*')];
    const { facts } = derived([user('ann', read), user('bob', read), bucket('data', statements)]);
    expect(about(facts, 'user/ann', 'user/bob')).toEqual(['user/ann may read bucket/data by s3:GetObject']);
  });

  test('of other accounts that were not imported may let in whom they like', () => {
    const topic = `arn:aws:sns:eu-west-1:${other}:alerts`;
    expect(held([allow('sns:Publish', topic)])).toEqual([
      `user/ann may send ${topic.replace('arn:aws:sns:eu-west-1', 'arn:aws:sns:eu-west-1')} by sns:Publish (possibly: missing-input)`,
    ]);
  });
});

describe('secrets', () => {
  const key = inRegion('kms', 'key/1');
  const get = allow('secretsmanager:GetSecretValue');
  const keyPolicy: AwsDocument = {
    kind: 'resource-policy',
    body: { account: own, resource: key, policy: policy({ Effect: 'Allow', Principal: { AWS: own }, Action: 'kms:*', Resource: '*' }) },
  };
  const readers = (statements: Parameters<typeof user>[1], ...more: AwsDocument[]): string[] =>
    held(statements, ...more).filter((line) => line.includes('secret:db'));

  test('are read by who may get their value, of the key of the service', () => {
    expect(readers([get], secret('db'))).toEqual([
      'user/ann may read-secret secretsmanager/secret:db-AbCdEf by secretsmanager:GetSecretValue',
      'user/ann reads-secrets secretsmanager/secret:db-AbCdEf',
    ]);
  });

  test('of a key of their own only by who may decrypt with it', () => {
    expect(readers([get], secret('db', { kmsKey: key }), keyPolicy)).toEqual([]);
    expect(readers([get, allow('kms:Decrypt', key)], secret('db', { kmsKey: key }), keyPolicy)).toContain(
      'user/ann reads-secrets secretsmanager/secret:db-AbCdEf',
    );
  });

  test('are possibly read where the policy of the key, or which key it is, was not imported', () => {
    for (const kmsKey of [key, '1', 'alias/main'])
      expect(readers([get, allow('kms:Decrypt')], secret('db', { kmsKey }))).toContain(
        'user/ann reads-secrets secretsmanager/secret:db-AbCdEf (possibly: missing-input)',
      );
  });

  test('that may be in the environment of a function are possibly read by who may read its configuration, as a member of a group too', () => {
    const own = [lambda('f'), lambda('g')];
    const reading = allow('lambda:GetFunctionConfiguration', inRegion('lambda', 'function:f'));
    const told = 'reads-secrets lambda/function:f by AWS.Lambda.GetFunctionEnvironment (possibly: missing-input)';
    expect(held([reading], ...own).filter((line) => line.includes('reads-secrets'))).toEqual([`user/ann ${told}`]);
    const { facts } = derived([user('ann', [], { groups: ['devs'] }), group('devs', [reading]), ...own]);
    expect(about(facts, 'group/devs').filter((line) => line.includes('reads-secrets'))).toEqual([`group/devs ${told}`]);
  });

  test('in parameters too', () => {
    const parameter = secret('p', { type: 'parameter', arn: inRegion('ssm', 'parameter/p') });
    expect(held([allow('ssm:GetParameters', inRegion('ssm', 'parameter/*'))], parameter)).toContain('user/ann reads-secrets ssm/parameter/p');
  });
});

describe('trust', () => {
  const openId = `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com`;
  const gitHub = (sub?: string) => ({
    Effect: 'Allow',
    Principal: { Federated: openId },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      ...(sub !== undefined && { StringLike: { 'token.actions.githubusercontent.com:sub': sub } }),
    },
  });
  const into = (facts: readonly Fact[], name: string): string[] =>
    facts.filter((fact) => fact.fact === 'edge' && fact.to.endsWith(`role/${name}`) && fact.from !== `aws:account/${own}/administrator`).map(tell);

  test.each([
    ['repo:Acme/Web:*', 'github:acme/web#workflows'],
    ['repo:acme/web:ref:refs/heads/main', 'github:acme/web#workflows:ref:refs/heads/main'],
    ['repo:acme/*', 'github:acme#workflows'],
    ['*', 'aws/anonymous'],
    [undefined, 'aws/anonymous'],
  ])('of workflows of GitHub by the subject %s is of %s', (sub, from) => {
    expect(into(derived([role('deploy', policy(gitHub(sub)))]).facts, 'deploy')).toEqual([
      `${from} acts-as role/deploy by AWS.STS.AssumeRoleWithWebIdentity, for 3600 s`,
    ]);
  });

  test('of a sign-in provider is of whoever signs in by it', () => {
    const provider = `arn:aws:iam::${own}:saml-provider/okta`;
    const trust = policy({
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    });
    expect(into(derived([role('people', trust, [], { maxSession: 43_200 })]).facts, 'people')).toEqual([
      'saml-provider/okta acts-as role/people by AWS.STS.AssumeRoleWithSAML, for 43200 s',
    ]);
  });

  test('of another account is of its administrator, of one principal of it is of that one', () => {
    const { facts } = derived([role('a', trusts({ AWS: `arn:aws:iam::${other}:root` })), role('b', trusts({ AWS: roleArn('partner', other) }))]);
    expect(into(facts, 'a')).toEqual([`account/${other}/administrator acts-as role/a by AWS.STS.AssumeRole, for 3600 s`]);
    expect(into(facts, 'b')).toEqual([`iam::${other}:role/partner acts-as role/b by AWS.STS.AssumeRole, for 3600 s`]);
  });

  test('of a service is of that service', () => {
    expect(into(derived([role('app', trusts({ Service: 'lambda.amazonaws.com' }))]).facts, 'app')).toEqual(['service/lambda.amazonaws.com acts-as role/app']);
  });

  test('of a user of the account is of that user, for an hour or as long as is known', () => {
    const { facts } = derived([user('ann'), role('a', trusts({ AWS: userArn('ann') }), [], { maxSession: 7_200 })]);
    expect(into(facts, 'a')).toEqual(['user/ann acts-as role/a by AWS.STS.AssumeRole, for 7200 s']);
  });
});

describe('escalation', () => {
  const pass = [allow('iam:PassRole', roleArn('app')), allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])];
  const app = role('app', trusts({ Service: 'lambda.amazonaws.com' }), [allow('*')]);

  test('is an edge with its technique, the statements that allow it, what matters in them, and how to close it', () => {
    const { facts } = derived([user('ann', pass), app]);
    const edge = facts.find((fact) => fact.fact === 'edge' && fact.technique === 'AWS.Lambda.PassRole.CreateFunction.Invoke');
    expect(edge && tell(edge)).toBe('user/ann acts-as role/app by AWS.Lambda.PassRole.CreateFunction.Invoke, lasting');
    const { statements, rest } = statementsIn(edge?.fact === 'edge' ? (edge.evidence ?? {}) : {});
    expect(statements.map(({ policy, attachedTo, index, marks }) => ({ policy, attachedTo, index, marks }))).toEqual([
      {
        policy: 'own',
        attachedTo: userArn('ann'),
        index: 0,
        marks: [
          { member: 'Action', value: 'iam:PassRole' },
          { member: 'Resource', value: roleArn('app') },
        ],
      },
      {
        policy: 'trust policy',
        attachedTo: roleArn('app'),
        index: 0,
        marks: [{ member: 'Principal', value: 'lambda.amazonaws.com' }],
      },
      {
        policy: 'own',
        attachedTo: userArn('ann'),
        index: 1,
        marks: [
          { member: 'Action', value: 'lambda:CreateFunction' },
          { member: 'Action', value: 'lambda:InvokeFunction' },
          { member: 'Resource', value: '*' },
        ],
      },
    ]);
    expect(rest).toMatchObject({ fix: expect.stringContaining('iam:PassRole') });
  });

  test('onto what runs already controls that workload, which runs as its role', () => {
    const { facts } = derived([user('ann', [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'])]), app, lambda('f', { role: roleArn('app') })]);
    expect(about(facts, 'user/ann').filter((line) => line.includes('controls'))).toEqual([
      'user/ann controls lambda/function:f by AWS.Lambda.UpdateFunctionCode (possibly: missing-input)',
      'user/ann controls lambda/function:f by AWS.Lambda.UpdateFunctionCode.Invoke',
    ]);
    expect(about(facts, 'function:f')).toEqual(['lambda/function:f runs-as role/app']);
  });

  test('knows by its profile as which role an instance runs, and leaves what a thing is to who lists it', () => {
    const profile = `arn:aws:iam::${own}:instance-profile/web`;
    const web = role('web', trusts({ Service: 'ec2.amazonaws.com' }), [], { instanceProfiles: [profile] });
    const instance: AwsDocument = {
      kind: 'compute',
      body: { account: own, type: 'ec2-instance', arn: inRegion('ec2', 'instance/i-1'), instanceProfile: profile, tags: {} },
    };
    const { facts } = derived([web, instance]);
    expect(about(facts, 'instance/i-1')).toEqual(['ec2/instance/i-1 runs-as role/web']);
    expect(facts.filter(({ fact }) => fact === 'workload')).toEqual([]);
  });
});

describe('many', () => {
  const buckets = Array.from({ length: 30 }, (_, i) => bucket(`b-${String(i).padStart(2, '0')}`));
  const readers = Array.from({ length: 4_000 }, (_, i) =>
    user(`u-${i}`, [
      allow('s3:GetObject'),
      allow('sqs:SendMessage', inRegion('sqs', `q-${i}`)),
      ...(i === 0 ? [allow('s3:PutObject', 'arn:aws:s3:::b-00/*')] : []),
      ...(i === 1 ? [deny('s3:*', 'arn:aws:s3:::b-01/*')] : []),
    ]),
  );

  test('share what they may do on many, as a set that they act as; what one may do more or less is told of it', () => {
    const { facts } = derived([...readers, ...buckets]);
    const sets = facts.filter((fact) => fact.fact === 'resource' && fact.kind === 'set');
    expect(sets.map((fact) => ('name' in fact ? fact.name : ''))).toEqual(
      expect.arrayContaining([`whoever may read 30 × s3:bucket of ${own}`, `whoever may read 29 × s3:bucket of ${own}`]),
    );
    const acts = (name: string) => facts.filter((fact) => fact.fact === 'edge' && fact.from.endsWith(name)).length;
    expect([acts('user/u-0'), acts('user/u-1'), acts('user/u-3999')]).toEqual([1, 1, 1]);
    expect(about(facts, 'user/u-0')).toContain('user/u-0 may write bucket/b-00 by s3:PutObject');
    expect(facts.filter((fact) => fact.fact === 'grant' && fact.resource.includes('s3:::')).length).toBeLessThan(500);
  }, 120_000);
});

describe('principals whose policies say the same', () => {
  const readers = Array.from({ length: 12 }, (_, i) =>
    user(`u-${i}`, [allow('s3:GetObject', 'arn:aws:s3:::data/*'), allow('s3:PutObject', 'arn:aws:s3:::${aws:PrincipalTag/team}/*')], {
      tags: { team: i === 11 ? 'b' : 'a' },
    }),
  );
  const open = bucket('data', [{ Effect: 'Allow', Principal: { AWS: userArn('u-0') }, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::data/*' }]);
  const { facts } = derived([...readers, open]);

  test('act as one node, of which it is told what they may do', () => {
    const told = about(facts, 'user/u-5');
    expect(told).toEqual([expect.stringMatching(/^user\/u-5 acts-as account\/alike\/[0-9a-f]{16}$/)]);
    const [, node = ''] = /acts-as account\/(.*)$/.exec(told[0]!) ?? [];
    expect(about(facts, node).map((line) => line.replace(/^.*? may/, 'may'))).toEqual([
      'may read bucket/data by s3:GetObject',
      'may write bucket/a by s3:PutObject',
    ]);
  });

  test('but for whom a policy of a resource names, and for whom a variable stands for something else', () => {
    expect(about(facts, 'user/u-0')).toEqual([
      'user/u-0 may delete bucket/data by s3:DeleteObject',
      'user/u-0 may read bucket/data by s3:GetObject',
      'user/u-0 may write bucket/a by s3:PutObject',
    ]);
    expect(about(facts, 'user/u-11')).toContain('user/u-11 may write bucket/b by s3:PutObject');
  });
});

test('a grant rests on the document that has the policy, not on one that knows of the same user only which keys it has', () => {
  const credentials: AwsDocument = { kind: 'user-credentials', body: { account: own, arn: userArn('ann'), user: 'ann', accessKeys: [] } };
  const written = user('ann', [allow('s3:GetObject', 'arn:aws:s3:::data/*')]);
  for (const documents of [
    [written, credentials],
    [credentials, written],
  ]) {
    const { facts } = derive('aws', 'aws', documents as unknown as readonly Document[]);
    const granted = [...facts].filter(({ fact }) => fact.fact === 'grant');
    expect(new Set(granted.map(({ document }) => document))).toEqual(new Set([documents.indexOf(written)]));
  }
});

describe('what cannot be followed is told, and changes nothing else', () => {
  test('policies that were not imported, those of AWS by what is known of them', () => {
    const attached = [{ arn: policyArn('gone') }, { arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }];
    const { problems } = derived([user('ann', [], { attached }), user('bob', [], { attached: attached.slice(0, 1) })]);
    expect(problems).toEqual(
      [
        `2 principals with ${policyArn('gone')}, which no document has: what it allows or denies is left out`,
        '1 principal with arn:aws:iam::aws:policy/ReadOnlyAccess, which no document has: of this policy of AWS only what is known by name of it counts, which leaves out much of what it lets read',
      ].sort((a, b) => a.localeCompare(b) * -1),
    );
  });

  test('statements that AWS would not take, and actions that it does not document', () => {
    const { problems } = derived([user('ann', [{ Effect: 'Permit', Action: '*', Resource: '*' }, allow('s3:Frobnicate')])]);
    expect(problems).toEqual([
      'policy own, statement 1: Effect expected Allow or Deny, saw "Permit"',
      "1 action of policies that the catalogue of AWS's actions does not have grant nothing: s3:frobnicate",
    ]);
  });

  test('documents of another shape', () => {
    const { facts, problems } = derived([{ kind: 'user', body: { name: 'ann' } } as unknown as AwsDocument]);
    expect(facts).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

test('the order of documents changes nothing, and every fact is one', () => {
  const estate = [
    user('ann', [allow('s3:*'), allow('iam:PassRole', roleArn('*')), allow('lambda:*')], { groups: ['devs'] }),
    user('bob', [allow('*')]),
    group('devs', [allow('dynamodb:*', inRegion('dynamodb', 'table/*'))]),
    role('app', trusts({ Service: 'lambda.amazonaws.com' }), [allow('secretsmanager:*')]),
    role('peer', nobody, [], { account: other }),
    bucket('data', [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }]),
    secret('db'),
    lambda('f', { role: roleArn('app') }),
    table('t'),
  ];
  const told = (documents: readonly AwsDocument[]): string[] => {
    const { facts } = derived(documents);
    for (const fact of facts) expect(parseFact(fact)).toMatchObject({ ok: true });
    return facts.map(tell).sort();
  };
  const expected = told(estate);
  expect(expected.length).toBeGreaterThan(50);
  fc.assert(
    fc.property(fc.shuffledSubarray(estate, { minLength: estate.length, maxLength: estate.length }), (shuffled) => {
      expect(told(shuffled)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
  expect(groupArn('devs')).toContain('group/devs');
});
