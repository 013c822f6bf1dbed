import type { Json } from '../../model/facts.ts';
import type { EstateFile } from '../estateFile.ts';
import { type PolicyEstate, type PolicyPrincipal, type PolicyService, policyEstate } from './policyEstate.ts';

/** The account of `policyEstate` as the command line of AWS prints it: GetAccountAuthorizationDetails, the organisation, lists of what is there, policies of resources. */
export function policyFiles(scale: number): EstateFile[] {
  const estate = policyEstate(scale);
  const { account, resources } = estate;
  const of = Map.groupBy(resources, ({ service }) => service);
  const arns = (service: PolicyService): string[] => (of.get(service) ?? []).map(({ arn }) => arn);
  const list = (name: string, member: string, entries: Iterable<Json>): EstateFile => ({
    name: `${account}/eu-west-1/${name}.json`,
    text: listed(member, entries),
  });
  return [
    { name: 'gaad.json', text: authorizationDetails(estate) },
    { name: 'organization.json', text: [JSON.stringify(organizationOf(estate))] },
    list(
      'buckets',
      'Buckets',
      arns('s3').map((arn) => ({ Name: nameOf(arn) })),
    ),
    list(
      'tables',
      'TableNames',
      arns('dynamodb').map((arn) => nameOf(arn).replace('table/', '')),
    ),
    list(
      'queues',
      'QueueUrls',
      arns('sqs').map((arn) => `https://sqs.eu-west-1.amazonaws.com/${account}/${nameOf(arn)}`),
    ),
    list(
      'functions',
      'Functions',
      arns('lambda').map((arn) => ({ FunctionName: nameOf(arn).replace('function:', ''), FunctionArn: arn })),
    ),
    list(
      'secrets',
      'SecretList',
      arns('secretsmanager').map((ARN) => ({ ARN, Name: nameOf(ARN).replace(/^secret:(.*)-AbCdEf$/, '$1') })),
    ),
    list(
      'topics',
      'Topics',
      arns('sns').map((TopicArn) => ({ TopicArn })),
    ),
    list(
      'logs',
      'logGroups',
      arns('logs').map((arn) => ({ logGroupName: nameOf(arn).replace('log-group:', ''), arn: `${arn}:*` })),
    ),
    { name: 'policies.jsonl', text: policiesOf(estate) },
  ];
}

const nameOf = (arn: string): string => arn.split(':').slice(5).join(':');

function* listed(member: string, entries: Iterable<Json>): Generator<string> {
  let before = `{"${member}":[`;
  for (const entry of entries) {
    yield `${before}${JSON.stringify(entry)}`;
    before = ',\n';
  }
  yield before === ',\n' ? ']}' : `${before}]}`;
}

/** Managed policies are those that several principals hold as the same object, and boundaries. */
function* authorizationDetails({ account, principals }: PolicyEstate): Generator<string> {
  const managed = new Map<Json, string>();
  const arnOf = (policy: Json): string => {
    const arn = managed.get(policy) ?? `arn:aws:iam::${account}:policy/managed-${managed.size}`;
    managed.set(policy, arn);
    return arn;
  };
  const lists = Map.groupBy(principals, ({ arn }) => (arn.includes(':user/') ? 'UserDetailList' : 'RoleDetailList'));
  let before = '{';
  for (const [name, members] of lists) {
    yield before;
    yield* entries(
      name,
      members.map((each) => detailOf(each, arnOf)),
    );
    before = ',';
  }
  yield `${before}`;
  yield* entries(
    'Policies',
    [...managed].map(([Document, Arn]) => ({
      PolicyName: Arn.split('/')[1]!,
      Arn,
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document }],
    })),
  );
  yield ',"IsTruncated":false}';
}

function* entries(name: string, members: Iterable<Json>): Generator<string> {
  let before = `"${name}":[\n`;
  for (const member of members) {
    yield `${before}${JSON.stringify(member)}`;
    before = ',\n';
  }
  yield '\n]';
}

function detailOf({ arn, team, identity: [own = {}, ...managed], boundary }: PolicyPrincipal, arnOf: (policy: Json) => string): { [member: string]: Json } {
  const name = arn.split('/')[1]!;
  const common = {
    Arn: arn,
    AttachedManagedPolicies: managed.map((policy) => ({ PolicyName: arnOf(policy).split('/')[1]!, PolicyArn: arnOf(policy) })),
    ...(boundary !== undefined && { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arnOf(boundary) } }),
    Tags: [{ Key: 'team', Value: team }],
  };
  const policies = [{ PolicyName: 'own', PolicyDocument: own }];
  return arn.includes(':user/')
    ? { ...common, UserName: name, UserPolicyList: policies, GroupList: [] }
    : { ...common, RoleName: name, RolePolicyList: policies, AssumeRolePolicyDocument: functionsTrust, InstanceProfileList: [] };
}

const functionsTrust: Json = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

function organizationOf({ account, scps }: PolicyEstate): Json {
  const levels = scps.map((policies, at) => ({
    target: at === scps.length - 1 ? account : `level ${at}`,
    policies: policies.map((policy, number) => ({ name: `scp-${at}-${number}`, policy })),
  }));
  return { accountId: account, scps: levels, organization: { id: 'o-fake000001', managementAccountId: '999999999999' } };
}

function* policiesOf({ account, resources }: PolicyEstate): Generator<string> {
  for (const { arn, policy } of resources) if (policy !== undefined) yield `${JSON.stringify({ resource: arn, account, policy })}\n`;
}
