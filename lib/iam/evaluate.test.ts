import { describe, expect, test } from 'vitest';
import type { Json } from '../model/facts.ts';
import { evaluate } from './evaluate.ts';
import type { AccessRequest, Decision, LevelInput, Outcome, PolicyInput } from './evaluation.ts';

/** Statements by the kind of policy that they are in; one level of an organisation is a list. */
type Given = Partial<Record<'identity' | 'group' | 'boundary' | 'session' | 'resource', object[]>> & { scps?: object[][]; rcps?: object[][] };

const own = '111122223333';
const other = '444455556666';
const ann = `arn:aws:iam::${own}:user/ann`;
const app = `arn:aws:sts::${own}:assumed-role/app/i-1`;
const appRole = `arn:aws:iam::${own}:role/path/app`;
const bob = `arn:aws:iam::${other}:user/bob`;
const partner = `arn:aws:sts::${other}:assumed-role/partner/job`;
const root = (account: string): string => `arn:aws:iam::${account}:root`;

function decide(
  given: Given,
  asked: Partial<Omit<AccessRequest, 'context'>> & { context?: Record<string, string>; unknown?: string[]; chosen?: string[] } = {},
): Outcome {
  const { context = {}, unknown = [], chosen = [], ...request } = asked;
  const policy = (role: PolicyInput['role'], Statement: object[]): PolicyInput => ({
    role,
    policy: role,
    document: { Version: '2012-10-17', Statement: Statement as Json[] },
  });
  const levels = (role: 'scp' | 'rcp', of: object[][]): LevelInput[] => of.map((each, i) => ({ target: `${i}`, policies: [policy(role, each)] }));
  const { identity = [], group = [], boundary, session, resource, scps = [], rcps = [] } = given;
  return evaluate(
    {
      identity: [policy('identity', identity), policy('group', group)],
      ...(boundary && { boundary: policy('boundary', boundary) }),
      ...(session && { session: policy('session', session) }),
      ...(resource && { resource: policy('resource', resource) }),
      scps: levels('scp', scps),
      rcps: levels('rcp', rcps),
    },
    {
      principal: ann,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/x',
      resourceAccount: own,
      ...request,
      context: { values: new Map(Object.entries(context)), unknown: (key) => unknown.includes(key), chosen: (key) => chosen.includes(key) },
    },
  );
}

type Case = [title: string, given: Given, expected: 'allowed' | 'implicit' | 'explicit', asked?: Parameters<typeof decide>[1]];
const decisions: Record<Case[2], Decision> = { allowed: 'Allowed', implicit: 'ImplicitlyDenied', explicit: 'ExplicitlyDenied' };

/** Every case is decided at both ends, which are the same where nothing is open. */
function table(title: string, cases: Case[]): void {
  describe(title, () => {
    test.each(cases)('%s', (_, given, expected, asked) => {
      const { certain, upTo, open } = decide(given, asked);
      expect({ certain, upTo, open }).toEqual({ certain: decisions[expected], upTo: decisions[expected], open: [] });
    });
  });
}

const allow = (Action: string | string[] = 's3:*', more: object = {}): object => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const deny = (Action: string | string[] = 's3:*', more: object = {}): object => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const to = (...AWS: string[]): object => ({ Principal: { AWS } });
const everyone = { Principal: '*' };
const services = (...Service: string[]): object => ({ Principal: { Service } });
const no = allow('ec2:*');

