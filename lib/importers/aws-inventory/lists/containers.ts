import { z } from 'zod';
import { listOf, members } from '../../aws/members.ts';
import { arnAt, nearby, type Place } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { present } from '../../present.ts';
import { arnList, type List, list, required, text, thingAt } from '../list.ts';
import { asEnv, handedIn, inEnvironment } from '../secrets.ts';

/** `aws ecs`, `aws eks`, `aws batch`. */

const flag = z.boolean().optional();
const pairs = listOf(members({ Name: text, Value: text }));
const fromElsewhere = listOf(members({ Name: text, ValueFrom: text }));
const container = members({ Name: text, Environment: pairs, Secrets: fromElsewhere });
type Container = z.infer<typeof container>;

const environmentOf = (containers: readonly Container[]) => asEnv(containers.flatMap(({ Environment }) => Environment));
const readsOf = (containers: readonly Container[], place: Place) =>
  handedIn(
    containers.flatMap(({ Secrets }) => Secrets.map(({ ValueFrom }) => ValueFrom)),
    place,
  );

const definition = members({ TaskDefinitionArn: text, Family: text, TaskRoleArn: text, Status: text, ContainerDefinitions: listOf(container) });
const task = members({
  TaskArn: required,
  TaskDefinitionArn: text,
  LastStatus: text,
  EnableExecuteCommand: flag,
  Overrides: members({ TaskRoleArn: text, ContainerOverrides: listOf(container) }).optional(),
  Tags: tags,
});
const service = members({ ServiceArn: required, ServiceName: text, TaskDefinition: text, Status: text, EnableExecuteCommand: flag, Tags: tags });
const cluster = members({ ClusterArn: text, Arn: text, ClusterName: text, Name: text, RoleArn: text, Status: text, Tags: tags });

/** ECS has `clusterArn`; EKS `arn` and a role. */
const addCluster = ({ ClusterArn, Arn, ClusterName, Name, RoleArn, Status, Tags }: z.infer<typeof cluster>) => {
  const arn = ClusterArn ?? Arn;
  const isEks = /:eks:/.test(arn ?? '');
  return thingAt(arn, { type: isEks ? 'eks-cluster' : 'ecs-cluster', tags: Tags, ...present({ name: ClusterName ?? Name, role: RoleArn, state: Status }) });
};

/** Pods of a service account of Kubernetes that are handed a role. */
const association = members({ AssociationArn: required, ClusterName: required, Namespace: required, ServiceAccount: required, RoleArn: text, Tags: tags });

const jobDefinition = members({
  JobDefinitionArn: required,
  JobDefinitionName: text,
  Status: text,
  ContainerProperties: members({ JobRoleArn: text, Environment: pairs, Secrets: fromElsewhere }).optional(),
  Tags: tags,
});

