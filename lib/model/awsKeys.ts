import { parseArn } from './arn.ts';

/** Keys of what AWS names, as docs/keys.md has them: importers of inventories and of logs, and the derive stage, meet by them. */

/** What has an ARN. Its capitals stay: AWS compares ARNs with them. */
export const arnKey = (arn: string): string => `aws:${arn}`;
/** @param id `AKIA…` or `ASIA…` */
export const accessKeyKey = (id: string): string => `aws:accesskey:${id}`;
/** An access key that only its place in the credential report tells apart. */
export const accessKeySlotKey = (userArn: string, slot: number): string => `aws:${userArn}/access-key/${slot}`;
/** All sessions of a role or user: their keys (`ASIA…`) come and go by the hour, so that one credential stands for them. @param identity key of the role or user */
export const sessionsKey = (identity: string): string => `${identity}#session`;
export const consolePasswordKey = (userArn: string): string => `aws:${userArn}/console-password`;
export const signingCertificateKey = (userArn: string, slot: number): string => `aws:${userArn}/signing-certificate/${slot}`;

/** The environment variables of a function, a task, a build: a store that whoever may read its configuration reads. Not the workload itself, in which code runs. */
export const environmentKey = (arn: string): string => `aws:${arn}#environment`;
/** The same of the script that an instance starts with. */
export const userDataKey = (arn: string): string => `aws:${arn}#user-data`;

export const accountKey = (account: string): string => `aws:account/${account}`;
/** Whoever can do everything in the account: one identity, which `administers` it. */
export const accountAdministratorKey = (account: string): string => `aws:account/${account}/administrator`;
/** Of whom a log names only the account. */
export const unknownCallerKey = (account: string): string => `aws:account/${account}/unknown`;
/** Of another account's user or role, which a log names by its unique id (`AIDA…`, `AROA…`). */
export const uniqueIdKey = (id: string): string => `aws:id/${id}`;
/** @param store `d-…` of IAM Identity Center */
export const identityCenterUserKey = (store: string, id: string): string => `aws:identitystore/${store}/user/${id}`;
export const organizationKey = (organization: string): string => `aws:organization/${organization}`;
/** `lambda.amazonaws.com`; the same everywhere. */
export const servicePrincipalKey = (service: string): string => `aws:service/${service.toLowerCase()}`;
/** Whoever asks, with no credential of AWS at all. */
export const anonymousKey = 'aws/anonymous';

/**
 * ARN of the role that a session is one of: `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`. A session's ARN leaves out the role's path, so that of a role with a path is found by
 * name among the roles of its account. Undefined for every other ARN.
 */
export function roleArnOfSession(arn: string): string | undefined {
  const parts = parseArn(arn);
  const role = parts?.service === 'sts' ? /^assumed-role\/([^/]+)/.exec(parts.resource)?.[1] : undefined;
  return role === undefined ? undefined : `arn:${parts?.partition}:iam::${parts?.account}:role/${role}`;
}
