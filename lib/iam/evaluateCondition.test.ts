import { describe, expect, test } from 'vitest';
import { evaluateCondition } from './evaluateCondition.ts';
import { parsePolicy } from './parsePolicy.ts';
import { readContext } from './requestContext.ts';

type Value = string | string[];
const absent = undefined;

/** One operator over one key, `test:key`; the request has `has`, unless that is absent. `test:unknown` is a key that nobody knows. */
function decide(operator: string, wanted: unknown, has: Value | undefined, { key = 'test:key', more = {} as Record<string, Value> } = {}): boolean | 'open' {
  const values = new Map<string, Value>([...(has === undefined ? [] : [['test:key', has] as const]), ...Object.entries(more)]);
  const context = readContext({ values, unknown: (key) => key === 'test:unknown' });
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: wanted } } };
  const [condition] = parsePolicy({ Version: '2012-10-17', Statement: statement } as never).statements[0]!.conditions;
  return ([false, 'open', true] as const)[evaluateCondition(condition!, 'Allow', context)];
}

type Case = [operator: string, wanted: unknown, has: Value | undefined, expected: boolean];
function table(title: string, cases: Case[]): void {
  describe(title, () => {
    test.each(cases)('%s %j against %j: %s', (operator, wanted, has, expected) => expect(decide(operator, wanted, has)).toBe(expected));
  });
}

table('strings', [
  ['StringEquals', 'red', 'red', true],
  ['StringEquals', 'red', 'Red', false],
  ['StringEquals', ['red', 'blue'], 'blue', true],
  ['StringEquals', 're*', 're*', true],
  ['StringEquals', 're*', 'red', false],
  ['StringEquals', '', '', true],
  ['StringEquals', [], 'red', false],
  ['StringEquals', 'red', absent, false],
  ['StringNotEquals', 'red', 'red', false],
  ['StringNotEquals', 'red', 'blue', true],
  ['StringNotEquals', ['red', 'blue'], 'blue', false],
  ['StringNotEquals', ['red', 'blue'], 'green', true],
  ['StringNotEquals', [], 'red', true],
  ['StringNotEquals', 'red', absent, true],
  ['StringEqualsIgnoreCase', 'RED', 'rEd', true],
  ['StringEqualsIgnoreCase', 'red', 'read', false],
  ['StringEqualsIgnoreCase', 'red', absent, false],
  ['StringNotEqualsIgnoreCase', 'RED', 'red', false],
  ['StringNotEqualsIgnoreCase', 'RED', 'blue', true],
  ['StringNotEqualsIgnoreCase', 'RED', absent, true],
  ['StringLike', 're*', 'red', true],
  ['StringLike', 'r?d', 'red', true],
  ['StringLike', 'r?d', 'rd', false],
  ['StringLike', 'RE*', 'red', false],
  ['StringLike', '*', '', true],
  ['StringLike', '*', absent, false],
  ['StringLike', ['b*', 'g*'], 'green', true],
  ['StringNotLike', 're*', 'red', false],
  ['StringNotLike', 're*', 'blue', true],
  ['StringNotLike', ['b*', 'g*'], 'green', false],
  ['StringNotLike', 're*', absent, true],
]);

table('numbers', [
  ['NumericEquals', '10', '10', true],
  ['NumericEquals', 10, '10', true],
  ['NumericEquals', '10.0', '10', true],
  ['NumericEquals', '-1.5', '-1.50', true],
  ['NumericEquals', '10', '11', false],
  ['NumericEquals', ['10', '11'], '11', true],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', 'ten', 'ten', false],
  ['NumericEquals', '10', absent, false],
  ['NumericNotEquals', '10', '10', false],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', ['10', '11'], '11', false],
  ['NumericNotEquals', '10', absent, true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThan', '10', '9.99', true],
  ['NumericLessThan', '10', '100', false],
  ['NumericLessThan', '10', absent, false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericLessThanEquals', '10', '11', false],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThan', '10', '11', true],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '10', '9', false],
  ['NumericGreaterThanEquals', '10', absent, false],
]);

