import type { EscalationEdgeType } from '../result.ts';
import type { Rule } from '../rule.ts';

const rule = (id: string, edgeType: EscalationEdgeType, explanation: string, fix: string): Rule => ({ id: `AWS.${id}`, edgeType, explanation, fix });

/** Techniques that change what principals may do, make new ones, or become others by what IAM and STS themselves offer. */
export const identityRules = {
  directAdmin: rule(
    'Direct.Admin',
    'SELF_GRANT',
    'Its policies already allow everything: full control of IAM and of the services.',
    'Replace the policy that allows everything by what is really used, or put a permissions boundary on the principal.',
  ),
  createPolicyVersion: rule(
    'IAM.CreatePolicyVersion',
    'SELF_GRANT',
    'Writes a new version of a customer-managed policy that binds it (attached to it, to its group, or its boundary) and makes it the default in the same call.',
    'Allow iam:CreatePolicyVersion only on policies that are attached to nobody who holds it, and deny it on boundaries.',
  ),
  setDefaultPolicyVersion: rule(
    'IAM.SetDefaultPolicyVersion',
    'POLICY_SWITCH',
    'Switches a policy that binds it to another of its versions, which allows more or denies less.',
    'Delete old policy versions, and allow iam:SetDefaultPolicyVersion only on policies that bind nobody who holds it.',
  ),
  putUserPolicy: rule(
    'IAM.PutUserPolicy',
    'SELF_GRANT',
    'Writes an inline policy on a user that it is or can become; one of the same name is overwritten, a Deny in it too.',
    'Take iam:PutUserPolicy away or limit it to users whom the holder cannot become; a permissions boundary on the user caps what is gained.',
  ),
  attachUserPolicy: rule(
    'IAM.AttachUserPolicy',
    'SELF_GRANT',
    'Attaches a managed policy to a user that it is or can become; AWS has one that allows everything.',
    'Take iam:AttachUserPolicy away, or allow only harmless policies by the condition iam:PolicyARN.',
  ),
  putGroupPolicy: rule(
    'IAM.PutGroupPolicy',
    'SELF_GRANT',
    'Writes an inline policy on a group whose member it is or can become.',
    'Take iam:PutGroupPolicy away, or limit it to groups that the holder is not in.',
  ),
  attachGroupPolicy: rule(
    'IAM.AttachGroupPolicy',
    'SELF_GRANT',
    'Attaches a managed policy to a group whose member it is or can become.',
    'Take iam:AttachGroupPolicy away, or allow only harmless policies by the condition iam:PolicyARN.',
  ),
  addUserToGroup: rule(
    'IAM.AddUserToGroup',
    'SELF_GRANT',
    'Puts a user that it is or can become into a group with more rights. The permission is checked on the group, never on the user.',
    'Allow iam:AddUserToGroup only on groups without rights worth having.',
  ),
  putRolePolicy: rule(
    'IAM.PutRolePolicy',
    'SELF_GRANT',
    'Writes an inline policy on a role that it runs as or can become.',
    'Take iam:PutRolePolicy away or limit it to roles that the holder cannot become; a permissions boundary on the role caps what is gained.',
  ),
  attachRolePolicy: rule(
    'IAM.AttachRolePolicy',
    'SELF_GRANT',
    'Attaches a managed policy to a role that it runs as or can become.',
    'Take iam:AttachRolePolicy away, or allow only harmless policies by the condition iam:PolicyARN.',
  ),
  updateAssumeRolePolicy: rule(
    'IAM.UpdateAssumeRolePolicy',
    'TRUST_EDIT',
    'Rewrites the trust policy of a role so that it lets the attacker in, and assumes it.',
    'Allow iam:UpdateAssumeRolePolicy to nobody but those who may administer the role; an explicit Deny of sts:AssumeRole stops what follows.',
  ),
  createAccessKey: rule(
    'IAM.CreateAccessKey',
    'CREDENTIAL_MINT',
    'Makes an access key of another user, who has fewer than two.',
    `Allow iam:CreateAccessKey only on the own user: arn:aws:iam::*:user/\${aws:username}.`,
  ),
  replaceAccessKey: rule(
    'IAM.CreateAccessKey.DeleteAccessKey',
    'CREDENTIAL_MINT',
    'Deletes one of the two access keys of another user and makes a new one.',
    `Allow iam:CreateAccessKey and iam:DeleteAccessKey only on the own user: arn:aws:iam::*:user/\${aws:username}.`,
  ),
  createLoginProfile: rule(
    'IAM.CreateLoginProfile',
    'CREDENTIAL_MINT',
    'Sets a console password for another user who has none, or whose own it deletes first, and signs in with it.',
    'Allow iam:CreateLoginProfile to nobody but those who create users, and let people sign in through a federation.',
  ),
  updateLoginProfile: rule(
    'IAM.UpdateLoginProfile',
    'CREDENTIAL_MINT',
    'Changes the console password of another user, and signs in with it. A second factor of that user is still asked for.',
    'Allow iam:UpdateLoginProfile to nobody but those who reset passwords, and have second factors on all users.',
  ),
  deactivateMfaDevice: rule(
    'IAM.DeactivateMFADevice',
    'GUARD_REMOVAL',
    'Takes the second factor off a user whose password it can set.',
    'Allow iam:DeactivateMFADevice only on the own user, and only to sessions that were opened with a second factor.',
  ),
  deleteUserBoundary: rule(
    'IAM.DeleteUserPermissionsBoundary',
    'GUARD_REMOVAL',
    'Takes the permissions boundary off a user that it is or can become.',
    'Deny iam:DeleteUserPermissionsBoundary in the boundary itself.',
  ),
  putUserBoundary: rule(
    'IAM.PutUserPermissionsBoundary',
    'GUARD_REMOVAL',
    'Puts a wider permissions boundary on a user that it is or can become.',
    'Allow iam:PutUserPermissionsBoundary only with the condition that iam:PermissionsBoundary is the intended one.',
  ),
  deleteRoleBoundary: rule(
    'IAM.DeleteRolePermissionsBoundary',
    'GUARD_REMOVAL',
    'Takes the permissions boundary off a role that it runs as or can become.',
    'Deny iam:DeleteRolePermissionsBoundary in the boundary itself.',
  ),
  putRoleBoundary: rule(
    'IAM.PutRolePermissionsBoundary',
    'GUARD_REMOVAL',
    'Puts a wider permissions boundary on a role that it runs as or can become.',
    'Allow iam:PutRolePermissionsBoundary only with the condition that iam:PermissionsBoundary is the intended one.',
  ),
  removeDeny: rule(
    'IAM.RemoveDeny',
    'GUARD_REMOVAL',
    'Takes away the policy, or leaves the group, whose Deny holds it back.',
    'Let the Deny cover the actions that could remove it, or place it where they do not reach: in a boundary or a service control policy.',
  ),
  createUserAttach: rule(
    'IAM.CreateUser.AttachUserPolicy',
    'CREATE_PRINCIPAL',
    'Makes a new user with a credential, and attaches a policy with more rights to it.',
    'Allow iam:CreateUser and iam:AttachUserPolicy only with a permissions boundary mandated by the condition iam:PermissionsBoundary.',
  ),
  createUserPut: rule(
    'IAM.CreateUser.PutUserPolicy',
    'CREATE_PRINCIPAL',
    'Makes a new user with a credential, and writes a policy with more rights on it.',
    'Allow iam:CreateUser and iam:PutUserPolicy only with a permissions boundary mandated by the condition iam:PermissionsBoundary.',
  ),
  createUserJoin: rule(
    'IAM.CreateUser.AddUserToGroup',
    'CREATE_PRINCIPAL',
    'Makes a new user with a credential, and puts it into a group with more rights.',
    'Allow iam:AddUserToGroup only on groups without rights worth having.',
  ),
  createRoleAttach: rule(
    'IAM.CreateRole.AttachRolePolicy',
    'CREATE_PRINCIPAL',
    'Makes a new role that trusts the attacker, and attaches a policy with more rights to it.',
    'Allow iam:CreateRole and iam:AttachRolePolicy only with a permissions boundary mandated by the condition iam:PermissionsBoundary.',
  ),
  createRolePut: rule(
    'IAM.CreateRole.PutRolePolicy',
    'CREATE_PRINCIPAL',
    'Makes a new role that trusts the attacker, and writes a policy with more rights on it.',
    'Allow iam:CreateRole and iam:PutRolePolicy only with a permissions boundary mandated by the condition iam:PermissionsBoundary.',
  ),
  updateSamlProvider: rule(
    'IAM.UpdateSAMLProvider',
    'TRUST_EDIT',
    'Replaces the metadata of a SAML provider by its own, signs an assertion with its own key, and assumes any role that trusts the provider.',
    'Allow iam:UpdateSAMLProvider to nobody but those who administer sign-in.',
  ),
  createSamlProvider: rule(
    'IAM.CreateSAMLProvider.UpdateAssumeRolePolicy',
    'TRUST_EDIT',
    'Makes a SAML provider of its own, rewrites the trust policy of a role to name it, and signs in as the role.',
    'Allow iam:CreateSAMLProvider and iam:UpdateAssumeRolePolicy to nobody but those who administer sign-in.',
  ),
  changeOidcProvider: rule(
    'IAM.OIDCProviderChange',
    'TRUST_EDIT',
    'Adds a client id or a certificate to an OpenID Connect provider, so that tokens which it can get pass for those of the roles that trust the provider.',
    'Allow changes of identity providers to nobody but those who administer sign-in.',
  ),
  tagPrincipal: rule(
    'IAM.TagPrincipal',
    'GUARD_REMOVAL',
    'Changes tags by which some policy grants more: of a principal that it is or can become, or of what the policy is about.',
    'Allow iam:TagUser and iam:TagRole only for tag keys by which no policy decides (condition aws:TagKeys).',
  ),
  serviceSpecificCredential: rule(
    'IAM.CreateServiceSpecificCredential',
    'CREDENTIAL_MINT',
    'Makes credentials of another user for CodeCommit, Keyspaces or Bedrock: never for IAM.',
    'Allow iam:CreateServiceSpecificCredential only on the own user.',
  ),
  assumeRole: rule(
    'STS.AssumeRole',
    'ASSUME',
    'Assumes a role whose trust policy lets it in.',
    'Name in the trust policy only who needs the role, and ask for conditions such as a second factor, a source or an external id.',
  ),
  assumeRoleWithWebIdentity: rule(
    'STS.AssumeRoleWithWebIdentity',
    'ASSUME',
    'Whoever holds a token of the identity provider that fits the trust policy becomes the role, with no permission of AWS.',
    'Pin sub and aud in the trust policy to the one repository, branch or service account that needs the role.',
  ),
  assumeRoleWithSaml: rule(
    'STS.AssumeRoleWithSAML',
    'ASSUME',
    'Whoever the identity provider vouches for becomes the role, with no permission of AWS.',
    'Limit at the identity provider who is given the role, and ask for a second factor there.',
  ),
  assumeRoot: rule(
    'STS.AssumeRoot',
    'ASSUME',
    'Takes a short session of the root user of a member account, limited to a few tasks, from the management or a delegated account.',
    'Allow sts:AssumeRoot to nobody but those who recover accounts, and watch its use.',
  ),
} as const satisfies Record<string, Rule>;
