/** Who makes a request, as its ARN or service name says. */
export type Requester = {
  kind: 'user' | 'role' | 'session' | 'federated-user' | 'root' | 'service' | 'federated' | 'anonymous' | 'unknown';
  /** As given: an ARN, a service's name, or `anonymous`. */
  name: string;
  /** Twelve digits; absent for services and identity providers that belong to nobody. */
  account?: string;
  partition?: string;
  /** Of a role and of its sessions: its name without the path, which is unique in its account. */
  role?: string;
};

/** One entry of a Principal element. `any` is `*`, alone or as `{"AWS": "*"}`. */
export type PrincipalEntry =
  | { kind: 'any' }
  | { kind: 'account'; account: string }
  | { kind: 'role'; name: string; partition: string; account: string; role: string }
  | { kind: 'name'; name: string }
  | { kind: 'service' | 'federated'; name: string };

/**
 * How an entry names a requester. `itself`: it, or everyone: granted directly. `role`: the role of a session. `account`: the account, which leaves it to the account's own policies.
 */
export type Naming = 'itself' | 'role' | 'account';

export function readRequester(name: string): Requester {
  const [arn, partition = '', service, , account = '', ...rest] = name.split(':');
  if (arn !== 'arn') return { kind: name === 'anonymous' ? name : /^[a-z0-9.-]+\.[a-z]+$/i.test(name) ? 'service' : 'unknown', name };
  const resource = rest.join(':');
  const [type, ...path] = resource.split('/');
  const of = { name, account, partition };
  if (service === 'iam' && resource === 'root') return { kind: 'root', ...of };
  if (service === 'iam' && type === 'user') return { kind: 'user', ...of };
  if (service === 'iam' && type === 'role') return { kind: 'role', ...of, role: path.at(-1) ?? '' };
  if (service === 'iam' && (type === 'saml-provider' || type === 'oidc-provider')) return { kind: 'federated', ...of };
  if (service === 'sts' && type === 'assumed-role') return { kind: 'session', ...of, role: path[0] ?? '' };
  if (service === 'sts' && type === 'federated-user') return { kind: 'federated-user', ...of };
  return { kind: 'unknown', ...of };
}

/** An entry of `{"AWS": …}`. A unique id (`AIDA…`, `AROA…`) stands for someone who is gone: it names nobody that has a name. */
export function readAwsPrincipal(text: string): PrincipalEntry {
  if (text === '*') return { kind: 'any' };
  if (/^\d{12}$/.test(text)) return { kind: 'account', account: text };
  const requester = readRequester(text);
  if (requester.kind === 'root') return { kind: 'account', account: requester.account! };
  const { name, partition, account, role } = requester;
  return requester.kind === 'role' ? { kind: 'role', name, partition: partition!, account: account!, role: role! } : { kind: 'name', name: text };
}

/** How an entry names a requester; undefined if it does not. */
export function namingOf(entry: PrincipalEntry, requester: Requester): Naming | undefined {
  switch (entry.kind) {
    case 'any':
      return 'itself';
    case 'account':
      if (requester.account !== entry.account) return undefined;
      return requester.kind === 'root' ? 'itself' : 'account';
    case 'role':
      return requester.role === entry.role && requester.account === entry.account && requester.partition === entry.partition ? 'role' : undefined;
    case 'service':
    case 'federated':
      return (requester.kind === 'service' || requester.kind === 'federated') &&
        (entry.name === '*' || entry.name.toLowerCase() === requester.name.toLowerCase())
        ? 'itself'
        : undefined;
    case 'name':
      return entry.name === requester.name ? 'itself' : undefined;
  }
}

/** Has no policies of its own: only those of the resource decide. */
export const isOutside = ({ kind }: Requester): boolean => kind === 'service' || kind === 'federated' || kind === 'anonymous';
