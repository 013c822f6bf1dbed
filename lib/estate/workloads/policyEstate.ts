import type { Json } from '../../model/facts.ts';
import { makeRandom, type Random } from '../random.ts';

/**
 * One AWS account as policies see it: 10,000 users and roles, each with fifty statements of its own and from managed policies, and 100,000 resources of seven kinds, named by team; at any
 * scale. The same scale is the same account. Nothing in it is real.
 */
export type PolicyEstate = {
  account: string;
  principals: PolicyPrincipal[];
  resources: { arn: string; service: PolicyService; policy?: Json }[];
  /** Two levels of service control policies. */
  scps: Json[][];
};

export type PolicyPrincipal = {
  arn: string;
  team: string;
  /** Its own documents, and managed ones, which are the same objects for all that have them. */
  identity: Json[];
  boundary?: Json;
};

const account = '111122223333';
const region = 'eu-west-1';

/** How a resource is called, a pattern for those of a name, what is done with it, and how many of a hundred there are. */
const services = {
  s3: {
    arn: (name: string) => `arn:aws:s3:::${name}`,
    actions: ['ListBucket', 'GetBucketPolicy', 'PutBucketPolicy', 'GetBucketTagging', 'DeleteBucket'],
    share: 20,
  },
  dynamodb: {
    arn: (name: string) => regional('dynamodb', `table/${name}`),
    actions: ['GetItem', 'PutItem', 'Query', 'Scan', 'DeleteItem', 'UpdateTable'],
    share: 15,
  },
  sqs: { arn: (name: string) => regional('sqs', name), actions: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'PurgeQueue'], share: 15 },
  lambda: {
    arn: (name: string) => regional('lambda', `function:${name}`),
    actions: ['InvokeFunction', 'UpdateFunctionCode', 'GetFunction', 'DeleteFunction'],
    share: 20,
  },
  secretsmanager: {
    arn: (name: string) => regional('secretsmanager', `secret:${name}-AbCdEf`),
    actions: ['GetSecretValue', 'PutSecretValue', 'DescribeSecret'],
    share: 10,
  },
  sns: { arn: (name: string) => regional('sns', name), actions: ['Publish', 'Subscribe', 'GetTopicAttributes'], share: 5 },
  logs: {
    arn: (name: string) => regional('logs', `log-group:${name}`),
    actions: ['PutLogEvents', 'FilterLogEvents', 'DescribeLogStreams', 'CreateLogStream'],
    share: 15,
  },
} as const;
export type PolicyService = keyof typeof services;
export const policyServices = Object.keys(services) as PolicyService[];
const regional = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;

/** Of a hundred statements, and of a hundred principals or resources. */
const shares = { deny: 6, notAction: 2, condition: 10, everything: 3, byTeam: 15, byVariable: 3, boundary: 30, ofResource: 1 };
const managedPolicies = 200;
const managedEach = 2;
const statementsOfManaged = 8;
const statementsEach = 50;

export function policyEstate(scale: number): PolicyEstate {
  const random = makeRandom(44);
  const teams = Array.from({ length: Math.max(4, Math.round(400 * Math.sqrt(scale))) }, (_, i) => `team-${String(i).padStart(3, '0')}`);
  const resources = makeResources(Math.round(100_000 * scale), teams, random);
  const names = Map.groupBy(resources, ({ service }) => service);
  const statements = new StatementMaker(names, random);
  const managed = Array.from({ length: managedPolicies }, () => statements.document(statementsOfManaged, random.pick(teams)));
  const boundaries = Array.from({ length: 5 }, (_, i) => statements.boundary(i));
  const principals = Array.from({ length: Math.max(1, Math.round(10_000 * scale)) }, (_, i): PolicyPrincipal => {
    const team = random.pick(teams);
    const own = statementsEach - managedEach * statementsOfManaged;
    const identity = [statements.document(own, team), ...Array.from({ length: managedEach }, () => random.pick(managed))];
    const arn = `arn:aws:iam::${account}:${i % 10 < 3 ? 'user' : 'role'}/${team}-${i}`;
    return { arn, team, identity, ...(random.below(100) < shares.boundary && { boundary: random.pick(boundaries) }) };
  });
  return { account, principals, resources, scps: serviceControlPolicies };
}

