import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContext, resolveText } from './requestContext.ts';
import { compileText, matchPattern, type Wildcards } from './textPattern.ts';

const matches = (wildcards: Wildcards, pattern: string, text: string): boolean => matchPattern(compileText(pattern, wildcards, false).parts[0] as string, text);

const object = 'arn:aws:s3:::data/reports/2026/q1.csv';
const queue = 'arn:aws:sqs:us-east-1:111122223333:jobs';
const group = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/f:log-stream:a';

describe('resources (User Guide, "IAM JSON policy elements: Resource")', () => {
  test.each([
    ['*', object, true],
    ['*', '*', true],
    [object, object, true],
    ['arn:aws:s3:::*', object, true],
    ['arn:aws:s3:::data', object, false],
    ['arn:aws:s3:::data/', object, false],
    ['arn:aws:s3:::data*', object, true],
    ['arn:aws:s3:::data/*', object, true],
    ['arn:aws:s3:::data/*', 'arn:aws:s3:::data', false],
    ['arn:aws:s3:::data/*', 'arn:aws:s3:::data/', true],
    ['arn:aws:s3:::*/q1.csv', object, true],
    ['arn:aws:s3:::data/*/2026/*', object, true],
    ['arn:aws:s3:::data/*/2026/*', 'arn:aws:s3:::data/2026/x', false],
    ['arn:aws:s3:::data/reports/????/q1.csv', object, true],
    ['arn:aws:s3:::data/reports/???/q1.csv', object, false],
    ['arn:aws:s3:::data/reports/2026/q1.csv?', object, false],
    // names are case-sensitive, partitions, regions and accounts are compared too
    ['arn:aws:s3:::Data/*', object, false],
    ['arn:aws-cn:s3:::data/*', object, false],
    ['arn:aws:s3:us-east-1::data/*', object, false],
    ['arn:aws:s3::111122223333:data/*', object, false],
    ['arn:*:s3:::data/*', object, true],
    ['arn:aws:s3:*:*:data/*', object, true],
    ['arn:aws:sqs:us-*-1:111122223333:jobs', queue, true],
    ['arn:aws:sqs:us-*-2:111122223333:jobs', queue, false],
    ['arn:aws:sqs:*:*:jobs', queue, true],
    ['arn:aws:sqs:us-east-?:111122223333:job?', queue, true],
    ['arn:aws:sqs:us-east-1:1111????3333:*', queue, true],
    // a wildcard stays in its segment …
    ['arn:aws:sqs:us*1:111122223333:jobs', 'arn:aws:sqs:us-east-1:x1:111122223333:jobs', false],
    ['arn:aws:sqs:*-1:jobs', queue, false],
    ['arn:aws:sqs?us-east-1:111122223333:jobs', queue, false],
    // … but one that ends it "can expand to match beyond the colon boundaries"
    ['arn:aws:sqs:us-east-1:*:b', 'arn:aws:sqs:us-east-1:111122223333:a:b', true],
    // in the sixth part colons are characters
    ['arn:aws:logs:*:*:log-group:/aws/*:a', group, true],
    ['arn:aws:s3:::b/a?b', 'arn:aws:s3:::b/a:b', true],
    // missing parts are wildcards
    ['arn:aws:sqs', queue, true],
    ['arn:aws:sqs:us-east-1', queue, true],
    ['arn:aws:sqs:us-east-2', queue, false],
    ['arn:aws:s3', queue, false],
    ['arn:aws:sqs:*:jobs', queue, false],
    // an action that knows no resource is asked for on "*"
    ['arn:aws:ec2:*:*:instance/*', '*', false],
    ['arn:aws:ec2:*', '*', false],
  ])('%s for %s: %s', (pattern, resource, expected) => expect(matches('resource', pattern, resource)).toBe(expected));
});

