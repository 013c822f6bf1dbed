import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { makeFingerprint } from '../../model/fingerprint.ts';
import { placeOf, regionOfZone } from '../aws/place.ts';
import { erase } from '../importer.ts';
import { inputFile } from '../inputFile.ts';
import { readFacts } from '../readFacts.ts';
import { awsInventory } from './index.ts';

async function read(files: { [name: string]: unknown }, name = 'default') {
  const inputs = Object.entries(files).map(([file, value]) =>
    inputFile({
      name: file,
      async *open() {
        yield new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
      },
    }),
  );
  const opened = readFacts(erase(awsInventory), inputs, { fingerprint: makeFingerprint(new Uint8Array(32)), name });
  const result = { facts: [] as Fact[], rejected: [] as string[] };
  for await (const record of opened.records) {
    if (record.ok) result.facts.push(...record.row);
    else result.rejected.push(record.reason);
  }
  return { ...result, complete: opened.complete };
}

const computes = (facts: Fact[]) => facts.flatMap((fact) => (fact.fact === 'document' && fact.kind === 'compute' ? [Object(fact.body)] : []));
const listed = (facts: Fact[]) => facts.flatMap((fact) => (fact.fact === 'document' && fact.kind === 'inventoried' ? [fact.body] : []));
const account = '111122223333';
const queue = (name: string) => ({ TopicArn: `arn:aws:sns:eu-west-1:${account}:${name}` });
const instance = (id: string, more: object) => ({ InstanceId: id, ImageId: 'ami-1', OwnerId: account, Placement: { AvailabilityZone: 'eu-west-1a' }, ...more });

describe('answers that each tell a part', () => {
  const profile = `arn:aws:iam::${account}:instance-profile/p`;
  const files = {
    'a.json': {
      Reservations: [{ Instances: [instance('i-1', { SecurityGroups: [{ GroupId: 'sg-1' }], PublicIpAddress: '203.0.113.1' }), instance('i-2', {})] }],
    },
    'b.json': { IamInstanceProfileAssociations: [{ InstanceId: 'i-1', State: 'associated', IamInstanceProfile: { Arn: profile } }] },
    'c.json': { InstanceProfiles: [{ Arn: profile, Roles: [{ Arn: `arn:aws:iam::${account}:role/r` }] }] },
    'd.json': { InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }] },
    'e.json': { SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }] }] },
  };

  test('are joined, whatever their order', async () => {
    const { facts, complete } = await read(files);
    expect(computes(facts)).toMatchObject([
      { role: `arn:aws:iam::${account}:role/r`, instanceProfile: profile, ssmManaged: true, sshReachable: true },
      { ssmManaged: false, sshReachable: false },
    ]);
    expect(complete).toBe(true);
    const sorted = (all: Fact[]) => all.map((fact) => JSON.stringify(fact)).sort();
    expect(sorted((await read(Object.fromEntries(Object.entries(files).reverse()))).facts)).toEqual(sorted(facts));
  });

  test('say nothing of what was not asked', async () => {
    const { facts } = await read({ 'a.json': files['a.json'] });
    expect(computes(facts)[0]).not.toHaveProperty('ssmManaged');
    expect(computes(facts)[0]).not.toHaveProperty('sshReachable');
    expect(computes(facts)[0]).not.toHaveProperty('role');
  });

  test('a function that something calls is triggered, of another nobody knows', async () => {
    const functions = ['a', 'b'].map((name) => ({
      FunctionName: name,
      FunctionArn: `arn:aws:lambda:eu-west-1:${account}:function:${name}`,
      Role: `arn:aws:iam::${account}:role/${name}`,
    }));
    const mapping = { FunctionArn: `${functions[0]!.FunctionArn}:PROD`, EventSourceArn: 'x', State: 'Enabled' };
    const { facts } = await read({ 'm.json': { EventSourceMappings: [mapping] }, 'f.json': { Functions: functions } });
    expect(computes(facts).map(({ triggered }) => triggered)).toEqual([true, undefined]);
  });
});

