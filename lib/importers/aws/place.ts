import { parseArn } from '../../model/arn.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { redactKey } from '../../model/redact.ts';

/** Where the things of a file are, as far as it and its name say. */
export type Place = { file: number; line: number; partition: string; fingerprint: Fingerprint; account?: string; region?: string };

/** An ARN with a region and an account, each empty where AWS leaves it out. */
export const isArn = (text: string): boolean => /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:\S/.test(text);
export const isAccount = (text: string | undefined): text is string => text !== undefined && /^\d{12}$/.test(text);
export const isRegion = (text: string | undefined): text is string => text !== undefined && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);

const accountForm = /(?<!\d)\d{12}(?!\d)/;
const regionForm =
  /(?<![a-z0-9])(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d(?![0-9])/;

/**
 * Answers of AWS often do not repeat which account and region they are about, and then the names of folders and file, or the name given at import, have to: `111122223333/eu-west-1/glue-jobs.json`.
 * @param names the most telling last
 */
export function placeOf(file: number, fingerprint: Fingerprint, ...names: readonly string[]): Place {
  const text = names.join('/');
  const account = lastOf(accountForm, text);
  const region = lastOf(regionForm, text);
  return {
    file,
    line: 1,
    fingerprint,
    partition: partitionOf(region),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  };
}

/** The place with what an ARN of something beside the thing says. */
export function nearby(place: Place, ...arns: readonly (string | undefined)[]): Place {
  const near = { ...place };
  for (const arn of arns) {
    const parts = arn === undefined || !isArn(arn) ? undefined : parseArn(arn);
    if (!parts) continue;
    if (isAccount(parts.account)) near.account = parts.account;
    if (parts.region !== '') near.region = parts.region;
    near.partition = parts.partition;
  }
  return near;
}

/** `eu-west-1a` and `us-west-2-lax-1a` are zones of their region. */
export const regionOfZone = (zone: string | undefined): string | undefined => regionForm.exec(zone?.replace(/[a-z]$/, '') ?? '')?.[0];

/** Undefined where a part that the ARN needs is not known. A name in it that is a secret becomes its fingerprint: within an ARN nobody would look for one. */
export function arnAt({ partition, account, region, fingerprint }: Place, service: string, resource: string): string | undefined {
  return isAccount(account) && isRegion(region) ? `arn:${partition}:${service}:${region}:${account}:${redactKey(resource, fingerprint)}` : undefined;
}

/** The same of IAM, which knows no regions: a role by its name or its ARN, as some answers have either. */
export function iamArn(kind: 'role' | 'instance-profile', name: string | undefined, { partition, account, fingerprint }: Place): string | undefined {
  if (name === undefined || name.startsWith('arn:')) return name;
  return isAccount(account) ? `arn:${partition}:iam::${account}:${kind}/${redactKey(name.replace(/^\//, ''), fingerprint)}` : undefined;
}

const partitionOf = (region = ''): string => (region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws');

function lastOf(form: RegExp, text: string): string | undefined {
  return [...text.matchAll(new RegExp(form, 'g'))].at(-1)?.[0];
}