describe('ARN operators compare six parts one by one', () => {
  const value = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
  test.each([
    ['arn', 'arn:aws:someservice:*:111122223333:finance/*', value, false],
    ['like', 'arn:aws:someservice:*:111122223333:finance/*', value, true],
    ['arn', 'arn:aws:someservice:*:*:store/*', value, true],
    ['arn', 'arn:aws:iam::*:user/ann', 'arn:aws:iam::111122223333:user/ann', true],
    ['arn', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b', true],
    ['arn', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::111122223333:role/a', true],
    ['arn', 'arn:aws:iam::*', 'arn:aws:iam::111122223333:role/a', false],
    ['arn', 'arn:aws:s3:::b', 'arn:aws:s3:::B', false],
    ['like', 'a?c*', 'abc', true],
    ['like', 'a?c', 'ac', false],
    ['exact', 'a*', 'a*', true],
    ['exact', 'a*', 'ab', false],
  ] as const)('%s %s for %s: %s', (wildcards, pattern, text, expected) => expect(matches(wildcards, pattern, text)).toBe(expected));
});

describe('policy variables', () => {
  const context = readContext({
    values: new Map<string, string | string[]>([
      ['aws:username', 'ann'],
      ['aws:PrincipalTag/team', 'a*'],
      ['aws:TagKeys', ['x', 'y']],
    ]),
    unknown: (key) => key === 'aws:sourcevpce',
  });
  const inResource = (pattern: string, resource: string, variables = true): boolean | 'open' | undefined => {
    const resolved = resolveText(compileText(pattern, 'resource', variables), context);
    if (!resolved) return undefined;
    return matchPattern(resolved.pattern, resource) && (resolved.open.length > 0 ? 'open' : true);
  };
  test.each([
    ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/ann/x', true],
    ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/bob/x', false],
    ['arn:aws:s3:::home/${AWS:UserName}/*', 'arn:aws:s3:::home/ann/x', true],
    ['arn:aws:s3:::${aws:username}-${aws:username}', 'arn:aws:s3:::ann-ann', true],
    ['arn:aws:s3:::home/${aws:userid}/*', 'arn:aws:s3:::home/x/x', undefined],
    ["arn:aws:s3:::home/${aws:userid, 'all'}/*", 'arn:aws:s3:::home/all/x', true],
    ["arn:aws:s3:::home/${aws:username, 'all'}/*", 'arn:aws:s3:::home/all/x', false],
    ['arn:aws:s3:::home/${aws:TagKeys}', 'arn:aws:s3:::home/x', undefined],
    // what comes out of a value is no wildcard
    ['arn:aws:s3:::${aws:PrincipalTag/team}', 'arn:aws:s3:::a*', true],
    ['arn:aws:s3:::${aws:PrincipalTag/team}', 'arn:aws:s3:::abc', false],
    ['arn:aws:s3:::a${*}b', 'arn:aws:s3:::a*b', true],
    ['arn:aws:s3:::a${*}b', 'arn:aws:s3:::axb', false],
    ['arn:aws:s3:::a${?}', 'arn:aws:s3:::a?', true],
    ['arn:aws:s3:::a${?}', 'arn:aws:s3:::ab', false],
    ['arn:aws:s3:::${$}{aws:username}', 'arn:aws:s3:::${aws:username}', true],
    ['arn:aws:s3:::${aws:username', 'arn:aws:s3:::${aws:username', true],
    // only after the fifth colon
    ['arn:aws:iam::${aws:username}:user/x', 'arn:aws:iam::ann:user/x', false],
    ['arn:aws:s3:::${aws:SourceVpce}/x', 'arn:aws:s3:::vpce-1/x', 'open'],
    ['arn:aws:s3:::${aws:SourceVpce}/x', 'arn:aws:s3:::vpce-1/y', false],
  ])('%s for %s: %s', (pattern, resource, expected) => expect(inResource(pattern, resource)).toBe(expected));

  test('are plain text before version 2012-10-17', () => {
    expect(inResource('arn:aws:s3:::${aws:username}', 'arn:aws:s3:::ann', false)).toBe(false);
    expect(inResource('arn:aws:s3:::${aws:username}', 'arn:aws:s3:::${aws:username}', false)).toBe(true);
  });
});

test('a pattern is what a regular expression of the same meaning finds', () => {
  const letters = (...of: string[]) => fc.string({ unit: fc.constantFrom(...of), maxLength: 14 });
  const slow = (pattern: string): RegExp => {
    let colons = 0;
    const parts = [...pattern].map((character, at) => {
      if (character === ':') colons++;
      const near = colons < 5;
      if (character === '?') return near ? '[^:]' : '[^]';
      return character !== '*' ? character : near && at + 1 < pattern.length && pattern[at + 1] !== ':' ? '[^:]*' : '[^]*';
    });
    return new RegExp(`^${parts.join('')}$`);
  };
  fc.assert(
    fc.property(letters('a', 'b', ':', '*', '?'), letters('a', 'b', ':'), (pattern, text) => matches('resource', pattern, text) === slow(pattern).test(text)),
    { numRuns: 5_000 },
  );
});

test('many stars cost no more than their product', () => {
  expect(matches('like', `${'*a'.repeat(500)}b`, 'a'.repeat(2_000))).toBe(false);
});
