import type { Condition } from '../../../model/facts.ts';
import { type Call, call, onThing, type PassRule } from '../rule.ts';

type Given = { id: string; service: string; starts: string; calls: readonly Call[]; profile?: true; needs?: string; condition?: Condition };

/** Passing a role to something new. @param starts what the attacker does, after "Passes the role to" */
function pass({ id, service, starts, ...given }: Given): PassRule {
  return {
    id: `AWS.${id}`,
    edgeType: 'PASS_TO_NEW',
    explanation: `Passes the role to ${starts}; code of the attacker runs as the role.`,
    fix: `Allow iam:PassRole only on the roles that are meant to be passed, with the condition iam:PassedToService ${service}, and give such roles no more than their work needs.`,
    service,
    ...given,
  };
}

const hangsOn = (text: string): Condition => ({ kind: 'unevaluated', text });

/** Starting an instance: asked of all that it is made of. */
export const runInstances = call('ec2:RunInstances', { types: ['instance', 'image', 'subnet', 'network-interface', 'security-group', 'volume'] });
const ec2 = { service: 'ec2.amazonaws.com', profile: true } as const;
const lambda = { service: 'lambda.amazonaws.com' };
const glue = { service: 'glue.amazonaws.com' };
const cloudFormation = { service: 'cloudformation.amazonaws.com' };
const codeBuild = { service: 'codebuild.amazonaws.com' };
const sageMaker = { service: 'sagemaker.amazonaws.com' };
const tasks = { service: 'ecs-tasks.amazonaws.com' };
const ssm = { service: 'ssm.amazonaws.com' };
const interpreter = { types: ['code-interpreter-custom'] };

