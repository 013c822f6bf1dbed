import { describe, expect, test } from 'vitest';
import { conditionOf, openContext } from './openContext.ts';
import { readContext } from './requestContext.ts';

describe('of a request by one who holds a key', () => {
  const context = readContext(openContext(new Map([['aws:principaltag/team', 'a']])));
  const state = (key: string): string => (context.isChosen(key) ? 'chosen' : context.isUnknown(key) ? 'unknown' : String(context.valuesOf(key) ?? 'absent'));

  test.each([
    ['aws:sourceip', 'unknown'],
    ['aws:multifactorauthpresent', 'unknown'],
    ['aws:currenttime', 'unknown'],
    ['aws:resourcetag/team', 'unknown'],
    ['s3:existingobjecttag/team', 'unknown'],
    ['aws:requestedregion', 'chosen'],
    ['aws:requesttag/team', 'chosen'],
    ['iam:passedtoservice', 'chosen'],
    ['s3:prefix', 'chosen'],
    ['aws:principaltag/team', 'a'],
    ['aws:principaltag/other', 'absent'],
    ['aws:calledvia', 'absent'],
    ['aws:sourcearn', 'absent'],
    ['aws:securetransport', 'true'],
  ])('%s is %s', (key, expected) => expect(state(key)).toBe(expected));
});

describe('what an open decision hangs on', () => {
  const open = (operator: string, key: string, ...values: string[]) => ({ operator, key, values });

  test.each([
    [[open('IpAddress', 'aws:SourceIp', '10.0.0.0/8')], 'source'],
    [[open('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), open('Bool', 'aws:MultiFactorAuthPresent', 'true')], 'mfa'],
    [[open('StringEquals', 'aws:ResourceTag/team', 'a')], 'tag'],
    [[open('DateLessThan', 'aws:CurrentTime', '2026-01-01')], 'time'],
    [[open('StringEquals', 'aws:PrincipalOrgPaths', 'o-1/*')], 'unevaluated'],
  ])('%j is of kind %s', (conditions, kind) => expect(conditionOf(conditions).kind).toBe(kind));

  test('is told in words, in one order, each once', () => {
    const [a, b] = [open('StringEquals', 'x:B', 'v', 'w'), open('Bool', 'x:A', 'true')];
    expect(conditionOf([a, b, a]).text).toBe('Bool x:A true; StringEquals x:B v, w');
    expect(conditionOf([b, a])).toEqual(conditionOf([a, b]));
  });
});
