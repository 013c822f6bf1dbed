import type { Condition } from '../../../model/facts.ts';
import { type Call, call, onThing, type RunRule } from '../rule.ts';

type Given = {
  id: string;
  things: readonly string[];
  service?: string;
  does: string;
  calls: readonly Call[];
  fix: string;
  profile?: true;
  condition?: Condition;
};

/** @param does what the attacker does, before "and acts as the role that it runs as" */
function run({ id, does, ...given }: Given): RunRule {
  return { id: `AWS.${id}`, edgeType: 'RUN_ON_EXISTING', explanation: `${does}, and acts as the role that it runs as.`, ...given };
}

const only = (actions: string): string => `Allow ${actions} only on what the principal deploys itself, and give what runs there no more than its work needs.`;

const lambda = { things: ['lambda-function'], service: 'lambda.amazonaws.com' };
const ec2 = { things: ['ec2-instance'], service: 'ec2.amazonaws.com', profile: true } as const;
const sageMaker = { things: ['sagemaker-notebook'], service: 'sagemaker.amazonaws.com' };
const codeBuild = { things: ['codebuild-project'], service: 'codebuild.amazonaws.com' };
const stack = { things: ['cloudformation-stack'], service: 'cloudformation.amazonaws.com' };

/** Documents of AWS that run whatever they are given. */
const runsCommands = [
  'AWS-RunShellScript',
  'AWS-RunPowerShellScript',
  'AWS-RunRemoteScript',
  'AWS-RunDocument',
  'AWS-RunSaltState',
  'AWS-ApplyAnsiblePlaybooks',
].map((name) => `arn:\${Partition}:ssm:\${Region}::document/${name}`);

/** Any object, and buckets in which the tools of AWS keep code. */
const codeBucketNames = [
  'kb-probe',
  'cf-templates-kb-probe-us-east-1',
  'aws-glue-assets-kb-probe-us-east-1',
  'cdk-hnb659fds-assets-kb-probe-us-east-1',
  'codepipeline-us-east-1-kb-probe',
];
const codeBuckets = codeBucketNames.map((name) => `arn:\${Partition}:s3:::${name}/kb-probe`);