export const passRules: readonly PassRule[] = [
  pass({ id: 'EC2.PassRole.RunInstances', ...ec2, starts: 'a new instance whose user data it writes', calls: [runInstances] }),
  pass({
    id: 'EC2.PassRole.AssociateIamInstanceProfile',
    ...ec2,
    starts: 'an instance on which it runs code',
    calls: [onThing('ec2:AssociateIamInstanceProfile or ec2:ReplaceIamInstanceProfileAssociation')],
    needs: 'ec2-instance',
  }),
  pass({ id: 'EC2.PassRole.RequestSpotInstances', ...ec2, starts: 'a spot instance whose user data it writes', calls: [call('ec2:RequestSpotInstances')] }),
  pass({ id: 'EC2.PassRole.RequestSpotFleet', ...ec2, starts: 'a spot fleet whose user data it writes', calls: [call('ec2:RequestSpotFleet')] }),
  pass({
    id: 'EC2.PassRole.CreateLaunchTemplate.CreateFleet',
    ...ec2,
    starts: 'a launch template, and starts a fleet or an auto scaling group from it',
    calls: [call('ec2:CreateLaunchTemplate'), call('ec2:CreateFleet or autoscaling:CreateAutoScalingGroup')],
  }),
  pass({
    id: 'AutoScaling.PassRole.CreateLaunchConfiguration',
    ...ec2,
    starts: 'a launch configuration, and starts an auto scaling group from it',
    calls: [call('autoscaling:CreateLaunchConfiguration'), call('autoscaling:CreateAutoScalingGroup')],
  }),
  pass({
    id: 'Lambda.PassRole.CreateFunction.Invoke',
    ...lambda,
    starts: 'a new function and invokes it',
    calls: [call('lambda:CreateFunction'), call('lambda:InvokeFunction')],
  }),
  pass({
    id: 'Lambda.PassRole.CreateFunction.EventSource',
    ...lambda,
    starts: 'a new function and has an event source invoke it',
    calls: [call('lambda:CreateFunction'), call('lambda:CreateEventSourceMapping')],
  }),
  pass({
    id: 'Lambda.PassRole.CreateFunction.AddPermission',
    ...lambda,
    starts: 'a new function and lets itself, or a service that it can trigger, invoke it',
    calls: [call('lambda:CreateFunction'), call('lambda:AddPermission')],
  }),
  pass({
    id: 'Lambda.PassRole.CreateFunction.FunctionUrl',
    ...lambda,
    starts: 'a new function and gives it an address of its own',
    calls: [call('lambda:CreateFunction'), call('lambda:CreateFunctionUrlConfig'), call('lambda:AddPermission')],
  }),
  pass({
    id: 'Lambda.PassRole.UpdateFunctionConfiguration',
    ...lambda,
    starts: 'a function whose code it controls',
    calls: [onThing('lambda:UpdateFunctionConfiguration')],
    needs: 'lambda-function',
  }),
  pass({ id: 'Glue.PassRole.CreateDevEndpoint', ...glue, starts: 'a development endpoint and signs in there', calls: [call('glue:CreateDevEndpoint')] }),
  pass({ id: 'Glue.PassRole.CreateJob.StartJobRun', ...glue, starts: 'a new job and starts it', calls: [call('glue:CreateJob'), call('glue:StartJobRun')] }),
  pass({
    id: 'Glue.PassRole.CreateJob.CreateTrigger',
    ...glue,
    starts: 'a new job and has a trigger start it',
    calls: [call('glue:CreateJob'), call('glue:CreateTrigger')],
  }),
  pass({
    id: 'Glue.PassRole.UpdateJob.StartJobRun',
    ...glue,
    starts: 'a job whose script it changes, and starts it',
    calls: [onThing('glue:UpdateJob'), onThing('glue:StartJobRun')],
    needs: 'glue-job',
  }),
  pass({
    id: 'Glue.PassRole.UpdateJob.CreateTrigger',
    ...glue,
    starts: 'a job whose script it changes, and has a trigger start it',
    calls: [onThing('glue:UpdateJob'), call('glue:CreateTrigger')],
    needs: 'glue-job',
  }),
  pass({ id: 'Glue.PassRole.CreateSession', ...glue, starts: 'an interactive session', calls: [call('glue:CreateSession'), call('glue:RunStatement')] }),
  pass({
    id: 'CloudFormation.PassRole.CreateStack',
    ...cloudFormation,
    starts: 'a new stack, whose template acts with it',
    calls: [call('cloudformation:CreateStack')],
  }),
  pass({
    id: 'CloudFormation.PassRole.UpdateStack',
    ...cloudFormation,
    starts: 'a stack that is there, whose template it changes',
    calls: [onThing('cloudformation:UpdateStack')],
    needs: 'cloudformation-stack',
  }),
  pass({
    id: 'CloudFormation.PassRole.StackSet',
    ...cloudFormation,
    starts: 'a new stack set as its administration role',
    calls: [call('cloudformation:CreateStackSet'), call('cloudformation:CreateStackInstances', { types: ['stackset'] })],
  }),
  pass({
    id: 'CloudFormation.PassRole.UpdateStackSet',
    ...cloudFormation,
    starts: 'a stack set that is there as its administration role',
    calls: [onThing('cloudformation:UpdateStackSet', 'stackset')],
    needs: 'cloudformation-stackset',
  }),
  pass({
    id: 'DataPipeline.PassRole.Create',
    service: 'datapipeline.amazonaws.com',
    starts: 'a new pipeline that runs commands',
    calls: [call('datapipeline:CreatePipeline'), call('datapipeline:PutPipelineDefinition'), call('datapipeline:ActivatePipeline')],
  }),
  pass({
    id: 'CodeBuild.PassRole.CreateProject.StartBuild',
    ...codeBuild,
    starts: 'a new build project and starts a build',
    calls: [call('codebuild:CreateProject'), call('codebuild:StartBuild')],
  }),
  pass({
    id: 'CodeBuild.PassRole.CreateProject.StartBuildBatch',
    ...codeBuild,
    starts: 'a new build project and starts a batch of builds',
    calls: [call('codebuild:CreateProject'), call('codebuild:StartBuildBatch')],
  }),
  pass({
    id: 'CodeBuild.PassRole.UpdateProject.StartBuild',
    ...codeBuild,
    starts: 'a build project that is there, and starts a build',
    calls: [onThing('codebuild:UpdateProject'), onThing('codebuild:StartBuild')],
    needs: 'codebuild-project',
  }),
  pass({
    id: 'CodePipeline.PassRole.CreatePipeline',
    service: 'codepipeline.amazonaws.com',
    starts: 'a new pipeline and runs it',
    calls: [call('codepipeline:CreatePipeline'), call('codepipeline:StartPipelineExecution')],
  }),
  pass({
    id: 'CodeDeploy.PassRole.CreateDeploymentGroup',
    service: 'codedeploy.amazonaws.com',
    starts: 'a new deployment group and deploys to it',
    calls: [call('codedeploy:CreateDeploymentGroup'), call('codedeploy:CreateDeployment')],
    condition: hangsOn('instances or functions that CodeDeploy can deploy to'),
  }),
  pass({
    id: 'SageMaker.PassRole.CreateNotebookInstance',
    ...sageMaker,
    starts: 'a new notebook instance, which it opens or has run a script at its start',
    calls: [call('sagemaker:CreateNotebookInstance'), call('sagemaker:CreatePresignedNotebookInstanceUrl or sagemaker:CreateNotebookInstanceLifecycleConfig')],
  }),
  pass({
    id: 'SageMaker.PassRole.CreateTrainingJob',
    ...sageMaker,
    starts: 'a training job that runs its container',
    calls: [call('sagemaker:CreateTrainingJob')],
  }),
  pass({
    id: 'SageMaker.PassRole.CreateProcessingJob',
    ...sageMaker,
    starts: 'a processing job that runs its container',
    calls: [call('sagemaker:CreateProcessingJob')],
  }),
  pass({
    id: 'SageMaker.PassRole.CreateUserProfile',
    ...sageMaker,
    starts: 'a user profile or domain of Studio, which it opens',
    calls: [call('sagemaker:CreateUserProfile or sagemaker:CreateDomain'), call('sagemaker:CreatePresignedDomainUrl')],
  }),
  pass({
    id: 'ECS.PassRole.CreateCluster.RunTask',
    ...tasks,
    starts: 'a new task definition, and runs it as a task on a new cluster',
    calls: [call('ecs:CreateCluster'), call('ecs:RegisterTaskDefinition'), call('ecs:RunTask')],
  }),
  pass({
    id: 'ECS.PassRole.CreateCluster.CreateService',
    ...tasks,
    starts: 'a new task definition, and runs it as a service on a new cluster',
    calls: [call('ecs:CreateCluster'), call('ecs:RegisterTaskDefinition'), call('ecs:CreateService')],
  }),
  pass({
    id: 'ECS.PassRole.RunTask',
    ...tasks,
    starts: 'a new task definition, and runs it as a task',
    calls: [call('ecs:RegisterTaskDefinition'), call('ecs:RunTask')],
    needs: 'ecs-cluster',
  }),
  pass({
    id: 'ECS.PassRole.CreateService',
    ...tasks,
    starts: 'a new task definition, and runs it as a service',
    calls: [call('ecs:RegisterTaskDefinition'), call('ecs:CreateService')],
    needs: 'ecs-cluster',
  }),
  pass({
    id: 'ECS.PassRole.StartTask',
    ...tasks,
    starts: 'a new task definition, and starts it on a container instance',
    calls: [call('ecs:RegisterTaskDefinition'), call('ecs:StartTask')],
    needs: 'ecs-container-instance',
  }),
  pass({
    id: 'ECS.PassRole.RunTaskOverride',
    ...tasks,
    starts: 'a task of a definition that is there, whose role and command it overrides',
    calls: [onThing('ecs:RunTask')],
    needs: 'ecs-task-definition',
  }),
  pass({
    id: 'AppRunner.PassRole.CreateService',
    service: 'tasks.apprunner.amazonaws.com',
    starts: 'a new App Runner service',
    calls: [call('apprunner:CreateService')],
  }),
  pass({
    id: 'Bedrock.PassRole.CodeInterpreter',
    service: 'bedrock-agentcore.amazonaws.com',
    starts: 'a new code interpreter and gives it code',
    calls: [
      call('bedrock-agentcore:CreateCodeInterpreter'),
      call('bedrock-agentcore:StartCodeInterpreterSession', interpreter),
      call('bedrock-agentcore:InvokeCodeInterpreter', interpreter),
    ],
  }),
  pass({ id: 'SSM.PassRole.Automation', ...ssm, starts: 'an automation', calls: [call('ssm:StartAutomationExecution', { types: ['automation-definition'] })] }),
  pass({
    id: 'SSM.PassRole.CreateActivation',
    ...ssm,
    starts: 'an activation, by which a machine of its own gets the role',
    calls: [call('ssm:CreateActivation')],
  }),
  pass({
    id: 'StepFunctions.PassRole.CreateStateMachine',
    service: 'states.amazonaws.com',
    starts: 'a new state machine that calls whatever it likes',
    calls: [call('states:CreateStateMachine'), call('states:StartExecution', { types: ['statemachine'] })],
  }),
  pass({
    id: 'EventBridge.PassRole.CreateSchedule',
    service: 'scheduler.amazonaws.com',
    starts: 'a schedule that calls whatever it likes',
    calls: [call('scheduler:CreateSchedule')],
  }),
  pass({
    id: 'EventBridge.PassRole.PutTargets',
    service: 'events.amazonaws.com',
    starts: 'a rule that starts targets with it',
    calls: [call('events:PutRule', { types: ['rule-on-default-event-bus'] }), call('events:PutTargets', { types: ['rule-on-default-event-bus'] })],
    condition: hangsOn('a target that does with the role what the attacker wants'),
  }),
  pass({
    id: 'Batch.PassRole.SubmitJob',
    ...tasks,
    starts: 'a job definition, and submits a job of it',
    calls: [call('batch:RegisterJobDefinition'), call('batch:SubmitJob', { types: ['job-definition', 'job-queue'] })],
    needs: 'batch-queue',
  }),
  pass({
    id: 'ElasticBeanstalk.PassRole.CreateEnvironment',
    service: 'elasticbeanstalk.amazonaws.com',
    starts: 'a new environment that runs its application',
    calls: [call('elasticbeanstalk:CreateApplication'), call('elasticbeanstalk:CreateEnvironment')],
    condition: hangsOn('what the environment lets its application do with the role'),
  }),
  pass({
    id: 'EMR.PassRole.RunJobFlow',
    service: 'elasticmapreduce.amazonaws.com',
    starts: 'a new cluster whose steps it writes',
    calls: [call('elasticmapreduce:RunJobFlow')],
  }),
  pass({
    id: 'EMRServerless.PassRole.StartJobRun',
    service: 'emr-serverless.amazonaws.com',
    starts: 'a job run of a new application',
    calls: [call('emr-serverless:CreateApplication'), call('emr-serverless:StartJobRun')],
  }),
  pass({
    id: 'Cloud9.ManagedCredentials',
    service: 'cloud9.amazonaws.com',
    starts: 'a new development environment',
    calls: [call('cloud9:CreateEnvironmentEC2')],
    condition: hangsOn('what Cloud9 lets its environment do with the role'),
  }),
  pass({
    id: 'Amplify.PassRole',
    service: 'amplify.amazonaws.com',
    starts: 'a new app, and starts a job that builds it',
    calls: [call('amplify:CreateApp'), call('amplify:StartJob')],
    condition: hangsOn('what the build of the app may do with the role'),
  }),
  pass({
    id: 'EKS.PassRole.PodIdentity',
    service: 'pods.eks.amazonaws.com',
    starts: 'a service account of a cluster',
    calls: [call('eks:CreatePodIdentityAssociation')],
    condition: { kind: 'missing-input', text: 'whether it can run a pod with that service account' },
  }),
  pass({
    id: 'IoT.PassRole.CreateTopicRule',
    service: 'iot.amazonaws.com',
    starts: 'a topic rule whose actions it writes',
    calls: [call('iot:CreateTopicRule')],
    condition: hangsOn('an action of the rule that does with the role what the attacker wants'),
  }),
  pass({
    id: 'Transfer.PassRole.CreateUser',
    service: 'transfer.amazonaws.com',
    starts: 'a user of a file transfer server',
    calls: [call('transfer:CreateUser')],
    condition: hangsOn('a file transfer server, by which only data is reached'),
  }),
  pass({
    id: 'ImageBuilder.PassRole',
    ...ec2,
    starts: 'an infrastructure configuration, and builds an image whose components it writes',
    calls: [call('imagebuilder:CreateInfrastructureConfiguration'), call('imagebuilder:CreateImage')],
  }),
  pass({
    id: 'Braket.PassRole.CreateJob',
    service: 'braket.amazonaws.com',
    starts: 'a hybrid job that runs its container',
    calls: [call('braket:CreateJob', { types: ['job'] })],
  }),
];