describe('what was listed', () => {
  test('is told by lists, not by answers about one thing', async () => {
    const machine = { stateMachineArn: `arn:aws:states:eu-west-1:${account}:stateMachine:m`, name: 'm', roleArn: `arn:aws:iam::${account}:role/m` };
    expect(listed((await read({ 'x.json': machine })).facts)).toEqual([]);
    expect(listed((await read({ 'x.json': { stateMachines: [machine] } })).facts)).toEqual([{ account, types: ['state-machine'] }]);
  });

  test('an empty list counts where an account is known, and is refused elsewhere', async () => {
    expect(listed((await read({ [`${account}/eu-west-1/functions.json`]: { Functions: [] } })).facts)).toEqual([{ account, types: ['lambda-function'] }]);
    expect(listed((await read({ 'functions.json': { Functions: [] } }, account)).facts)).toEqual([{ account, types: ['lambda-function'] }]);
    const { facts, rejected } = await read({ 'functions.json': { Functions: [] } });
    expect([facts, rejected]).toEqual([[], [expect.stringContaining('nothing says of which account')]]);
  });

  test('an answer that goes on is not complete', async () => {
    for (const mark of [{ NextToken: 'x' }, { nextToken: 'x' }, { IsTruncated: true }, { Marker: 'x' }])
      expect((await read({ 'x.json': { Topics: [queue('a')], ...mark } })).complete).toBe(false);
    expect((await read({ 'x.json': { Topics: [queue('a')], NextToken: null, IsTruncated: false } })).complete).toBe(true);
  });

  test('a snapshot of AWS Config lists all of its types, an answer to a question does not', async () => {
    const item = { resourceType: 'AWS::SNS::Topic', ARN: queue('a').TopicArn, awsAccountId: account, awsRegion: 'eu-west-1', configurationItemStatus: 'OK' };
    expect(listed((await read({ 'x.json': { configSnapshotId: 'x', configurationItems: [item] } })).facts)).toEqual([{ account, types: ['AWS::SNS::Topic'] }]);
    expect(listed((await read({ 'x.json': { Results: [JSON.stringify(item)] } })).facts)).toEqual([]);
  });
});

test('a long list is read one entry after the other, with the line of each', async () => {
  const topics = Array.from({ length: 2000 }, (_, at) => queue(`t-${at}`));
  const text = JSON.stringify({ Topics: [...topics, { TopicArn: 7 }], NextToken: 'x' }, null, 1);
  const { facts, rejected, complete } = await read({ 'x.json': text });
  expect([computes(facts).length, rejected, complete]).toEqual([2000, ['TopicArn is not of type string (Topics)'], false]);
  const cut = await read({ 'x.json': text.slice(0, 60_000) });
  expect([cut.rejected, cut.complete]).toEqual([['the file ends within this entry (Topics)'], false]);
});

describe('secrets', () => {
  test('a task has those of its definition at hand; they lie in the definition', async () => {
    const definition = {
      taskDefinitionArn: `arn:aws:ecs:eu-west-1:${account}:task-definition/d:1`,
      family: 'd',
      containerDefinitions: [{ environment: [{ name: 'API_TOKEN', value: 'FakeToken-0123456789' }] }],
    };
    const task = { taskArn: `arn:aws:ecs:eu-west-1:${account}:task/c/1`, taskDefinitionArn: definition.taskDefinitionArn, lastStatus: 'RUNNING' };
    const { facts } = await read({ 't.json': { tasks: [task] }, 'd.json': { taskDefinition: definition } });
    const edges = facts.flatMap((fact) =>
      fact.fact === 'edge' && fact.edge !== 'runs-as' ? [`${fact.from.split(':').at(-1)} ${fact.edge} ${fact.to.split('/').at(-1)}`] : [],
    );
    expect(edges.sort()).toEqual(['1 uses API_TOKEN', '1#environment holds API_TOKEN', 'task/c/1 uses API_TOKEN']);
  });

  test('no value is kept, wherever it stands', async () => {
    const canaries = ['correct horse battery canary', 'FAKEfakeFAKE0123FAKEfakeFAKE0123FAKEfake', 'ghp_FakeFake01FakeFake01FakeFake01FakeFake01'];
    for (const canary of canaries) {
      const script = `#!/bin/sh\nexport DB_PASSWORD="${canary}"\necho ${canary.includes(' ') ? '' : canary}\n`;
      const files = {
        'f.json': {
          Functions: [
            {
              FunctionName: 'f',
              FunctionArn: `arn:aws:lambda:eu-west-1:${account}:function:f`,
              Environment: { Variables: { DB_PASSWORD: canary, AWS_SECRET_ACCESS_KEY: canary } },
            },
          ],
        },
        'u.json': { InstanceId: 'i-1', UserData: { Value: Buffer.from(script).toString('base64') } },
        'i.json': { Instances: [instance('i-1', {})] },
      };
      const { facts, rejected } = await read(files);
      expect(rejected).toEqual([]);
      expect(JSON.stringify(facts)).not.toContain(canary);
      expect(facts.filter((fact) => fact.fact === 'edge' && fact.edge === 'uses').length).toBeGreaterThanOrEqual(3);
    }
  });
});