table('dates', [
  ['DateEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', true],
  ['DateEquals', '2026-01-15T12:00:00Z', '2026-01-15T13:00:00+01:00', true],
  ['DateEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z', true],
  ['DateEquals', '2026-01-15', '2026-01-15T00:00:00Z', true],
  ['DateEquals', '1768478400', '2026-01-15T12:00:00Z', true],
  ['DateEquals', '2026-01-15T12:00Z', '1768478400', true],
  ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
  ['DateEquals', 'today', 'today', false],
  ['DateEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:01Z', false],
  ['DateNotEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', false],
  ['DateNotEquals', '2026-01-15T12:00:00Z', '2026-01-16T12:00:00Z', true],
  ['DateNotEquals', '2026-01-15T12:00:00Z', absent, true],
  ['DateLessThan', '2026-02-01T00:00:00Z', '2026-01-15T12:00:00Z', true],
  ['DateLessThan', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', false],
  ['DateLessThan', '1735689600', '2026-01-15T12:00:00Z', false],
  ['DateLessThan', '2026-01-15T12:00:00+02:00', '2026-01-15T11:00:00Z', false],
  ['DateLessThan', '2026-02-01T00:00:00Z', absent, false],
  ['DateLessThanEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', true],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-15T12:00:00Z', true],
  ['DateGreaterThan', '1769904000', '1768478400', false],
  ['DateGreaterThan', '2020-01-01T00:00:00Z', absent, false],
  ['DateGreaterThanEquals', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z', true],
]);

table('booleans, binaries and existence', [
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'True', 'TRUE', true],
  ['Bool', 'true', 'false', false],
  ['Bool', 'false', 'false', true],
  ['Bool', 'false', absent, false],
  ['Bool', ['true', 'false'], 'false', true],
  ['Bool', 'yes', 'yes', false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'Binary', true],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
  ['BinaryEquals', 'QmluYXJ5', absent, false],
  ['Null', 'true', absent, true],
  ['Null', 'true', 'x', false],
  ['Null', 'false', 'x', true],
  ['Null', 'false', absent, false],
  ['Null', true, absent, true],
  ['Null', ['true', 'false'], 'x', true],
  ['Null', 'false', ['x'], true],
  ['Null', 'true', [], true],
]);

table('addresses and ARNs', [
  ['IpAddress', ['198.51.100.0/24', '203.0.113.0/24'], '203.0.113.5', true],
  ['IpAddress', '203.0.113.0/24', '198.51.100.5', false],
  ['IpAddress', '203.0.113.0/24', absent, false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.5', false],
  ['NotIpAddress', ['198.51.100.0/24', '203.0.113.0/24'], '203.0.113.5', false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.5', true],
  ['NotIpAddress', '2001:db8::/32', '203.0.113.5', true],
  ['NotIpAddress', '203.0.113.0/24', absent, true],
  ['ArnEquals', 'arn:aws:iam::*:user/a*', 'arn:aws:iam::111122223333:user/ann', true],
  ['ArnLike', 'arn:aws:iam::111122223333:user/Ann', 'arn:aws:iam::111122223333:user/ann', false],
  ['ArnLike', 'arn:aws:iam::111122223333:user/ann', absent, false],
  ['ArnNotEquals', 'arn:aws:iam::*:user/ann', 'arn:aws:iam::111122223333:user/ann', false],
  ['ArnNotLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:user/ann', true],
  ['ArnNotLike', 'arn:aws:iam::*:role/*', absent, true],
]);

table('…IfExists', [
  ['StringEqualsIfExists', 'red', absent, true],
  ['StringEqualsIfExists', 'red', 'blue', false],
  ['StringNotEqualsIfExists', 'red', absent, true],
  ['StringNotEqualsIfExists', 'red', 'red', false],
  ['NumericLessThanIfExists', '10', absent, true],
  ['DateLessThanIfExists', '2026-01-01', absent, true],
  ['BoolIfExists', 'true', absent, true],
  ['BoolIfExists', 'true', 'false', false],
  ['IpAddressIfExists', '203.0.113.0/24', absent, true],
  ['ArnLikeIfExists', 'arn:aws:iam::*:role/*', absent, true],
  ['ForAllValues:StringEqualsIfExists', 'env', absent, true],
  ['ForAllValues:StringEqualsIfExists', 'env', ['x'], false],
  ['ForAnyValue:StringEqualsIfExists', 'env', absent, true],
  ['ForAnyValue:StringEqualsIfExists', 'env', ['x'], false],
]);

table('sets of values', [
  ['ForAllValues:StringEquals', ['env', 'team'], ['env'], true],
  ['ForAllValues:StringEquals', ['env', 'team'], ['env', 'team'], true],
  ['ForAllValues:StringEquals', ['env', 'team'], ['env', 'cost'], false],
  ['ForAllValues:StringEquals', ['env'], absent, true],
  ['ForAllValues:StringEquals', ['env'], [], true],
  ['ForAllValues:StringEquals', ['env'], [''], true],
  ['ForAllValues:StringEquals', ['env'], 'env', true],
  ['ForAllValues:StringLike', ['e*'], ['env', 'eu'], true],
  ['ForAllValues:StringNotEquals', ['secret'], ['env', 'team'], true],
  ['ForAllValues:StringNotEquals', ['secret'], ['env', 'secret'], false],
  ['ForAllValues:StringNotEquals', ['secret'], absent, true],
  ['ForAllValues:ArnLike', ['arn:aws:iam::*:role/*'], ['arn:aws:iam::111122223333:role/a'], true],
  ['ForAllValues:Bool', 'true', absent, true],
  ['ForAnyValue:StringEquals', ['env', 'team'], ['cost', 'team'], true],
  ['ForAnyValue:StringEquals', ['env', 'team'], ['cost'], false],
  ['ForAnyValue:StringEquals', ['env'], absent, false],
  ['ForAnyValue:StringEquals', ['env'], [], false],
  ['ForAnyValue:StringLike', ['e*'], ['cost', 'env'], true],
  ['ForAnyValue:StringNotEquals', ['secret'], ['secret'], false],
  ['ForAnyValue:StringNotEquals', ['secret'], ['secret', 'env'], true],
  ['ForAnyValue:StringNotEquals', ['secret'], absent, false],
  // several values need one of the two
  ['StringEquals', 'env', ['env', 'team'], false],
  ['StringNotEquals', 'env', ['cost', 'team'], false],
]);

test('operators and keys are read in any case', () => {
  expect(decide('forallvalues:stringlikeifexists', 'e*', ['env'])).toBe(true);
  expect(decide('StringEquals', 'red', absent, { key: 'AWS:principaltag/TEAM', more: { 'aws:PrincipalTag/Team': 'red' } })).toBe(true);
});

describe('policy variables in values', () => {
  const more = { 'aws:username': 'ann', 'aws:TagKeys': ['ann'] };
  test.each([
    ['StringEquals', '${aws:username}', 'ann', true],
    ['StringLike', '${aws:username}/*', 'ann/x', true],
    ['StringLike', '${aws:username}${*}', 'ann*', true],
    ['StringLike', '${aws:username}${*}', 'annx', false],
    ['StringNotEquals', '${aws:username}', 'bob', true],
    ['ArnLike', 'arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::111122223333:user/ann', true],
    ['StringEquals', '${aws:userid}', '${aws:userid}', false],
    ['StringEquals', ['${aws:userid}', 'bob'], 'bob', true],
    ['StringEquals', "${aws:userid, 'nobody'}", 'nobody', true],
    ['StringEquals', '${aws:TagKeys}', 'ann', false],
    // where a variable has no value neither a match nor its opposite is true
    ['StringNotEquals', '${aws:userid}', 'bob', false],
    ['StringNotEquals', '${aws:userid}', absent, true],
    // numbers, dates, addresses and existence take none
    ['NumericEquals', '${aws:username}', '${aws:username}', false],
  ] as Case[])('%s %j against %j: %s', (operator, wanted, has, expected) => expect(decide(operator, wanted, has, { more })).toBe(expected));
});

describe('what nobody knows leaves a condition open', () => {
  const unknown = ['StringEquals', 'StringNotEquals', 'BoolIfExists', 'Null', 'ForAllValues:StringEquals', 'ForAnyValue:StringNotLikeIfExists'];
  test.each(unknown)('%s', (operator) => expect(decide(operator, 'true', absent, { key: 'test:unknown' })).toBe('open'));

  test('a variable among the values, unless another value decides', () => {
    expect(decide('StringEquals', '${test:unknown}', 'x')).toBe('open');
    expect(decide('StringNotEquals', '${test:unknown}', 'x')).toBe('open');
    expect(decide('StringEquals', ['${test:unknown}', 'x'], 'x')).toBe(true);
    expect(decide('StringNotEquals', ['${test:unknown}', 'x'], 'x')).toBe(false);
    expect(decide('ForAllValues:StringEquals', ['${test:unknown}', 'x'], ['x', 'y'])).toBe('open');
    expect(decide('ForAnyValue:StringEquals', ['${test:unknown}', 'x'], ['y', 'x'])).toBe(true);
  });

  test('an operator that there is not', () => expect(decide('StringMatches', 'x', 'x')).toBe('open'));
});
