import { members } from '../../aws/members.ts';
import { arnAt, nearby } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { present } from '../../present.ts';
import { type List, list, required, text, thingAt, variables } from '../list.ts';
import { inEnvironment } from '../secrets.ts';

/** `aws sagemaker`, `aws apprunner`, `aws bedrock-agent`, `aws bedrock-agentcore-control`, `aws cognito-identity`. */

const notebook = members({ NotebookInstanceName: required, NotebookInstanceArn: text, NotebookInstanceStatus: text, RoleArn: text });
const profile = members({ UserProfileArn: required, UserProfileName: text, Status: text, UserSettings: members({ ExecutionRole: text }).optional() });

const images = members({
  ImageRepository: members({ ImageConfiguration: members({ RuntimeEnvironmentVariables: variables }).optional() }).optional(),
  CodeRepository: members({
    CodeConfiguration: members({ CodeConfigurationValues: members({ RuntimeEnvironmentVariables: variables }).optional() }).optional(),
  }).optional(),
});
const service = members({
  ServiceName: required,
  ServiceArn: required,
  Status: text,
  InstanceConfiguration: members({ InstanceRoleArn: text }).optional(),
  SourceConfiguration: images.optional(),
});

const addService = list(
  service,
  ({ ServiceName, ServiceArn, Status, InstanceConfiguration, SourceConfiguration }, { fingerprint }) => ({
    type: 'apprunner-service',
    arn: ServiceArn,
    name: ServiceName,
    secrets: inEnvironment(
      ServiceName,
      {
        ...SourceConfiguration?.ImageRepository?.ImageConfiguration?.RuntimeEnvironmentVariables,
        ...SourceConfiguration?.CodeRepository?.CodeConfiguration?.CodeConfigurationValues?.RuntimeEnvironmentVariables,
      },
      fingerprint,
    ),
    ...present({ state: Status, role: InstanceConfiguration?.InstanceRoleArn }),
  }),
  { lists: 'apprunner-service' },
);

const interpreter = members({ CodeInterpreterArn: required, Name: text, Status: text, ExecutionRoleArn: text });
const runtime = members({ AgentRuntimeArn: required, AgentRuntimeName: text, Status: text, RoleArn: text, EnvironmentVariables: variables });
const agent = members({ AgentArn: text, AgentId: text, AgentName: text, AgentStatus: text, AgentResourceRoleArn: text });

/** Signed in, or not at all, one gets the role: whoever may is Cognito's to say. */
const pool = members({
  IdentityPoolId: required,
  IdentityPoolName: text,
  IdentityPoolTags: tags,
  Roles: members({ authenticated: text, unauthenticated: text }).optional(),
});

const addAgent = list(
  agent,
  ({ AgentArn, AgentId, AgentName, AgentStatus, AgentResourceRoleArn }, { place }) =>
    thingAt(AgentArn ?? (AgentId && arnAt(nearby(place, AgentResourceRoleArn), 'bedrock', `agent/${AgentId}`)), {
      type: 'bedrock-agent',
      ...present({ name: AgentName, state: AgentStatus, role: AgentResourceRoleArn }),
    }),
  { marks: ['agentArn', 'agentResourceRoleArn'] },
);

export const agentLists: { [name: string]: List } = {
  NotebookInstances: list(
    notebook,
    ({ NotebookInstanceName, NotebookInstanceArn, NotebookInstanceStatus, RoleArn }, { place }) =>
      thingAt(NotebookInstanceArn ?? arnAt(nearby(place, RoleArn), 'sagemaker', `notebook-instance/${NotebookInstanceName.toLowerCase()}`), {
        type: 'sagemaker-notebook',
        name: NotebookInstanceName,
        ...present({ state: NotebookInstanceStatus, role: RoleArn }),
      }),
    { marks: ['NotebookInstanceArn', 'NotebookInstanceName'], lists: 'sagemaker-notebook' },
  ),
  /** describe-user-profile */
  UserProfile: list(
    profile,
    ({ UserProfileArn, UserProfileName, Status, UserSettings }) => ({
      type: 'sagemaker-user-profile',
      arn: UserProfileArn,
      ...present({ name: UserProfileName, state: Status, role: UserSettings?.ExecutionRole }),
    }),
    { marks: ['UserProfileArn'] },
  ),
  ServiceSummaryList: addService,
  Service: { ...addService, marks: [] },
  codeInterpreterSummaries: list(
    interpreter,
    ({ CodeInterpreterArn, Name, Status, ExecutionRoleArn }) => ({
      type: 'bedrock-code-interpreter',
      arn: CodeInterpreterArn,
      ...present({ name: Name, state: Status, role: ExecutionRoleArn }),
    }),
    { marks: ['codeInterpreterArn'], lists: 'bedrock-code-interpreter' },
  ),
  agentRuntimes: list(
    runtime,
    ({ AgentRuntimeArn, AgentRuntimeName, Status, RoleArn, EnvironmentVariables }, { fingerprint }) => ({
      type: 'bedrock-agent-runtime',
      arn: AgentRuntimeArn,
      secrets: inEnvironment(AgentRuntimeName ?? 'agent', EnvironmentVariables ?? {}, fingerprint),
      ...present({ name: AgentRuntimeName, state: Status, role: RoleArn }),
    }),
    { marks: ['agentRuntimeArn'], lists: 'bedrock-agent-runtime' },
  ),
  agent: addAgent,
  agentSummaries: { ...addAgent, marks: [], lists: 'bedrock-agent' },
  IdentityPools: list(
    pool,
    ({ IdentityPoolId, IdentityPoolName, IdentityPoolTags, Roles }, { place }) => {
      const role = Roles?.authenticated ?? Roles?.unauthenticated;
      const near = { ...nearby(place, role), region: IdentityPoolId.split(':')[0] ?? '' };
      return thingAt(arnAt(near, 'cognito-identity', `identitypool/${IdentityPoolId}`), {
        type: 'cognito-identity-pool',
        tags: IdentityPoolTags,
        ...present({ name: IdentityPoolName, role }),
      });
    },
    { marks: ['IdentityPoolId'], lists: 'cognito-identity-pool' },
  ),
};
