import type { Policy } from './policy.ts';

/** An access key of a user. @property madeAt and `usedAt` in milliseconds since 1970 */
export type AwsKey = { id: string; active: boolean; madeAt: number; usedAt?: number; usedFor?: string };
export type AwsUser = {
  /** With slashes at both ends; `/` where absent. */
  path?: string;
  name: string;
  madeAt: number;
  groups?: string[];
  inline?: Record<string, Policy>;
  /** ARNs of managed policies. */
  attached?: string[];
  boundary?: string;
  tags?: Record<string, string>;
  keys?: AwsKey[];
  /** Signs in to the console. */
  password?: { usedAt?: number; mfa: boolean };
};
export type AwsGroup = { name: string; inline?: Record<string, Policy>; attached?: string[] };
export type AwsRole = {
  path?: string;
  name: string;
  trust: Policy;
  inline?: Record<string, Policy>;
  attached?: string[];
  boundary?: string;
  maxSession?: number;
  /** There is an instance profile of the same name. */
  onInstances?: true;
  /** When it was last used, in milliseconds since 1970. */
  usedAt?: number;
};
/** @property versions the first is the default one */
export type ManagedPolicy = { arn: string; versions: Policy[] };
/** An account of AWS as it stands, from which each of its answers is written. */
export type AwsAccount = { id: string; madeAt: number; users: AwsUser[]; groups: AwsGroup[]; roles: AwsRole[]; policies: ManagedPolicy[] };

export const pathOf = ({ path = '/' }: { path?: string }): string => path;
