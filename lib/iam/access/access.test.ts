import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { openCatalogue } from '../catalogue.ts';
import { evaluate } from '../evaluate.ts';
import type { AccessRequest, Decision, PolicyInput, PolicySet } from '../evaluation.ts';
import { type EvaluationCase, readCase } from '../evaluationCase.ts';
import { isUnchangeable, knowsRcps, needsNoPermission, needsResourcePolicy } from '../serviceRules.ts';
import { type Access, type Asked, allowedOn, compileAccess, givingStatements, openStatements, statementsNaming } from './access.ts';

const catalogue = openCatalogue();
const isIn = (set: Uint32Array, name: string): boolean => {
  const id = catalogue.idOf(name)!;
  return ((set[id >> 5]! >>> (id & 31)) & 1) === 1;
};

function compiled(policies: PolicySet, { principal: name, isServiceLinkedRole, isManagementAccount, context }: AccessRequest): Access {
  return compileAccess(policies, {
    name,
    isFree: isServiceLinkedRole === true || isManagementAccount === true,
    context,
  });
}

function asked(access: Access, { resource: policy, rcps }: PolicySet, request: AccessRequest): Asked {
  const { resource, resourceAccount, isServiceLinkedRole, isResourceOfManagementAccount } = request;
  const action = request.action.toLowerCase();
  const underRcps = knowsRcps(action) && !isServiceLinkedRole && !isResourceOfManagementAccount;
  const controls = underRcps ? rcps.flatMap(({ policies }) => policies) : [];
  return {
    resource,
    isOfOtherAccount: access.requester.account !== resourceAccount,
    needsPolicy: needsResourcePolicy({ action, resource }),
    policy: policy ? statementsNaming(policy, access) : [],
    rcps: controls.flatMap((each) => statementsNaming(each, access)),
    firstWord: 0,
    endWord: catalogue.noActions().length,
  };
}

/** Whether the bits and the direct reading of the rules say the same of one request, at both ends. */
function compare(policies: PolicySet, request: AccessRequest): [string, string] {
  const access = compiled(policies, request);
  const { certain, upTo } = allowedOn(access, asked(access, policies, request));
  const direct = evaluate(policies, request);
  const told = (first: boolean, second: boolean): string => `${request.principal} ${request.action} ${request.resource}: ${first} to ${second}`;
  return [told(isIn(certain, request.action), isIn(upTo, request.action)), told(direct.certain === 'Allowed', direct.upTo === 'Allowed')];
}

describe('what the bits say is what the direct reading of the rules says', () => {
  const folder = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'iam');
  const there = fs.existsSync(folder);
  if (!there) console.warn(`skipped: there are no evaluation cases at ${folder}`);

  test.skipIf(!there)('of every case', () => {
    const lines = fs.readFileSync(path.join(folder, 'evaluation-cases.dev.jsonl'), 'utf8').trim().split('\n');
    let compared = 0;
    for (const line of lines.map((text): EvaluationCase & { expected: Decision } => JSON.parse(text))) {
      const { policies, request } = readCase(line);
      // the bits know neither actions beyond the catalogue, nor what a service never asks a policy about
      if (
        catalogue.idOf(request.action) === undefined ||
        needsNoPermission(request.action.toLowerCase()) ||
        isUnchangeable({ action: request.action.toLowerCase(), resource: request.resource })
      )
        continue;
      if (request.resource === '*' && request.action.startsWith('s3:')) continue;
      const [bits, direct] = compare(policies, request);
      expect(bits).toBe(direct);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });

  test('of any policies', () => {
    fc.assert(
      fc.property(anyPolicies, anyRequest, (policies, request) => {
        const [bits, direct] = compare(policies, request);
        expect(bits).toBe(direct);
      }),
      { numRuns: 2_000 },
    );
  });
});

