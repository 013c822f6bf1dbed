/**
 * What an inventory can list: by type, the workload or the resource that it is. Types are those of `keyblast iam escalate --inventory`; what only lies there and is acted on has the name that AWS Config
 * gives it. Kinds of workloads are those of derive.
 */
export const things = {
  'apprunner-service': { workload: 'service' },
  'batch-job-definition': { workload: 'job' },
  'batch-queue': { resource: 'job queue' },
  'bedrock-agent': { workload: 'agent' },
  'bedrock-agent-runtime': { workload: 'agent' },
  'bedrock-code-interpreter': { workload: 'agent' },
  'cloudformation-stack': { workload: 'job' },
  'cloudformation-stackset': { workload: 'job' },
  'codebuild-project': { workload: 'job' },
  'cognito-identity-pool': { resource: 'identity pool' },
  'ec2-instance': { workload: 'instance' },
  'ec2-launch-template': { resource: 'launch template' },
  'ecs-cluster': { resource: 'cluster' },
  'ecs-container-instance': { workload: 'instance' },
  'ecs-service': { workload: 'service' },
  'ecs-task': { workload: 'task' },
  'ecs-task-definition': { workload: 'task' },
  'eks-cluster': { workload: 'service' },
  'glue-dev-endpoint': { workload: 'notebook' },
  'glue-job': { workload: 'job' },
  'lambda-function': { workload: 'function' },
  'sagemaker-notebook': { workload: 'notebook' },
  'sagemaker-user-profile': { workload: 'notebook' },
  'state-machine': { workload: 'job' },
  'AWS::DynamoDB::Table': { resource: 'table' },
  'AWS::ECR::Repository': { resource: 'repository' },
  'AWS::EFS::FileSystem': { resource: 'file system' },
  'AWS::ElastiCache::CacheCluster': { resource: 'cache' },
  'AWS::Elasticsearch::Domain': { resource: 'search domain' },
  'AWS::KMS::Key': { resource: 'key' },
  'AWS::Kinesis::Stream': { resource: 'stream' },
  'AWS::KinesisFirehose::DeliveryStream': { resource: 'stream' },
  'AWS::Logs::LogGroup': { resource: 'log group' },
  'AWS::OpenSearchService::Domain': { resource: 'search domain' },
  'AWS::RDS::DBCluster': { resource: 'database' },
  'AWS::RDS::DBInstance': { resource: 'database' },
  'AWS::Redshift::Cluster': { resource: 'database' },
  'AWS::S3::Bucket': { resource: 'bucket' },
  'AWS::SNS::Topic': { resource: 'topic' },
  'AWS::SQS::Queue': { resource: 'queue' },
} as const satisfies { [type: string]: { workload: string } | { resource: string } };

export type ThingType = keyof typeof things;
export const isThingType = (type: string): type is ThingType => Object.hasOwn(things, type);
