import type { Json } from '../model/facts.ts';

/**
 * Policies of AWS's own that accounts attach though exports often leave them out (AWS Managed Policy Reference Guide, November 2026). Of the long ones only what this room ever asks about:
 * permissions of IAM and STS, starting and reaching compute, secrets, the organisation. A policy that is not here and not in the import is unknown, and said to be.
 */
type Allowed = string | { actions: string | string[]; resources?: string | string[]; condition?: Json };

const allow = (...statements: Allowed[]): Json => ({ Version: '2012-10-17', Statement: statements.map((each) => statement('Allow', each)) });
const deny = (...actions: string[]): Json => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: actions, Resource: '*' }] });

function statement(effect: 'Allow' | 'Deny', given: Allowed): Json {
  const { actions, resources = '*', condition } = typeof given === 'string' ? { actions: given } : given;
  return { Effect: effect, Action: actions, Resource: resources, ...(condition !== undefined && { Condition: condition }) };
}

const passedTo = (...services: string[]): Json => ({ StringEquals: { 'iam:PassedToService': services } });
const serviceLinked = (...services: string[]): Allowed => ({
  actions: 'iam:CreateServiceLinkedRole',
  condition: { StringEquals: { 'iam:AWSServiceName': services } },
});

const reading = ['iam:Get*', 'iam:List*', 'iam:GenerateCredentialReport', 'iam:GenerateServiceLastAccessedDetails'];
const describing = [
  'ec2:Describe*',
  'lambda:List*',
  'ecs:Describe*',
  'ecs:List*',
  'ssm:Describe*',
  'ssm:List*',
  's3:List*',
  'organizations:Describe*',
  'organizations:List*',
];

const quarantine = [
  'ec2:RequestSpotInstances',
  'ec2:RunInstances',
  'ec2:StartInstances',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:ChangePassword',
  'iam:CreateAccessKey',
  'iam:CreateInstanceProfile',
  'iam:CreateLoginProfile',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:DetachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:UpdateAccessKey',
  'iam:UpdateAccountPasswordPolicy',
  'iam:UpdateUser',
  'lambda:CreateFunction',
  'organizations:CreateAccount',
  'organizations:CreateOrganization',
  'organizations:InviteAccountToOrganization',
];
const quarantineSince2021 = [
  ...quarantine,
  'cloudtrail:LookupEvents',
  'iam:AddUserToGroup',
  'iam:CreatePolicyVersion',
  'iam:PassRole',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'lambda:AddLayerVersionPermission',
  'lambda:AddPermission',
  'lambda:GetPolicy',
  'lambda:ListTags',
  'lambda:PutProvisionedConcurrencyConfig',
  'lambda:TagResource',
  'lambda:UntagResource',
  'lambda:UpdateFunctionCode',
];

