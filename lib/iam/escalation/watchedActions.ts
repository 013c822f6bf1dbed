import { probes } from './administrator.ts';
import { changingActions } from './changes.ts';
import { aliasActions } from './qualified.ts';
import { taggingActions } from './retag.ts';
import { passRules } from './rules/passRules.ts';
import { runRules } from './rules/runRules.ts';
import { storeRules } from './rules/storeRules.ts';

/** Every action that the search ever asks for. */
export function watchedActions(): string[] {
  const calls = [...passRules, ...runRules, ...storeRules].flatMap((rule) => rule.calls.flatMap(({ actions }) => actions));
  return [...probes.map(({ action }) => action), ...changingActions, ...taggingActions, ...aliasActions, ...calls, ...others];
}

const others = [
  ...[
    'CreatePolicy',
    'DeletePolicyVersion',
    'UpdateAssumeRolePolicy',
    'CreateAccessKey',
    'DeleteAccessKey',
    'CreateLoginProfile',
    'DeleteLoginProfile',
    'UpdateLoginProfile',
  ].map(iam),
  ...['DeactivateMFADevice', 'CreateSAMLProvider', 'UpdateSAMLProvider', 'UpdateOpenIDConnectProviderThumbprint', 'AddClientIDToOpenIDConnectProvider'].map(
    iam,
  ),
  ...[
    'PassRole',
    'CreateInstanceProfile',
    'AddRoleToInstanceProfile',
    'CreateServiceLinkedRole',
    'CreateServiceSpecificCredential',
    'ResetServiceSpecificCredential',
  ].map(iam),
  ...['GetRole', 'ListRoles', 'GetAccountAuthorizationDetails'].map(iam),
  ...['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:AssumeRoot'],
  ...['organizations:DetachPolicy', 'organizations:UpdatePolicy', 'sso:CreateAccountAssignment', 'sso:PutInlinePolicyToPermissionSet'],
  ...['sso:AttachManagedPolicyToPermissionSet', 'sso:ProvisionPermissionSet', 'identitystore:CreateGroupMembership'],
  ...['ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:OpenTunnel', 'kms:Decrypt'],
];

function iam(name: string): string {
  return `iam:${name}`;
}
