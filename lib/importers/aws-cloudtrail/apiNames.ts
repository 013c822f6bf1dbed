/**
 * Where the log's words are not those of IAM (docs/formats/aws-cloudtrail.md): the prefix of a service's actions, and actions that allow a call of another name. From the Service Authorization
 * Reference and the services' own pages on logging with CloudTrail; what is not here is called the same.
 */
export const servicePrefixes: { [source: string]: string } = {
  'application-insights': 'applicationinsights',
  appconfigdata: 'appconfig',
  'catalog.marketplace': 'aws-marketplace',
  email: 'ses',
  'entitlement.marketplace': 'aws-marketplace',
  'metering.marketplace': 'aws-marketplace',
  monitoring: 'cloudwatch',
  'models.lex': 'lex',
  'runtime.lex': 'lex',
  'runtime.sagemaker': 'sagemaker',
  'streams.dynamodb': 'dynamodb',
  tagging: 'tag',
};

/** By prefix: the action of IAM, then the calls that it allows. */
const allows: { [service: string]: { [action: string]: string } } = {
  bedrock: { InvokeModel: 'Converse', InvokeModelWithResponseStream: 'ConverseStream' },
  cloudfront: { CreateDistribution: 'CreateDistributionWithTags' },
  dynamodb: { GetItem: 'TransactGetItems', PutItem: 'TransactWriteItems' },
  lambda: { InvokeFunction: 'Invoke InvokeAsync InvokeWithResponseStream' },
  s3: {
    DeleteObject: 'DeleteObjects',
    GetAccelerateConfiguration: 'GetBucketAccelerateConfiguration',
    GetAnalyticsConfiguration: 'GetBucketAnalyticsConfiguration ListBucketAnalyticsConfigurations',
    GetBucketCORS: 'GetBucketCors',
    GetBucketNotification: 'GetBucketNotificationConfiguration',
    GetBucketPublicAccessBlock: 'GetPublicAccessBlock',
    GetBucketObjectLockConfiguration: 'GetObjectLockConfiguration',
    GetEncryptionConfiguration: 'GetBucketEncryption',
    GetIntelligentTieringConfiguration: 'GetBucketIntelligentTieringConfiguration ListBucketIntelligentTieringConfigurations',
    GetInventoryConfiguration: 'GetBucketInventoryConfiguration ListBucketInventoryConfigurations',
    GetLifecycleConfiguration: 'GetBucketLifecycle GetBucketLifecycleConfiguration',
    GetMetricsConfiguration: 'GetBucketMetricsConfiguration ListBucketMetricsConfigurations',
    GetObject: 'HeadObject SelectObjectContent',
    GetReplicationConfiguration: 'GetBucketReplication',
    ListAllMyBuckets: 'ListBuckets',
    ListBucket: 'ListObjects ListObjectsV2 HeadBucket',
    ListBucketMultipartUploads: 'ListMultipartUploads',
    ListBucketVersions: 'ListObjectVersions',
    ListMultipartUploadParts: 'ListParts',
    PutAccelerateConfiguration: 'PutBucketAccelerateConfiguration',
    PutAnalyticsConfiguration: 'PutBucketAnalyticsConfiguration DeleteBucketAnalyticsConfiguration',
    PutBucketCORS: 'PutBucketCors DeleteBucketCors',
    PutBucketNotification: 'PutBucketNotificationConfiguration',
    PutBucketObjectLockConfiguration: 'PutObjectLockConfiguration',
    PutBucketOwnershipControls: 'DeleteBucketOwnershipControls',
    PutBucketPublicAccessBlock: 'PutPublicAccessBlock DeletePublicAccessBlock DeleteBucketPublicAccessBlock',
    PutBucketTagging: 'DeleteBucketTagging',
    PutEncryptionConfiguration: 'PutBucketEncryption DeleteBucketEncryption',
    PutIntelligentTieringConfiguration: 'PutBucketIntelligentTieringConfiguration DeleteBucketIntelligentTieringConfiguration',
    PutInventoryConfiguration: 'PutBucketInventoryConfiguration DeleteBucketInventoryConfiguration',
    PutLifecycleConfiguration: 'PutBucketLifecycle PutBucketLifecycleConfiguration DeleteBucketLifecycle',
    PutMetricsConfiguration: 'PutBucketMetricsConfiguration DeleteBucketMetricsConfiguration',
    PutObject: 'CompleteMultipartUpload CopyObject CreateMultipartUpload PostObject UploadPart UploadPartCopy',
    PutReplicationConfiguration: 'PutBucketReplication DeleteBucketReplication',
  },
  sns: { Publish: 'PublishBatch' },
  sqs: {
    ChangeMessageVisibility: 'ChangeMessageVisibilityBatch',
    DeleteMessage: 'DeleteMessageBatch',
    SendMessage: 'SendMessageBatch',
  },
};

/** `s3:HeadObject` to `GetObject`. */
export const actionNames: ReadonlyMap<string, string> = new Map(
  Object.entries(allows).flatMap(([service, actions]) =>
    Object.entries(actions).flatMap(([action, calls]) => calls.split(' ').map((call): [string, string] => [`${service}:${call}`, action])),
  ),
);
