import { members } from '../../aws/members.ts';
import { arnAt, nearby } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { present } from '../../present.ts';
import { type Into, type List, list, required, text, thingAt } from '../list.ts';
import type { ThingType } from '../things.ts';

/** What only lies there and is acted on: buckets, tables, queues … */

/** Answers that are objects with an ARN under some name. */
function withArn(type: ThingType, arn: string, name: string | undefined, marks?: readonly string[]): List {
  const schema = members({ [arn]: required, ...(name === undefined ? {} : { [name]: text }), Tags: tags, TagList: tags });
  return list(
    schema,
    (entry) => {
      const said = new Map(Object.entries(entry));
      return {
        type,
        arn: String(said.get(arn)).replace(/:\*$/, ''),
        tags: { ...entry.TagList, ...entry.Tags },
        ...present({ name: name === undefined ? undefined : nameOf(said.get(name)) }),
      };
    },
    { lists: type, marks: marks ?? [arn] },
  );
}
const nameOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Answers that are names only. */
const names = (type: ThingType, service: string, resource: string): List =>
  list(required, (name, { place }) => thingAt(arnAt(place, service, resource + name), { type, name }), { lists: type });

const addAlias = list(
  members({ AliasArn: required, TargetKeyId: text }),
  ({ AliasArn, TargetKeyId }, { place }: Into) => {
    if (TargetKeyId === undefined) return undefined; // of AWS's own, made when it is first used
    return thingAt(arnAt(nearby(place, AliasArn), 'kms', `key/${TargetKeyId}`), { type: 'AWS::KMS::Key', aliases: [AliasArn] });
  },
  { marks: ['AliasArn'] },
);

export const plainLists: { [name: string]: List } = {
  Buckets: list(
    members({ Name: required, BucketArn: text, Tags: tags }),
    ({ Name, Tags }, { place }) => ({
      type: 'AWS::S3::Bucket',
      arn: `arn:${place.partition}:s3:::${Name}`,
      name: Name,
      tags: Tags,
      ...present({ account: place.account }),
    }),
    { lists: 'AWS::S3::Bucket' },
  ),
  TableNames: names('AWS::DynamoDB::Table', 'dynamodb', 'table/'),
  Table: withArn('AWS::DynamoDB::Table', 'TableArn', 'TableName'),
  QueueUrls: list(
    required,
    (url, { place }) => {
      const [, region, account, name] =
        /^https?:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.[^/]+\/(\d{12})\/(.+)$/.exec(url)?.filter((part) => part !== undefined) ?? [];
      return thingAt(name === undefined ? undefined : arnAt({ ...place, ...present({ region, account }) }, 'sqs', name), {
        type: 'AWS::SQS::Queue',
        ...present({ name }),
      });
    },
    { lists: 'AWS::SQS::Queue' },
  ),
  Topics: withArn('AWS::SNS::Topic', 'TopicArn', undefined),
  Keys: withArn('AWS::KMS::Key', 'KeyArn', undefined),
  /** describe-key */
  KeyMetadata: withArn('AWS::KMS::Key', 'Arn', 'Description', ['KeyId', 'KeyUsage']),
  Aliases: addAlias,
  DBInstances: withArn('AWS::RDS::DBInstance', 'DBInstanceArn', 'DBInstanceIdentifier'),
  DBClusters: withArn('AWS::RDS::DBCluster', 'DBClusterArn', 'DBClusterIdentifier'),
  logGroups: withArn('AWS::Logs::LogGroup', 'Arn', 'LogGroupName', ['logGroupName', 'arn']),
  repositories: withArn('AWS::ECR::Repository', 'RepositoryArn', 'RepositoryName'),
  StreamNames: names('AWS::Kinesis::Stream', 'kinesis', 'stream/'),
  DeliveryStreamNames: names('AWS::KinesisFirehose::DeliveryStream', 'firehose', 'deliverystream/'),
  DomainNames: list(
    members({ DomainName: required }),
    ({ DomainName }, { place }) => thingAt(arnAt(place, 'es', `domain/${DomainName}`), { type: 'AWS::OpenSearchService::Domain', name: DomainName }),
    { lists: 'AWS::OpenSearchService::Domain' },
  ),
  FileSystems: withArn('AWS::EFS::FileSystem', 'FileSystemArn', 'Name'),
  CacheClusters: withArn('AWS::ElastiCache::CacheCluster', 'ARN', 'CacheClusterId', ['CacheClusterId', 'ARN']),
};
