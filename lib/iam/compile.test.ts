import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../model/facts.ts';
import { openCatalogue } from './catalogue.ts';
import { policyCompiler } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { AccessRequest, LevelInput, Outcome, PolicyInput, PolicySet, RequestContext } from './evaluation.ts';
import { matchWildcard } from './matchWildcard.ts';

const catalogue = openCatalogue();
const account = '111122223333';
const other = '444455556666';

/** Actions of every kind of rule: of buckets, of none, of roles, keys and queues. */
const actions = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  's3:ListAllMyBuckets',
  'ec2:DescribeInstances',
  'ec2:RunInstances',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:PassRole',
  'sts:AssumeRole',
  'sts:GetCallerIdentity',
  'kms:Decrypt',
  'kms:RetireGrant',
  'sqs:SendMessage',
];
const asked = catalogue.noActions();
for (const action of actions) catalogue.expand(action, asked);

const user = `arn:aws:iam::${account}:user/ann`;
const session = `arn:aws:sts::${account}:assumed-role/app/i-1`;
const principals = [
  user,
  session,
  `arn:aws:iam::${account}:role/p/app`,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${other}:user/bob`,
  'logs.amazonaws.com',
  'anonymous',
];
const resources = [
  'arn:aws:s3:::data/ann/x',
  'arn:aws:s3:::data',
  'arn:aws:s3:::other/x',
  `arn:aws:sqs:us-east-1:${account}:ann-queue`,
  `arn:aws:iam::${account}:role/p/app`,
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/x`,
  `arn:aws:kms:eu-west-1:${account}:key/1`,
  '*',
];

const pick = <Value>(...of: Value[]) => fc.constantFrom(...of);
const oneOrMore = <Value>(of: fc.Arbitrary<Value>) => fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }));
const actionPattern = pick(
  '*',
  's3:*',
  's3:Get*',
  'S3:getobject',
  's3:List*',
  'ec2:*',
  'iam:*',
  'iam:*Role*',
  'sts:*',
  'kms:*',
  'sqs:SendMessage',
  'new:Thing',
);
const resourcePattern = pick(
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::data/*',
  'arn:aws:s3:::data',
  'arn:aws:s3:::data/${aws:username}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'ann'}/?",
  'arn:aws:s3:::data/${aws:SourceVpce}/*',
  'arn:aws:s3:::data/${aws:RequestTag/x}/*',
  'arn:aws:sqs:us-*-1:*:${aws:username}-queue',
  'arn:aws:iam',
  'arn:aws:iam::*:role/*',
  'arn:aws:kms:*:*:key/1',
);
const condition = pick<object>(
  { StringEquals: { 'aws:username': 'ann' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringEquals: { 'aws:SourceVpce': 'vpce-1' }, StringLike: { 'aws:username': 'a*' } },
  { StringSomething: { 'aws:username': 'ann' } },
);
const principal = pick<Json>(
  '*',
  { AWS: '*' },
  { AWS: account },
  { AWS: [user, session] },
  { AWS: `arn:aws:iam::${account}:role/p/app` },
  { AWS: `arn:aws:iam::${other}:root` },
  { Service: 'logs.amazonaws.com' },
);

/** @param ofResource  in which statements say whom they mean */
function statement(ofResource: boolean): fc.Arbitrary<object> {
  const parts = fc.record({
    Effect: pick('Allow', 'Allow', 'Deny'),
    action: fc.tuple(pick('Action', 'Action', 'NotAction'), oneOrMore(actionPattern)),
    resource: fc.tuple(pick('Resource', 'Resource', 'NotResource'), oneOrMore(resourcePattern)),
    Condition: fc.option(condition, { nil: undefined, freq: 2 }),
    principal: fc.tuple(pick('Principal', 'Principal', 'NotPrincipal'), principal),
  });
  return parts.map(({ Effect, action, resource, Condition, principal }) => ({
    Effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...(Condition && { Condition }),
    ...(ofResource && { [principal[0]]: principal[1] }),
  }));
}

const policy = (role: PolicyInput['role']): fc.Arbitrary<PolicyInput> =>
  fc
    .tuple(pick('2012-10-17', '2012-10-17', '2008-10-17'), fc.array(statement(role === 'resource' || role === 'rcp'), { maxLength: 4 }))
    .map(([Version, Statement]) => ({
      role,
      policy: role,
      document: { Version, Statement: Statement as Json[] },
    }));
const levels = (role: 'scp' | 'rcp'): fc.Arbitrary<LevelInput[]> =>
  fc.array(fc.record({ target: pick('r', 'ou'), policies: fc.array(policy(role), { minLength: 1, maxLength: 2 }) }), { maxLength: 2 });
const optional = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined, freq: 2 });