/** By what follows `:policy/` in the ARN. */
const policies: Readonly<Record<string, Json>> = {
  AdministratorAccess: allow('*'),
  IAMFullAccess: allow({ actions: ['iam:*', 'organizations:Describe*', 'organizations:List*'] }),
  PowerUserAccess: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles', 'organizations:DescribeOrganization', 'account:ListRegions'],
        Resource: '*',
      },
    ],
  },
  ReadOnlyAccess: allow({ actions: [...reading, ...describing, 'ecs:Get*', 'lambda:Get*', 's3:Get*', 'dynamodb:GetItem', 'ssm:Get*', 'sts:GetAccessKeyInfo'] }),
  SecurityAudit: allow({
    actions: [...reading, ...describing, 'lambda:GetFunctionConfiguration', 'lambda:GetLayerVersion', 'lambda:GetPolicy', 's3:GetBucket*'],
  }),
  'job-function/ViewOnlyAccess': allow({ actions: ['iam:GetAccountSummary', 'iam:List*', ...describing] }),
  IAMReadOnlyAccess: allow({ actions: reading }),
  IAMUserChangePassword: allow({ actions: 'iam:ChangePassword', resources: `arn:aws:iam::*:user/\${aws:username}` }, 'iam:GetAccountPasswordPolicy'),
  AmazonS3FullAccess: allow({ actions: ['s3:*', 's3-object-lambda:*'] }),
  AmazonS3ReadOnlyAccess: allow({ actions: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'] }),
  AmazonEC2FullAccess: allow(
    { actions: ['ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*'] },
    serviceLinked(
      'autoscaling.amazonaws.com',
      'ec2scheduled.amazonaws.com',
      'elasticloadbalancing.amazonaws.com',
      'spot.amazonaws.com',
      'spotfleet.amazonaws.com',
      'transitgateway.amazonaws.com',
    ),
  ),
  AmazonEC2ReadOnlyAccess: allow({ actions: ['ec2:Describe*', 'ec2:GetSecurityGroupsForVpc', 'elasticloadbalancing:Describe*', 'autoscaling:Describe*'] }),
  AWSLambda_FullAccess: allow(
    {
      actions: [
        'lambda:*',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListRoles',
        'kms:ListAliases',
        'logs:DescribeLogGroups',
      ],
    },
    { actions: 'iam:PassRole', condition: passedTo('lambda.amazonaws.com') },
  ),
  AWSLambda_ReadOnlyAccess: allow({ actions: ['lambda:Get*', 'lambda:List*', 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:GetRole', 'iam:GetRolePolicy'] }),
  AmazonECS_FullAccess: allow(
    {
      actions: [
        'ecs:*',
        'autoscaling:*',
        'cloudformation:CreateStack',
        'cloudformation:UpdateStack',
        'ec2:RunInstances',
        'ec2:RequestSpotFleet',
        'iam:ListRoles',
      ],
    },
    { actions: 'iam:PassRole', condition: { StringLike: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } },
    { actions: 'iam:PassRole', resources: 'arn:aws:iam::*:role/ecsInstanceRole*', condition: passedTo('ec2.amazonaws.com', 'ec2.amazonaws.com.cn') },
    { actions: 'iam:PassRole', resources: 'arn:aws:iam::*:role/ecsAutoscaleRole*', condition: passedTo('application-autoscaling.amazonaws.com') },
  ),
  AWSCloudFormationFullAccess: allow('cloudformation:*'),
  AWSCodeBuildDeveloperAccess: allow({
    actions: ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:StartBuildBatch', 'codebuild:BatchGet*', 'codebuild:List*'],
  }),
  AmazonSSMFullAccess: allow(
    { actions: ['ssm:*', 'ec2messages:*', 'cloudwatch:PutMetricData', 'ds:CreateComputer', 'logs:*'] },
    serviceLinked('ssm.amazonaws.com'),
  ),
  AmazonSSMReadOnlyAccess: allow({ actions: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'] }),
  AmazonSSMManagedInstanceCore: allow({
    actions: [
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:UpdateInstanceInformation',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:PutInventory',
      'ssmmessages:*',
      'ec2messages:*',
    ],
  }),
  AmazonDynamoDBReadOnlyAccess: allow({
    actions: ['dynamodb:Describe*', 'dynamodb:List*', 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  }),
  SecretsManagerReadWrite: allow({
    actions: [
      'secretsmanager:*',
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:DescribeStacks',
      'kms:ListKeys',
      'lambda:ListFunctions',
    ],
  }),
  CloudWatchAgentServerPolicy: allow(
    { actions: ['cloudwatch:PutMetricData', 'ec2:DescribeTags', 'logs:*'] },
    { actions: 'ssm:GetParameter', resources: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*' },
  ),
  CloudWatchLogsFullAccess: allow('logs:*'),
  'service-role/AWSLambdaBasicExecutionRole': allow({ actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] }),
  'service-role/AWSLambdaVPCAccessExecutionRole': allow({
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'ec2:*NetworkInterface*'],
  }),
  'service-role/AmazonECSTaskExecutionRolePolicy': allow({
    actions: ['ecr:BatchGetImage', 'ecr:GetAuthorizationToken', 'ecr:GetDownloadUrlForLayer', 'logs:PutLogEvents'],
  }),
  AmazonEKSClusterPolicy: allow({
    actions: ['autoscaling:UpdateAutoScalingGroup', 'ec2:Describe*', 'ec2:CreateSecurityGroup', 'elasticloadbalancing:*', 'kms:DescribeKey'],
  }),
  AmazonEKSWorkerNodePolicy: allow({ actions: ['ec2:Describe*', 'eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'] }),
  AmazonEC2ContainerRegistryReadOnly: allow({ actions: ['ecr:Get*', 'ecr:Describe*', 'ecr:List*', 'ecr:BatchGetImage', 'ecr:BatchCheckLayerAvailability'] }),
  AWSDenyAll: deny('*'),
  AWSCompromisedKeyQuarantine: deny(...quarantine),
  AWSCompromisedKeyQuarantineV2: deny(...quarantineSince2021),
  AWSCompromisedKeyQuarantineV3: deny(...quarantineSince2021),
};

/** The text of a policy of AWS's own, whatever the partition; undefined: not known here. */
export function awsManagedPolicy(arn: string): Json | undefined {
  const name = /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(policies, name) ? policies[name] : undefined;
}

/** Names of those that give somebody more, and are worth attaching. */
export const worthAttaching = [
  'AdministratorAccess',
  'IAMFullAccess',
  'PowerUserAccess',
  'AWSLambda_FullAccess',
  'AmazonECS_FullAccess',
  'AmazonSSMFullAccess',
] as const;
