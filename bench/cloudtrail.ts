/** Memory and speed of importing CloudTrail logs (bench/measureLog.ts): `node bench/cloudtrail.ts [EVENTS, default 1000000] [MB of heap, default 64]`. One object with all events in `Records`, 1.2 kB each. */
import { inputFile } from '../lib/importers/inputFile.ts';
import { readLines } from '../lib/importers/readLines.ts';
import { measureLog, timeAt } from './measureLog.ts';

const account = '111122223333';
const calls = [
  ['s3', 'ListBuckets', {}],
  ['s3', 'GetBucketPolicy', { bucketName: 'bucket', policy: '' }],
  ['ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }],
  ['lambda', 'UpdateFunctionCode20150331v2', { functionName: 'importer', publish: false, dryRun: false }],
  ['secretsmanager', 'GetSecretValue', { secretId: 'db/main' }],
  ['dynamodb', 'DescribeTable', { tableName: 'orders' }],
] as const;

/** One event: some thousand users with long-term keys, as many roles in sessions of an hour, a hundredth of them made by a web identity, each mostly from one address. */
function event(at: number): string {
  const who = (at * 7919) % 2003;
  const [source, name, requestParameters] = calls[(at * 31) % calls.length]!;
  return JSON.stringify({
    eventVersion: '1.09',
    userIdentity: who < 1000 ? user(who) : session(who, at),
    eventTime: timeAt(at),
    ...(at % 100 === 0 && who >= 1000 ? made(who, at) : { eventSource: `${source}.amazonaws.com`, eventName: name, requestParameters, responseElements: null }),
    awsRegion: 'eu-west-1',
    sourceIPAddress: `10.0.${who >> 8}.${who & 255}`,
    userAgent: `aws-cli/2.17.${who % 7} md/awscrt#0.20.11 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#standard`,
    ...(at % 97 === 0 ? { errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform this operation' } : {}),
    requestID: `fake-request-${at}`,
    eventID: `fake-event-${at}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: `${source}.eu-west-1.amazonaws.com` },
  });
}

const keyId = (prefix: string, number: number): string => prefix + String(number).padStart(16, '0');
const user = (who: number) => ({
  type: 'IAMUser',
  arn: `arn:aws:iam::${account}:user/user-${who}`,
  accountId: account,
  accessKeyId: keyId('AKIA', who),
  userName: `user-${who}`,
});
const sessionKey = (who: number, at: number): string => keyId('ASIA', who * 1000 + (at % 24));

const session = (who: number, at: number) => ({
  type: 'AssumedRole',
  principalId: `AROAFAKEFAKEFAKE0:session-${at % 24}`,
  arn: `arn:aws:sts::${account}:assumed-role/role-${who}/session-${at % 24}`,
  accountId: account,
  accessKeyId: sessionKey(who, at),
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAFAKEFAKEFAKE0',
      arn: `arn:aws:iam::${account}:role/role-${who}`,
      accountId: account,
      userName: `role-${who}`,
    },
    webIdFederationData: {},
    attributes: { creationDate: timeAt(at), mfaAuthenticated: 'false' },
  },
});

const made = (who: number, at: number) => ({
  userIdentity: {
    type: 'WebIdentityUser',
    identityProvider: `arn:aws:iam::${account}:oidc-provider/oidc.example.com`,
    userName: `system:serviceaccount:prod:app-${who}`,
  },
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRoleWithWebIdentity',
  requestParameters: { roleArn: `arn:aws:iam::${account}:role/role-${who}`, roleSessionName: `session-${at % 24}` },
  responseElements: { credentials: { accessKeyId: sessionKey(who, at) }, subjectFromWebIdentityToken: `system:serviceaccount:prod:app-${who}` },
});

await measureLog(
  {
    format: 'aws-cloudtrail',
    ending: '.json',
    around: ['{"Records":[\n', ',\n', '\n]}\n'],
    record: event,
    plain: {
      what: 'JSON.parse of each',
      async read(file) {
        let names = 0;
        for await (const { text } of readLines(inputFile(file)))
          if (text.startsWith('{"event')) names += Object.keys(JSON.parse(text.replace(/,$/, ''))).length;
        return names;
      },
    },
    source: () => `aws-cloudtrail:${account}`,
  },
  import.meta.filename,
);