test('pods of a service account run as the role that an association hands them, whoever describes it', async () => {
  const [arn, role] = [`arn:aws:eks:eu-west-1:${account}:podidentityassociation/main/a-fake1`, `arn:aws:iam::${account}:role/orders`];
  const described = { clusterName: 'main', namespace: 'shop', serviceAccount: 'orders', roleArn: role };
  const item = { resourceType: 'AWS::EKS::PodIdentityAssociation', ARN: arn, awsAccountId: account, awsRegion: 'eu-west-1', configuration: described };
  for (const answer of [{ association: { ...described, associationArn: arn, associationId: 'a-fake1', tags: {} } }, { configurationItems: [item] }]) {
    const { facts, rejected } = await read({ 'pods.json': answer });
    expect(rejected).toEqual([]);
    expect(facts).toContainEqual(expect.objectContaining({ fact: 'workload', kind: 'pod', key: `aws:${arn}` }));
    const edges = facts.flatMap((fact) => (fact.fact === 'edge' ? [[fact.from, fact.edge, fact.to]] : []));
    expect(edges).toEqual([
      [`aws:${arn}`, 'runs-as', `aws:${role}`],
      ['k8s:main/shop/sa/orders', 'acts-as', `aws:${role}`],
    ]);
  }
});

test('a secret in the place of a name is no part of an ARN', async () => {
  const canary = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const answers = {
    TableNames: [canary],
    Jobs: [{ Name: canary, Role: canary }],
    Functions: [{ FunctionName: canary }],
    Stacks: [{ StackName: canary }],
    Buckets: [{ Name: canary }],
  };
  const { facts, rejected } = await read({ [`${account}_eu-west-1.json`]: answers });
  expect([computes(facts).length, rejected]).toEqual([5, []]);
  expect(JSON.stringify(facts)).not.toContain(canary);
});

test.each([
  [['x', '111122223333/eu-west-1/f.json'], { account, region: 'eu-west-1', partition: 'aws' }],
  [['444455556666', 'aws-111122223333_us-gov-west-1_f.json'], { account, region: 'us-gov-west-1', partition: 'aws-us-gov' }],
  [['444455556666', 'cn-north-1.json'], { account: '444455556666', region: 'cn-north-1', partition: 'aws-cn' }],
  [['x', '1111222233334/f.json'], { partition: 'aws' }],
])('%j is in %j', (names, place) => expect(placeOf(0, noPrint, ...names)).toEqual({ file: 0, line: 1, fingerprint: noPrint, ...place }));
const noPrint = (): undefined => undefined;

test.each([
  ['eu-west-1a', 'eu-west-1'],
  ['us-west-2-lax-1a', 'us-west-2'],
  [undefined, undefined],
])('the zone %s is in %s', (zone, region) => expect(regionOfZone(zone)).toBe(region));

const cases = path.join(import.meta.dirname, '../../../../shared/iam/escalation-cases.dev.jsonl');
if (!fs.existsSync(cases)) console.warn(`skipped: there are no examples at ${cases}`);

test.skipIf(!fs.existsSync(cases))('every inventory of the examples is read whole', async () => {
  let things = 0;
  for (const line of fs.readFileSync(cases, 'utf8').trim().split('\n')) {
    const { id, input } = JSON.parse(line);
    if (!input.inventory?.length) continue;
    const { facts, rejected } = await read({ 'inventory.json': input.inventory });
    expect([id, rejected]).toEqual([id, []]);
    expect(computes(facts).map(({ type, arn, role }) => ({ type, arn, role }))).toEqual(
      input.inventory.map(({ type, arn, roleArn }: { type: string; arn: string; roleArn?: string }) => ({ type, arn, role: roleArn })),
    );
    expect(listed(facts)).toEqual([{ account: input.accountId, types: ['*'] }]);
    things += input.inventory.length;
  }
  expect(things).toBeGreaterThan(10);
});
