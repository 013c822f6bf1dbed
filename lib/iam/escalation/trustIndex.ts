import type { AwsEstate, AwsPrincipal } from '../awsEstate.ts';
import { onceEach } from '../once.ts';
import { parsePolicy } from '../parsePolicy.ts';
import type { PrincipalEntry } from '../principal.ts';

/**
 * Whom the trust policies of all roles name, so that only those are asked whom they might let in. What a condition says is not looked at here.
 */
export class TrustIndex {
  readonly #named = new Map<string, AwsPrincipal[]>();
  readonly #plainByAccount = new Map<string, AwsPrincipal[]>();
  readonly #askingByAccount = new Map<string, AwsPrincipal[]>();
  readonly #byService = new Map<string, AwsPrincipal[]>();
  readonly #byProvider = new Map<string, AwsPrincipal[]>();
  readonly #open: AwsPrincipal[] = [];
  /** Roles that let one session of a role in. */
  readonly sessions: { of: string; name: string; role: AwsPrincipal }[] = [];

  constructor({ principals }: AwsEstate) {
    for (const role of principals) {
      if (role.trust === undefined) continue;
      const { statements } = parsePolicy(role.trust);
      const isPlain = statements.every(({ effect, conditions }) => effect === 'Allow' && conditions.length === 0);
      for (const { effect, principals: named } of statements) {
        if (effect !== 'Allow' || !named) continue;
        if (named.not) this.#add({ kind: 'any' }, role, isPlain);
        else for (const entry of named.entries) this.#add(entry, role, isPlain);
      }
    }
  }

  #add(entry: PrincipalEntry, role: AwsPrincipal, isPlain: boolean): void {
    if (entry.kind === 'any') push(this.#open, role);
    else if (entry.kind === 'account') this.#into(isPlain ? this.#plainByAccount : this.#askingByAccount, entry.account, role);
    else if (entry.kind === 'role') this.#into(this.#named, `${entry.account}/${entry.role}`, role);
    else if (entry.kind === 'name') this.#addNamed(entry.name, role);
    else this.#into(entry.kind === 'service' ? this.#byService : this.#byProvider, entry.name.toLowerCase(), role);
  }

  #addNamed(name: string, role: AwsPrincipal): void {
    const session = sessionOf(name);
    if (session) this.sessions.push({ ...session, role });
    this.#into(this.#named, session?.of ?? name, role);
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

  /** Roles that name the account, leave it to the account's own policies and ask for nothing else. */
  plainlyNamingAccount(account: string): readonly AwsPrincipal[] {
    return this.#plainByAccount.get(account) ?? [];
  }

  /** Roles that name the account, and ask for something that not everyone in it has. */
  askingAccount(account: string): readonly AwsPrincipal[] {
    return this.#askingByAccount.get(account) ?? [];
  }

  /** Roles that may let the principal in: their trusts name it, its account, or everyone. */
  readonly lettingIn = onceEach(
    (principal: AwsPrincipal) => principal,
    (principal): ReadonlySet<AwsPrincipal> =>
      new Set([...this.naming(principal), ...this.plainlyNamingAccount(principal.account), ...this.askingAccount(principal.account)]),
  );

  /** Roles that may let a service in. */
  namingService(service: string): AwsPrincipal[] {
    return [...(this.#byService.get(service) ?? []), ...(this.#byService.get('*') ?? []), ...this.#open];
  }

  /** Roles that may let those in whom an identity provider vouches for. @param provider ARN, or its name where it belongs to nobody */
  namingProvider(provider: string): AwsPrincipal[] {
    return [...(this.#byProvider.get(provider.toLowerCase()) ?? []), ...(this.#byProvider.get('*') ?? [])];
  }
}

function push(roles: AwsPrincipal[], role: AwsPrincipal): void {
  if (roles.at(-1) !== role) roles.push(role);
}

/** A session of a role is found under its role: account and name. */
function sessionOf(arn: string): { of: string; name: string } | undefined {
  const session = /^arn:[^:]*:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  return session ? { of: `${session[1]}/${session[2]}`, name: session[3]! } : undefined;
}