function makeResources(count: number, teams: readonly string[], random: Random): PolicyEstate['resources'] {
  const kinds = policyServices.flatMap((service) => Array<PolicyService>(services[service].share).fill(service));
  return Array.from({ length: count }, (_, i) => {
    const service = random.pick(kinds);
    const team = random.pick(teams);
    const arn = services[service].arn(`${team}-${random.pick(things)}-${random.pick(stages)}-${i}`);
    return { arn, service, ...(random.below(100) < shares.ofResource && { policy: policyOfResource(arn, team) }) };
  });
}

const things = ['orders', 'billing', 'events', 'exports', 'images', 'models', 'audit', 'cache'];
const stages = ['dev', 'test', 'prod'];

/** Lets a role of its team in, and nobody over a line that is not encrypted. */
const policyOfResource = (arn: string, team: string): Json => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:role/${team}-1` }, Action: '*', Resource: arn },
    { Effect: 'Deny', Principal: '*', Action: '*', Resource: arn, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
});

const everything: Json = { Effect: 'Allow', Action: '*', Resource: '*' };
const serviceControlPolicies: Json[][] = [
  [{ Version: '2012-10-17', Statement: [everything, { Effect: 'Deny', Action: ['s3:PutBucketPolicy', 'organizations:*'], Resource: '*' }] }],
  [{ Version: '2012-10-17', Statement: [everything, { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::*-audit-prod-*' }] }],
];

class StatementMaker {
  readonly #resources: Map<PolicyService, PolicyEstate['resources']>;
  readonly #random: Random;
  constructor(resources: Map<PolicyService, PolicyEstate['resources']>, random: Random) {
    this.#resources = resources;
    this.#random = random;
  }

  document(statements: number, team: string): Json {
    return { Version: '2012-10-17', Statement: Array.from({ length: statements }, () => this.#statement(team)) };
  }

  /** All of most services; one of them is left out. */
  boundary(without: number): Json {
    const kept = policyServices.filter((_, i) => i !== without).map((service) => `${service}:*`);
    return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [...kept, 'ec2:*', 'iam:Get*'], Resource: '*' }] };
  }

  #statement(team: string): Json {
    const random = this.#random;
    const service = random.pick(policyServices);
    const actions = this.#actions(service);
    return {
      Effect: random.below(100) < shares.deny ? 'Deny' : 'Allow',
      ...(random.below(100) < shares.notAction ? { NotAction: ['iam:*', ...actions] } : { Action: actions }),
      Resource: this.#patterns(service, team),
      ...(random.below(100) < shares.condition && { Condition: this.#condition(team) }),
    };
  }

  #actions(service: PolicyService): string[] {
    const random = this.#random;
    if (random.chance(0.1)) return [`${service}:*`];
    if (random.chance(0.3)) return [`${service}:${random.pick(['Get*', 'List*', 'Describe*', 'Put*', 'Delete*'])}`];
    return Array.from({ length: 1 + random.below(4) }, () => `${service}:${random.pick<string>(services[service].actions)}`);
  }

  #patterns(service: PolicyService, team: string): string[] {
    const random = this.#random;
    const { arn } = services[service];
    const form = random.below(100);
    if (form < shares.everything) return ['*'];
    if (form < shares.everything + shares.byTeam) return [arn(`${team}-${random.chance(0.5) ? '*' : `${random.pick(things)}-*`}`)];
    if (form < shares.everything + shares.byTeam + shares.byVariable) return [arn('${aws:PrincipalTag/team}-*')];
    const all = this.#resources.get(service) ?? [];
    return Array.from({ length: 1 + random.below(2) }, () => (all.length === 0 ? arn(`${team}-none`) : random.pick(all).arn));
  }

  #condition(team: string): Json {
    return this.#random.pick<Json>([
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { StringEquals: { 'aws:PrincipalTag/team': team } },
      { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } },
      { StringNotLike: { 'aws:PrincipalTag/team': 'team-00*' } },
      { StringEquals: { 'aws:ResourceTag/stage': 'dev' } },
    ]);
  }
}
