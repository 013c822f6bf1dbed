import { z } from 'zod';
import { members } from '../aws/members.ts';
import { isAccount, isArn, isRegion } from '../aws/place.ts';
import { tags } from '../aws/tags.ts';
import { isObject, parseJson } from '../parseJson.ts';
import { present } from '../present.ts';
import { type Into, text, type Why } from './list.ts';
import { lists } from './lists.ts';
import { isThingType, type ThingType } from './things.ts';

/** An item of AWS Config: of a snapshot, of batch-get-resource-config, of select-resource-config (there as text). */
const item = members({
  ResourceType: text,
  ARN: text,
  AccountId: text,
  AwsAccountId: text,
  AwsRegion: text,
  ResourceId: text,
  ResourceName: text,
  ConfigurationItemStatus: text,
  Configuration: z.unknown().optional(),
  Tags: tags,
});

/** Types that Config describes as their own service does; its other types that are known here are things by their ARN. */
const described: { [type: string]: [list: string, type?: ThingType] } = {
  'AWS::AppRunner::Service': ['Service', 'apprunner-service'],
  'AWS::Batch::JobDefinition': ['jobDefinitions', 'batch-job-definition'],
  'AWS::Batch::JobQueue': ['jobQueues', 'batch-queue'],
  'AWS::CloudFormation::Stack': ['Stacks', 'cloudformation-stack'],
  'AWS::CodeBuild::Project': ['projects', 'codebuild-project'],
  'AWS::EC2::Instance': ['Instances', 'ec2-instance'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateVersions', 'ec2-launch-template'],
  'AWS::EC2::SecurityGroup': ['SecurityGroups'],
  'AWS::ECS::Cluster': ['cluster', 'ecs-cluster'],
  'AWS::ECS::Service': ['services', 'ecs-service'],
  'AWS::ECS::TaskDefinition': ['taskDefinition', 'ecs-task-definition'],
  'AWS::EKS::Cluster': ['cluster', 'eks-cluster'],
  'AWS::EKS::PodIdentityAssociation': ['association', 'AWS::EKS::PodIdentityAssociation'],
  'AWS::Glue::Job': ['Jobs', 'glue-job'],
  'AWS::IAM::InstanceProfile': ['InstanceProfiles'],
  'AWS::Lambda::Function': ['Functions', 'lambda-function'],
  'AWS::SageMaker::NotebookInstance': ['NotebookInstances', 'sagemaker-notebook'],
  'AWS::StepFunctions::StateMachine': ['stateMachines', 'state-machine'],
};

/**
 * Takes one item in; what no rule asks for (network interfaces, alarms …) is passed over, what was deleted too.
 * @param isWhole the items are a snapshot of all that Config records, not an answer to a question
 */
export function takeConfigItem(value: unknown, into: Into, isWhole: boolean): Why | undefined {
  const read = item.safeParse(typeof value === 'string' ? parseJson(value) : value);
  if (!read.success || read.data.ResourceType === undefined) return { reason: 'the item has no resourceType' };
  const { ResourceType, ARN: arn, AwsAccountId, AccountId = AwsAccountId, AwsRegion, ConfigurationItemStatus } = read.data;
  if (/^ResourceDeleted/.test(ConfigurationItemStatus ?? '')) return undefined;
  const account = isAccount(AccountId) ? AccountId : undefined;
  const place = { ...into.place, ...present({ account, region: isRegion(AwsRegion) ? AwsRegion : undefined }) };
  const [list, type = isThingType(ResourceType) ? ResourceType : undefined] = described[ResourceType] ?? [];
  const why = list === undefined ? { reason: 'the item is known by its ARN only' } : takeDescribed(list, read.data, { ...into, place });
  if (type !== undefined && isWhole) into.inventory.listed(type, place);
  if (why === undefined || type === undefined) return undefined;
  if (arn === undefined || !isArn(arn)) return why;
  into.inventory.add({ type, arn, tags: read.data.Tags, ...present({ name: read.data.ResourceName, account }) }, place);
  return undefined;
}

/** By the list of the service's own answers; where Config describes a thing as CloudFormation does, its ARN stands beside the description. */
function takeDescribed(list: string, { ResourceType = '', ARN, ResourceId, Configuration }: z.infer<typeof item>, into: Into): Why | undefined {
  const configuration = typeof Configuration === 'string' ? parseJson(Configuration) : Configuration;
  if (!isObject(configuration)) return { reason: 'the item has no configuration' };
  const [member, value] = ResourceType === 'AWS::EC2::LaunchTemplate' ? ['LaunchTemplateId', ResourceId] : [arnMembers[ResourceType], ARN];
  return lists[list]!.take({ ...(member === undefined || value === undefined ? {} : { [member]: value }), ...configuration }, into);
}

const arnMembers: { [type: string]: string } = {
  'AWS::AppRunner::Service': 'ServiceArn',
  'AWS::Batch::JobDefinition': 'JobDefinitionArn',
  'AWS::Batch::JobQueue': 'JobQueueArn',
  'AWS::ECS::Cluster': 'ClusterArn',
  'AWS::ECS::Service': 'ServiceArn',
  'AWS::ECS::TaskDefinition': 'TaskDefinitionArn',
  'AWS::EKS::Cluster': 'Arn',
  'AWS::EKS::PodIdentityAssociation': 'AssociationArn',
  'AWS::IAM::InstanceProfile': 'Arn',
  'AWS::StepFunctions::StateMachine': 'StateMachineArn',
};
