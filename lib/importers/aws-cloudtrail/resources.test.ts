import { describe, expect, test } from 'vitest';
import { textOf } from '../parseJson.ts';
import { resourceForms } from './resourceForms.ts';
import { resourcesOf } from './resources.ts';

const of = (service: string, eventName: string, event: object): string[] =>
  resourcesOf({ eventName, ...event }, { service, partition: 'aws', region: 'eu-west-1', account: '111122223333' }, textOf);
const request = (service: string, eventName: string, requestParameters: object): string[] => of(service, eventName, { requestParameters });
const key = (service: string, resource: string): string => `aws:arn:aws:${service}:eu-west-1:111122223333:${resource}`;

describe('what a call acted on', () => {
  test.each([
    ['lambda', 'Invoke', { functionName: '111122223333:function:f:PROD' }, key('lambda', 'function:f')],
    ['lambda', 'Invoke', { functionName: 'f:PROD' }, key('lambda', 'function:f')],
    ['kms', 'Decrypt', { keyId: 'alias/app' }, key('kms', 'alias/app')],
    ['kms', 'Decrypt', { keyId: '00000000-0000-4000-8000-000000000001' }, key('kms', 'key/00000000-0000-4000-8000-000000000001')],
    ['ssm', 'GetParameter', { name: '/a/b' }, key('ssm', 'parameter/a/b')],
    ['ssm', 'GetDocument', { name: 'd' }, key('ssm', 'document/d')],
    ['sqs', 'ReceiveMessage', { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q' }, key('sqs', 'q')],
    ['secretsmanager', 'GetSecretValue', { secretId: `${key('secretsmanager', 'secret:s-a1B2c3').slice(4)}` }, key('secretsmanager', 'secret:s-a1B2c3')],
    ['iam', 'AddUserToGroup', { userName: 'u', groupName: 'g' }, 'aws:arn:aws:iam::111122223333:group/g'],
    ['iam', 'AttachUserPolicy', { userName: 'u', policyArn: 'arn:aws:iam::aws:policy/X' }, 'aws:arn:aws:iam::111122223333:user/u'],
    ['iam', 'AddRoleToInstanceProfile', { roleName: 'r', instanceProfileName: 'p' }, 'aws:arn:aws:iam::111122223333:instance-profile/p'],
    ['ecs', 'RunTask', { cluster: 'c', taskDefinition: 'd:3' }, key('ecs', 'cluster/c')],
    [
      'elasticloadbalancing',
      'DescribeTargetHealth',
      { targetGroupArn: key('elasticloadbalancing', 'targetgroup/t/1').slice(4) },
      key('elasticloadbalancing', 'targetgroup/t/1'),
    ],
  ])('%s %s %j', (service, name, parameters, resource) => expect(request(service, name, parameters)).toEqual([resource]));

  test('several things are several resources, each once', () => {
    expect(request('ssm', 'GetParameters', { names: ['/a', 'a', 'b'] })).toEqual([key('ssm', 'parameter/a'), key('ssm', 'parameter/b')]);
    expect(request('ec2', 'StopInstances', { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } })).toHaveLength(2);
    expect(request('dynamodb', 'BatchGetItem', { requestItems: { orders: {}, users: {} } })).toEqual([
      key('dynamodb', 'table/orders'),
      key('dynamodb', 'table/users'),
    ]);
  });

  test('what a role is handed over for is not acted on', () => {
    expect(request('glue', 'CreateCrawler', { role: 'arn:aws:iam::111122223333:role/glue', name: 'c' })).toEqual([]);
    expect(request('states', 'CreateStateMachine', { name: 'm', roleArn: 'arn:aws:iam::111122223333:role/m' })).toEqual([key('states', 'stateMachine:m')]);
  });

  test('what a call made has the name that it was given', () => {
    const responseElements = { aRN: key('secretsmanager', 'secret:s-a1B2c3').slice(4), name: 's' };
    expect(of('secretsmanager', 'CreateSecret', { requestParameters: { name: 's' }, responseElements })).toEqual([key('secretsmanager', 'secret:s-a1B2c3')]);
    expect(of('ec2', 'CreateVpc', { requestParameters: {}, responseElements: { vpc: { vpcId: 'vpc-1' } } })).toEqual([key('ec2', 'vpc/vpc-1')]);
  });

  test('patterns and abridged ARNs name nothing', () => {
    expect(of('s3', 'GetObject', { resources: [{ ARN: 'arn:aws:s3:::*' }, { ARN: 'arn::::b' }], requestParameters: { bucketName: 'a*' } })).toEqual([]);
    expect(of('sts', 'AssumeRole', { errorMessage: 'not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/* because' })).toEqual([]);
  });

  test('every form names one thing of its service, or where its names are of another, says so', () => {
    for (const [service, forms] of resourceForms) {
      expect(forms.length).toBeGreaterThan(0);
      for (const { arn } of forms) expect(arn === undefined || /^[a-z0-9-]+:R?:A?:[^*]*\*[^*]*$/.test(arn)).toBe(true);
      expect(forms.filter(({ arn }) => arn !== undefined && !arn.startsWith(`${service}:`)).every(({ arn }) => arn!.startsWith('ec2:'))).toBe(true);
    }
  });
});
