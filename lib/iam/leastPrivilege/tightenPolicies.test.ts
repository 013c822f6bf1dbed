import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { arnForms } from '../arnForms.ts';
import { openCatalogue } from '../catalogue.ts';
import { evaluate } from '../evaluate.ts';
import type { PolicyInput } from '../evaluation.ts';
import { compareUse } from './compareUse.ts';
import { longestPolicy } from './packStatements.ts';
import { tightenPolicies, type Use } from './tightenPolicies.ts';

const account = '111122223333';
const user = `arn:aws:iam::${account}:user/ci`;
const policy = (document: Json, name = 'p'): PolicyInput => ({ role: 'identity', policy: name, attachedTo: user, document });
const statements = (...list: Json[]): PolicyInput => policy({ Version: '2012-10-17', Statement: list });
const allow = (Action: Json, Resource: Json = '*', more: object = {}): Json => ({ Effect: 'Allow', Action, Resource, ...more });
const allLogged = { dataEventsOf: new Set(['s3', 'lambda', 'dynamodb', 'sqs', 'sns', 'logs', 'kinesis']) };

function tightened(given: PolicyInput[], uses: Use[], logged = allLogged) {
  const { documents, ...rest } = tightenPolicies(given, uses, logged);
  return { ...rest, statements: documents.flatMap(({ document }) => document.Statement), documents };
}

const bucket = 'arn:aws:s3:::reports';
const queue = `arn:aws:sqs:eu-central-1:${account}:jobs`;

