import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import { escalate } from './escalate.ts';
import type { EscalationEdge, PrincipalEscalation } from './result.ts';
import { allow, deny, iamArn, type TestAccount, type TestStatement, testAccount, testAccountId, testAttacker } from './testAccount.ts';

const users = ['a', 'b', 'c'];
const roles = ['r', 's', 't'];
const arns = [...users.map((name) => `user/${name}`), ...roles.map((name) => `role/${name}`), 'group/g', 'group/h', 'policy/p', 'policy/q', '*'];

const actions = [
  ...['PutUserPolicy', 'AttachUserPolicy', 'PutGroupPolicy', 'AddUserToGroup', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'CreateAccessKey'].map(
    (name) => `iam:${name}`,
  ),
  ...[
    'CreatePolicyVersion',
    'SetDefaultPolicyVersion',
    'DetachUserPolicy',
    'RemoveUserFromGroup',
    'DeleteUserPermissionsBoundary',
    'TagUser',
    'CreateUser',
  ].map((name) => `iam:${name}`),
  ...['CreateRole', 'PassRole', '*'].map((name) => `iam:${name}`),
  ...['sts:AssumeRole', 'lambda:CreateFunction lambda:InvokeFunction', 'lambda:*', 's3:*', '*'],
];
const conditions = [
  undefined,
  undefined,
  undefined,
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { ArnLike: { 'aws:PrincipalArn': iamArn('user/*') } },
];
const statement = (effect: typeof allow): fc.Arbitrary<TestStatement> =>
  fc
    .tuple(fc.constantFrom(...actions), fc.constantFrom(...arns), fc.constantFrom(...conditions))
    .map(([action, resource, condition]) => effect(action, resource, condition));
const statements = fc.array(fc.oneof({ weight: 4, arbitrary: statement(allow) }, { weight: 1, arbitrary: statement(deny) }), { maxLength: 3 });
const tags = fc.constantFrom({}, { team: 'red' }, { team: 'blue' });
const boundary = fc.constantFrom(undefined, undefined, undefined, 'policy/q');
const trust = fc.array(fc.constantFrom('root', 'user/a', 'user/b', 'role/r', 'role/s', 'lambda.amazonaws.com'), { maxLength: 2 });

const account: fc.Arbitrary<TestAccount> = fc
  .record({
    users: fc.tuple(
      ...users.map(() => fc.record({ allow: statements, tags, boundary, groups: fc.subarray(['g', 'h']), attached: fc.subarray(['policy/p', 'policy/q']) })),
    ),
    roles: fc.tuple(
      ...roles.map(() => fc.record({ allow: statements, tags, boundary, trust, attached: fc.subarray(['policy/p', 'aws:AdministratorAccess']) })),
    ),
    groups: fc.tuple(statements, statements),
    policies: fc.tuple(statements, statements, statements),
    scp: fc.option(statement(deny), { freq: 3, nil: undefined }),
  })
  .map(({ users: us, roles: rs, groups: [g, h], policies: [p, older, q], scp }) => ({
    users: Object.fromEntries(users.map((name, at) => [name, defined(us[at]!)])),
    roles: Object.fromEntries(roles.map((name, at) => [name, defined(rs[at]!)])),
    groups: { g: { allow: g }, h: { allow: h } },
    policies: { p: [older, p], q: [allow('s3:* iam:PutUserPolicy iam:CreateAccessKey'), ...q] },
    inventoried: ['*'],
    ...(scp && { scps: [[allow('*'), scp]] }),
  }));

function defined<Member extends { boundary: string | undefined }>({ boundary: of, ...member }: Member) {
  return { ...member, ...(of !== undefined && { boundary: of }) };
}

const search = (documents: readonly AwsDocument[]) => escalate(documents, testAttacker);
/** By ARN, whom it reaches and whether it comes to administer; an administrator reaches what its account has. */
const told = ({ admin, direct, conditional, reaches }: PrincipalEscalation): string =>
  admin ? `admin ${direct}` : `${conditional} ${reaches().sort().join()}`;
const toldAll = (documents: readonly AwsDocument[]) => new Map(search(documents).principals.map((each) => [each.arn, told(each)]));

