import { openCatalogue } from './catalogue.ts';
import type { Asked } from './matchStatement.ts';

/** What single services do otherwise than the general rules. */

/**
 * "No permissions are required to perform this operation", and an explicit deny changes nothing (AWS STS API Reference, GetCallerIdentity); GetSessionToken "cannot be controlled by
 * policies" (IAM User Guide, "Permissions for GetSessionToken").
 */
export const needsNoPermission = (action: string): boolean => action === 'sts:getcalleridentity' || action === 'sts:getsessiontoken';

/** What resource control policies of a member account bind: services that AWS lists, "RetireGrant" not (Organizations User Guide, "Resource control policies"). */
export const knowsRcps = (action: string): boolean =>
  action !== 'kms:retiregrant' && openCatalogue().service(action.slice(0, action.indexOf(':')))?.rcp === true;

/**
 * Resources whose own policy must let the account in before identity policies count: roles when they are assumed ("IAM role trust policies and KMS key policies are exceptions to this
 * logic, because they must explicitly allow access for principals"), and KMS keys.
 */
export function needsResourcePolicy({ action, resource }: Pick<Asked, 'action' | 'resource'>): boolean {
  if (action.startsWith('sts:')) return /^arn:[^:]*:iam::[^:]*:role\//.test(resource);
  return action.startsWith('kms:') && /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
}

/** Actions of S3 that know no resource are checked on `arn:aws:s3:::*`: the guide's own examples allow them so. */
export function resourceOf(action: string, resource: string, partition = 'aws'): string {
  if (resource !== '*' || !action.startsWith('s3:')) return resource;
  const catalogue = openCatalogue();
  const id = catalogue.idOf(action);
  return id !== undefined && catalogue.action(id).resources.length === 0 ? `arn:${partition}:s3:::*` : resource;
}

/**
 * Roles that only their service may change: those of IAM Identity Center ("protected: can be changed only from Identity Center") and service-linked ones, of which IAM lets nobody edit
 * more than the description.
 */
export function isUnchangeable({ action, resource }: Pick<Asked, 'action' | 'resource'>): boolean {
  if (!action.startsWith('iam:')) return false;
  const kind = /^arn:[^:]*:iam::[^:]*:role\/(aws-reserved|aws-service-role)\//.exec(resource)?.[1];
  return kind !== undefined && (changes.has(action) || (kind === 'aws-reserved' && descriptions.has(action)));
}

const changes = new Set(
  [
    'UpdateAssumeRolePolicy',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'PutRolePolicy',
    'DeleteRolePolicy',
    'PutRolePermissionsBoundary',
    'DeleteRolePermissionsBoundary',
    'DeleteRole',
    'TagRole',
    'UntagRole',
  ].map((name) => `iam:${name.toLowerCase()}`),
);
const descriptions = new Set(['iam:updaterole', 'iam:updateroledescription']);
