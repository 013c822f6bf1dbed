/** A parameter of a call that names what it acts on. */
export type ResourceForm = {
  parameter: string;
  /** The ARN without `arn:PARTITION:`, with `R` for the region, `A` for the account, `*` for the value; undefined where only a whole ARN names it. */
  arn: string | undefined;
  /** Only of calls whose name says so. */
  call?: RegExp;
};

/**
 * By service, the first that a call has counts: parameter, ARN (`-`: only whole ones), and part of the call's name where the parameter means something else in other calls. The ARNs are those of the
 * Service Authorization Reference, the parameters as CloudTrail spells them.
 */
const table = `
apigateway restApiId apigateway:R::/restapis/*
apigateway apiId apigateway:R::/apis/*
athena workGroup athena:R:A:workgroup/*
backup backupVaultName backup:R:A:backup-vault:*
batch jobQueue batch:R:A:job-queue/*
bedrock modelId bedrock:R::foundation-model/*
bedrock guardrailIdentifier bedrock:R:A:guardrail/*
bedrock agentId bedrock:R:A:agent/*
bedrock knowledgeBaseId bedrock:R:A:knowledge-base/*
cloudformation stackName cloudformation:R:A:stack/*
cloudfront distributionId cloudfront::A:distribution/*
cloudtrail trailName cloudtrail:R:A:trail/*
cloudtrail name cloudtrail:R:A:trail/*
codebuild projectName codebuild:R:A:project/*
codebuild name codebuild:R:A:project/* Project
codecommit repositoryName codecommit:R:A:*
codepipeline pipelineName codepipeline:R:A:*
codepipeline name codepipeline:R:A:* Pipeline
cognito-identity identityPoolId cognito-identity:R:A:identitypool/*
cognito-idp userPoolId cognito-idp:R:A:userpool/*
dynamodb tableName dynamodb:R:A:table/*
dynamodb requestItems dynamodb:R:A:table/*
ec2 instanceId ec2:R:A:instance/*
ec2 instancesSet ec2:R:A:instance/*
ec2 snapshotId ec2:R:A:snapshot/*
ec2 volumeId ec2:R:A:volume/*
ec2 imageId ec2:R:A:image/*
ec2 launchTemplateId ec2:R:A:launch-template/*
ec2 groupId ec2:R:A:security-group/*
ec2 networkInterfaceId ec2:R:A:network-interface/*
ec2 natGatewayId ec2:R:A:natgateway/*
ec2 internetGatewayId ec2:R:A:internet-gateway/*
ec2 routeTableId ec2:R:A:route-table/*
ec2 networkAclId ec2:R:A:network-acl/*
ec2 subnetId ec2:R:A:subnet/*
ec2 vpcId ec2:R:A:vpc/*
ec2 keyName ec2:R:A:key-pair/* KeyPair
ec2-instance-connect instanceId ec2:R:A:instance/*
ecr repositoryName ecr:R:A:repository/*
ecs service -
ecs task -
ecs cluster ecs:R:A:cluster/*
ecs taskDefinition ecs:R:A:task-definition/*
eks clusterName eks:R:A:cluster/*
eks name eks:R:A:cluster/* Cluster
elasticfilesystem fileSystemId elasticfilesystem:R:A:file-system/*
elasticache cacheClusterId elasticache:R:A:cluster:*
es domainName es:R:A:domain/*
events name events:R:A:rule/* Rule
events rule events:R:A:rule/*
events eventBusName events:R:A:event-bus/*
firehose deliveryStreamName firehose:R:A:deliverystream/*
glue jobName glue:R:A:job/*
glue endpointName glue:R:A:devEndpoint/*
glue name glue:R:A:job/* Job
glue databaseName glue:R:A:database/*
iam groupName iam::A:group/* Group
iam instanceProfileName iam::A:instance-profile/* InstanceProfile
iam userName iam::A:user/*
iam roleName iam::A:role/*
iam groupName iam::A:group/*
iam policyArn -
iam name iam::A:saml-provider/* SAMLProvider
kinesis streamName kinesis:R:A:stream/*
kms keyId kms:R:A:*
lambda functionName lambda:R:A:function:*
lambda layerName lambda:R:A:layer:*
logs logGroupName logs:R:A:log-group:*
rds dBInstanceIdentifier rds:R:A:db:*
rds dBClusterIdentifier rds:R:A:cluster:*
rds dBSnapshotIdentifier rds:R:A:snapshot:*
rds sourceDBSnapshotIdentifier rds:R:A:snapshot:*
rds dBClusterSnapshotIdentifier rds:R:A:cluster-snapshot:*
rds sourceDBClusterSnapshotIdentifier rds:R:A:cluster-snapshot:*
redshift clusterIdentifier redshift:R:A:cluster:*
rolesanywhere trustAnchorId rolesanywhere:R:A:trust-anchor/*
rolesanywhere profileId rolesanywhere:R:A:profile/*
route53 hostedZoneId route53:::hostedzone/*
s3 bucketName s3:::*
s3 bucket s3:::*
sagemaker notebookInstanceName sagemaker:R:A:notebook-instance/*
sagemaker endpointName sagemaker:R:A:endpoint/*
sagemaker trainingJobName sagemaker:R:A:training-job/*
secretsmanager secretId secretsmanager:R:A:secret:*
secretsmanager secretIdList secretsmanager:R:A:secret:*
secretsmanager name secretsmanager:R:A:secret:* Secret
sns topicArn -
sns targetArn -
sns name sns:R:A:* Topic
sqs queueUrl sqs:R:A:*
sqs queueName sqs:R:A:*
ssm instanceIds ec2:R:A:instance/*
ssm instanceId ec2:R:A:instance/*
ssm target ec2:R:A:instance/* StartSession
ssm name ssm:R:A:parameter/* Parameter
ssm names ssm:R:A:parameter/* Parameter
ssm name ssm:R:A:document/* Document
states stateMachineArn -
states executionArn -
states name states:R:A:stateMachine:* StateMachine
sts roleArn -
`;

export const resourceForms: ReadonlyMap<string, readonly ResourceForm[]> = Map.groupBy(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [service = '', parameter = '', arn, call] = line.split(' ');
      return { service, parameter, arn: arn === '-' ? undefined : arn, ...(call === undefined ? {} : { call: new RegExp(call) }) };
    }),
  ({ service }) => service,
);
