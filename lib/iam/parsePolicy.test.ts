import { describe, expect, test } from 'vitest';
import type { Json } from '../model/facts.ts';
import { parsePolicy } from './parsePolicy.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [statement] };
const problemsOf = (of: Json): string[] =>
  parsePolicy(of).problems.map(({ statement: at, element, reason }) => `${at === undefined ? '' : `statement ${at}, `}${element}: ${reason}`);

describe('a document', () => {
  test('is an object, its text, or its text URL-encoded', () => {
    const text = JSON.stringify(document);
    for (const of of [document, text, encodeURIComponent(text), encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase())]) {
      const { statements, problems } = parsePolicy(of);
      expect(problems).toEqual([]);
      expect(statements).toHaveLength(1);
    }
  });

  test('is parsed once, as long as it is the same object', () => {
    expect(parsePolicy(document)).toBe(parsePolicy(document));
    expect(parsePolicy({ ...document })).not.toBe(parsePolicy(document));
  });

  test('has one statement or several, of single values or lists, with names in any case', () => {
    const many = {
      version: '2012-10-17',
      id: 'p',
      statement: [{ sid: 's', effect: 'Deny', notaction: ['s3:Get*', 'S3:List*'], notresource: 'arn:aws:s3:::b' }],
    };
    const { version, id, statements, problems } = parsePolicy(many);
    expect(problems).toEqual([]);
    expect({ version, id }).toEqual({ version: '2012-10-17', id: 'p' });
    expect(statements).toMatchObject([
      { index: 0, sid: 's', effect: 'Deny', actions: { not: true, patterns: ['s3:get*', 's3:list*'] }, resources: { not: true }, text: many.statement[0] },
    ]);
    expect(parsePolicy({ Statement: statement }).statements).toMatchObject([{ effect: 'Allow', actions: { not: false, patterns: ['s3:getobject'] } }]);
  });

  test('without a version is of the oldest one', () => expect(parsePolicy({ Statement: statement }).version).toBe('2008-10-17'));

  test.each<[string, Json, string[]]>([
    ['is no text of JSON', '{"Version', ['document: expected JSON, perhaps URL-encoded']],
    ['is broken when decoded', '%7B%', ['document: expected JSON, perhaps URL-encoded']],
    ['is a text within a text', JSON.stringify('x'), ['document: expected an object, saw a text']],
    ['is a number', 3, ['document: expected an object, saw 3']],
    ['is null', null, ['document: expected an object, saw null']],
    ['is a list', [document], ['document: expected an object, saw a list']],
    ['says nothing', { Version: '2012-10-17' }, ['Statement: is missing']],
  ])('that %s is refused', (_, of, problems) => {
    expect(problemsOf(of)).toEqual(problems);
    expect(parsePolicy(of).statements).toEqual([]);
  });
});

describe('a statement that AWS would not take is named and left out, the others stand', () => {
  test.each<[string, Json, string]>([
    ['no effect', { Action: '*', Resource: '*' }, 'Effect: is missing'],
    ['an effect in small letters', { ...statement, Effect: 'allow' }, 'Effect: expected Allow or Deny, saw "allow"'],
    ['no action', { Effect: 'Allow', Resource: '*' }, 'Action: is missing, and so is NotAction'],
    ['both', { ...statement, NotAction: '*' }, 'Action: stands beside NotAction'],
    [
      'an action without a service',
      { ...statement, Action: 'GetObject' },
      'Action: expected * or SERVICE:ACTION, with no wildcard in the service, saw "GetObject"',
    ],
    ['a wildcard in the service', { ...statement, Action: 's*:Get*' }, 'Action: expected * or SERVICE:ACTION, with no wildcard in the service, saw "s*:Get*"'],
    ['an action that is a number', { ...statement, Action: 3 }, 'Action: expected a string or a list of strings'],
    ['a resource that is an object', { ...statement, Resource: [{}] }, 'Resource: expected a string or a list of strings'],
    ['both resources', { ...statement, NotResource: '*' }, 'Resource: stands beside NotResource'],
    [
      'a principal of an unknown kind',
      { ...statement, Principal: { User: 'x' } },
      'Principal: expected * or lists by AWS, Service, Federated or CanonicalUser',
    ],
    ['a principal that is a text', { ...statement, Principal: 'ann' }, 'Principal: expected * or lists by AWS, Service, Federated or CanonicalUser'],
    ['both principals', { ...statement, Principal: '*', NotPrincipal: '*' }, 'Principal: stands beside NotPrincipal'],
    ['a condition that is a text', { ...statement, Condition: 'x' }, 'Condition: expected {OPERATOR: {KEY: value or values}}'],
    ['a key without a value', { ...statement, Condition: { Bool: { 'aws:SecureTransport': null } } }, 'Condition: expected {OPERATOR: {KEY: value or values}}'],
    ['a statement that is a text', 'Allow', 'Effect: is missing'],
  ])('%s', (_, bad, problem) => {
    const of = { Version: '2012-10-17', Statement: [bad, statement] };
    expect(problemsOf(of)).toContain(`statement 0, ${problem}`);
    expect(parsePolicy(of).statements.map(({ index }) => index)).toEqual([1]);
  });

  test('an operator that is not known is named, and its condition stays, open', () => {
    const of = { ...document, Statement: { ...statement, Condition: { StringEqual: { 'aws:username': 'ann' }, NullIfExists: { 'aws:username': 'true' } } } };
    expect(problemsOf(of)).toEqual([
      'statement 0, Condition: "StringEqual" is no condition operator',
      'statement 0, Condition: "NullIfExists" is no condition operator',
    ]);
    expect(parsePolicy(of).statements[0]!.conditions.map(({ operator }) => operator)).toEqual([undefined, undefined]);
  });
});
