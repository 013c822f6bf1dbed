import { type Estate, fakeSecret } from '../moltbookEstate.ts';
import { bucketArn, functionArn, iamArn, kmsKeyArn, kmsKeyId, platformKey, production, region, regionalArn, sandbox, sandboxLogs } from './accounts.ts';
import { bucket, buckets, functions, instance, instances, lambda, mediaJobs, role, table, tables } from './productionThings.ts';
import { tenants } from './sandboxAccount.ts';

type Item = { type: string; id: string; name?: string; arn: string; configuration: object; tags?: Record<string, string> };

/** A snapshot of AWS Config: everything that it records in an account, so that what is not in it does not exist. */
function* snapshot(account: string, items: Iterable<Item>): Generator<string> {
  const configurationItems = Array.from(items, ({ type, id, name, arn, configuration, tags = {} }) => ({
    ...{ configurationItemVersion: '1.3', resourceType: type, resourceId: id, ...(name !== undefined && { resourceName: name }), ARN: arn },
    ...{ awsAccountId: account, awsRegion: region, configurationItemStatus: 'OK', configuration, tags },
  }));
  yield `${JSON.stringify({ fileVersion: '1.0', configSnapshotId: `fake-${account}`, configurationItems }, null, 1)}\n`;
}

/** What runs and lies in the production account. One function has a static key in its environment, where whoever reads its configuration finds it. */
export const productionSnapshot = (estate: Estate): Generator<string> => snapshot(production, productionItems(estate));

function* productionItems(estate: Estate): Generator<Item> {
  for (const { name, role: runsAs, environment } of functions) {
    const variables = name === 'feed-digest' ? digestVariables(estate) : { STAGE: environment };
    yield { ...functionItem(lambda(name), name, role(runsAs), variables), tags: { environment } };
  }
  for (const { id, name, address } of instances) yield instanceItem(id, name, address);
  const closed = { groupId: 'sg-0fa0e000000000001', groupName: 'web' };
  const ipPermissions = [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }], ipRanges: ['0.0.0.0/0'] }];
  const security = regionalArn(production, 'ec2', `security-group/${closed.groupId}`);
  yield { type: 'AWS::EC2::SecurityGroup', id: closed.groupId, arn: security, configuration: { ...closed, ipPermissions } };
  for (const { name } of buckets) yield bucketItem(`moltbook-${name}`, bucket(name));
  for (const { name } of tables) yield { type: 'AWS::DynamoDB::Table', id: name, name, arn: table(name), configuration: { tableName: name } };
  yield { type: 'AWS::SQS::Queue', id: 'media-jobs', name: 'media-jobs', arn: mediaJobs, configuration: { QueueArn: mediaJobs } };
  yield { type: 'AWS::KMS::Key', id: kmsKeyId, arn: kmsKeyArn, configuration: { keyId: kmsKeyId, keyManager: 'CUSTOMER' } };
}

const digestVariables = (estate: Estate): Record<string, string> => ({
  ...{ STAGE: 'prod', AWS_ACCESS_KEY_ID: platformKey(7), AWS_SECRET_ACCESS_KEY: fakeSecret('cloud', 7, estate.random(20, 7)) },
});

function functionItem(arn: string, name: string, runsAs: string, variables: Record<string, string>): Item {
  const configuration = { functionName: name, functionArn: arn, runtime: 'nodejs22.x', role: runsAs, state: { value: 'Active' }, environment: { variables } };
  return { type: 'AWS::Lambda::Function', id: name, name, arn, configuration };
}

function instanceItem(id: string, name: string, address: string): Item {
  const configuration = {
    ...{ instanceId: id, imageId: 'ami-0fa0e000000000001', instanceType: 't3.large', placement: { availabilityZone: `${region}a` } },
    ...{ iamInstanceProfile: { arn: iamArn(production, 'instance-profile/web-server') }, state: { code: 16, name: 'running' } },
    ...{ publicIpAddress: address, securityGroups: [{ groupId: 'sg-0fa0e000000000001', groupName: 'web' }], tags: [{ key: 'Name', value: name }] },
  };
  return { type: 'AWS::EC2::Instance', id, arn: instance(id), configuration, tags: { Name: name } };
}

const bucketItem = (name: string, arn: string): Item => ({ type: 'AWS::S3::Bucket', id: name, name, arn, configuration: { name } });

/** As `aws ssm describe-instance-information` answers: both machines can be given commands. */
export function* managedInstances(): Generator<string> {
  const InstanceInformationList = instances.map(({ id, address }) => ({
    ...{ InstanceId: id, PingStatus: 'Online', AgentVersion: '3.3.380.0', PlatformType: 'Linux', ResourceType: 'EC2Instance', IPAddress: address },
  }));
  yield `${JSON.stringify({ InstanceInformationList })}\n`;
}

/** As `aws lambda list-event-source-mappings` and `aws events list-targets-by-rule` answer: what starts functions without being asked. */
export function* triggers(): Generator<string> {
  const [pipeline, digest] = [lambda('media-pipeline'), lambda('feed-digest')];
  yield `${JSON.stringify({ EventSourceMappings: [{ UUID: 'fake-0001', EventSourceArn: mediaJobs, FunctionArn: pipeline, State: 'Enabled', BatchSize: 10 }] })}\n`;
  yield `${JSON.stringify({ Targets: [{ Id: 'digest', Arn: digest }] })}\n`;
}

/** A bucket and a function for each company whose agents have a user there. */
export const sandboxSnapshot = (estate: Estate): Generator<string> => snapshot(sandbox, sandboxItems(estate));

function* sandboxItems(estate: Estate): Generator<Item> {
  yield bucketItem(sandboxLogs, bucketArn(sandboxLogs));
  for (const company of companiesOf(estate)) {
    yield bucketItem(`${company}-customer-data`, bucketArn(`${company}-customer-data`));
    const name = `${company}-jobs`;
    yield functionItem(functionArn(sandbox, name), name, iamArn(sandbox, 'role/job-runtime'), { COMPANY: company });
  }
}

export const companiesOf = (estate: Estate): string[] => [...new Set(tenants(estate).map(({ company }) => company))].sort();