const policySet: fc.Arbitrary<PolicySet> = fc
  .record({
    identity: fc.array(fc.oneof(policy('identity'), policy('group')), { minLength: 1, maxLength: 3 }),
    boundary: optional(policy('boundary')),
    session: optional(policy('session')),
    resource: optional(policy('resource')),
    scps: levels('scp'),
    rcps: levels('rcp'),
  })
  .map(({ boundary, session, resource, ...rest }) => ({ ...rest, ...(boundary && { boundary }), ...(session && { session }), ...(resource && { resource }) }));

const context: RequestContext = {
  values: new Map([['aws:username', 'ann']]),
  unknown: (key) => key === 'aws:multifactorauthpresent' || key === 'aws:sourcevpce',
  chosen: (key) => key === 'aws:requestedregion' || key === 'aws:requesttag/x',
};
const who = fc.record({
  principal: pick(...principals),
  isServiceLinkedRole: fc.boolean(),
  isManagementAccount: fc.boolean(),
  isResourceOfManagementAccount: fc.boolean(),
  resourceAccount: pick(account, account, other),
});
type Who = Omit<AccessRequest, 'action' | 'resource' | 'context'>;

const decideOne = (set: PolicySet, of: Who, action: string, resource: string): Outcome => evaluate(set, { ...of, action, resource, context });

/** Of all runs: what it was told before must not matter. */
const compiler = policyCompiler();

/** Everything that the compiled form allows, as `RESOURCE ACTION END`. */
function compiled({ resource: policy, rcps, ...policies }: PolicySet, { resourceAccount, isResourceOfManagementAccount = false, ...request }: Who): string[] {
  const one = compiler.principal(policies, { ...request, context });
  const access = compiler.access();
  return resources.flatMap((arn) => {
    const resource = compiler.resource({
      arn,
      account: resourceAccount,
      rcps,
      isOfManagementAccount: isResourceOfManagementAccount,
      ...(policy && { policy }),
    });
    one.actionsOn(resource, asked, access);
    const has = (end: 'certain' | 'upTo', id: number): boolean => (access[end][id >> 5]! & (1 << (id & 31))) !== 0;
    return actions.flatMap((action) => (['certain', 'upTo'] as const).flatMap((end) => (has(end, catalogue.idOf(action)!) ? [`${arn} ${action} ${end}`] : [])));
  });
}

function direct(set: PolicySet, of: Who): string[] {
  return resources.flatMap((arn) =>
    actions.flatMap((action) => {
      const outcome = decideOne(set, of, action, arn);
      return (['certain', 'upTo'] as const).flatMap((end) => (outcome[end] === 'Allowed' ? [`${arn} ${action} ${end}`] : []));
    }),
  );
}

test('is what direct evaluation decides, for any policies and whoever asks', () => {
  fc.assert(
    fc.property(policySet, who, (set, of) => {
      expect(compiled(set, of)).toEqual(direct(set, of));
    }),
    { numRuns: 500 },
  );
});

