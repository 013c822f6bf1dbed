import { describe, expect, test } from 'vitest';
import { awsResource } from '../model/awsResource.ts';
import { arnForms } from './arnForms.ts';
import { openCatalogue } from './catalogue.ts';
import { many } from './textPattern.ts';

const forms = arnForms();
const at = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const typesOf = (arn: string): string[] => forms.formsOf(arn).map(({ type }) => `${type.service}:${type.name}`);

describe('an ARN', () => {
  test.each([
    ['arn:aws:s3:::logs', 's3:bucket'],
    ['arn:aws:s3:::logs/2026/a.json', 's3:object'],
    ['arn:aws:iam::111122223333:role/team/deploy', 'iam:role'],
    ['arn:aws:iam::111122223333:role/team/deploy', 'sts:role'],
    [at('secretsmanager', 'secret:db/main-a1B2c3'), 'secretsmanager:Secret'],
    [at('lambda', 'function:f'), 'lambda:function'],
    [at('logs', 'log-group:/aws/lambda/f'), 'logs:log-group'],
    [at('ec2', 'instance/i-1'), 'ssm:instance'],
    [at('ecr', 'repository/team/app'), 'ecr:repository'],
  ])('%s is of the type %s', (arn, type) => expect(typesOf(arn)).toContain(type));

  test('is of no type that fits worse than another of the same service', () => {
    expect(typesOf(at('dynamodb', 'table/orders/index/by-day'))).toEqual(['dynamodb:index']);
    expect(typesOf('no arn')).toEqual([]);
    expect(typesOf(at('nosuch', 'thing/1'))).toEqual([]);
  });
});

describe('what actions on a resource are checked on', () => {
  const probesOf = (arn: string): string[] => forms.probesOf(arn).map((probe) => probe.arn);

  test('is the resource itself and one of each kind of thing in it', () => {
    expect([...new Set(probesOf('arn:aws:s3:::logs'))]).toEqual(['arn:aws:s3:::logs', 'arn:aws:s3:::logs/kb-probe']);
    expect(probesOf(at('dynamodb', 'table/orders'))).toContain(at('dynamodb', 'table/orders/index/kb-probe'));
    expect(probesOf(at('logs', 'log-group:/aws/lambda/f'))).toContain(at('logs', 'log-group:/aws/lambda/f:log-stream:kb-probe'));
    expect(probesOf(at('glue', 'database/sales'))).toContain(at('glue', 'table/sales/kb-probe'));
    expect(probesOf(at('states', 'stateMachine:m'))).toContain(at('states', 'execution:m:kb-probe'));
  });

  test('is the same resource of the model, each of them', () => {
    for (const arn of ['arn:aws:s3:::logs', at('dynamodb', 'table/orders'), at('lambda', 'function:f'), at('kinesis', 'stream/s'), at('es', 'domain/d')])
      for (const probe of probesOf(arn)) expect(awsResource(probe)).toBe(arn);
  });
});

test('what lies within a resource has patterns', () => {
  expect(forms.patternsWithin('arn:aws:s3:::logs')).toEqual([`arn:aws:s3:::logs/${many}`]);
  expect(forms.patternsWithin(at('dynamodb', 'table/orders'))).toContain(at('dynamodb', `table/orders/index/${many}`));
  expect(forms.patternsWithin(at('sqs', 'queue'))).toEqual([]);
});

test('the actions on a type are those that the catalogue checks on it', () => {
  const catalogue = openCatalogue();
  const objects = forms.ofService('s3').find(({ type }) => type.name === 'object')!;
  const isIn = (name: string): boolean => {
    const id = catalogue.idOf(name)!;
    return ((forms.actionsOn(objects)[id >> 5]! >>> (id & 31)) & 1) === 1;
  };
  expect(['s3:GetObject', 's3:ListBucket', 's3:ListAllMyBuckets'].map(isIn)).toEqual([true, false, false]);
});

test('nearly every type of the catalogue has a form that ARNs made from it fit', () => {
  const fixed = { Partition: 'aws', Region: 'eu-west-1', Account: '111122223333' };
  const types = openCatalogue().services.flatMap(({ types }) => types);
  const unfit = types.filter((type) => {
    const arn = type.arn
      .split(/,\s*(?=arn:)/)[0]!
      .replaceAll(/\$\{(Partition|Region|Account)\}/g, (_, name: 'Partition' | 'Region' | 'Account') => fixed[name])
      .replaceAll(/\$\{[^}]*\}|\*/g, 'x');
    return !typesOf(arn).includes(`${type.service}:${type.name}`);
  });
  // what is left are types whose ARN looks like that of another type of the same service
  expect(unfit.length / types.length).toBeLessThan(0.02);
});
