import { describe, expect, test } from 'vitest';
import { inputFile } from '../inputFile.ts';
import { open } from './parse.ts';
import { resourceOfPolicy } from './resourceOfPolicy.ts';

const policy = (...resources: string[]) => ({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: resources }] });

describe('the resource that a policy is of', () => {
  test.each([
    [policy('arn:aws:s3:::b', 'arn:aws:s3:::b/x/*'), 'arn:aws:s3:::b'],
    [{ statement: { resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f:7' } }, 'arn:aws:lambda:eu-west-1:111122223333:function:f'],
    [policy('arn:aws:s3:::one/*', 'arn:aws:s3:::two/*'), undefined],
    [policy('arn:aws:s3:::b/*', '*'), undefined],
    [policy('arn:aws:sqs:*:111122223333:q'), undefined],
    [policy('*'), undefined],
    [{ Statement: [] }, undefined],
    [{ Statement: 'x' }, undefined],
  ])('%j: %s', (document, resource) => {
    expect(resourceOfPolicy(document)).toBe(resource);
  });
});

async function read(name: string, ...values: object[]) {
  const file = inputFile({
    name: 'policies.json',
    async *open() {
      yield new TextEncoder().encode(values.map((value) => JSON.stringify(value)).join('\n'));
    },
  });
  const opened = open([file], { name, fingerprint: () => undefined });
  const said: string[] = [];
  for await (const record of opened.records)
    said.push(record.ok ? `${record.row.source} ${record.row.policy.account} ${record.row.policy.resource}` : record.reason);
  return { said, complete: opened.complete };
}

test('the account of a bucket: what stands beside it, else the name given at import', async () => {
  const bucket = 'arn:aws:s3:::b';
  const one = { Policy: JSON.stringify(policy(`${bucket}/*`)) };
  expect(await read('444455556666', { ...one, account: '111122223333' })).toEqual({
    said: [`aws-resource-policies:111122223333 111122223333 ${bucket}`],
    complete: true,
  });
  expect((await read('444455556666', one)).said).toEqual([`aws-resource-policies:444455556666 444455556666 ${bucket}`]);
  expect((await read('default', one)).said).toEqual([`aws-resource-policies:default undefined ${bucket}`]);
  const queue = 'arn:aws:sqs:eu-west-1:777788889999:q';
  expect((await read('444455556666', { resource: queue, policy: policy(queue) })).said).toEqual([`aws-resource-policies:777788889999 777788889999 ${queue}`]);
});

test('an answer without a policy is none; one of an unknown resource makes the set incomplete', async () => {
  expect(await read('default', { ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf' }, { Policy: '' })).toEqual({ said: [], complete: true });
  expect(await read('default', { Policy: JSON.stringify(policy('*')), PolicyName: 'default' })).toMatchObject({ complete: false });
});
