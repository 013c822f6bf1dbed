import type { AwsUserCredentials } from '../model/awsDocuments.ts';
import type { UserCredentials } from './awsEstate.ts';

/**
 * What several sources say of one user's credentials, as one: keys by id, and how many there are by the larger of the two counts, because a report numbers keys and a list names them. A
 * slot that was never used is no key.
 */
export function mergeCredentials(sources: readonly AwsUserCredentials[]): UserCredentials {
  const keys = new Map<string, boolean>();
  const slots = new Set<number>();
  let password: boolean | undefined;
  let mfa: boolean | undefined;
  for (const source of sources) {
    for (const { id, slot, active, created } of source.accessKeys) {
      if (id !== undefined) keys.set(id, active || keys.get(id) === true);
      else if (slot !== undefined && (active || created !== undefined)) slots.add(slot);
    }
    password = either(password, source.password);
    mfa = either(mfa, source.mfa);
  }
  return {
    keys: [...keys].map(([id, active]) => ({ id, active })),
    ...(sources.length > 0 && { keyCount: Math.max(keys.size, slots.size) }),
    ...(password !== undefined && { password }),
    ...(mfa !== undefined && { mfa }),
  };
}

const either = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => (a === undefined ? b : a || b === true);

/** Credentials by the user they are of: by ARN where a source says it, else by account and name. */
export class CredentialIndex {
  readonly #byArn = new Map<string, AwsUserCredentials[]>();
  readonly #byName = new Map<string, AwsUserCredentials[]>();

  add(source: AwsUserCredentials): void {
    const [map, key] = source.arn === undefined ? ([this.#byName, `${source.account ?? ''}/${source.user}`] as const) : ([this.#byArn, source.arn] as const);
    map.set(key, [...(map.get(key) ?? []), source]);
  }

  of(arn: string, account: string, name: string): UserCredentials {
    return mergeCredentials([...(this.#byArn.get(arn) ?? []), ...(this.#byName.get(`${account}/${name}`) ?? [])]);
  }
}
