import { expect, test } from 'vitest';
import { awsResource } from './awsResource.ts';

const at = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

test.each([
  ['arn:aws:s3:::logs/2026/a.json', 'arn:aws:s3:::logs'],
  ['arn:aws-cn:s3:::logs', 'arn:aws-cn:s3:::logs'],
  [at('s3', 'accesspoint/p/object/a/b'), at('s3', 'accesspoint/p')],
  [at('dynamodb', 'table/orders/index/by-day'), at('dynamodb', 'table/orders')],
  [at('lambda', 'function:f:PROD'), at('lambda', 'function:f')],
  [at('lambda', 'layer:l:3'), at('lambda', 'layer:l:3')],
  [at('logs', 'log-group:/aws/lambda/f:log-stream:2026/x'), at('logs', 'log-group:/aws/lambda/f')],
  [at('logs', 'log-group:/aws/lambda/f:*'), at('logs', 'log-group:/aws/lambda/f')],
  [at('sns', 'topic:5be8f5b3-fake'), at('sns', 'topic')],
  [at('states', 'execution:m:run-1'), at('states', 'stateMachine:m')],
  [at('codebuild', 'build/p:5be8f5b3'), at('codebuild', 'project/p')],
  [at('glue', 'table/sales/orders'), at('glue', 'database/sales')],
  [at('apigateway', '/restapis/a1/stages/prod'), at('apigateway', '/restapis/a1')],
  ['arn:aws:sts::111122223333:assumed-role/deploy/ci-7', 'arn:aws:iam::111122223333:role/deploy'],
  ['arn:aws:iam::111122223333:role/path/deploy', 'arn:aws:iam::111122223333:role/path/deploy'],
  [at('secretsmanager', 'secret:db/main-a1B2c3'), at('secretsmanager', 'secret:db/main-a1B2c3')],
  ['no arn', 'no arn'],
])('%s is %s', (arn, resource) => {
  expect(awsResource(arn)).toBe(resource);
  expect(awsResource(resource)).toBe(resource);
});
