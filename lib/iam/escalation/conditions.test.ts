import { describe, expect, test } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { allow, deny, iamArn, type TestAccount, type TestStatement } from './testAccount.ts';
import { type OutcomeCase, outcome } from './testOutcome.ts';

const admin = { attached: ['aws:AdministratorAccess'] };
const cases = (list: OutcomeCase[]): void => {
  test.each(list)('%s', (_, account, expected, who) => {
    expect(outcome(account, who)).toBe(expected);
  });
};
const eve = (...statements: TestStatement[]): TestAccount => ({ users: { eve: { allow: statements, tags: { team: 'blue' }, id: 'AIDAEVE' } } });

describe('a condition on the way', () => {
  const yes: Record<string, Json> = {
    'the time has not come': { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
    'the epoch': { NumericLessThan: { 'aws:EpochTime': '1800000000' } },
    'from everywhere': { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
    'from its own network': { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    'not from inside': { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    'over TLS': { Bool: { 'aws:SecureTransport': 'true' } },
    'not through a service': { Bool: { 'aws:ViaAWSService': 'false' } },
    'by its name': { StringEquals: { 'aws:username': 'eve' } },
    'by its name, like': { StringLike: { 'aws:username': 'e*' } },
    'by its ARN': { ArnEquals: { 'aws:PrincipalArn': iamArn('user/eve') } },
    'by its account': { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
    'by its type': { StringEquals: { 'aws:PrincipalType': 'User' } },
    'by its id': { StringEquals: { 'aws:userid': 'AIDAEVE' } },
    'by its tag': { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
    'by its tag, the key in capitals': { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } },
    'not by another tag': { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
    'not by a tag that it has not': { StringNotEquals: { 'aws:PrincipalTag/stage': 'prod' } },
    'a second factor, if any': { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
    'no second factor': { Null: { 'aws:MultiFactorAuthAge': 'true' } },
    'tags, if any': { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['x'] } },
    'a region that it picks': { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    'a network that is not one': { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
    'a network, if any': { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } },
    'no session': { Null: { 'aws:TokenIssueTime': 'true' } },
  };
  const no: Record<string, Json> = {
    'the time is over': { DateLessThan: { 'aws:CurrentTime': '2025-06-01T00:00:00Z' } },
    'from another network': { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '10.0.0.0/8'] } },
    'from a private network': { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    'from an endpoint': { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    'through a service': { Bool: { 'aws:ViaAWSService': 'true' } },
    'called via a service': { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } },
    'by another name': { StringEquals: { 'aws:username': 'Eve' } },
    'by another ARN': { ArnLike: { 'aws:PrincipalArn': iamArn('role/*') } },
    'by another type': { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
    'by another tag': { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
    'by a tag that it has not': { StringEquals: { 'aws:PrincipalTag/stage': 'prod' } },
    'of an organisation that nobody knows': { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    'two, of which one fails': { StringEquals: { 'aws:PrincipalTag/team': 'blue' }, IpAddress: { 'aws:SourceIp': '198.51.100.7/32' } },
    'a session': { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
  };
  test.each(Object.entries(yes))('%s: it holds', (_, condition) => {
    expect(outcome(eve(allow('iam:PutUserPolicy', 'user/eve', condition)))).toBe('yes PutUserPolicy');
  });
  test.each(Object.entries(no))('%s: it does not', (_, condition) => {
    expect(outcome(eve(allow('iam:PutUserPolicy', 'user/eve', condition)))).toBe('no');
  });
  test.each(Object.entries(no))('%s: nor does a Deny by it', (_, condition) => {
    expect(outcome(eve(allow('iam:PutUserPolicy', 'user/eve'), deny('iam:*', '*', condition)))).toBe('yes PutUserPolicy');
  });
  test.each(Object.entries(yes).filter(([title]) => !title.includes('picks')))('%s: so does a Deny by it', (title, condition) => {
    expect(outcome(eve(allow('iam:PutUserPolicy', 'user/eve'), deny('iam:*', '*', condition)))).toBe(title.includes('second factor') ? 'perhaps mfa' : 'no');
  });
});

describe('a second factor', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  cases([
    ['asked for by an Allow', eve(allow('iam:PutUserPolicy', 'user/eve', mfa)), 'perhaps mfa'],
    ['asked for by its age', eve(allow('iam:PutUserPolicy', 'user/eve', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })), 'perhaps mfa'],
    [
      'asked for by a Deny without it',
      eve(allow('iam:PutUserPolicy', 'user/eve'), deny('iam:*', '*', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'perhaps mfa',
    ],
    [
      'a Deny that long-term keys slip through',
      eve(allow('iam:PutUserPolicy', 'user/eve'), deny('iam:*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })),
      'yes PutUserPolicy',
    ],
    [
      'a Deny where the key is absent',
      eve(allow('iam:PutUserPolicy', 'user/eve'), deny('iam:*', '*', { Null: { 'aws:MultiFactorAuthAge': 'true' } })),
      'perhaps mfa',
    ],
    [
      'of an administrator',
      {
        users: {
          eve: {
            ...admin,
            inline: { g: [{ Effect: 'Deny', NotAction: 'iam:*MFA*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }] },
          },
        },
      },
      'perhaps mfa',
    ],
    [
      'asked for by a trust',
      {
        users: { eve: { allow: [allow('sts:AssumeRole')] } },
        roles: { app: { ...admin, trust: [{ Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: 'sts:AssumeRole', Condition: mfa }] } },
      },
      'perhaps mfa',
    ],
    [
      'asked for at sign-in',
      { users: { eve: { allow: [allow('iam:UpdateLoginProfile', 'user/*')] }, root: admin }, credentials: { root: { password: true, mfa: true } } },
      'perhaps mfa',
    ],
    [
      'asked for at sign-in, and taken off',
      {
        users: { eve: { allow: [allow('iam:UpdateLoginProfile iam:DeactivateMFADevice', 'user/*')] }, root: admin },
        credentials: { root: { password: true, mfa: true } },
      },
      'yes DeactivateMFADevice UpdateLoginProfile',
    ],
  ]);
});

describe('texts of policies', () => {
  cases([
    ['a variable', eve(allow('iam:PutUserPolicy', `arn:aws:iam::*:user/\${aws:username}`)), 'yes PutUserPolicy'],
    ['a variable of a tag', eve(allow('iam:PutGroupPolicy', `group/\${aws:PrincipalTag/team}`)), 'no'],
    [
      'a variable of a tag, its group',
      {
        users: { eve: { groups: ['blue'], tags: { team: 'blue' }, allow: [allow('iam:PutGroupPolicy', `group/\${aws:PrincipalTag/team}`)] } },
        groups: { blue: {} },
      },
      'yes PutGroupPolicy',
    ],
    [
      'a variable in a condition',
      eve(allow('iam:PutUserPolicy', 'user/eve', { StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:user/\${aws:username}` } })),
      'yes PutUserPolicy',
    ],
    [
      'a variable that a role has not',
      { roles: { app: { trust: ['ec2.amazonaws.com'], allow: [allow('iam:PutRolePolicy', `role/\${aws:username}`)] } } },
      'no',
      'role/app',
    ],
    ['NotAction', eve({ Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' }), 'yes PutUserPolicy'],
    ['NotAction of IAM', eve({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }), 'no'],
    ['NotResource', eve({ Effect: 'Allow', Action: 'iam:PutUserPolicy', NotResource: iamArn('user/ceo') }), 'yes PutUserPolicy'],
    ['NotResource of itself', eve({ Effect: 'Allow', Action: 'iam:PutUserPolicy', NotResource: iamArn('user/e*') }), 'no'],
    ['actions in any case', eve(allow('IAM:putuserPOLICY', 'user/eve')), 'yes PutUserPolicy'],
    ['a question mark', eve(allow('iam:?utUserPolicy', 'user/ev?')), 'yes PutUserPolicy'],
    ['stars within', eve(allow('iam:*User*olicy', 'arn:*:iam::*:*/e*e')), 'yes PutUserPolicy'],
    ['resources know case', eve(allow('iam:PutUserPolicy', 'user/Eve')), 'no'],
    ['another account', eve(allow('iam:PutUserPolicy', 'arn:aws:iam::999988887777:user/*')), 'no'],
    ['another partition', eve(allow('iam:PutUserPolicy', 'arn:aws-cn:iam::111122223333:user/*')), 'no'],
    ['only reading', eve(allow('iam:Get* iam:List*')), 'no'],
    [
      'one statement as an object',
      {
        users: { eve: {} },
        more: [
          {
            kind: 'user',
            body: {
              account: '111122223333',
              arn: iamArn('user/eve'),
              name: 'eve',
              groups: [],
              attached: [],
              tags: {},
              inline: [
                { name: 'p', policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: iamArn('user/eve') } } },
              ],
            },
          },
        ],
      },
      'yes PutUserPolicy',
    ],
    ['paths', { users: { 'eng/eve+x=y,z@w': { allow: [allow('iam:PutUserPolicy', 'user/eng/*')] } } }, 'yes PutUserPolicy', 'user/eng/eve+x=y,z@w'],
    ['the name without its path', { users: { 'eng/eve': { allow: [allow('iam:PutUserPolicy', 'user/eve')] } } }, 'no', 'user/eng/eve'],
    [
      'a tag of the target',
      { users: { eve: { tags: { owner: 'eve' }, allow: [allow('iam:PutUserPolicy', '*', { StringEquals: { 'iam:ResourceTag/owner': 'eve' } })] } } },
      'yes PutUserPolicy',
    ],
    [
      'a tag that the target has not',
      { users: { eve: { allow: [allow('iam:PutUserPolicy', '*', { StringEquals: { 'aws:ResourceTag/owner': 'eve' } })] } } },
      'no',
    ],
  ]);
});

describe('tags', () => {
  const red = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
  cases([
    ['put on itself', eve(allow('iam:PutUserPolicy', 'user/eve', red), allow('iam:TagUser', 'user/eve')), 'yes TagPrincipal PutUserPolicy'],
    [
      'put on itself, another key only',
      eve(allow('iam:PutUserPolicy', 'user/eve', red), allow('iam:TagUser', 'user/eve', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } })),
      'no',
    ],
    [
      'put on itself, another value only',
      eve(allow('iam:PutUserPolicy', 'user/eve', red), allow('iam:TagUser', 'user/eve', { StringEquals: { 'aws:RequestTag/team': 'green' } })),
      'no',
    ],
    ['put on another', eve(allow('iam:PutUserPolicy', 'user/eve', red), allow('iam:TagUser', 'user/bob')), 'no'],
    [
      'taken from a Deny',
      eve(
        allow('iam:PutUserPolicy', 'user/eve'),
        deny('iam:PutUserPolicy', '*', { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } }),
        allow('iam:TagUser', 'user/eve'),
      ),
      'yes TagPrincipal PutUserPolicy',
    ],
    [
      'asked for by a trust',
      {
        users: { eve: { allow: [allow('sts:AssumeRole'), allow('iam:TagUser', 'user/eve')] } },
        roles: { app: { ...admin, trust: [{ Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: 'sts:AssumeRole', Condition: red }] } },
      },
      'yes TagPrincipal AssumeRole',
    ],
    [
      'of a session',
      {
        users: { eve: { allow: [allow('sts:AssumeRole sts:TagSession')] } },
        roles: {
          app: {
            allow: [allow('iam:PutRolePolicy', 'role/app', red)],
            trust: [{ Effect: 'Allow', Principal: { AWS: iamArn('root') }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
          },
        },
      },
      'yes AssumeRole AssumeRole PutRolePolicy',
    ],
    [
      'of a session that the trust does not let be tagged',
      {
        users: { eve: { allow: [allow('sts:AssumeRole sts:TagSession')] } },
        roles: { app: { allow: [allow('iam:PutRolePolicy', 'role/app', red)], trust: ['root'] } },
      },
      'no',
    ],
  ]);
});