table('identity policies', [
  ['nothing allows', {}, 'implicit'],
  ['one allows', { identity: [allow()] }, 'allowed'],
  ['a group allows', { group: [allow()] }, 'allowed'],
  ['another action', { identity: [no] }, 'implicit'],
  ['a deny beats an allow, whatever the order', { identity: [deny('s3:Get*'), allow()] }, 'explicit'],
  ['a group denies', { identity: [allow()], group: [deny()] }, 'explicit'],
  ['a deny alone', { identity: [deny()] }, 'explicit'],
  ['a deny of something else', { identity: [allow(), deny('s3:DeleteObject')] }, 'allowed'],
  ['actions in any case', { identity: [allow('S3:getOBJECT')] }, 'allowed'],
  ['*:*', { identity: [allow('*:*')] }, 'allowed'],
  ['s3:Get?bject', { identity: [allow('s3:Get?bject')] }, 'allowed'],
  ['s3:GetObject? is one more letter', { identity: [allow('s3:GetObject?')] }, 'implicit'],
  ['NotAction allows the rest', { identity: [{ Effect: 'Allow', NotAction: ['iam:*', 'ec2:*'], Resource: '*' }] }, 'allowed'],
  ['NotAction leaves out what it names', { identity: [{ Effect: 'Allow', NotAction: 'S3:get*', Resource: '*' }] }, 'implicit'],
  ['a deny by NotAction', { identity: [allow('*'), { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }] }, 'explicit'],
  ['NotResource allows the rest', { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::secret/*' }] }, 'allowed'],
  [
    'NotResource leaves out what it names',
    { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::data/*'] }] },
    'implicit',
  ],
  ['a deny by NotResource', { identity: [allow(), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::own/*' }] }, 'explicit'],
  ['NotResource of a variable without a value', { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::${aws:username}/*' }] }, 'implicit'],
  ['a statement without a resource is none', { identity: [{ Effect: 'Allow', Action: 's3:*' }] }, 'implicit'],
  ['a statement with a principal is none', { identity: [allow('s3:*', everyone)] }, 'implicit'],
  [
    'all conditions must hold',
    { identity: [allow('s3:*', { Condition: { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } } })] },
    'allowed',
    { context: { a: '1', b: '2', c: 'true' } },
  ],
  [
    'one does not',
    { identity: [allow('s3:*', { Condition: { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } } })] },
    'implicit',
    { context: { a: '1', b: '2', c: 'false' } },
  ],
]);

table('actions of a kind of their own', [
  ['GetCallerIdentity needs no permission', {}, 'allowed', { action: 'sts:GetCallerIdentity', resource: '*' }],
  ['… and cannot be denied', { identity: [deny('*')], scps: [[deny('*')]] }, 'allowed', { action: 'sts:getCallerIdentity', resource: '*' }],
  ['one that knows no resource, allowed on *', { identity: [allow('ec2:Describe*')] }, 'allowed', { action: 'ec2:DescribeInstances', resource: '*' }],
  ['… on ARNs', { identity: [allow('ec2:*', { Resource: 'arn:aws:ec2:*:*:*' })] }, 'implicit', { action: 'ec2:DescribeInstances', resource: '*' }],
  [
    '… denied on ARNs',
    { identity: [allow('*'), deny('ec2:*', { Resource: 'arn:aws:ec2:*:*:*' })] },
    'allowed',
    { action: 'ec2:DescribeInstances', resource: '*' },
  ],
  [
    '… of S3 on arn:aws:s3:::*',
    { identity: [allow('s3:ListAllMyBuckets', { Resource: 'arn:aws:s3:::*' })] },
    'allowed',
    { action: 's3:ListAllMyBuckets', resource: '*' },
  ],
  [
    '… of S3 on a bucket',
    { identity: [allow('s3:ListAllMyBuckets', { Resource: 'arn:aws:s3:::b' })] },
    'implicit',
    { action: 's3:ListAllMyBuckets', resource: '*' },
  ],
  [
    'roles of Identity Center cannot be changed',
    { identity: [allow('*')] },
    'implicit',
    { action: 'iam:UpdateAssumeRolePolicy', resource: `arn:aws:iam::${own}:role/aws-reserved/sso.amazonaws.com/x` },
  ],
  ['… only read', { identity: [allow('*')] }, 'allowed', { action: 'iam:GetRole', resource: `arn:aws:iam::${own}:role/aws-reserved/sso.amazonaws.com/x` }],
  [
    'nor service-linked ones',
    { identity: [allow('*')] },
    'implicit',
    { action: 'iam:AttachRolePolicy', resource: `arn:aws:iam::${own}:role/aws-service-role/x.amazonaws.com/y` },
  ],
  [
    '… but for their description',
    { identity: [allow('*')] },
    'allowed',
    { action: 'iam:UpdateRole', resource: `arn:aws:iam::${own}:role/aws-service-role/x.amazonaws.com/y` },
  ],
  [
    'a deny stays explicit',
    { identity: [deny('*')] },
    'explicit',
    { action: 'iam:UpdateAssumeRolePolicy', resource: `arn:aws:iam::${own}:role/aws-reserved/sso.amazonaws.com/x` },
  ],
]);

table('permissions boundaries', [
  ['both allow', { identity: [allow()], boundary: [allow('s3:Get*')] }, 'allowed'],
  ['the boundary does not', { identity: [allow()], boundary: [no] }, 'implicit'],
  ['the boundary alone', { boundary: [allow()] }, 'implicit'],
  ['an empty one', { identity: [allow()], boundary: [] }, 'implicit'],
  ['it denies', { identity: [allow()], boundary: [allow(), deny()] }, 'explicit'],
  ['it denies what nothing allows', { boundary: [deny()] }, 'explicit'],
  ['a group is within it too', { group: [allow()], boundary: [no] }, 'implicit'],
]);

table('session policies', [
  ['both allow', { identity: [allow()], session: [allow()] }, 'allowed', { principal: app }],
  ['the session does not', { identity: [allow()], session: [no] }, 'implicit', { principal: app }],
  ['the session alone', { session: [allow()] }, 'implicit', { principal: app }],
  ['it denies', { identity: [allow()], session: [allow(), deny()] }, 'explicit', { principal: app }],
  ['all three', { identity: [allow()], session: [allow()], boundary: [allow()] }, 'allowed', { principal: app }],
  ['all but the boundary', { identity: [allow()], session: [allow()], boundary: [no] }, 'implicit', { principal: app }],
]);

const full = [allow('*')];
table('service control policies', [
  ['all levels allow', { identity: [allow()], scps: [full, full, full] }, 'allowed'],
  ['one level does not', { identity: [allow()], scps: [full, [no], full] }, 'implicit'],
  ['a level without a policy', { identity: [allow()], scps: [full, []] }, 'implicit'],
  ['one denies', { identity: [allow()], scps: [[...full, deny()], full] }, 'explicit'],
  ['one denies other resources', { identity: [allow()], scps: [[...full, deny('s3:*', { Resource: 'arn:aws:s3:::locked/*' })]] }, 'allowed'],
  ['they allow nothing by themselves', { scps: [full] }, 'implicit'],
  [
    'a region outside the list',
    {
      identity: [allow('*')],
      scps: [[...full, { Effect: 'Deny', NotAction: ['iam:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
    },
    'explicit',
    { context: { 'aws:RequestedRegion': 'us-east-1' } },
  ],
  ['they bind what a resource policy gives', { resource: [allow('s3:*', to(ann))], scps: [[no]] }, 'implicit'],
  ['the root user too', { scps: [[no]] }, 'implicit', { principal: root(own) }],
  ['not service-linked roles', { identity: [allow()], scps: [[deny()]] }, 'allowed', { principal: app, isServiceLinkedRole: true }],
  ['not the management account', { identity: [allow()], scps: [[deny()]] }, 'allowed', { isManagementAccount: true }],
  ['not services', { resource: [allow('s3:*', services('logs.amazonaws.com'))], scps: [[deny()]] }, 'allowed', { principal: 'logs.amazonaws.com' }],
]);

const perimeter = deny('s3:*', {
  ...everyone,
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
});
table('resource control policies', [
  [
    'from outside',
    { identity: [allow()], resource: [allow('s3:*', to(bob))], rcps: [[perimeter]] },
    'explicit',
    { principal: bob, context: { 'aws:PrincipalOrgID': 'o-2' } },
  ],
  ['from inside', { identity: [allow()], rcps: [[perimeter]] }, 'allowed', { context: { 'aws:PrincipalOrgID': 'o-1' } }],
  [
    'a service',
    { resource: [allow('s3:*', services('logs.amazonaws.com'))], rcps: [[perimeter]] },
    'allowed',
    { principal: 'logs.amazonaws.com', context: { 'aws:PrincipalIsAWSService': 'true' } },
  ],
  ['they allow everything else without saying so', { identity: [allow()], rcps: [[], []] }, 'allowed'],
  [
    'services that do not know them',
    { identity: [allow('*')], rcps: [[deny('*', everyone)]] },
    'allowed',
    { action: 'ec2:StartInstances', resource: `arn:aws:ec2:eu-west-1:${own}:instance/i-1` },
  ],
  [
    'kms:RetireGrant',
    { identity: [allow('*')], resource: [allow('kms:*', to(own))], rcps: [[deny('*', everyone)]] },
    'allowed',
    { action: 'kms:RetireGrant', resource: `arn:aws:kms:eu-west-1:${own}:key/1` },
  ],
  ['service-linked roles', { identity: [allow()], rcps: [[deny('*', everyone)]] }, 'allowed', { principal: app, isServiceLinkedRole: true }],
  ['resources of the management account', { identity: [allow()], rcps: [[deny('*', everyone)]] }, 'allowed', { isResourceOfManagementAccount: true }],
  ['principals of the management account are bound', { identity: [allow()], rcps: [[deny('*', everyone)]] }, 'explicit', { isManagementAccount: true }],
  ['the root user is bound', { rcps: [[deny('*', everyone)]] }, 'explicit', { principal: root(own) }],
]);

// "Resource-based policies and implicit denies in other policy types (same account)"
table('resource policies in the same account', [
  ['name the user', { resource: [allow('s3:*', to(ann))] }, 'allowed'],
  ['name the user, beyond its boundary', { resource: [allow('s3:*', to(ann))], boundary: [no] }, 'allowed'],
  ['name the user, who is denied', { resource: [allow('s3:*', to(ann))], identity: [deny()] }, 'explicit'],
  ['name another user', { resource: [allow('s3:*', to(`${ann}a`))] }, 'implicit'],
  ['names are case-sensitive', { resource: [allow('s3:*', to(`arn:aws:iam::${own}:user/Ann`))] }, 'implicit'],
  ['wildcards in names are none', { resource: [allow('s3:*', to(`arn:aws:iam::${own}:user/*`))] }, 'implicit'],
  ['name somebody who is gone', { resource: [allow('s3:*', to('AIDAEXAMPLEEXAMPLE123'))] }, 'implicit'],
  ['name a canonical id', { resource: [allow('s3:*', { Principal: { CanonicalUser: '79a59df9' } })] }, 'implicit'],
  ['name the role, identity says nothing', { resource: [allow('s3:*', to(appRole))] }, 'allowed', { principal: app }],
  ['name the role, beyond its boundary', { resource: [allow('s3:*', to(appRole))], boundary: [no] }, 'implicit', { principal: app }],
  ['name the role, beyond the session policy', { resource: [allow('s3:*', to(appRole))], session: [no] }, 'implicit', { principal: app }],
  ['name the role, within both', { resource: [allow('s3:*', to(appRole))], boundary: [allow()], session: [allow()] }, 'allowed', { principal: app }],
  ['name a role that is no session', { resource: [allow('s3:*', to(appRole))] }, 'allowed', { principal: appRole }],
  ['name the session, beyond all', { resource: [allow('s3:*', to(app))], boundary: [no], session: [no] }, 'allowed', { principal: app }],
  ['name the session, which is denied', { resource: [allow('s3:*', to(app))], session: [deny()] }, 'explicit', { principal: app }],
  ['name another session', { resource: [allow('s3:*', to(`${app}2`))] }, 'implicit', { principal: app }],
  ['name a role of the same name elsewhere', { resource: [allow('s3:*', to(`arn:aws:iam::${other}:role/app`))] }, 'implicit', { principal: app }],
  ['name everyone', { resource: [allow('s3:*', everyone)] }, 'allowed'],
  ['name everyone as AWS', { resource: [allow('s3:*', to('*'))] }, 'allowed'],
  ['name everyone, beyond boundary and session policy', { resource: [allow('s3:*', everyone)], boundary: [no], session: [no] }, 'allowed', { principal: app }],
  [
    'name everyone who is the role',
    { resource: [allow('s3:*', { ...everyone, Condition: { ArnEquals: { 'aws:PrincipalArn': appRole } } })], boundary: [no] },
    'allowed',
    { principal: app, context: { 'aws:PrincipalArn': appRole } },
  ],
  ['name the account: left to identity policies', { resource: [allow('s3:*', to(root(own)))] }, 'implicit'],
  ['name the account, identity allows', { resource: [allow('s3:*', to(own))], identity: [allow()] }, 'allowed'],
  ['name the account, its root user', { resource: [allow('s3:*', to(root(own)))] }, 'allowed', { principal: root(own) }],
  [
    'name the federated session',
    { resource: [allow('s3:*', to(`arn:aws:sts::${own}:federated-user/f`))], session: [no] },
    'allowed',
    { principal: `arn:aws:sts::${own}:federated-user/f` },
  ],
  ['deny the account', { identity: [allow()], resource: [deny('s3:*', to(own))] }, 'explicit'],
  ['deny the role of a session', { identity: [allow()], resource: [deny('s3:*', to(appRole))] }, 'explicit', { principal: app }],
  ['deny another', { identity: [allow()], resource: [deny('s3:*', to(bob))] }, 'allowed'],
  ['a statement without a principal is none', { resource: [allow()] }, 'implicit'],
  ['about another resource', { resource: [allow('s3:*', { ...to(ann), Resource: 'arn:aws:s3:::other/*' })] }, 'implicit'],
  ['the root user needs no policy', {}, 'allowed', { principal: root(own) }],
]);

table('NotPrincipal', [
  ['a deny spares who is named', { identity: [allow()], resource: [deny('s3:*', { NotPrincipal: { AWS: [ann, root(own)] } })] }, 'allowed'],
  ['and nobody else of its account', { identity: [allow()], resource: [deny('s3:*', { NotPrincipal: { AWS: [`${ann}a`, root(own)] } })] }, 'explicit'],
  [
    'a session by its own ARN',
    { identity: [allow()], resource: [deny('s3:*', { NotPrincipal: { AWS: [app, appRole, root(own)] } })] },
    'allowed',
    { principal: app },
  ],
  ['not by its role alone', { identity: [allow()], resource: [deny('s3:*', { NotPrincipal: { AWS: [appRole, root(own)] } })] }, 'explicit', { principal: app }],
  ['nobody with a boundary', { identity: [allow()], boundary: [allow()], resource: [deny('s3:*', { NotPrincipal: { AWS: [ann, root(own)] } })] }, 'explicit'],
  [
    'a service',
    { resource: [allow('s3:*', services('logs.amazonaws.com')), deny('s3:*', { NotPrincipal: { Service: 'logs.amazonaws.com' } })] },
    'allowed',
    { principal: 'logs.amazonaws.com' },
  ],
  ['an allow gives to the others', { resource: [allow('s3:*', { NotPrincipal: { AWS: bob } })] }, 'allowed'],
  ['and to nobody who is named, by the account too', { resource: [allow('s3:*', { NotPrincipal: { AWS: own } })] }, 'implicit'],
]);

table('across accounts both sides must allow', [
  ['both, the user named', { identity: [allow()], resource: [allow('s3:*', to(bob))] }, 'allowed', { principal: bob }],
  ['both, the account named', { identity: [allow()], resource: [allow('s3:*', to(root(other)))] }, 'allowed', { principal: bob }],
  ['both, everyone named', { identity: [allow()], resource: [allow('s3:*', everyone)] }, 'allowed', { principal: bob }],
  ['both, the role named', { identity: [allow()], resource: [allow('s3:*', to(`arn:aws:iam::${other}:role/partner`))] }, 'allowed', { principal: partner }],
  ['both, the session named', { identity: [allow()], resource: [allow('s3:*', to(partner))] }, 'allowed', { principal: partner }],
  ['only the resource', { resource: [allow('s3:*', to(bob))] }, 'implicit', { principal: bob }],
  ['only the identity', { identity: [allow()] }, 'implicit', { principal: bob }],
  ['another account named', { identity: [allow()], resource: [allow('s3:*', to(own))] }, 'implicit', { principal: bob }],
  ['beyond the boundary', { identity: [allow()], boundary: [no], resource: [allow('s3:*', to(bob))] }, 'implicit', { principal: bob }],
  [
    'beyond the session policy, the session named',
    { identity: [allow()], session: [no], resource: [allow('s3:*', to(partner))] },
    'implicit',
    { principal: partner },
  ],
  ['beyond the SCPs of its account', { identity: [allow()], scps: [[no]], resource: [allow('s3:*', to(bob))] }, 'implicit', { principal: bob }],
  ['the resource denies', { identity: [allow()], resource: [allow('s3:*', everyone), deny('s3:*', to(other))] }, 'explicit', { principal: bob }],
  ['its root user', { resource: [allow('s3:*', to(other))] }, 'allowed', { principal: root(other) }],
]);

table('services and strangers', [
  [
    'a service that is named',
    { resource: [allow('s3:*', services('sns.amazonaws.com', 'logs.amazonaws.com'))] },
    'allowed',
    { principal: 'logs.amazonaws.com' },
  ],
  ['another', { resource: [allow('s3:*', services('sns.amazonaws.com'))] }, 'implicit', { principal: 'logs.amazonaws.com' }],
  ['identity policies are nothing to it', { identity: [allow()] }, 'implicit', { principal: 'logs.amazonaws.com' }],
  ['a user is no service', { resource: [allow('s3:*', services('logs.amazonaws.com'))] }, 'implicit'],
  ['a service is everyone too', { resource: [allow('s3:*', everyone)] }, 'allowed', { principal: 'logs.amazonaws.com' }],
  [
    'an identity provider',
    { resource: [allow('sts:AssumeRoleWithSAML', { Principal: { Federated: `arn:aws:iam::${own}:saml-provider/p` } })] },
    'allowed',
    { principal: `arn:aws:iam::${own}:saml-provider/p`, action: 'sts:AssumeRoleWithSAML', resource: appRole },
  ],
  [
    'a public one',
    { resource: [allow('sts:AssumeRoleWithWebIdentity', { Principal: { Federated: 'accounts.google.com' } })] },
    'allowed',
    { principal: 'accounts.google.com', action: 'sts:AssumeRoleWithWebIdentity', resource: appRole },
  ],
  ['nobody in particular, where everyone is named', { resource: [allow('s3:*', everyone)] }, 'allowed', { principal: 'anonymous' }],
  [
    'nobody in particular, elsewhere',
    { identity: [allow()], resource: [allow('s3:*', to(ann)), allow('s3:*', services('*'))] },
    'implicit',
    { principal: 'anonymous' },
  ],
]);

const assume = { action: 'sts:AssumeRole', resource: appRole };
const trust = (principal: object, more: object = {}): object => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...principal, ...more });
table('assuming a role', [
  ['the trust names the user', { resource: [trust(to(ann))] }, 'allowed', assume],
  ['the trust names the account: identity must allow', { resource: [trust(to(own))] }, 'implicit', assume],
  ['… and does', { resource: [trust(to(own))], identity: [allow('sts:*')] }, 'allowed', assume],
  ['identity alone', { identity: [allow('*')], resource: [trust(services('ec2.amazonaws.com'))] }, 'implicit', assume],
  ['no trust at all', { identity: [allow('*')] }, 'implicit', assume],
  ['from another account, both', { identity: [allow('sts:*')], resource: [trust(to(other))] }, 'allowed', { ...assume, principal: bob }],
  ['from another account, the trust alone', { resource: [trust(to(bob))] }, 'implicit', { ...assume, principal: bob }],
  [
    'an external id',
    { identity: [allow('sts:*')], resource: [trust(to(other), { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })] },
    'implicit',
    { ...assume, principal: bob, context: { 'sts:ExternalId': 'y' } },
  ],
  ['role chaining, the role named', { resource: [trust(to(appRole))] }, 'allowed', { ...assume, principal: app }],
  ['role chaining beyond the boundary', { resource: [trust(to(appRole))], boundary: [no] }, 'implicit', { ...assume, principal: app }],
  ['a service', { resource: [trust(services('ec2.amazonaws.com'))] }, 'allowed', { ...assume, principal: 'ec2.amazonaws.com' }],
  ['denied by identity', { resource: [trust(to(ann))], identity: [deny('sts:*')] }, 'explicit', assume],
]);

const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${own}:key/1` };
table('KMS keys', [
  ['the key lets the account in, identity allows', { resource: [allow('kms:*', to(root(own)))], identity: [allow('kms:*')] }, 'allowed', key],
  ['the key lets the account in, identity does not', { resource: [allow('kms:*', to(root(own)))] }, 'implicit', key],
  ['the key names others only', { resource: [allow('kms:*', to(`${ann}a`))], identity: [allow('*')] }, 'implicit', key],
  ['the key names the user', { resource: [allow('kms:Decrypt', to(ann))] }, 'allowed', key],
  ['no key policy', { identity: [allow('*')] }, 'implicit', key],
  ['another account, both', { resource: [allow('kms:*', to(other))], identity: [allow('kms:*')] }, 'allowed', { ...key, principal: bob }],
  ['another account, the key alone', { resource: [allow('kms:*', to(bob))] }, 'implicit', { ...key, principal: bob }],
  ['what needs no key', { identity: [allow('kms:*')] }, 'allowed', { action: 'kms:CreateKey', resource: '*' }],
]);

const inRegion = (operator: string): object => ({ Condition: { [operator]: { 'aws:RequestedRegion': 'eu-west-1' } } });
const chosen = ['aws:requestedregion', 'aws:requesttag/team'];
const ofTeam = { Resource: 'arn:aws:s3:::data/${aws:RequestTag/team}' };
table('what whoever asks may choose', [
  ['an allow holds', { identity: [allow('s3:*', inRegion('StringEquals'))] }, 'allowed', { chosen }],
  ['a deny does not', { identity: [allow(), deny('s3:*', inRegion('StringNotEquals'))] }, 'allowed', { chosen }],
  [
    'what is in the request is not chosen',
    { identity: [allow('s3:*', inRegion('StringEquals'))] },
    'implicit',
    { chosen, context: { 'aws:RequestedRegion': 'us-east-1' } },
  ],
  ['a variable of an allow', { identity: [allow('s3:*', ofTeam)] }, 'allowed', { chosen }],
  ['a variable of an allow, of something else', { identity: [allow('s3:*', ofTeam)] }, 'implicit', { chosen, resource: 'arn:aws:s3:::other/x' }],
  ['a variable of a deny', { identity: [allow(), deny('s3:*', ofTeam)] }, 'allowed', { chosen }],
  [
    'a variable in a value',
    { identity: [allow('s3:*', { Condition: { StringEquals: { a: '${aws:RequestTag/team}' } } })] },
    'allowed',
    { chosen, context: { a: 'x' } },
  ],
  ['what an allow leaves out', { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: ofTeam.Resource }] }, 'allowed', { chosen }],
  ['what a deny leaves out', { identity: [allow(), { Effect: 'Deny', Action: 's3:*', NotResource: ofTeam.Resource }] }, 'allowed', { chosen }],
  [
    'what a deny leaves out, something else',
    { identity: [allow(), { Effect: 'Deny', Action: 's3:*', NotResource: ofTeam.Resource }] },
    'explicit',
    { chosen, resource: 'arn:aws:s3:::other/x' },
  ],
]);

describe('what nobody knows', () => {
  const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const unknown = ['aws:multifactorauthpresent', 'aws:username'];

  test('an allow that hangs on it', () => {
    const { certain, upTo, open, allowedBy } = decide({ identity: [allow('s3:*', mfa)] }, { unknown });
    expect({ certain, upTo }).toEqual({ certain: 'ImplicitlyDenied', upTo: 'Allowed' });
    const statement = { role: 'identity', policy: 'identity', index: 0, text: allow('s3:*', mfa) };
    expect(open).toEqual([{ statement, operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] }]);
    expect(allowedBy).toEqual([statement]);
  });

  test('a deny that hangs on it', () => {
    const given = { identity: [allow(), deny('s3:*', { Sid: 'NoMfa', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })] };
    const { certain, upTo, open, deniedBy } = decide(given, { unknown });
    expect({ certain, upTo }).toEqual({ certain: 'ExplicitlyDenied', upTo: 'Allowed' });
    expect(open.map(({ operator, statement }) => [operator, statement.index])).toEqual([['BoolIfExists', 1]]);
    expect(deniedBy).toMatchObject([{ sid: 'NoMfa', index: 1 }]);
  });

  test('a variable in a resource', () => {
    const home = { Resource: 'arn:aws:s3:::data/${aws:username}' };
    expect(decide({ identity: [allow('s3:*', home)] }, { unknown })).toMatchObject({
      certain: 'ImplicitlyDenied',
      upTo: 'Allowed',
      open: [{ operator: 'Resource', key: 'aws:username', values: ['arn:aws:s3:::data/${aws:username}'] }],
    });
    expect(decide({ identity: [allow('s3:*', home)] }, { unknown, resource: 'arn:aws:s3:::other/x' })).toMatchObject({ upTo: 'ImplicitlyDenied', open: [] });
  });

  test('is said only where the decision hangs on it', () => {
    expect(decide({ identity: [allow('s3:*', mfa), allow()] }, { unknown })).toMatchObject({ certain: 'Allowed', upTo: 'Allowed', open: [] });
    expect(decide({ identity: [allow(), deny('s3:*', mfa), deny()] }, { unknown })).toMatchObject({
      certain: 'ExplicitlyDenied',
      upTo: 'ExplicitlyDenied',
      open: [],
    });
  });

  test('a boundary, SCP or session policy that hangs on it', () => {
    const asked = { unknown, principal: app };
    for (const given of [{ boundary: [allow('s3:*', mfa)] }, { session: [allow('s3:*', mfa)] }, { scps: [[allow('s3:*', mfa)]] }])
      expect(decide({ identity: [allow()], ...given }, asked)).toMatchObject({ certain: 'ImplicitlyDenied', upTo: 'Allowed', open: [{ operator: 'Bool' }] });
  });
});

test('names the statements that allow and those that deny, where they stand', () => {
  const given = { identity: [no, allow()], group: [allow('s3:Get*')], resource: [allow('s3:*', to(ann))], scps: [full] };
  expect(decide(given).allowedBy.map(({ role, index }) => [role, index])).toEqual([
    ['identity', 1],
    ['group', 0],
    ['resource', 0],
  ]);
  const denied = decide({ ...given, boundary: [deny()], scps: [[...full, deny()]] });
  expect(denied.allowedBy).toEqual([]);
  expect(denied.deniedBy.map(({ role, index }) => [role, index])).toEqual([
    ['boundary', 0],
    ['scp', 1],
  ]);
});