describe('a tightened policy', () => {
  test('names the actions that were used, on the things that they were used on', () => {
    const { statements: kept } = tightened(
      [statements(allow(['s3:*', 'sqs:*']))],
      [
        { action: 's3:GetObject', resource: bucket },
        { action: 's3:PutObject', resource: bucket },
        { action: 's3:ListBucket', resource: bucket },
        { action: 'sqs:SendMessage', resource: queue },
      ],
    );
    expect(kept).toEqual([allow('s3:ListBucket', bucket), allow(['s3:GetObject', 's3:PutObject'], `${bucket}/*`), allow('sqs:SendMessage', queue)]);
  });

  test('keeps what is narrower than the thing as the log names it', () => {
    const { statements: kept } = tightened(
      [statements(allow('s3:GetObject', [`${bucket}/2026/*`, 'arn:aws:s3:::other/*']))],
      [{ action: 's3:GetObject', resource: bucket }],
    );
    expect(kept).toEqual([allow('s3:GetObject', `${bucket}/2026/*`)]);
  });

  test('keeps conditions and denies as they stand', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const deny = { Sid: 'NoDelete', Effect: 'Deny', Action: 's3:Delete*', Resource: '*' };
    const { statements: kept } = tightened([statements(allow('s3:*', '*', { Condition }), deny)], [{ action: 's3:GetObject', resource: bucket }]);
    expect(kept).toEqual([allow('s3:GetObject', `${bucket}/*`, { Condition }), deny]);
  });

  test('leaves the resources as granted where the log does not say of what, or not of all', () => {
    const granted = [`arn:aws:ec2:*:${account}:*/*`, 'arn:aws:ec2:*::image/*'];
    const { statements: kept } = tightened(
      [statements(allow('ec2:*', granted))],
      [{ action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-central-1:${account}:instance/i-1` }, { action: 'ec2:StopInstances' }],
    );
    expect(kept).toEqual([allow(['ec2:RunInstances', 'ec2:StopInstances'], [...granted].sort())]);
  });

  test('leaves what the logs would not show', () => {
    const { statements: kept, unlogged } = tightened([statements(allow(['iam:PassRole', 'iam:GetRole', 'lambda:InvokeFunction']))], [], {
      dataEventsOf: new Set(),
    });
    expect(unlogged).toEqual(['iam:PassRole', 'lambda:InvokeFunction']);
    expect(kept).toEqual([allow(['iam:PassRole', 'lambda:InvokeFunction'])]);
    expect(tightened([statements(allow('lambda:InvokeFunction'))], [], allLogged).statements).toEqual([]);
  });

  test('says what was used and is not granted here', () => {
    const uses = [{ action: 's3:GetObject', resource: bucket }];
    expect(tightened([statements(allow('sqs:*'))], uses)).toMatchObject({ elsewhere: uses, statements: [] });
  });

  test('takes text of an older version for text', () => {
    const old = policy({ Version: '2008-10-17', Statement: [allow('s3:GetObject', `${bucket}/\${aws:username}/*`)] });
    const { statements: kept } = tightened([old], [{ action: 's3:GetObject', resource: bucket }]);
    expect(kept).toEqual([allow('s3:GetObject', `${bucket}/\${$}{aws:username}/*`)]);
  });

  test('is several where AWS would not take it as one', () => {
    const uses = Array.from({ length: 400 }, (_, i) => ({ action: 's3:GetObject', resource: `arn:aws:s3:::bucket-number-${i}` }));
    const { documents } = tightened([statements(allow('s3:*'))], uses);
    expect(documents.length).toBeGreaterThan(2);
    for (const { document, characters } of documents) {
      expect(characters).toBe(JSON.stringify(document).length);
      expect(characters).toBeLessThanOrEqual(longestPolicy);
    }
  });
});

describe('its two promises, by the evaluator', () => {
  const actions = [
    's3:GetObject',
    's3:PutObject',
    's3:ListBucket',
    's3:ListAllMyBuckets',
    'sqs:SendMessage',
    'ec2:DescribeInstances',
    'ec2:StopInstances',
    'iam:PassRole',
  ];
  const things = [bucket, 'arn:aws:s3:::reports-2', queue, `arn:aws:ec2:eu-central-1:${account}:instance/i-1`, `arn:aws:iam::${account}:role/app`];
  const oneOf = (...list: Json[]) => fc.constantFrom(...list);
  const patterns = oneOf(
    ...[
      '*',
      `${bucket}/*`,
      bucket,
      'arn:aws:s3:::*',
      'arn:aws:s3:::report?/*',
      'arn:aws:s3:::r*/2026/*',
      `${bucket}/\${aws:username}/*`,
      `${bucket}/\${aws:PrincipalTag/team}/*`,
    ],
    ...[queue, 'arn:aws:sqs:*:*:j*', `arn:aws:ec2:*:${account}:instance/*`, `arn:aws:iam::${account}:role/*`],
  );
  const conditions = oneOf(
    { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
    { Bool: { 'aws:SecureTransport': 'true' } },
    { StringLike: { 'aws:username': 'c*' } },
  );
  const actionPatterns = oneOf('*', 's3:*', 's3:Get*', 's3:*Object', 'sqs:*', 'ec2:*', 'iam:*', ...actions);
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      actions: fc.tuple(fc.constantFrom('Action', 'Action', 'NotAction'), fc.array(actionPatterns, { minLength: 1, maxLength: 3 })),
      resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'NotResource'), fc.array(patterns, { minLength: 1, maxLength: 3 })),
      condition: fc.option(conditions, { nil: undefined }),
    })
    .map(
      ({ effect, actions: [action, list], resources: [resource, texts], condition }): Json => ({
        Effect: effect,
        [action]: list,
        [resource]: texts,
        ...(condition !== undefined && { Condition: condition }),
      }),
    );
  const document = fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
  });
  const context = fc.record({ 'aws:username': fc.constantFrom('ci', 'jo'), 'aws:SecureTransport': fc.constantFrom('true', 'false') }, { requiredKeys: [] });
  const team = fc.record({ 'aws:PrincipalTag/team': fc.constantFrom('red', 'blue') }, { requiredKeys: [] });
  const use = fc.record({ action: fc.constantFrom(...actions), resource: fc.option(fc.constantFrom(...things), { nil: undefined }) });
  const asked = fc.constantFrom(
    '*',
    `${bucket}/2026/a`,
    `${bucket}/ci/a`,
    `${bucket}/red/a`,
    `${bucket}/\${aws:username}/a`,
    'arn:aws:s3:::reports-2/x',
    'arn:aws:s3:::rx/2026/a',
    ...things,
  );

  const isAllowed = (identity: PolicyInput[], action: string, resource: string, values: object): boolean =>
    evaluate(
      { identity, scps: [], rcps: [] },
      { principal: user, action, resource, resourceAccount: account, context: { values: new Map(Object.entries(values)) } },
    ).certain === 'Allowed';
  const tightenedOf = (given: PolicyInput[], uses: Use[]): PolicyInput[] =>
    tightenPolicies(given, uses, allLogged).documents.map((packed, at) => policy(packed.document, `tightened-${at}`));

  test('nothing is allowed that was not', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 2 }),
        fc.array(use, { maxLength: 5 }),
        fc.constantFrom(...actions),
        asked,
        context,
        team,
        (docs, uses, action, resource, own, tags) => {
          const given = docs.map((each, at) => policy(each as Json, `given-${at}`));
          const values = { ...own, ...tags };
          if (isAllowed(tightenedOf(given, uses as Use[]), action, resource, values)) expect(isAllowed(given, action, resource, values)).toBe(true);
        },
      ),
      { numRuns: 250 },
    );
  });

  test('what was used and allowed still is, whatever of the thing it was', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 2 }), fc.array(use, { minLength: 1, maxLength: 5 }), context, team, (docs, uses, own, tags) => {
        const given = docs.map((each, at) => policy(each as Json, `given-${at}`));
        const values = { ...own, ...tags };
        const kept = tightenedOf(given, uses as Use[]);
        for (const { action, resource } of uses)
          for (const arn of thingsOf(action, resource))
            if (isAllowed(given, action, arn, values)) expect([action, arn, isAllowed(kept, action, arn, values)]).toEqual([action, arn, true]);
      }),
      { numRuns: 250 },
    );
  });

  /** What the use may have been of: a thing of the log and what lies in it, by names that patterns tell apart. */
  function thingsOf(action: string, resource: string | undefined): string[] {
    const catalogue = openCatalogue();
    const id = catalogue.idOf(action)!;
    if (catalogue.action(id).resources.length === 0) return ['*'];
    const { probesOf, actionsOn } = arnForms();
    const probes = (resource === undefined ? things : [resource]).flatMap((thing) => probesOf(thing));
    const own = probes.filter(({ form }) => (actionsOn(form)[id >> 5]! & (1 << (id & 31))) !== 0);
    return own.flatMap(({ arn }) => ['2026/a', 'ci/a', 'red/a', 'x'].map((name) => arn.replace('kb-probe', name)));
  }
});

describe('use against what is granted', () => {
  test('by service: used, unused, and what nobody can tell', () => {
    const { services } = compareUse(
      [
        statements(allow(['sqs:SendMessage', 'sqs:PurgeQueue', 'sqs:DeleteQueue', 'iam:PassRole']), {
          Effect: 'Deny',
          Action: 'sqs:DeleteQueue',
          Resource: '*',
        }),
      ],
      [{ action: 'sqs:sendmessage', resource: queue }],
      allLogged,
    );
    expect(services).toEqual([
      { service: 'sqs', used: ['sqs:SendMessage'], unused: ['sqs:PurgeQueue'], unlogged: 0 },
      { service: 'iam', used: [], unused: [], unlogged: 1 },
    ]);
  });

  test('by statement: resources that no use was of', () => {
    const { statements: told } = compareUse(
      [statements(allow('s3:GetObject', [`${bucket}/*`, 'arn:aws:s3:::other/*']), allow('sqs:*'))],
      [{ action: 's3:GetObject', resource: bucket }],
      allLogged,
    );
    expect(told).toEqual([
      { role: 'identity', policy: 'p', attachedTo: user, index: 0, used: true, resources: 2, unused: ['arn:aws:s3:::other/*'] },
      { role: 'identity', policy: 'p', attachedTo: user, index: 1, used: false, resources: 1, unused: ['*'] },
    ]);
  });
});
