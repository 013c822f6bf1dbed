import type { AwsEstate, AwsPrincipal } from '../awsEstate.ts';
import { parsePolicy } from '../parsePolicy.ts';
import type { PrincipalEntry } from '../principal.ts';

/**
 * Whom the trust policies of all roles name, so that only those are asked whom they might let in. What a condition says is not looked at here.
 */
export class TrustIndex {
  readonly #named = new Map<string, AwsPrincipal[]>();
  readonly #byAccount = new Map<string, AwsPrincipal[]>();
  readonly #byService = new Map<string, AwsPrincipal[]>();
  readonly #byProvider = new Map<string, AwsPrincipal[]>();
  readonly #open: AwsPrincipal[] = [];

  constructor({ principals }: AwsEstate) {
    for (const role of principals) {
      if (role.trust === undefined) continue;
      for (const { effect, principals: named } of parsePolicy(role.trust).statements) {
        if (effect !== 'Allow' || !named) continue;
        if (named.not) this.#add({ kind: 'any' }, role);
        else for (const entry of named.entries) this.#add(entry, role);
      }
    }
  }

  #add(entry: PrincipalEntry, role: AwsPrincipal): void {
    if (entry.kind === 'any') push(this.#open, role);
    else if (entry.kind === 'account') this.#into(this.#byAccount, entry.account, role);
    else if (entry.kind === 'role') this.#into(this.#named, `${entry.account}/${entry.role}`, role);
    else if (entry.kind === 'name') this.#into(this.#named, keyOfName(entry.name), role);
    else this.#into(entry.kind === 'service' ? this.#byService : this.#byProvider, entry.name.toLowerCase(), role);
  }

  #into(map: Map<string, AwsPrincipal[]>, key: string, role: AwsPrincipal): void {
    const roles = map.get(key);
    if (roles) push(roles, role);
    else map.set(key, [role]);
  }

  /** Roles that name the principal, its role or one of its sessions, or everyone. */
  naming({ kind, arn, account, name }: AwsPrincipal): AwsPrincipal[] {
    return [...(this.#named.get(kind === 'role' ? `${account}/${name}` : arn) ?? []), ...this.#open];
  }

  /** Roles that name the account and leave it to the account's own policies. */
  namingAccount(account: string): AwsPrincipal[] {
    return this.#byAccount.get(account) ?? [];
  }

  /** Roles that may let a service in. */
  namingService(service: string): AwsPrincipal[] {
    return [...(this.#byService.get(service) ?? []), ...(this.#byService.get('*') ?? []), ...this.#open];
  }

  /** Roles that may let those in whom an identity provider vouches for. @param provider ARN, or its name where it belongs to nobody */
  namingProvider(provider: string): AwsPrincipal[] {
    return [...(this.#byProvider.get(provider.toLowerCase()) ?? []), ...(this.#byProvider.get('*') ?? [])];
  }

  /** What trusts name outside the estate: accounts (their root's ARN), single principals, providers, `*`. */
  *outside({ accounts, byArn }: AwsEstate): Iterable<{ name: string; roles: AwsPrincipal[]; kind: 'account' | 'name' | 'provider' | 'anyone' }> {
    for (const [account, roles] of this.#byAccount) if (!accounts.has(account)) yield { name: account, roles, kind: 'account' };
    for (const [name, roles] of this.#named) {
      const account = name.startsWith('arn:') ? name.split(':')[4] : name.split('/')[0];
      if (account !== undefined && !accounts.has(account) && !byArn.has(name)) yield { name, roles, kind: 'name' };
    }
    for (const [name, roles] of this.#byProvider) yield { name, roles, kind: 'provider' };
    if (this.#open.length > 0) yield { name: '*', roles: this.#open, kind: 'anyone' };
  }
}

function push(roles: AwsPrincipal[], role: AwsPrincipal): void {
  if (roles.at(-1) !== role) roles.push(role);
}

/** A session of a role is found under its role. */
function keyOfName(name: string): string {
  const session = /^arn:[^:]*:sts::(\d+):assumed-role\/([^/]+)/.exec(name);
  return session ? `${session[1]}/${session[2]}` : name;
}
