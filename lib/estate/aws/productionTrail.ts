import type { Estate } from '../moltbookEstate.ts';
import { dayMs } from '../moltbookEstate.ts';
import { item, type Random } from '../random.ts';
import { functionArn, gitHubProvider, iamArn, platformKey, production, sessionKeyId } from './accounts.ts';
import { staffName } from './productionAccount.ts';
import { instances, mediaJobs, role, secret, table } from './productionThings.ts';
import { assumeRole, type Call, type Caller, sessionCaller, trailEvent, userCaller, type Where } from './trailEvents.ts';

/** Calls of one day, by whom and from where. `at` is the day's first millisecond, `day` how many days before the estate's own it lies. */
type Day = { at: number; day: number; random: Random };
type Made = { caller: Caller; call: Call; where: Where };

/** Roles of which the log knows sessions: each is a credential. */
export const productionSessions = ['deploy', 'backup', 'release', 'preview', 'media', 'feed-digest', 'web-server', 'operations', 'usage-reader'] as const;

/** What the trail of the production account has of one day, in the order of time. */
export function productionDay(estate: Estate, day: number): object[] {
  const random = estate.random(21, day);
  const at = estate.asOfMs - day * dayMs;
  const made = [...pipelines({ at, day, random }), ...keys({ at, day, random }), ...machines({ at, day, random }), ...people({ at, day, random })];
  const times = made.map(() => Math.floor(random.next() * dayMs)).sort((a, b) => a - b);
  return made.map(({ caller, call, where }, nth) => trailEvent(production, at + times[nth]!, caller, call, where, random));
}

const cli = 'aws-cli/2.17.44 md/awscrt#0.22.0 ua/2.0 os/linux#6.8 lang/python#3.12.6';
const sdk = 'aws-sdk-js/3.666.0 ua/2.1 os/linux#6.8 lang/js md/nodejs#22.9.0';
const runner: Where = { address: '203.0.113.20', agent: cli };

const object = (bucketName: string, key: string) => ({ bucketName: `moltbook-${bucketName}`, key });
const get = (bucketName: string, key: string): Call => ({ service: 's3', name: 'GetObject', parameters: object(bucketName, key), data: true });
const put = (bucketName: string, key: string): Call => ({ service: 's3', name: 'PutObject', parameters: object(bucketName, key), data: true });
const fetchSecret = (name: string): Call => ({ service: 'secretsmanager', name: 'GetSecretValue', parameters: { secretId: secret(name) } });
const ofFunction = (name: string, functionName: string): Call => ({ service: 'lambda', name, parameters: { functionName } });

/** A session a day of each: its place in the list and the day make the number of its key. */
const numberOf = (name: (typeof productionSessions)[number], day: number): number => productionSessions.indexOf(name) * 1000 + day;

function* pipelines({ at, day, random }: Day): Generator<Made> {
  const deployer = userCaller(production, '', 'ci-deployer', platformKey(1));
  const deploy = sessionCaller(production, 'deploy', `run-${9000 - day}`, numberOf('deploy', day), at);
  yield { caller: deployer, call: assumeRole(production, 'deploy', `run-${9000 - day}`, numberOf('deploy', day)), where: runner };
  yield { caller: deployer, call: { service: 'ecr', name: 'GetAuthorizationToken' }, where: runner };
  yield { caller: deploy, call: { service: 'lambda', name: 'ListFunctions20150331' }, where: runner };
  for (const name of ['media-pipeline', 'feed-digest']) {
    yield { caller: deploy, call: ofFunction('GetFunction20150331v2', name), where: runner };
    if (random.chance(0.4)) yield { caller: deploy, call: ofFunction('UpdateFunctionCode20150331v2', name), where: runner };
  }
  if (random.chance(0.3)) yield { caller: deploy, call: fetchSecret('platform/database-migrator'), where: runner };
  for (let nth = 0; nth < 3; nth++) yield { caller: deploy, call: put('build-cache', `runs/${day}/${nth}.tar.zst`), where: runner };
  yield* workflows({ at, day, random });
}

/** Two roles that workflows of the code host sign in to: the log has which, each time. */
function* workflows({ at, day, random }: Day): Generator<Made> {
  const runs = [
    ['release', 'repo:moltbook/platform:ref:refs/heads/main', [put('media', `static/${day}.js`)]],
    [
      'preview',
      `repo:moltbook/mobile:pull_request`,
      [put('previews', `pr-${1200 - day}/index.html`), ofFunction('UpdateFunctionCode20150331v2', 'preview-web')],
    ],
  ] as const;
  for (const [name, subject, calls] of runs) {
    if (random.chance(0.4)) continue;
    const number = numberOf(name, day);
    const identity = { type: 'WebIdentityUser', principalId: `${gitHubProvider(production)}:sts.amazonaws.com:${subject}`, userName: subject };
    const made: Call = {
      ...{ service: 'sts', name: 'AssumeRoleWithWebIdentity', parameters: { roleArn: role(name), roleSessionName: 'GitHubActions' } },
      response: { credentials: { accessKeyId: sessionKeyId(number) }, subjectFromWebIdentityToken: subject },
    };
    const where = { address: `198.51.100.${100 + random.below(3)}`, agent: sdk };
    yield { caller: { identity: { ...identity, identityProvider: gitHubProvider(production) }, name: subject }, call: made, where };
    for (const call of calls) yield { caller: sessionCaller(production, name, 'GitHubActions', number, at), call, where };
  }
}