export const runRules: readonly RunRule[] = [
  run({
    id: 'Lambda.UpdateFunctionCode',
    ...lambda,
    does: 'Replaces the code of a function that something triggers',
    calls: [onThing('lambda:UpdateFunctionCode')],
    fix: only('lambda:UpdateFunctionCode'),
  }),
  run({
    id: 'Lambda.UpdateFunctionCode.Invoke',
    ...lambda,
    does: 'Replaces the code of a function and invokes it',
    calls: [onThing('lambda:UpdateFunctionCode'), onThing('lambda:InvokeFunction')],
    fix: only('lambda:UpdateFunctionCode'),
  }),
  run({
    id: 'Lambda.UpdateFunctionCode.AddPermission',
    ...lambda,
    does: 'Replaces the code of a function and lets itself invoke it',
    calls: [onThing('lambda:UpdateFunctionCode'), onThing('lambda:AddPermission')],
    fix: only('lambda:UpdateFunctionCode'),
  }),
  run({
    id: 'Lambda.UpdateFunctionConfiguration.Layer',
    ...lambda,
    does: 'Puts a layer of its own before the code of a function that is triggered',
    calls: [onThing('lambda:UpdateFunctionConfiguration'), call('lambda:GetLayerVersion')],
    fix: only('lambda:UpdateFunctionConfiguration'),
  }),
  run({
    id: 'EC2.ModifyInstanceAttribute.UserData',
    ...ec2,
    does: 'Stops an instance, rewrites its user data and starts it',
    calls: [onThing('ec2:ModifyInstanceAttribute'), onThing('ec2:StopInstances'), onThing('ec2:StartInstances', 'instance')],
    fix: only('ec2:ModifyInstanceAttribute'),
  }),
  run({
    id: 'EC2.LaunchTemplateVersion',
    things: ['ec2-launch-template'],
    service: 'ec2.amazonaws.com',
    profile: true,
    does: 'Writes a new default version of a launch template from which instances are started',
    calls: [onThing('ec2:CreateLaunchTemplateVersion'), onThing('ec2:ModifyLaunchTemplate')],
    fix: only('ec2:CreateLaunchTemplateVersion'),
  }),
  run({
    id: 'EC2InstanceConnect.SendSSHPublicKey',
    ...ec2,
    does: 'Puts a key of its own on an instance and signs in over SSH',
    calls: [onThing('ec2-instance-connect:SendSSHPublicKey')],
    fix: only('ec2-instance-connect:SendSSHPublicKey'),
  }),
  run({
    id: 'EC2InstanceConnect.SendSerialConsoleSSHPublicKey',
    ...ec2,
    does: 'Puts a key of its own on an instance and signs in at its serial console',
    calls: [onThing('ec2-instance-connect:SendSerialConsoleSSHPublicKey')],
    fix: `${only('ec2-instance-connect:SendSerialConsoleSSHPublicKey')} Keep serial console access off.`,
  }),
  run({
    id: 'SSM.StartSession',
    ...ec2,
    does: 'Opens a session on an instance',
    calls: [onThing('ssm:StartSession', 'instance')],
    fix: only('ssm:StartSession'),
  }),
  run({
    id: 'SSM.SendCommand',
    ...ec2,
    does: 'Has an instance run a command',
    calls: [onThing('ssm:SendCommand', 'instance'), call('ssm:SendCommand', { anyOf: runsCommands })],
    fix: `${only('ssm:SendCommand')} Limit the documents too.`,
  }),
  run({
    id: 'SSM.CreateAssociation',
    ...ec2,
    does: 'Has an instance run a command again and again',
    calls: [onThing('ssm:CreateAssociation', 'instance'), call('ssm:CreateAssociation', { anyOf: runsCommands })],
    fix: `${only('ssm:CreateAssociation')} Limit the documents too.`,
  }),
  run({
    id: 'Glue.UpdateDevEndpoint',
    things: ['glue-dev-endpoint'],
    service: 'glue.amazonaws.com',
    does: 'Puts a key of its own on a development endpoint and signs in there',
    calls: [onThing('glue:UpdateDevEndpoint', 'devendpoint')],
    fix: only('glue:UpdateDevEndpoint'),
  }),
  run({
    id: 'Glue.UpdateJob.StartJobRun',
    things: ['glue-job'],
    service: 'glue.amazonaws.com',
    does: 'Changes the script of a job and starts it',
    calls: [onThing('glue:UpdateJob'), onThing('glue:StartJobRun')],
    fix: only('glue:UpdateJob'),
    condition: { kind: 'unevaluated', text: 'whether Glue asks for iam:PassRole on the role that the job keeps' },
  }),
  run({
    id: 'CloudFormation.UpdateStack',
    ...stack,
    does: 'Changes the template of a stack',
    calls: [onThing('cloudformation:UpdateStack')],
    fix: only('cloudformation:UpdateStack'),
  }),
  run({
    id: 'CloudFormation.ChangeSet',
    ...stack,
    does: 'Changes the template of a stack by a change set',
    calls: [onThing('cloudformation:CreateChangeSet'), onThing('cloudformation:ExecuteChangeSet')],
    fix: only('cloudformation:CreateChangeSet'),
  }),
  run({
    id: 'CodeBuild.StartBuild',
    ...codeBuild,
    does: 'Starts a build with commands of its own',
    calls: [onThing('codebuild:StartBuild')],
    fix: only('codebuild:StartBuild'),
  }),
  run({
    id: 'CodeBuild.StartBuildBatch',
    ...codeBuild,
    does: 'Starts a batch of builds with commands of its own',
    calls: [onThing('codebuild:StartBuildBatch')],
    fix: only('codebuild:StartBuildBatch'),
  }),
  run({
    id: 'SageMaker.CreatePresignedNotebookInstanceUrl',
    ...sageMaker,
    does: 'Opens a notebook instance',
    calls: [onThing('sagemaker:CreatePresignedNotebookInstanceUrl')],
    fix: only('sagemaker:CreatePresignedNotebookInstanceUrl'),
  }),
  run({
    id: 'SageMaker.NotebookLifecycleConfig',
    ...sageMaker,
    does: 'Has a notebook instance run a script at its next start',
    calls: [
      call('sagemaker:CreateNotebookInstanceLifecycleConfig'),
      onThing('sagemaker:StopNotebookInstance'),
      onThing('sagemaker:UpdateNotebookInstance'),
      onThing('sagemaker:StartNotebookInstance'),
    ],
    fix: only('sagemaker:UpdateNotebookInstance'),
  }),
  run({
    id: 'SageMaker.CreatePresignedDomainUrl',
    things: ['sagemaker-user-profile'],
    service: 'sagemaker.amazonaws.com',
    does: 'Opens Studio as another user profile',
    calls: [onThing('sagemaker:CreatePresignedDomainUrl')],
    fix: only('sagemaker:CreatePresignedDomainUrl'),
  }),
  run({
    id: 'AppRunner.UpdateService',
    things: ['apprunner-service'],
    service: 'tasks.apprunner.amazonaws.com',
    does: 'Has a service run an image of its own',
    calls: [onThing('apprunner:UpdateService', 'service')],
    fix: only('apprunner:UpdateService'),
  }),
  run({
    id: 'Bedrock.ExistingCodeInterpreter',
    things: ['bedrock-code-interpreter'],
    service: 'bedrock-agentcore.amazonaws.com',
    does: 'Gives code to a code interpreter',
    calls: [
      onThing('bedrock-agentcore:StartCodeInterpreterSession', 'code-interpreter-custom'),
      onThing('bedrock-agentcore:InvokeCodeInterpreter', 'code-interpreter-custom'),
    ],
    fix: only('bedrock-agentcore:InvokeCodeInterpreter'),
  }),
  run({
    id: 'ECS.ExecuteCommand',
    things: ['ecs-task'],
    service: 'ecs-tasks.amazonaws.com',
    does: 'Opens a shell in a container of a task',
    calls: [onThing('ecs:ExecuteCommand', 'task'), onThing('ecs:DescribeTasks')],
    fix: `${only('ecs:ExecuteCommand')} Keep the command off where nobody needs it.`,
  }),
  run({
    id: 'ECS.UpdateService.TaskDefinition',
    things: ['ecs-service'],
    service: 'ecs-tasks.amazonaws.com',
    does: 'Has a service run a task definition of its own',
    calls: [call('ecs:RegisterTaskDefinition'), onThing('ecs:UpdateService', 'service')],
    fix: only('ecs:UpdateService'),
  }),
  run({
    id: 'StepFunctions.UpdateStateMachine',
    things: ['state-machine'],
    service: 'states.amazonaws.com',
    does: 'Rewrites a state machine and runs it',
    calls: [onThing('states:UpdateStateMachine', 'statemachine'), onThing('states:StartExecution', 'statemachine')],
    fix: only('states:UpdateStateMachine'),
  }),
  run({
    id: 'EKS.CreateAccessEntry',
    things: ['eks-cluster'],
    service: 'eks.amazonaws.com',
    does: 'Makes itself administrator of a cluster',
    calls: [onThing('eks:CreateAccessEntry', 'cluster'), call('eks:AssociateAccessPolicy', { types: ['access-entry'] })],
    fix: only('eks:CreateAccessEntry'),
  }),
  run({
    id: 'Cognito.IdentityPoolRoles',
    things: ['cognito-identity-pool'],
    service: 'cognito-identity.amazonaws.com',
    does: 'Has an identity pool hand out another role',
    calls: [call('cognito-identity:SetIdentityPoolRoles')],
    fix: only('cognito-identity:SetIdentityPoolRoles'),
    condition: { kind: 'unevaluated', text: 'whether the pool hands the role to who has not signed in, or to somebody it can sign in as' },
  }),
  run({
    id: 'ECR.PushImage',
    things: ['ecs-task', 'ecs-service', 'lambda-function', 'apprunner-service'],
    does: 'Replaces a container image that a workload pulls by a tag',
    calls: [call('ecr:PutImage'), call('ecr:InitiateLayerUpload'), call('ecr:UploadLayerPart'), call('ecr:CompleteLayerUpload')],
    fix: `${only('ecr:PutImage')} Make tags immutable, or pull by digest.`,
    condition: { kind: 'missing-input', text: 'which image it pulls, and whether it is started again' },
  }),
  run({
    id: 'S3.CodeOverwrite',
    things: ['lambda-function', 'glue-job', 'cloudformation-stack', 'ec2-launch-template'],
    does: 'Overwrites an object from which a workload loads its code',
    calls: [call('s3:PutObject', { anyOf: codeBuckets })],
    fix: `${only('s3:PutObject')} Keep deployed code in buckets of its own, with versions and signatures.`,
    condition: { kind: 'missing-input', text: 'where its code lies, and whether it is loaded again' },
  }),
];
