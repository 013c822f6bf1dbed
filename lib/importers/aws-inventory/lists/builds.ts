import { z } from 'zod';
import { listOf, members } from '../../aws/members.ts';
import { arnAt, iamArn, nearby, type Place } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { present } from '../../present.ts';
import { type List, list, required, text, thingAt, variables } from '../list.ts';
import { asEnv, handedIn, inEnvironment } from '../secrets.ts';

/** `aws glue`, `aws cloudformation`, `aws codebuild`, `aws stepfunctions`. */

const variable = members({ Name: text, Value: text, Type: text });
/** A secret by its name, before the part of it that is wanted: its ARN without the letters at its end. */
const secretNamed = (value: string | undefined, place: Place): string | undefined =>
  value === undefined || value.startsWith('arn:') ? value : arnAt(place, 'secretsmanager', `secret:${value.split(':')[0]}`);

const project = members({
  Name: required,
  Arn: text,
  ServiceRole: text,
  Environment: members({ EnvironmentVariables: listOf(variable) }).optional(),
  BuildBatchConfig: z.looseObject({}).optional(),
  Webhook: z.looseObject({}).optional(),
  Tags: tags,
});
const stack = members({ StackId: text, StackName: required, RoleARN: text, StackStatus: text, Tags: tags });
const stackSet = members({ StackSetARN: text, StackSetId: text, StackSetName: required, AdministrationRoleARN: text, Status: text, Tags: tags });
const job = members({ Name: required, Role: text, DefaultArguments: variables, NonOverridableArguments: variables });
const machine = members({ StateMachineArn: required, Name: text, RoleArn: text, Status: text });

const addStackSet = list(stackSet, ({ StackSetARN, StackSetId, StackSetName, AdministrationRoleARN, Status, Tags }, { place }) =>
  thingAt(StackSetARN ?? arnAt(place, 'cloudformation', `stackset/${StackSetId ?? StackSetName}`), {
    type: 'cloudformation-stackset',
    name: StackSetName,
    tags: Tags,
    ...present({ role: AdministrationRoleARN, state: Status }),
  }),
);

const addMachine = ({ StateMachineArn, Name, RoleArn, Status }: z.infer<typeof machine>) => ({
  type: 'state-machine' as const,
  arn: StateMachineArn,
  ...present({ name: Name, role: RoleArn, state: Status }),
});

const addJob = list(
  job,
  ({ Name, Role, DefaultArguments, NonOverridableArguments }, { place, fingerprint }) => {
    const near = nearby(place, Role);
    const env = { ...DefaultArguments, ...NonOverridableArguments };
    // `--db-password` is as good a name as `db_password`
    const plain = Object.fromEntries(Object.entries(env).map(([name, value]) => [name.replace(/^--/, '').replaceAll('-', '_'), value]));
    return thingAt(arnAt(near, 'glue', `job/${Name}`), {
      type: 'glue-job',
      name: Name,
      secrets: inEnvironment(Name, plain, fingerprint),
      ...present({ role: iamArn('role', Role, near) }),
    });
  },
  { lists: 'glue-job' },
);

const addEndpoint = list(
  members({ EndpointName: required, RoleArn: text, Status: text }),
  ({ EndpointName, RoleArn, Status }, { place }) =>
    thingAt(arnAt(nearby(place, RoleArn), 'glue', `devEndpoint/${EndpointName}`), {
      type: 'glue-dev-endpoint',
      name: EndpointName,
      ...present({ role: RoleArn, state: Status }),
    }),
  { lists: 'glue-dev-endpoint', marks: ['EndpointName', 'RoleArn'] },
);

export const buildLists: { [name: string]: List } = {
  DevEndpoints: addEndpoint,
  DevEndpoint: { ...addEndpoint, marks: [] },
  Jobs: addJob,
  Job: { ...addJob, marks: [] },
  Stacks: list(
    stack,
    ({ StackId, StackName, RoleARN, StackStatus, Tags }, { place }) => {
      const arn = StackId ?? arnAt(place, 'cloudformation', `stack/${StackName}`);
      // logs know a stack by its name; its ARN ends with an id
      const named = arn?.replace(/^(.*:stack\/[^/]+)\/.*$/s, '$1');
      return thingAt(arn, {
        type: 'cloudformation-stack',
        name: StackName,
        tags: Tags,
        ...present({ role: RoleARN, state: StackStatus }),
        aliases: named === undefined || named === arn ? [] : [named],
      });
    },
    { marks: ['StackId', 'StackName', 'StackStatus'], lists: 'cloudformation-stack' },
  ),
  StackSet: { ...addStackSet, marks: ['StackSetName'] },
  /** list-stack-sets */
  Summaries: { ...addStackSet, lists: 'cloudformation-stackset' },
  projects: list(
    z.union([z.string().transform((Name) => ({ Name })), project]),
    (entry, { place, fingerprint }) => {
      if (!('Tags' in entry)) return thingAt(arnAt(place, 'codebuild', `project/${entry.Name}`), { type: 'codebuild-project', name: entry.Name });
      const { Name, Arn, ServiceRole, Environment, BuildBatchConfig, Webhook, Tags } = entry;
      const near = nearby(place, ServiceRole, Arn);
      const variables = Environment?.EnvironmentVariables ?? [];
      const plain = variables.filter(({ Type = 'PLAINTEXT' }) => Type === 'PLAINTEXT');
      const secrets = variables.filter(({ Type }) => Type === 'SECRETS_MANAGER').map(({ Value }) => secretNamed(Value, near));
      const parameters = variables.filter(({ Type }) => Type === 'PARAMETER_STORE').map(({ Value }) => Value);
      return thingAt(Arn ?? arnAt(near, 'codebuild', `project/${Name}`), {
        type: 'codebuild-project',
        name: Name,
        tags: Tags,
        batchEnabled: BuildBatchConfig !== undefined,
        ...(Webhook === undefined ? {} : { triggered: true }),
        secrets: inEnvironment(Name, asEnv(plain), fingerprint),
        reads: handedIn([...secrets, ...parameters], near),
        ...present({ role: ServiceRole }),
      });
    },
    { marks: ['name', 'serviceRole', 'environment'], lists: 'codebuild-project' },
  ),
  stateMachines: list(machine, addMachine, { marks: ['stateMachineArn'], lists: 'state-machine' }),
};
