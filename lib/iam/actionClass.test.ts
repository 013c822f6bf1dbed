import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionClasses as classNames } from '../model/facts.ts';
import { actionClass, actionClasses, ruledClass } from './actionClass.ts';
import { actionClassOverrides } from './actionClassOverrides.ts';
import { openCatalogue } from './catalogue.ts';

const catalogue = openCatalogue();
const classes = actionClasses(catalogue);
const table = new URL('./actionClass.table.txt', import.meta.url);

/** The services whose actions were read one by one: what most estates of AWS are made of. */
const reviewed =
  'iam sts s3 s3express ec2 ec2-instance-connect lambda dynamodb rds rds-data rds-db kms secretsmanager ssm sqs sns ses events scheduler pipes states ecs eks ecr cloudformation codebuild codecommit codepipeline codedeploy glue athena redshift redshift-data redshift-serverless elasticmapreduce emr-containers emr-serverless sagemaker bedrock bedrock-agentcore apigateway execute-api cognito-idp cognito-identity cloudfront route53 route53domains elasticloadbalancing autoscaling batch logs cloudwatch cloudtrail config guardduty organizations account sso sso-directory identitystore backup elasticfilesystem es aoss opensearch kinesis firehose iot workmail workmailmessageflow chime mobiletargeting sms-voice support aws-marketplace ce savingsplans purchase-orders payments billing budgets'.split(
    ' ',
  );

test('every action of the reviewed services has the class that the table says (KEYBLAST_GOLDEN=write writes it anew)', () => {
  const lines = reviewed.flatMap(tellService);
  if (process.env.KEYBLAST_GOLDEN === 'write') fs.writeFileSync(table, lines.join('\n'));
  expect(lines).toEqual(fs.readFileSync(table, 'utf8').split('\n'));
});

/** A service, its classes, and the names of each in lines of readable length. */
function tellService(prefix: string): string[] {
  const { first, end } = catalogue.service(prefix)!;
  const ids = Array.from({ length: end - first }, (_, i) => first + i);
  const told = classNames.flatMap((name) => {
    const names = ids.filter((id) => classes[id] === name).map((id) => catalogue.names[id]!.slice(prefix.length + 1));
    return wrapped(names).map((line, i) => `  ${(i === 0 ? name : '').padEnd(12)}${line}`);
  });
  return [prefix, ...told, ''];
}

function wrapped(names: string[]): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > 140) lines.push(name);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return lines;
}

describe('every action', () => {
  test('has exactly one class, whatever the case of its name', () => {
    expect(classes.length).toBe(catalogue.size);
    for (const [id, name] of catalogue.names.entries()) {
      expect(classNames).toContain(classes[id]);
      if (id % 97 === 0)
        expect(
          actionClass(
            name.replace(/^[^:]+/, (prefix) => prefix.toUpperCase()),
            catalogue.action(id).level,
          ),
        ).toBe(classes[id]);
    }
  });

  test('that lists is of class list, and one that changes something never is', () => {
    for (const [id, name] of catalogue.names.entries()) {
      const { level } = catalogue.action(id);
      if (classes[id] === 'list') expect([level === 'list', name.endsWith(':CallWithBearerToken')]).toContain(true);
      if (level === 'tagging') expect(classes[id]).toBe('write');
    }
  });

  test('that AWS calls permissions management changes who may do what, unless the review says otherwise', () => {
    const others = catalogue.names.filter((_, id) => catalogue.action(id).level === 'permissions' && classes[id] !== 'delegate');
    const looks = /:(Batch)?(Get|List|Describe|Search|View)/;
    const said = others.filter((name) => !looks.test(name) && !name.endsWith(':AllowVendedLogDeliveryForResource'));
    expect(said.filter((name) => ruledClass(name, 'permissions') !== 'delegate')).toEqual([]);
  });
});

describe('the exceptions', () => {
  const all = Object.entries(actionClassOverrides).flatMap(([service, byClass]) =>
    Object.entries(byClass).flatMap(([name, actions]) => actions.split(' ').map((action) => ({ action: `${service}:${action}`, name }))),
  );

  test('name actions that AWS has, each once', () => {
    expect(all.filter(({ action }) => !catalogue.names.includes(action))).toEqual([]);
    expect(all.map(({ action }) => action).filter((action, at, list) => list.indexOf(action) !== at)).toEqual([]);
  });

  test('say only what the rules do not', () => {
    expect(all.filter(({ action, name }) => ruledClass(action, catalogue.action(catalogue.idOf(action)!).level) === name)).toEqual([]);
  });
});

test.each([
  ['newservice:ListThings', 'list'],
  ['newservice:GetThing', 'read'],
  ['newservice:DeleteThing', 'delete'],
  ['newservice:SendMessage', 'send'],
  ['newservice:PutResourcePolicy', 'delegate'],
  ['newservice:StartThingJob', 'execute'],
  ['newservice:PurchaseThing', 'spend'],
  ['newservice:Frobnicate', 'write'],
])('%s, which the catalogue does not know, amounts to %s', (name, expected) => expect(actionClass(name)).toBe(expected));