/** Static keys at work, and one that no list has any more. */
function* keys({ at, day, random }: Day): Generator<Made> {
  const operator = userCaller(production, '', 'backup-operator', platformKey(2));
  const backup = sessionCaller(production, 'backup', 'nightly', numberOf('backup', day), at);
  // in the last days from somewhere else
  const where = { address: day <= 4 ? '192.0.2.77' : '203.0.113.30', agent: cli };
  yield { caller: operator, call: assumeRole(production, 'backup', 'nightly', numberOf('backup', day)), where };
  for (const name of ['feature-flags', 'messages-archive']) {
    yield { caller: backup, call: { service: 'dynamodb', name: 'DescribeTable', parameters: { tableName: name } }, where };
    yield { caller: backup, call: put('backups', `nightly/${day}/${name}.json.gz`), where };
  }
  yield { caller: backup, call: fetchSecret('backup/nightly-config'), where };
  const [tests, uploads] = [userCaller(production, '', 'test-runner', platformKey(3)), userCaller(production, '', 'media-uploader', platformKey(4))];
  for (let nth = 0; nth < 6; nth++)
    yield { caller: tests, call: (nth % 2 === 0 ? get : put)('build-cache', `modules/${random.below(400)}.tgz`), where: runner };
  if (random.chance(0.1)) yield { caller: tests, call: { ...get('backups', 'nightly/'), deniedOn: 'arn:aws:s3:::moltbook-backups/nightly/' }, where: runner };
  for (let nth = 0; nth < 3 && day < 61; nth++)
    yield { caller: uploads, call: put('media', `uploads/${random.below(10_000)}.webp`), where: { address: `203.0.113.${41 + (nth % 2)}`, agent: sdk } };
  if (day >= 58 && random.chance(0.5)) yield* terraform(random);
  const archive = {
    service: 'dynamodb',
    name: 'Query',
    parameters: { tableName: 'messages-archive' },
    data: true,
    resources: table('messages-archive'),
  } as const;
  yield { caller: userCaller(production, '', 'reports-reader', platformKey(7)), call: archive, where: { address: '203.0.113.50', agent: sdk } };
  if (random.chance(0.15))
    yield {
      caller: userCaller(production, '', 'old-integration', platformKey(99)),
      call: { service: 's3', name: 'ListBuckets' },
      where: { ...where, address: '192.0.2.9' },
    };
}

function* terraform(random: Random): Generator<Made> {
  const caller = userCaller(production, '', 'terraform', platformKey(5));
  const where = { address: '203.0.113.60', agent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5' };
  for (const call of [
    { service: 'ec2', name: 'DescribeInstances' },
    { service: 's3', name: 'GetBucketPolicy', parameters: { bucketName: item(['moltbook-media', 'moltbook-usage'], random.below(2)) } },
    { service: 'iam', name: 'GetPolicy', parameters: { policyArn: iamArn(production, 'policy/infrastructure') } },
  ])
    yield { caller, call, where };
}

/** What AWS gave to a machine or function it names, so that each use is proved to be that one's. */
function* machines({ at, day, random }: Day): Generator<Made> {
  for (const { id, address } of instances) {
    const caller = sessionCaller(production, 'web-server', id, numberOf('web-server', day) + (id.endsWith('b') ? 500 : 0), at, {
      context: { ec2RoleDelivery: '2.0' },
    });
    const where = { address, agent: sdk };
    yield { caller, call: fetchSecret('platform/billing-service'), where };
    yield {
      caller,
      call: { service: 'sqs', name: 'SendMessage', parameters: { queueUrl: `https://sqs.eu-central-1.amazonaws.com/${production}/media-jobs` }, data: true },
      where,
    };
    yield { caller, call: { service: 'ssm', name: 'UpdateInstanceInformation', parameters: { instanceId: id } }, where };
  }
  for (const [name, runsAs, calls] of [
    ['media-pipeline', 'media', [get('media', `uploads/${random.below(10_000)}.webp`), put('media', `thumbnails/${random.below(10_000)}.webp`), receive]],
    ['feed-digest', 'feed-digest', [{ service: 'ses', name: 'SendEmail' }]],
  ] as const) {
    const issued = functionArn(production, name);
    const inScopeOf = { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: issued };
    const caller = sessionCaller(production, runsAs, name, numberOf(runsAs, day), at, { inScopeOf });
    for (const call of calls) yield { caller, call, where: { address: '203.0.113.50', agent: sdk } };
  }
}
const receive: Call = {
  service: 'sqs',
  name: 'ReceiveMessage',
  parameters: { queueUrl: mediaJobs.replace(/^arn:aws:sqs:(.*):(.*):(.*)$/, 'https://sqs.$1.amazonaws.com/$2/$3') },
  data: true,
};

function* people({ at, day, random }: Day): Generator<Made> {
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0';
  for (const [nth, chance] of [0.2, 0.7, 0.3].entries()) {
    if (!random.chance(chance)) continue;
    const caller = userCaller(production, 'staff/', staffName(nth));
    const where = { address: `198.51.100.${20 + nth}`, agent: browser };
    for (const [service, name] of [
      ['ec2', 'DescribeInstances'],
      ['lambda', 'ListFunctions20150331'],
      ['logs', 'DescribeLogGroups'],
    ] as const)
      yield { caller, call: { service, name }, where };
    if (nth !== 1 || !random.chance(0.3)) continue;
    yield { caller, call: assumeRole(production, 'operations', staffName(nth), numberOf('operations', day)), where };
    const operations = sessionCaller(production, 'operations', staffName(nth), numberOf('operations', day), at);
    yield { caller: operations, call: { service: 'ssm', name: 'StartSession', parameters: { target: instances[0].id } }, where };
  }
  if (day % 9 !== 0) return;
  const reader = sessionCaller(production, 'usage-reader', 'billing', numberOf('usage-reader', day), at);
  yield { caller: reader, call: get('usage', `2026/${day}.parquet`), where: { address: '203.0.113.90', agent: sdk } };
}