export const containerLists: { [name: string]: List } = {
  clusterArns: arnList('ecs-cluster', true),
  serviceArns: arnList('ecs-service', false),
  taskArns: arnList('ecs-task', false),
  taskDefinitionArns: arnList('ecs-task-definition', true),
  containerInstanceArns: arnList('ecs-container-instance', false),
  /** ECS describes its clusters under this name, EKS lists the names of its own. */
  clusters: list(z.union([z.string().transform((Name) => ({ Name, ClusterArn: undefined })), cluster]), (entry, { place }) =>
    'Tags' in entry ? addCluster(entry) : thingAt(arnAt(place, 'eks', `cluster/${entry.Name}`), { type: 'eks-cluster', name: entry.Name }),
  ),
  cluster: list(cluster, addCluster, { marks: ['clusterArn', 'clusterName'] }),
  /** describe-pod-identity-association; the list of them does not say the role. */
  association: list(
    association,
    ({ AssociationArn, ClusterName, Namespace, ServiceAccount, RoleArn, Tags }) => ({
      type: 'AWS::EKS::PodIdentityAssociation',
      arn: AssociationArn,
      name: `pods of ${Namespace}/${ServiceAccount} in ${ClusterName}`,
      serviceAccount: `k8s:${ClusterName}/${Namespace}/sa/${ServiceAccount}`,
      tags: Tags,
      ...present({ role: RoleArn }),
    }),
    { marks: ['associationArn', 'serviceAccount'] },
  ),
  services: list(
    service,
    ({ ServiceArn, ServiceName, TaskDefinition, Status, EnableExecuteCommand, Tags }) => ({
      type: 'ecs-service',
      arn: ServiceArn,
      tags: Tags,
      ...present({ name: ServiceName, taskDefinition: TaskDefinition, state: Status, executeCommandEnabled: EnableExecuteCommand }),
    }),
    { marks: ['serviceArn', 'taskDefinition'] },
  ),
  tasks: list(
    task,
    ({ TaskArn, TaskDefinitionArn, LastStatus, EnableExecuteCommand, Overrides, Tags }, { fingerprint }) => ({
      type: 'ecs-task',
      arn: TaskArn,
      tags: Tags,
      secrets: inEnvironment(TaskArn.split('/').at(-1) ?? TaskArn, environmentOf(Overrides?.ContainerOverrides ?? []), fingerprint),
      ...present({ taskDefinition: TaskDefinitionArn, state: LastStatus, executeCommandEnabled: EnableExecuteCommand, role: Overrides?.TaskRoleArn }),
    }),
    { marks: ['taskArn', 'taskDefinitionArn'] },
  ),
  taskDefinition: list(
    definition,
    ({ TaskDefinitionArn, Family, TaskRoleArn, Status, ContainerDefinitions }, { place, fingerprint }) =>
      thingAt(TaskDefinitionArn ?? (Family && arnAt(place, 'ecs', `task-definition/${Family}`)), {
        type: 'ecs-task-definition',
        secrets: inEnvironment(Family ?? 'task definition', environmentOf(ContainerDefinitions), fingerprint),
        reads: readsOf(ContainerDefinitions, nearby(place, TaskDefinitionArn)),
        ...present({ name: Family, role: TaskRoleArn, state: Status }),
      }),
    { marks: ['taskDefinitionArn', 'containerDefinitions'] },
  ),
  containerInstances: list(
    members({ ContainerInstanceArn: required, Ec2InstanceId: text, Status: text, Tags: tags }),
    ({ ContainerInstanceArn, Ec2InstanceId, Status, Tags }) => ({
      type: 'ecs-container-instance',
      arn: ContainerInstanceArn,
      tags: Tags,
      ...present({ name: Ec2InstanceId, state: Status }),
    }),
    { marks: ['containerInstanceArn', 'ec2InstanceId'] },
  ),
  jobQueues: list(
    members({ JobQueueArn: required, JobQueueName: text, State: text, Tags: tags }),
    ({ JobQueueArn, JobQueueName, State, Tags }) => ({ type: 'batch-queue', arn: JobQueueArn, tags: Tags, ...present({ name: JobQueueName, state: State }) }),
    { marks: ['jobQueueArn'], lists: 'batch-queue' },
  ),
  jobDefinitions: list(
    jobDefinition,
    ({ JobDefinitionArn, JobDefinitionName, Status, ContainerProperties, Tags }, { place, fingerprint }) => ({
      type: 'batch-job-definition',
      arn: JobDefinitionArn,
      tags: Tags,
      secrets: inEnvironment(JobDefinitionName ?? 'job', asEnv(ContainerProperties?.Environment ?? []), fingerprint),
      reads: handedIn(ContainerProperties?.Secrets.map(({ ValueFrom }) => ValueFrom) ?? [], nearby(place, JobDefinitionArn)),
      ...present({ name: JobDefinitionName, state: Status, role: ContainerProperties?.JobRoleArn }),
    }),
    { marks: ['jobDefinitionArn'], lists: 'batch-job-definition' },
  ),
};
