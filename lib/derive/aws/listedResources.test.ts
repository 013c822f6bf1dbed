import { describe, expect, test } from 'vitest';
import { compileText } from '../../iam/textPattern.ts';
import { type Listing, listResources } from './listedResources.ts';

const at = (service: string, resource: string, region = 'eu-west-1'): string => `arn:aws:${service}:${region}:111122223333:${resource}`;
const listed = (...arns: (string | Omit<Listing, 'at'>)[]) =>
  listResources(
    arns.map((each, i) => ({ ...(typeof each === 'string' ? { arn: each } : each), at: i })),
    '',
  );

const estate = listed(
  'arn:aws:s3:::team-a',
  'arn:aws:s3:::team-b',
  'arn:aws:s3:::other',
  at('dynamodb', 'table/orders'),
  at('dynamodb', 'table/orders', 'us-east-1'),
  at('glue', 'database/sales'),
);

describe('within resources, a pattern names', () => {
  const named = (pattern: string): string[] => {
    const [compiled] = compileText(pattern, 'resource', false).parts;
    return [...estate.namedWithin([String(compiled)])].flatMap(([, texts]) => [...texts]);
  };

  test.each<[string, string[]]>([
    ['arn:aws:s3:::team-a/logs/*', ['arn:aws:s3:::team-a/logs/']],
    ['arn:aws:s3:::team-*/logs/*', ['arn:aws:s3:::team-a/logs/', 'arn:aws:s3:::team-b/logs/']],
    ['arn:aws:s3:::*/logs/*', ['arn:aws:s3:::other/logs/', 'arn:aws:s3:::team-a/logs/', 'arn:aws:s3:::team-b/logs/']],
    ['arn:aws:dynamodb:us-*:*:table/orders/index/by-day', [at('dynamodb', 'table/orders/index/by-day', 'us-east-1')]],
    ['arn:aws:glue:*:*:table/sales/eu_*', [at('glue', 'table/sales/eu_')]],
    ['arn:aws:s3:::team-c/logs/*', []],
  ])('%s: %j', (pattern, expected) => expect(named(pattern)).toEqual(expected));

  test.each([
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::team-a',
    'arn:aws:s3:::team-a/*',
    'arn:aws:s3:::team-*/*',
    'arn:aws:s3:::*-a',
    'arn:aws:dynamodb:*:*:table/*',
  ])('nothing of its own by %s, which stands for resources or for everything in them', (pattern) => expect(named(pattern)).toEqual([]));
});

test('a resource is listed once, at the granularity of the model, with what any document says of it', () => {
  const { all } = listed('arn:aws:s3:::a/x', { arn: 'arn:aws:s3:::a', account: '111122223333', policy: {} }, at('sqs', 'q'));
  expect(all).toMatchObject([
    { number: 0, arn: 'arn:aws:s3:::a', at: 0, account: '111122223333', policy: {}, what: 's3:bucket' },
    { number: 1, arn: at('sqs', 'q'), account: '111122223333', what: 'sqs:queue' },
  ]);
});

test('where nothing says whose a resource is, it is of the one account that there is', () => {
  expect(listResources([{ arn: 'arn:aws:s3:::a', at: 0 }], '111122223333').all[0]?.account).toBe('111122223333');
});