const own = '111122223333';
const other = '444455556666';
const pick = <T>(...of: T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
const some = <T>(...of: T[]): fc.Arbitrary<T[]> => fc.subarray(of, { minLength: 1, maxLength: 2 });
const actions = ['s3:GetObject', 's3:PutObject', 'sts:AssumeRole', 'kms:Decrypt'];
const resources = ['arn:aws:s3:::data/x', 'arn:aws:s3:::logs/y', `arn:aws:iam::${own}:role/app`, `arn:aws:kms:eu-west-1:${own}:key/k`];
const principals = [
  `arn:aws:iam::${own}:user/ann`,
  `arn:aws:sts::${own}:assumed-role/app/s`,
  `arn:aws:iam::${other}:user/bob`,
  'anonymous',
  'lambda.amazonaws.com',
];
const condition = pick<object>(
  {},
  {},
  {},
  { StringEquals: { 'x:known': 'yes' } },
  { StringEquals: { 'x:known': 'no' } },
  { Bool: { 'x:open': 'true' } },
  { StringNotEquals: { 'x:open': 'a' } },
  { StringLike: { 'x:chosen': 'a*' } },
).map((Condition) => (Object.keys(Condition).length > 0 ? { Condition } : {}));
const effect = pick('Allow', 'Allow', 'Allow', 'Deny').map((Effect) => ({ Effect }));
const aboutActions = fc.oneof(
  some('s3:*', '*', 's3:Get*', 'sts:AssumeRole', 'kms:*').map((Action) => ({ Action })),
  some('s3:GetObject', 'iam:*').map((NotAction) => ({ NotAction })),
);
const aboutResources = fc.oneof(
  some(
    '*',
    'arn:aws:s3:::data/*',
    'arn:aws:s3:::${x:known}/*',
    'arn:aws:s3:::${x:open}/*',
    'arn:aws:s3:::${x:chosen}/*',
    `arn:aws:iam::${own}:role/*`,
    'arn:aws:kms:*:*:key/k',
  ).map((Resource) => ({ Resource })),
  some('arn:aws:s3:::data/*', 'arn:aws:s3:::${x:open}/*', 'arn:aws:s3:::${x:chosen}/*').map((NotResource) => ({ NotResource })),
);
const named = fc.oneof(
  pick<Json>(
    '*',
    { AWS: own },
    { AWS: `arn:aws:iam::${own}:role/app` },
    { AWS: principals[0]! },
    { AWS: `arn:aws:iam::${other}:root` },
    { Service: 'lambda.amazonaws.com' },
  ).map((Principal) => ({ Principal })),
  pick<Json>({ AWS: principals[0]! }).map((NotPrincipal) => ({ NotPrincipal })),
);
const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<object> => fc.tuple(...parts).map((all) => Object.assign({}, ...all));
const policyOf = (role: PolicyInput['role']): fc.Arbitrary<PolicyInput> => {
  const statement =
    role === 'resource' || role === 'rcp'
      ? merged(effect, aboutActions, aboutResources, condition, named)
      : merged(effect, aboutActions, aboutResources, condition);
  return fc
    .array(statement, { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ role, policy: role, document: { Version: '2012-10-17', Statement: Statement as Json[] } }));
};
const levels = (role: 'scp' | 'rcp') =>
  fc.array(
    fc.array(policyOf(role), { maxLength: 2 }).map((policies) => ({ target: role, policies })),
    { maxLength: 2 },
  );
const anyPolicies: fc.Arbitrary<PolicySet> = fc.record(
  {
    identity: fc.array(policyOf('identity'), { maxLength: 3 }),
    scps: levels('scp'),
    rcps: levels('rcp'),
    boundary: policyOf('boundary'),
    session: policyOf('session'),
    resource: policyOf('resource'),
  },
  { requiredKeys: ['identity', 'scps', 'rcps'] },
);
const anyRequest: fc.Arbitrary<AccessRequest> = fc.record({
  principal: pick(...principals),
  action: pick(...actions),
  resource: pick(...resources),
  resourceAccount: pick(own, own, other),
  isManagementAccount: fc.boolean(),
  context: fc.constant({ values: new Map([['x:known', 'yes']]), unknown: (key: string) => key === 'x:open', chosen: (key: string) => key === 'x:chosen' }),
});

describe('statements', () => {
  const document = (...Statement: Json[]): Json => ({ Version: '2012-10-17', Statement });
  const open = { Effect: 'Allow', Action: 's3:Put*', Resource: '*', Condition: { Bool: { 'x:open': 'true' } } };
  const policies: PolicySet = {
    identity: [
      {
        role: 'identity',
        policy: 'a',
        document: document({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::data/*' }, { Effect: 'Allow', Action: 'sqs:*', Resource: '*' }, open),
      },
      {
        role: 'identity',
        policy: 'b',
        document: document({ Effect: 'Deny', Action: 's3:GetObjectAcl', Resource: '*', Condition: { Bool: { 'x:open': 'false' } } }),
      },
    ],
    scps: [],
    rcps: [],
  };
  const request: AccessRequest = {
    principal: principals[0]!,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::data/x',
    resourceAccount: own,
    context: { values: new Map(), unknown: () => true },
  };
  const set = (...names: string[]): Uint32Array => {
    const made = catalogue.noActions();
    for (const name of names) catalogue.expand(name, made);
    return made;
  };
  const access = compiled(policies, request);
  const question = asked(access, policies, request);
  const places = (found: ReturnType<typeof givingStatements>): string[] => found.map(({ policy, statement }) => `${policy.policy} ${statement.index}`);

  test('that give something are those that allow it there', () => {
    expect(places(givingStatements(access, question, set('s3:GetObject')))).toEqual(['a 0']);
    expect(places(givingStatements(access, question, set('s3:GetObject', 's3:PutObject')))).toEqual(['a 0', 'a 2']);
  });

  test('that are open are those that hang on what nobody knows, those that deny too', () => {
    expect(places(openStatements(access, question, set('s3:GetObject')))).toEqual([]);
    expect(places(openStatements(access, question, set('s3:PutObject', 's3:GetObjectAcl')))).toEqual(['a 2', 'b 0']);
  });

  test('with a condition on what the one who asks picks are had, and avoided', () => {
    const chosen = compileAccess(policies, { name: principals[0]!, context: { ...request.context, chosen: (key) => key === 'x:open' } });
    const { certain } = allowedOn(chosen, asked(chosen, policies, request));
    expect(['s3:PutObject', 's3:GetObjectAcl', 's3:DeleteObject'].map((name) => isIn(certain, name))).toEqual([true, true, false]);
  });
});