describe('on any account', () => {
  test('the order of documents changes nothing', () => {
    fc.assert(
      fc.property(account, (given) => {
        const documents = testAccount(given);
        expect(toldAll([...documents].reverse())).toEqual(toldAll(documents));
      }),
      { numRuns: 60 },
    );
  });

  test('one more Allow takes nothing away, one more Deny gives nothing', () => {
    fc.assert(
      fc.property(account, fc.constantFrom(...users), statement(allow), statement(deny), (given, name, allowed, denied) => {
        const before = search(testAccount(given)).principals;
        const withMore = (extra: TestStatement) => {
          const user = given.users![name]!;
          return search(testAccount({ ...given, users: { ...given.users, [name]: { ...user, inline: { extra: [extra] } } } })).principals;
        };
        expectAtLeast(withMore(allowed), before);
        expectAtLeast(before, withMore(denied));
      }),
      { numRuns: 60 },
    );
  });

  test('edges lead exactly to what is found', () => {
    fc.assert(
      fc.property(account, (given) => {
        const { principals, edges } = search(testAccount(given));
        const all = [...edges()];
        for (const { arn, admin, conditional, reaches } of principals) {
          const certain = followed(
            all.filter(({ condition }) => !condition),
            arn,
          );
          expect([arn, certain.administers]).toEqual([arn, admin]);
          if (!admin) expect([arn, [...certain.reached].sort()]).toEqual([arn, reaches().sort()]);
          if (!admin) expect([arn, followed(all, arn).administers]).toEqual([arn, conditional]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('every step of a path is allowed by statements, and is made by who is the attacker by then', () => {
    fc.assert(
      fc.property(account, (given) => {
        for (const { arn, path } of search(testAccount(given)).principals) {
          for (const [at, { from, statements: by, rule }] of path.entries()) {
            const before = path.slice(0, at).map(({ to }) => to);
            if (from !== arn) expect([rule, before.includes(from)]).toEqual([rule, true]);
            if (rule !== 'AWS.STS.AssumeRole') expect([rule, by.length > 0]).toEqual([rule, true]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Whoever came to administer still does, and reaches whom it reached. */
function expectAtLeast(more: readonly PrincipalEscalation[], less: readonly PrincipalEscalation[]): void {
  for (const [at, { arn, admin, reaches }] of less.entries()) {
    const now = more[at]!;
    expect([arn, now.admin || !admin]).toEqual([arn, true]);
    if (!now.admin) expect(now.reaches()).toEqual(expect.arrayContaining(reaches()));
  }
}

/** Where edges lead from a principal, followed over and over. */
function followed(edges: readonly EscalationEdge[], start: string): { administers: boolean; reached: Set<string> } {
  const reached = new Set([start]);
  let administers = false;
  for (const at of reached) {
    for (const { from, to } of edges) {
      if (from !== at) continue;
      if (to.kind === 'administrator') administers ||= to.account === testAccountId;
      if (to.kind === 'principal') reached.add(to.arn);
    }
  }
  reached.delete(start);
  return { administers, reached };
}

/** Whoever comes to the administrator can rewrite everybody, and nobody is one: so that the search is not cut short. */
test('of hundreds who can all change each other, under a limit of the account, the search comes to an end', () => {
  const names = Array.from({ length: 150 }, (_, at) => String(at));
  const given = testAccount({
    users: {
      boss: { attached: ['aws:AdministratorAccess'] },
      ...Object.fromEntries(names.map((name) => [`u${name}`, { groups: ['g'], tags: { team: 'red' }, allow: [allow('s3:Get*'), deny('s3:Put*')] }])),
    },
    roles: Object.fromEntries(names.map((name) => [`r${name}`, { trust: ['root'], allow: [allow('s3:*')] }])),
    groups: { g: { allow: [allow('s3:*')] } },
    inventoried: ['*'],
    scps: [[allow('*'), deny('dynamodb:GetItem')]],
  });
  const [boss] = search(given).principals.filter(({ arn }) => arn === iamArn('user/boss'));
  expect(boss).toMatchObject({ admin: false, conditional: false });
  expect(boss?.reaches()).toHaveLength(300);
}, 5_000);
