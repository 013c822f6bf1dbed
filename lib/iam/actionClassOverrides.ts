import type { ActionClass } from '../model/facts.ts';

/**
 * Where the rules of `actionClass.ts` mislead: the actions of AWS, by service and class, reviewed by hand. What counts is the most harmful thing that the action does by itself:
 *
 * - execute: own code or commands come to run with someone else's authority: code of a function, what a job, stack, pipeline or schedule starts, instructions to an agent; new machines too
 * - delegate: sign-in, keys, membership, trust, roles of compute, sharing with other accounts; whether an approval or a guard holds; a database's master password
 * - read-secret: yields a credential of something else
 * - send: a message or event in the organisation's name; a signature
 * - spend: buys, reserves, or asks a model that is paid by the question
 * - delete: also what lets content expire
 * - write: SQL on a database (it may read and delete as well), network openings, planting what others will run later
 */
export const actionClassOverrides: Record<string, Partial<Record<ActionClass, string>>> = {
  account: { delegate: 'StartPrimaryEmailUpdate AcceptPrimaryEmailUpdate' },
  acm: { 'read-secret': 'ExportCertificate GetAcmeExternalAccountBindingCredentials', write: 'RenewCertificate' },
  'acm-pca': { delegate: 'IssueCertificate' },
  airflow: { execute: 'CreateCliToken CreateWebLoginToken' },
  aoss: {
    delegate:
      'CreateSecurityPolicy UpdateSecurityPolicy DeleteSecurityPolicy DeleteAccessPolicy CreateSecurityConfig UpdateSecurityConfig DeleteSecurityConfig',
  },
  apigateway: { delete: 'DELETE', write: 'AddCertificateToDomain RemoveCertificateFromDomain SetWebACL' },
  apprunner: { execute: 'CreateService UpdateService', spend: 'ResumeService' },
  appsync: { send: 'EventPublish', read: 'EventSubscribe', write: 'SetWebACL' },
  athena: {
    read: 'StartQueryExecution RunQuery',
    execute: 'CreatePresignedNotebookUrl GetSessionEndpoint',
    spend: 'CreateCapacityReservation UpdateCapacityReservation',
  },
  autoscaling: {
    execute: 'CreateLaunchConfiguration CreateAutoScalingGroup UpdateAutoScalingGroup StartInstanceRefresh',
    spend: 'ExecutePolicy SetDesiredCapacity PutWarmPool PutScalingPolicy PutScheduledUpdateGroupAction BatchPutScheduledUpdateGroupAction',
  },
  'aws-marketplace': {
    spend: 'Subscribe AcceptAgreementRequest AcceptAgreementApprovalRequest AcceptAgreementPaymentRequest CreateAgreementRequest',
    write: 'StartBuild StartInvoiceSubmissionTask StartTaxComplianceProfileChangeTask',
  },
  'aws-external-anthropic': { spend: 'CreateInference CreateBatchInference' },
  backup: {
    write: 'StartBackupJob StartCopyJob StartRestoreJob StartReportJob StartScanJob',
    delete: 'UpdateRecoveryPointLifecycle',
    delegate: 'AssociateBackupVaultMpaApprovalTeam DisassociateBackupVaultMpaApprovalTeam',
  },
  batch: { spend: 'CreateComputeEnvironment UpdateComputeEnvironment' },
  bedrock: {
    execute: 'InvokeAgent InvokeInlineAgent InvokeFlow InvokeTool UpdateAgent UpdateAgentActionGroup CreateAgentActionGroup',
    spend:
      'RetrieveAndGenerate ApplyGuardrail Rerank AgenticRetrieveStream CreateModelInvocationJob CreateModelCustomizationJob CreateEvaluationJob CreateModelEvaluationJob CreateAdvancedPromptOptimizationJob CreateCustomModelDeployment CreateProvisionedModelThroughput UpdateProvisionedModelThroughput CreateMarketplaceModelEndpoint CreateFoundationModelAgreement InvokeBuilder InvokeBlueprintOptimizationAsync InvokeBlueprintRecommendationAsync InvokeDataAutomation InvokeDataAutomationAsync InvokeDataAutomationLibraryIngestionJob StartAutomatedReasoningPolicyBuildWorkflow StartAutomatedReasoningPolicyTestWorkflow',
    write: 'CreateModelCopyJob CreateModelImportJob StartIngestionJob',
    delegate: 'CreateDataSourceToken',
  },
  'bedrock-agentcore': {
    execute:
      'InvokeGateway ConnectBrowserAutomationStream UpdateBrowserStream CreateAgentRuntime UpdateAgentRuntime CreateCodeInterpreter CreateHarness UpdateHarness',
    'read-secret':
      'GetResourceApiKey GetResourceOauth2Token GetResourcePaymentToken GetWorkloadAccessToken GetWorkloadAccessTokenForJWT GetWorkloadAccessTokenForUserId',
    delegate:
      'CompleteResourceTokenAuth CreatePolicy UpdatePolicy DeletePolicy CreatePolicyEngine UpdatePolicyEngine DeletePolicyEngine CreateWorkloadIdentity UpdateWorkloadIdentity DeleteResourcePolicy',
    spend: 'InvokeWebSearch CreatePaymentSession ProcessPayment Evaluate StartBatchEvaluation StartRecommendation',
    read: 'AuthorizeAction PartiallyAuthorizeActions InvokeRegistryMcp',
    write: 'SynchronizeGatewayTargets StartMemoryExtractionJob',
  },
  'bedrock-mantle': { spend: 'CreateInference' },
  billing: { delegate: 'UpdateIAMAccessPreference' },
  budgets: { delegate: 'CreateBudgetAction UpdateBudgetAction ExecuteBudgetAction DeleteBudgetAction' },
  ce: { read: 'StartCommitmentPurchaseAnalysis StartSavingsPlansPurchaseRecommendationGeneration' },
  chime: {
    send: 'UpdateChannelMessage CreateMeetingDialOut CreateSipMediaApplicationCall SubmitSupportRequest CreateProxySession',
    delegate: 'AcceptDelegate RenewDelegate CreateAppInstanceAdmin CreateAppInstanceUser CreateUser UpdateUser ResetPersonalPIN UpdateAccountOpenIdConfig',
    'read-secret': 'RegenerateSecurityToken',
    spend: 'CreatePhoneNumberOrder',
    delete:
      'RedactChannelMessage RedactConversationMessage RedactRoomMessage PutRetentionSettings PutAppInstanceRetentionSettings PutChannelExpirationSettings',
    write: 'StartSpeakerSearchTask StartVoiceToneAnalysisTask',
  },
  cloud9: {
    delegate: 'CreateEnvironmentMembership UpdateEnvironmentMembership',
    'read-secret': 'CreateEnvironmentToken',
    execute: 'CreateEnvironmentEC2 ActivateEC2Remote',
  },
  cloudformation: {
    execute: 'CreateStack UpdateStack CreateStackInstances UpdateStackInstances CreateStackSet UpdateStackSet RegisterType ActivateType TestType',

    read: 'DetectStackDrift DetectStackResourceDrift DetectStackSetDrift',
    delegate: 'ActivateOrganizationsAccess DeactivateOrganizationsAccess',
  },
  cloudfront: {
    execute: 'CreateFunction UpdateFunction PublishFunction CreateConnectionFunction UpdateConnectionFunction PublishConnectionFunction',
    spend: 'CreateSavingsPlan UpdateSavingsPlan',
    delegate: 'CreatePublicKey UpdatePublicKey CreateKeyGroup UpdateKeyGroup DeleteResourcePolicy',
    read: 'TestFunction TestConnectionFunction',
  },
  cloudshell: { execute: 'CreateSession ApproveCommand' },
  cloudtrail: {
    read: 'StartQuery GenerateQuery',
    delegate: 'RegisterOrganizationDelegatedAdmin DeregisterOrganizationDelegatedAdmin DeleteResourcePolicy',
  },
  cloudwatch: {
    'read-secret': 'GetSpaceCredentials GetSpaceCredentialsForOrganization',
    read: 'StartTelemetryQuery StartTelemetryQuerySession',
    delegate: 'CreateOneTimeDeepLinkCode',

    spend: 'StartOmniThreadSession',
  },
  codeartifact: { delegate: 'PutDomainPermissionsPolicy PutRepositoryPermissionsPolicy' },
  codebuild: { execute: 'CreateProject UpdateProject StartSandbox StartSandboxConnection', delegate: 'UpdateProjectVisibility' },
  codecommit: {
    send: 'UpdateComment PutCommentReaction',
    delegate:
      'OverridePullRequestApprovalRules UpdatePullRequestApprovalState CreatePullRequestApprovalRule UpdatePullRequestApprovalRuleContent DeletePullRequestApprovalRule CreateApprovalRuleTemplate UpdateApprovalRuleTemplateContent DeleteApprovalRuleTemplate AssociateApprovalRuleTemplateWithRepository DisassociateApprovalRuleTemplateFromRepository BatchAssociateApprovalRuleTemplateWithRepositories BatchDisassociateApprovalRuleTemplateFromRepositories',
  },
  codeconnections: { 'read-secret': 'GetConnectionToken GetIndividualAccessToken', write: 'UseConnection' },
  codepipeline: {
    execute: 'CreatePipeline UpdatePipeline RollbackStage',
    'read-secret': 'PollForJobs PollForThirdPartyJobs GetJobDetails GetThirdPartyJobDetails',
    delegate: 'PutApprovalResult OverrideStageCondition',
  },
  'codestar-connections': { 'read-secret': 'GetConnectionToken GetIndividualAccessToken', write: 'UseConnection' },
  'cognito-identity': {
    'read-secret': 'GetCredentialsForIdentity GetOpenIdToken GetOpenIdTokenForDeveloperIdentity',
    delegate:
      'SetIdentityPoolRoles CreateIdentityPool UpdateIdentityPool SetPrincipalTagAttributeMap MergeDeveloperIdentities UnlinkDeveloperIdentity UnlinkIdentity',
  },
  'cognito-idp': {
    delegate:
      'AdminAddUserToGroup AdminRemoveUserFromGroup AdminConfirmSignUp AdminCreateUser AdminSetUserPassword AdminResetUserPassword AdminEnableUser AdminDisableUser AdminLinkProviderForUser AdminDisableProviderForUser AdminSetUserMFAPreference AdminSetUserSettings AdminDeleteSoftwareToken AdminUpdateUserAttributes CreateIdentityProvider UpdateIdentityProvider DeleteIdentityProvider CreateUserPoolClient UpdateUserPoolClient AddUserPoolClientSecret CreateGroup UpdateGroup SetUserPoolMfaConfig UpdateUserPool CreateResourceServer UpdateResourceServer CreateUserImportJob StartUserImportJob',
    'read-secret': 'DescribeUserPoolClient GetTokensFromRefreshToken',
  },
  config: {
    execute: 'PutRemediationConfigurations',
    delegate: 'PutAggregationAuthorization DeleteAggregationAuthorization',
    write: 'DeliverConfigSnapshot DeleteRetentionConfiguration',
    delete: 'PutRetentionConfiguration',
  },
  connect: { 'read-secret': 'GetFederationToken AdminGetEmergencyAccessToken' },
  datapipeline: { execute: 'ActivatePipeline PutPipelineDefinition', 'read-secret': 'PollForTask' },
  ds: { delegate: 'ResetUserPassword EnableRadius UpdateRadius CreateTrust' },
  dsql: { delegate: 'DbConnectAdmin PutClusterPolicy DeleteClusterPolicy' },
  dynamodb: { delete: 'PartiQLDelete UpdateTimeToLive', write: 'StartAwsBackupJob' },
  ec2: {
    execute:
      'CreateFleet RequestSpotFleet RequestSpotInstances ModifyInstanceAttribute CreateReplaceRootVolumeTask CreateLaunchTemplateVersion ModifyLaunchTemplate ImportInstance',
    'read-secret': 'GetPasswordData',
    delegate:
      'AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation AssociateEnclaveCertificateIamRole ModifyImageAttribute ModifyFpgaImageAttribute ResetImageAttribute ResetFpgaImageAttribute ModifyVerifiedAccessEndpointPolicy ModifyVerifiedAccessGroupPolicy CreateVerifiedAccessTrustProvider ModifyVerifiedAccessTrustProvider AttachVerifiedAccessTrustProvider EnableIpamOrganizationAdminAccount',
    spend:
      'CreateCapacityReservation CreateCapacityReservationBySplitting CreateCapacityReservationFleet ModifyCapacityReservation AcceptReservedInstancesExchangeQuote CreateReservedInstancesListing ModifyReservedInstances ModifyFleet ModifySpotFleetRequest EnableFastSnapshotRestores ProvisionIpamPoolCidr',
    read: 'CreateTrafficMirrorSession ModifyTrafficMirrorSession CreateInstanceExportTask',
    write:
      'AuthorizeClientVpnIngress AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress AttachApplianceToNatGateway DetachApplianceFromNatGateway AttachResourcesToPlacementGroup DetachResourcesFromPlacementGroup CreateOdbNetworkPeering ModifyOdbNetworkPeering SendDiagnosticInterrupt SendSpotInstanceInterruptions',
    delete: 'DeleteOdbNetworkPeering',
  },
  'ec2-instance-connect': { execute: 'SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel' },
  ecr: { delete: 'PutLifecyclePolicy', write: 'DeleteLifecyclePolicy' },
  ecs: {
    execute: 'CreateService UpdateService CreateTaskSet UpdateTaskSet CreateExpressGatewayService UpdateExpressGatewayService CreateDaemon UpdateDaemon',
    write: 'StartTelemetrySession',
    read: 'DiscoverPollEndpoint',
  },
  eks: {
    delegate:
      'DisassociateAccessPolicy DeleteAccessEntry CreatePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation AssociateIdentityProviderConfig DisassociateIdentityProviderConfig',
    execute: 'CreateNodegroup CreateFargateProfile CreateAddon UpdateAddon',
    spend: 'CreateEksAnywhereSubscription UpdateEksAnywhereSubscription',
  },
  elasticache: { delegate: 'CreateUser ModifyUser CreateUserGroup ModifyUserGroup', write: 'AuthorizeCacheSecurityGroupIngress' },
  elasticbeanstalk: { execute: 'CreateEnvironment UpdateEnvironment ComposeEnvironments RebuildEnvironment' },
  elasticloadbalancing: { spend: 'ModifyCapacityReservation' },
  elasticmapreduce: {
    'read-secret': 'GetClusterSessionCredentials',
    execute: 'AddJobFlowSteps StartEditor OpenEditorInConsole AttachEditor CreateStudioPresignedUrl GetSessionEndpoint',
    delegate: 'CreateStudioSessionMapping UpdateStudioSessionMapping DeleteStudioSessionMapping',
    spend: 'AddInstanceFleet AddInstanceGroups ModifyInstanceFleet ModifyInstanceGroups',
  },
  'emr-containers': { 'read-secret': 'GetManagedEndpointSessionCredentials', execute: 'CreateManagedEndpoint' },
  'emr-serverless': { execute: 'AccessInteractiveEndpoints AccessLivyEndpoints', spend: 'StartApplication' },
  es: {
    delete: 'ESHttpDelete',
    delegate: 'UpdateDomainConfig UpdateElasticsearchDomainConfig RevokeVpcEndpointAccess',
  },
  events: {
    send: 'PutEvents PutPartnerEvents PutRawEvents InvokeApiDestination StartReplay',
    execute: 'PutTargets',
    'read-secret': 'RetrieveConnectionCredentials',
  },
  'execute-api': { send: 'ManageConnections' },
  gamelift: { 'read-secret': 'RequestUploadCredentials GetInstanceAccess GetComputeAccess GetComputeAuthToken' },
  glue: {
    execute:
      'UpdateJob UpdateJobFromSourceControl CreateDevEndpoint UpdateDevEndpoint CreateSession CreateTrigger UpdateTrigger StartTrigger StartNotebook GlueNotebookAuthorize RunDataPreviewStatement',
    'read-secret': 'GetConnection GetConnections GlueNotebookRefreshCredentials',
    read: 'RequestLogParsing TestConnection UseGlueStudio',
    write: 'ManagedConnector RefreshOAuth2Tokens DeregisterDataPreview SendRecipeAction NotifyEvent PublishDataQuality SendFeedback',
    delete: 'TerminateNotebook',
  },
  guardduty: {
    delegate:
      'EnableOrganizationAdminAccount DisableOrganizationAdminAccount AcceptAdministratorInvitation AcceptInvitation DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers',
    spend: 'StartMalwareScan SendObjectMalwareScan',
    write: 'SendSecurityTelemetry',
  },
  iam: {
    delegate:
      'AddClientIDToOpenIDConnectProvider RemoveClientIDFromOpenIDConnectProvider AddRoleToInstanceProfile RemoveRoleFromInstanceProfile AddUserToGroup RemoveUserFromGroup AcceptDelegationRequest AssociateDelegationRequest CreateDelegationRequest SendDelegationToken CreateOpenIDConnectProvider CreateRole CreateSAMLProvider CreateUser DeactivateMFADevice EnableMFADevice UpdateAccountPasswordPolicy UpdateOpenIDConnectProviderThumbprint UpdateSAMLProvider UploadSigningCertificate UpdateSigningCertificate UploadSSHPublicKey UpdateSSHPublicKey UploadCloudFrontPublicKey UpdateCloudFrontPublicKey EnableOrganizationsRootCredentialsManagement DisableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions DisableOrganizationsRootSessions EnableOutboundWebIdentityFederation DisableOutboundWebIdentityFederation UpdateAccountEmailAddress',
    read: 'GenerateCredentialReport GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails',
  },
  identitystore: { delegate: 'CreateGroupMembership DeleteGroupMembership CreateUser UpdateUser', write: 'ReserveUser' },
  iot: {
    delegate:
      'AttachThingPrincipal DetachThingPrincipal CreateKeysAndCertificate CreateCertificateFromCsr CreateProvisioningClaim RegisterCertificate RegisterCertificateWithoutCA RegisterCACertificate UpdateCACertificate UpdateCertificate AcceptCertificateTransfer TransferCertificate CreateRoleAlias UpdateRoleAlias CreateAuthorizer UpdateAuthorizer ClearDefaultAuthorizer CreateProvisioningTemplate CreateProvisioningTemplateVersion UpdateProvisioningTemplate RegisterThing StartThingRegistrationTask',
    execute: 'CreateOTAUpdate AssociateTargetsWithJob OpenTunnel',
    'read-secret': 'RotateTunnelAccessToken',
    send: 'RetainPublish',
    read: 'Subscribe',
    write: 'StartOnDemandAuditTask',
  },
  kinesis: { delete: 'DecreaseStreamRetentionPeriod', delegate: 'DeleteResourcePolicy' },
  kms: { send: 'Sign GenerateMac', read: 'GenerateRandom Verify VerifyMac DeriveSharedSecret' },
  lakeformation: { 'read-secret': 'GetDataAccess' },
  lambda: {
    execute:
      'CreateFunction UpdateFunctionCode UpdateFunctionConfiguration CreateEventSourceMapping UpdateEventSourceMapping ConnectMicrovm CreateMicrovmShellAuthToken CreateMicrovmAuthToken',
    write: 'EnableReplication DisableReplication SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat SendDurableExecutionCallbackSuccess',
    spend: 'PutProvisionedConcurrencyConfig ResumeMicrovm',
  },
  lightsail: {
    'read-secret':
      'GetInstanceAccessDetails DownloadDefaultKeyPair GetRelationalDatabaseMasterUserPassword CreateGUISessionAccessDetails CreateContainerServiceRegistryLogin',
    execute: 'CreateInstances CreateInstancesFromSnapshot',
    delegate: 'SetResourceAccessForBucket UpdateBucket UpdateRelationalDatabase',
  },
  logs: {
    read: 'CreateExportTask',
    write: 'DeleteRetentionPolicy',
    delete: 'PutRetentionPolicy',
    delegate: 'PutDestinationPolicy PutDeliveryDestinationPolicy DeleteDeliveryDestinationPolicy PutBearerTokenAuthentication',
  },
  mobiletargeting: {
    send: 'CreateCampaign UpdateCampaign CreateJourney UpdateJourney UpdateJourneyState',
    read: 'CreateExportJob',
    write: 'CreateImportJob',
    spend: 'PhoneNumberValidate',
  },
  opensearch: { write: 'ApplicationAccessAll SubmitAutoOptimizeJob', read: 'StartDirectQuery' },
  organizations: {
    delegate:
      'CreatePolicy DeletePolicy AcceptHandshake LeaveOrganization MoveAccount RemoveAccountFromOrganization RegisterDelegatedAdministrator DeregisterDelegatedAdministrator EnableAWSServiceAccess DisableAWSServiceAccess EnablePolicyType DisablePolicyType EnableAllFeatures CreateAccount CreateGovCloudAccount UpdateResponsibilityTransfer TerminateResponsibilityTransfer',
  },
  payments: { spend: 'CreateFinancingApplication AcceptFinancingApplicationTerms' },
  pipes: { execute: 'CreatePipe UpdatePipe StartPipe' },
  ram: {
    delegate:
      'AcceptResourceShareInvitation AssociateResourceShare DisassociateResourceShare DisassociateResourceSharePermission CreateResourceShare UpdateResourceShare DeleteResourceShare CreatePermissionVersion DeletePermissionVersion DeletePermission PromotePermissionCreatedFromPolicy PromoteResourceShareCreatedFromPolicy ReplacePermissionAssociations SetDefaultPermissionVersion',
  },
  rds: {
    delegate:
      'ModifyDBInstance ModifyDBCluster ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute AddRoleToDBCluster AddRoleToDBInstance RemoveRoleFromDBCluster RemoveRoleFromDBInstance ModifyTenantDatabase',
    read: 'StartExportTask',
    write: 'AuthorizeDBSecurityGroupIngress CreateBlueGreenDeployment',
  },
  'rds-data': { write: 'ExecuteStatement BatchExecuteStatement ExecuteSql' },
  'rds-db': { write: 'connect' },
  redshift: {
    'read-secret': 'GetClusterCredentials GetClusterCredentialsWithIAM GetIdentityCenterAuthToken',
    delegate: 'ModifyCluster AssociateDataShareConsumer DisassociateDataShareConsumer CreateAuthenticationProfile ModifyAuthenticationProfile',
    write: 'ExecuteQuery AuthorizeClusterSecurityGroupIngress',
    spend: 'AcceptReservedNodeExchange ResizeCluster',
  },
  'redshift-data': { write: 'ExecuteStatement BatchExecuteStatement' },
  'redshift-serverless': {
    'read-secret': 'GetCredentials GetIdentityCenterAuthToken',
    delegate: 'UpdateNamespace DeleteResourcePolicy',
    spend: 'CreateReservation',
  },
  rolesanywhere: {
    delegate:
      'CreateTrustAnchor UpdateTrustAnchor EnableTrustAnchor CreateProfile UpdateProfile EnableProfile PutAttributeMapping ImportCrl UpdateCrl DisableCrl DeleteCrl',
  },
  route53: { delegate: 'CreateVPCAssociationAuthorization' },
  route53domains: {
    'read-secret': 'RetrieveDomainAuthCode',
    delegate: 'TransferDomainToAnotherAwsAccount PushDomain DisableDomainTransferLock UpdateDomainContact',
    spend: 'RegisterDomain TransferDomain',
  },
  s3: {
    delete: 'PutLifecycleConfiguration ReplicateDelete BypassGovernanceRetention',
    delegate: 'PutBucketAbac',
    'read-secret': 'GetDataAccess',
  },
  s3express: { delete: 'PutLifecycleConfiguration' },
  sagemaker: {
    execute:
      'CreateNotebookInstance UpdateNotebookInstance CreatePresignedNotebookInstanceUrl CreatePresignedDomainUrl CreateNotebookInstanceLifecycleConfig UpdateNotebookInstanceLifecycleConfig CreateStudioLifecycleConfig CreateApp CreateEndpoint UpdateEndpoint CreateInferenceComponent UpdateInferenceComponent CreateAutoMLJobV2 CreateMonitoringSchedule UpdateMonitoringSchedule StartMonitoringSchedule CreatePipeline UpdatePipeline CreateCluster UpdateCluster UpdateClusterSoftware TrainHubModel',
    spend: 'CreateLabelingJob StartHumanLoop CreateTrainingPlan ExtendTrainingPlan CreateReservedCapacity Sample SampleWithResponseStream',
    delegate:
      'PutModelPackageGroupPolicy DeleteModelPackageGroupPolicy PutLineageGroupPolicy CreateLineageGroupPolicy DeleteLineageGroupPolicy DeleteResourcePolicy CreateWorkforce UpdateWorkforce',
    write:
      'CallPartnerAppApi CallMlflowAppApi CreateModelCardExportJob SendHeartbeat SendPipelineExecutionStepFailure SendPipelineExecutionStepSuccess SendSharedModelEvent',
  },
  savingsplans: { spend: 'CreateSavingsPlan' },
  scheduler: { execute: 'CreateSchedule UpdateSchedule' },
  secretsmanager: { 'read-secret': 'GetSecretValue BatchGetSecretValue', read: 'ValidateResourcePolicy' },
  servicecatalog: {
    execute: 'ProvisionProduct UpdateProvisionedProduct',
    delegate: 'AssociatePrincipalWithPortfolio DisassociatePrincipalFromPortfolio AcceptPortfolioShare DeleteResourcePolicy',
    write:
      'NotifyProvisionProductEngineWorkflowResult NotifyTerminateProvisionedProductEngineWorkflowResult NotifyUpdateProvisionedProductEngineWorkflowResult',
  },
  ses: {
    write: 'ApplyTrackingConfigurationOverrides ReplicateEmailIdentityDkimSigningKey CreateImportJob CreateAddressListImportJob StartAddressListImportJob',
    read: 'CreateExportJob StartArchiveExport StartArchiveSearch TestRenderEmailTemplate TestRenderTemplate',
  },
  signin: {
    'read-secret': 'CreateOAuth2Token',
    delegate: 'PutResourcePermissionStatement DeleteResourcePermissionStatement CreateTrustedIdentityPropagationApplicationForConsole',
  },
  'sms-voice': { spend: 'RequestPhoneNumber RequestSenderId CarrierLookup' },
  sns: { read: 'Subscribe' },
  sqs: { write: 'StartMessageMoveTask' },
  ssm: {
    'read-secret': 'GetParameter GetParameters GetParametersByPath GetParameterHistory GetAccessToken',
    execute:
      'SendCommand CreateAssociation UpdateAssociation CreateAssociationBatch StartAssociationsOnce RegisterTaskWithMaintenanceWindow UpdateMaintenanceWindowTask UpdateDocument UpdateDocumentDefaultVersion ExecuteAPI',
    delegate:
      'CreateActivation RegisterManagedInstance RequestManagedInstanceRoleToken UpdateManagedInstanceRole UpdateManagedInstancePublicKey SendAutomationSignal',
    write: 'TerminateSession PutConfigurePackageResult',
  },
  sso: {
    delegate:
      'CreateAccountAssignment DeleteAccountAssignment CreatePermissionSet DeletePermissionSet ProvisionPermissionSet PutInlinePolicyToPermissionSet DeleteInlinePolicyFromPermissionSet CreateApplicationAssignment DeleteApplicationAssignment CreateTrustedTokenIssuer UpdateTrustedTokenIssuer AssociateProfile DisassociateProfile AssociateDirectory DisassociateDirectory CreateTrust UpdateTrust PutApplicationAccessScope DeleteApplicationAccessScope PutApplicationAuthenticationMethod PutApplicationGrant DeleteApplicationGrant PutApplicationAssignmentConfiguration PutMfaDeviceManagementForDirectory CreateInstanceAccessControlAttributeConfiguration UpdateInstanceAccessControlAttributeConfiguration DeleteInstanceAccessControlAttributeConfiguration ImportApplicationInstanceServiceProviderMetadata CreateApplicationInstanceCertificate UpdateApplicationInstanceSecurityConfiguration UpdateApplicationInstanceActiveCertificate',
  },
  'sso-directory': {
    delegate:
      'AddMemberToGroup RemoveMemberFromGroup CreateUser UpdateUser UpdatePassword EnableUser DisableUser CreateBearerToken CreateProvisioningTenant CreateExternalIdPConfigurationForDirectory UpdateExternalIdPConfigurationForDirectory EnableExternalIdPConfigurationForDirectory DisableExternalIdPConfigurationForDirectory ImportExternalIdPCertificate CompleteVirtualMfaDeviceRegistration CompleteWebAuthnDeviceRegistration UpdateMfaDeviceForUser DeleteMfaDeviceForUser',
  },
  'sso-oauth': { delegate: 'CreateTokenWithIAM' },
  states: {
    execute: 'CreateStateMachine UpdateStateMachine TestState',
    'read-secret': 'RevealSecrets',
    write: 'SendTaskFailure SendTaskHeartbeat SendTaskSuccess',
  },
  sts: { delegate: 'GetFederationToken GetDelegatedAccessToken GetWebIdentityToken', read: 'DecodeAuthorizationMessage' },
  support: {
    send: 'AddCommunicationToCase CreateCase InitiateCallForCase InitiateChatForCase InitiateLiveContactForCase StartInteraction UpdateInteraction',
  },
  transfer: { delegate: 'CreateUser UpdateUser ImportSshPublicKey CreateAccess UpdateAccess', delete: 'StartRemoteDelete', write: 'SendWorkflowStepState' },
  workmail: {
    delegate:
      'AssociateDelegateToResource DisassociateDelegateFromResource AssociateMemberToGroup DisassociateMemberFromGroup CreateImpersonationRole UpdateImpersonationRole DeleteImpersonationRole DeleteMailboxPermissions ResetPassword CreateUser RegisterToWorkMail PutAccessControlRule DeleteAccessControlRule PutIdentityProviderConfiguration DeleteIdentityProviderConfiguration UpdatePrimaryEmailAddress',
    read: 'StartMailboxExportJob SetJournalingRules PutEmailMonitoringConfiguration',
    delete: 'PutRetentionPolicy',
    write: 'DeleteRetentionPolicy',
  },
};