describe('for any policies', () => {
  const changed = (set: PolicySet, effect: 'Allow' | 'Deny', extra: object): PolicySet => ({
    ...set,
    identity: [
      ...set.identity,
      { role: 'identity', policy: 'extra', document: { Version: '2012-10-17', Statement: [{ ...extra, Effect: effect }] as Json[] } },
    ],
  });

  test('what is certain is possible', () => {
    fc.assert(
      fc.property(policySet, who, (set, of) => {
        const found = new Set(direct(set, of));
        for (const line of found) if (line.endsWith('certain')) expect(found).toContain(line.replace(/certain$/, 'upTo'));
      }),
      { numRuns: 100 },
    );
  });

  test('one more allow takes nothing away, one more deny adds nothing', () => {
    fc.assert(
      fc.property(policySet, who, statement(false), (set, of, extra) => {
        const before = new Set(direct(set, of));
        const [more, less] = [new Set(direct(changed(set, 'Allow', extra), of)), new Set(direct(changed(set, 'Deny', extra), of))];
        expect([...before].filter((line) => !more.has(line))).toEqual([]);
        expect([...less].filter((line) => !before.has(line))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

test('a wildcard stands for every action of the catalogue that it matches', () => {
  const part = fc.string({ unit: pick('*', '?', 'G', 'e', 't', 'L', 'i', 's', 'O', 'b', 'j'), maxLength: 5 });
  fc.assert(
    fc.property(pick('s3', 'IAM', 'ec2', 'no'), part, (service, rest) => {
      const pattern = `${service}:${rest}`;
      const found = catalogue.noActions();
      const count = catalogue.expand(pattern, found);
      const expected = catalogue.names.filter((name) => matchWildcard(pattern.toLowerCase(), name.toLowerCase()));
      expect(catalogue.names.filter((_, id) => (found[id >> 5]! & (1 << (id & 31))) !== 0)).toEqual(expected);
      expect(count).toBe(expected.length);
    }),
    { numRuns: 200 },
  );
});

describe('allow statements', () => {
  const given = (...Statement: Json[]): PolicyInput => ({ role: 'identity', policy: 'p', document: { Version: '2012-10-17', Statement } });
  const home = { Effect: 'Allow', Action: ['s3:Get*', 'new:Thing'], Resource: ['arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::${aws:SourceVpce}'] };
  const compile = (...identity: PolicyInput[]) => policyCompiler().principal({ identity, scps: [] }, { principal: user, context });

  test('have their variables filled in, and say what hangs on something unknown', () => {
    const [only] = compile(given(home, { ...home, Effect: 'Deny' })).allows();
    expect(only).toMatchObject({ not: false, patterns: ['arn:aws:s3:::ann/\uE000'], open: ['arn:aws:s3:::\uE000'], holds: 2, unknownActions: ['new:thing'] });
    expect(only!.statement.text).toBe(home);
  });

  test('are those whose conditions hold or are open', () => {
    const on = (Condition: Json): Json => ({ Effect: 'Allow', Action: '*', Resource: '*', Condition });
    const allows = compile(given(on({ StringEquals: { 'aws:username': 'bob' } }), on({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), on({}))).allows();
    expect(allows.map(({ statement, holds, patterns }) => [statement.index, holds, patterns])).toEqual([
      [1, 1, ['\uE000']],
      [2, 2, ['\uE000']],
    ]);
  });

  test('of a resource are those that mean the principal', () => {
    const compiler = policyCompiler();
    const document = { Statement: [user, session].map((AWS) => ({ Effect: 'Allow', Principal: { AWS }, Action: 's3:*', Resource: '*' })) };
    const resource = compiler.resource({ arn: 'arn:aws:s3:::data', account, policy: { role: 'resource', policy: 'r', document } });
    const one = compiler.principal({ identity: [], scps: [] }, { principal: session, context });
    expect(one.allows()).toEqual([]);
    expect(one.allowsOf(resource).map(({ statement }) => statement.index)).toEqual([1]);
  });
});

test('an answer holds nothing of the one before', () => {
  const compiler = policyCompiler();
  const of = (Action: string): PolicyInput => ({
    role: 'identity',
    policy: 'p',
    document: { Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::data' }] },
  });
  const one = compiler.principal({ identity: [of('s3:ListBucket')], scps: [] }, { principal: user, context });
  const access = compiler.access();
  one.actionsOn(compiler.resource({ arn: 'arn:aws:s3:::data', account }), asked, access);
  expect(access.certain.some((word) => word !== 0)).toBe(true);
  const queues = catalogue.noActions();
  catalogue.expand('sqs:*', queues);
  one.actionsOn(compiler.resource({ arn: resources[3]!, account }), queues, access);
  expect([...access.certain, ...access.upTo].every((word) => word === 0)).toBe(true);
});
