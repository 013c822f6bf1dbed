import type { Rule } from '../rule.ts';

/** Techniques of the management account, or one that it delegated to. */
export const organizationRules = {
  detachPolicy: {
    id: 'AWS.Organizations.DetachPolicy',
    edgeType: 'GUARD_REMOVAL',
    explanation: 'Takes off or rewrites the service control policies that bind the accounts of the organisation.',
    fix: 'Keep the management account empty of workloads, and allow changes of service control policies to its few administrators only.',
  },
  createAccountAssignment: {
    id: 'AWS.SSO.CreateAccountAssignment',
    edgeType: 'ASSUME',
    explanation: 'Assigns a permission set of any account of the organisation to a user of Identity Center whom it can sign in as.',
    fix: 'Allow sso:CreateAccountAssignment to the few administrators of Identity Center only.',
  },
  putInlinePolicyToPermissionSet: {
    id: 'AWS.SSO.PutInlinePolicyToPermissionSet',
    edgeType: 'SELF_GRANT',
    explanation: 'Writes a policy into the permission set that its own role was made from, and has it provisioned.',
    fix: 'Allow changes of permission sets to the few administrators of Identity Center only.',
  },
  createGroupMembership: {
    id: 'AWS.IdentityStore.CreateGroupMembership',
    edgeType: 'SELF_GRANT',
    explanation: 'Puts a user of Identity Center whom it can sign in as into a group that has accounts assigned.',
    fix: 'Allow identitystore:CreateGroupMembership to the few administrators of Identity Center only, or manage groups at the identity provider.',
  },
} as const satisfies Record<string, Rule>;
