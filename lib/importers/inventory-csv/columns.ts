/**
 * The columns of an inventory (docs/formats/inventory-csv.md) and the names they go by. Names are compared without case, spaces and marks: `Last Used`,
 * `last_used` and `lastUsed` are one.
 */
export const columns = {
  credential: {
    meaning: 'its identifier or key (`aws:accesskey:AKIA…`, `AKIA…`, a key id)',
    also: 'key, key id, id, identifier, credential id, credential key, access key id, token id, client id',
  },
  secret: {
    meaning: 'its value; only the fingerprint is kept',
    also: 'value, secret value, api key, token, password, client secret, secret access key, private key, key value',
  },
  name: { meaning: 'what people call it', also: 'title, label, credential name, key name, description' },
  aliases: { meaning: 'other names, separated by ;', also: 'alias, also known as' },
  type: { meaning: 'such as api-key, aws-access-key, ssh-key', also: 'credential type, key type, kind' },
  identity: {
    meaning: 'whom it authenticates as: a key, or a name within the system',
    also: 'principal, user, username, user name, account, service account, subject, agent, member, arn',
  },
  identityKind: {
    meaning: 'human, agent, service, role, group or anonymous (default service)',
    also: 'principal kind, identity type, principal type, account type, user type',
  },
  identityName: { meaning: 'what people call the identity', also: 'principal name, display name, agent name' },
  administers: { meaning: 'key of the scope that the identity administers', also: 'admin of, administrator of' },
  workload: {
    meaning: 'where it is used: a key, or a name within the system',
    also: 'used by, runs in, runs on, host, application, deployment, pod, instance, function, job',
  },
  workloadKind: { meaning: 'agent, pod, instance, function, job, device, zone …', also: 'workload type, host type' },
  untrustedInput: { meaning: 'yes if the workload reads what strangers write', also: 'untrusted, reads untrusted input, prompt exposed' },
  controlledBy: { meaning: 'identities that can instruct the workload, separated by ;', also: 'operator, operators, operated by, controller' },
  owner: { meaning: 'who answers for it', also: 'owned by, team, contact, owner email, responsible, custodian' },
  party: { meaning: "internal, or a vendor's name", also: 'vendor, provider, third party, supplier' },
  system: { meaning: 'the system it belongs to', also: 'platform, service, source system' },
  environment: { meaning: 'prod, staging, dev …', also: 'env, stage, tier' },
  issuance: { meaning: 'static (default), interactive or attested', also: 'issued how, issuance method' },
  presentation: { meaning: 'bearer (default), source-bound or sender-constrained', also: 'binding, bound, proof of possession' },
  storage: { meaning: 'plaintext, config, vault or hardware', also: 'stored in, storage type, kept in' },
  store: { meaning: 'keys of the stores that hold it, separated by ;', also: 'stores, vault path, secret store, location' },
  renews: { meaning: 'yes if the store always holds the current value', also: 'auto rotated, auto rotation, always current' },
  revocation: { meaning: 'self-service, admin, vendor or none-known', also: 'revocation path, revoked by' },
  status: { meaning: 'active (default), disabled or expired', also: 'state, enabled, active' },
  created: { meaning: 'ISO 8601', also: 'created at, created on, creation date, creation time, issued, issued at, issue date' },
  expires: {
    meaning: 'ISO 8601; empty or `never`: it does not',
    also: 'expires at, expires on, expiry, expiry date, expiration, expiration date, valid until, not after',
  },
  rotated: { meaning: 'ISO 8601', also: 'rotated at, last rotated, last rotation, rotation date' },
  lastUsed: { meaning: 'ISO 8601', also: 'last used at, last use, last seen, last activity, last used date' },
  ttl: { meaning: 'seconds, or 15m, 4h, 30d: it is renewed that often', also: 'ttl seconds, lifetime, lifetime seconds, max age' },
  scopes: { meaning: 'CLASS:RESOURCE pairs, separated by ;: all it may do', also: 'scope, permissions, grants, access' },
  sensitivity: { meaning: '1 to 5', also: 'criticality' },
} as const;

export type Column = keyof typeof columns;
const columnNames = Object.keys(columns).filter((name): name is Column => name in columns);

const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const known = new Map<string, Column>(
  columnNames.flatMap((column) => [column, ...columns[column].also.split(', ')].map((name): [string, Column] => [bare(name), column])),
);

/** The column that a heading stands for. */
export function columnOf(heading: string): Column | undefined {
  return known.get(bare(heading));
}

/** What each field of a record is: a column, or the heading under which it goes to `attrs`. The first heading of a column stands, further ones are attributes. */
export type Header = { column?: Column; heading: string }[];

export function readHeader(fields: string[]): Header {
  const taken = new Set<Column>();
  return fields.map((heading, at) => {
    const column = columnOf(heading);
    if (column === undefined || taken.has(column)) return { heading: heading === '' ? `column ${at + 1}` : heading };
    taken.add(column);
    return { column, heading };
  });
}

export const hasColumn = (header: Header, column: Column): boolean => header.some((field) => field.column === column);
