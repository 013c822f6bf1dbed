import { openCatalogue } from '../catalogue.ts';
import { matchWildcard } from '../matchWildcard.ts';

/**
 * What CloudTrail does not show. Calls on data are events only where a trail was told to log them, service by service ("Logging data events", AWS CloudTrail User Guide); some permissions are never a call
 * of their own ("permission only" in the Service Authorization Reference), or are used past the AWS API. What is not shown cannot be called unused.
 */

/** Never an event. */
const never = [
  'iam:passrole',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
  'execute-api:*',
  'rds-db:*',
  'neptune-db:*',
  'dsql:dbconnect*',
  'elasticache:connect',
  'memorydb:connect',
  'kafka-cluster:*',
  'ssmmessages:*',
  'ec2messages:*',
  'iot:connect',
  'iot:publish',
  'iot:subscribe',
  'iot:receive',
  'iot:retainpublish',
  'ecr:batchimportupstreamimage',
  'kms:reencrypt*',
  'logs:unmask',
  'vpc-lattice-svcs:*',
  'transcribe:startstreamtranscription*',
  'polly:startspeechsynthesisstream',
];

/** Data events, by the service that logs them. */
const ofData: Readonly<Record<string, readonly string[]>> = {
  s3: [
    '*object*',
    'abortmultipartupload',
    'listmultipartuploadparts',
    'listbucket',
    'listbucketversions',
    'listbucketmultipartuploads',
    'bypassgovernanceretention',
    'replicate*',
  ],
  s3express: ['*'],
  's3-object-lambda': ['*'],
  's3-outposts': ['*object*', 'abortmultipartupload', 'listmultipartuploadparts', 'listbucket'],
  s3tables: ['get*data*', 'put*data*'],
  lambda: ['invoke*'],
  dynamodb: [
    'getitem',
    'putitem',
    'updateitem',
    'deleteitem',
    'batch*item',
    'query',
    'scan',
    'conditioncheckitem',
    'partiql*',
    'getrecords',
    'getsharditerator',
    'describestream',
    'liststreams',
  ],
  sns: ['publish*'],
  sqs: ['sendmessage', 'receivemessage', 'deletemessage', 'changemessagevisibility'],
  kinesis: ['putrecord*', 'getrecords', 'getsharditerator', 'subscribetoshard'],
  kinesisvideo: ['getmedia*', 'putmedia', 'get*sessionurl', 'getclip', 'connectas*', 'joinstoragesession*'],
  firehose: ['putrecord*'],
  cloudwatch: ['putmetricdata', 'getmetricdata', 'getmetricstatistics', 'getmetricwidgetimage'],
  logs: ['putlogevents', 'createlogstream', 'filterlogevents', 'getlogevents'],
  xray: ['put*', 'getsampling*'],
  'cognito-identity': ['getid', 'getcredentialsforidentity', 'getopenidtoken*', 'unlinkidentity'],
  bedrock: ['invokeagent*', 'invokeinlineagent', 'invokeflow', 'retrieve*', 'applyguardrail', 'rendermodel*', 'invokemodelwithbidirectionalstream'],
  'bedrock-agentcore': ['invoke*'],
  sagemaker: ['invokeendpoint*', 'putrecord', 'getrecord', 'batchgetrecord', 'deleterecord'],
  'rds-data': ['*'],
  timestream: ['select', 'writerecords', 'cancelquery'],
  ebs: ['*'],
  appconfig: ['getlatestconfiguration', 'startconfigurationsession'],
  ses: ['send*'],
  'sms-voice': ['send*'],
  geo: ['batch*', 'get*', 'search*', 'calculate*'],
  ssm: ['opendatachannel'],
  states: ['invokehttpendpoint'],
  swf: ['poll*', 'respond*', 'record*'],
  cassandra: ['select', 'modify'],
  'neptune-graph': ['read*', 'write*', 'delete*viaquery'],
  verifiedpermissions: ['isauthorized*'],
  qbusiness: ['chat*'],
  codewhisperer: ['*'],
  guardduty: ['sendsecuritytelemetry'],
};

export type Logged = {
  /** Services whose data events the imported logs have. */
  dataEventsOf: ReadonlySet<string>;
};

/** Whether the logs would show a use of this action. @param action as `s3:GetObject`, in any case */
export function isLogged(action: string, { dataEventsOf }: Logged): boolean {
  const small = action.toLowerCase();
  if (never.some((pattern) => matchWildcard(pattern, small))) return false;
  const [service = '', name = ''] = small.split(':');
  return dataEventsOf.has(service) || !(ofData[service] ?? []).some((pattern) => matchWildcard(pattern, name));
}

/** Actions of the catalogue that the logs would not show, in its order. */
export function unloggedActions(logged: Logged): string[] {
  const services = new Set([...Object.keys(ofData), ...never.map((pattern) => pattern.split(':')[0]!)]);
  const catalogue = openCatalogue();
  return catalogue.services
    .filter(({ prefix }) => services.has(prefix))
    .flatMap(({ first, end }) => catalogue.names.slice(first, end))
    .filter((action) => !isLogged(action, logged));
}
