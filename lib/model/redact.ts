import type { Fact, Json } from './facts.ts';
import { type Fingerprint, isPlaceholder } from './fingerprint.ts';
import { assignedSecrets, isReal, knownSecrets, mayHoldSecret, randomSecrets, type SecretPattern } from './secretPatterns.ts';

/**
 * The redactor: what every free value passes before it is stored (docs/facts.md). In text a secret becomes `[redacted:TYPE]`; in an identifying position (keys,
 * aliases, names of unknown keys) it becomes its fingerprint, so that the same secret still is the same node. Redacting twice changes nothing.
 */
export function redactFact(fact: Fact, fingerprint: Fingerprint): Fact {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fact)) out[name] = redactField(name, value, fact.fact, fingerprint);
  return sameShape(out);
}

/** Free text: `[redacted:TYPE]` in place of each secret, the rest as it is. */
export function redactText(text: string): string {
  return mayHoldSecret(text) ? replaceSecrets(text, everything, (type) => `[redacted:${type}]`) : text;
}

/** A name that tells things apart: each secret in it becomes its fingerprint; where that would join nothing (too short), the fingerprint of the whole name. */
export function redactKey(key: string, fingerprint: Fingerprint): string {
  if (!mayHoldSecret(key)) return key;
  return replaceSecrets(key, everything, (type, secret) => fingerprint(secret) ?? fingerprint(key) ?? `[redacted:${type}]`);
}

/** JSON of unknown meaning (attrs, evidence): names, texts, and whole values whose name says that they are secret. */
export function redactJson(value: Json, fingerprint: Fingerprint): Json {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, fingerprint));
  return mapMembers(value, fingerprint, (member) => redactJson(member, fingerprint));
}

/** A document's body: its text is policy and stays, but for what is a secret by its looks, which becomes its fingerprint; environment and user data go whole. */
export function redactDocument(body: Json, fingerprint: Fingerprint): Json {
  if (typeof body === 'string')
    return mayHoldSecret(body) ? replaceSecrets(body, everything, (type, secret) => fingerprint(secret) ?? `[redacted:${type}]`) : body;
  if (typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return body.map((item) => redactDocument(item, fingerprint));
  return mapMembers(body, fingerprint, (member, name) => {
    if (environmentName.test(name) && typeof member === 'object') return eraseValues(member, 'environment', false);
    if (userDataName.test(name)) return eraseValues(member, 'user-data', false);
    return redactDocument(member, fingerprint);
  });
}

const everything = [...knownSecrets, ...assignedSecrets, ...randomSecrets];

const environmentName = /^(env|envs|environment|environment_?variables|env_?vars?|variables)$/i;
const userDataName = /^(user_?data|custom_?data|startup_?script|cloud_?init|metadata_?startup_?script|bootstrap_?script)$/i;
const secretName =
  /(?:^|[^a-z])(?:password|passwd|passphrase|pwd|secret|secret_?key|secret_?value|secret_?string|token|api_?key|access_?key|account_?key|auth_?key|private_?key|signing_?key|encryption_?key|client_?secret|shared_?secret|authorization|proxy_?authorization|cookie|set_?cookie|secret_?access_?key|bearer|connection_?string|raw|raw_?v2)$/;

/** The names of a member whose value is a secret, whatever it looks like: `password`, `clientSecret`, `X-Api-Key`; not `secretName`, `tokenType`, `accessKeyId`. */
export function namesSecret(name: string): boolean {
  return secretName.test(
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replaceAll('-', '_'),
  );
}

type Members = { [key: string]: Json };

function mapMembers(value: Members, fingerprint: Fingerprint, each: (member: Json, name: string) => Json): Members {
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    redactKey(name, fingerprint),
    namesSecret(name) ? eraseValues(member, 'assigned-secret', true) : each(member, name),
  ]);
  return Object.fromEntries(members);
}

/** Every text and number in it is replaced; with `references`, what only points to a secret (a placeholder, an ARN) stays. Names stay, so that one sees what there was. */
function eraseValues(value: Json, type: string, references: boolean): Json {
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => eraseValues(item, type, references));
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [redactText(name), name === 'name' ? eraseName(member) : eraseValues(member, type, references)]),
    );
  // only what it begins with says that it is one
  if (references && typeof value === 'string' && (isPlaceholder(value) || !isReal(value))) return redactText(value);
  return value === '' || (typeof value === 'string' && /^\[redacted:[a-z-]+\]$/.test(value)) ? value : `[redacted:${type}]`;
}

/** Kubernetes and task definitions list variables as `{ name, value }`: the name of a variable is no value. */
const eraseName = (member: Json): Json => (typeof member === 'string' ? redactText(member) : member);

function replaceSecrets(text: string, patterns: SecretPattern[], instead: (type: string, secret: string) => string): string {
  let out = text;
  for (const { type, find, confirm } of patterns) {
    out = out.replace(find, (match: string, ...rest: unknown[]) => {
      const secret = typeof rest[0] === 'string' ? rest[0] : match;
      if (confirm && !confirm(secret, out, Number(rest.at(-2)))) return match; // the offset comes before the whole text
      const start = match.lastIndexOf(secret); // what follows the secret cannot hold it: its own characters end it
      return match.slice(0, start) + instead(type, secret) + match.slice(start + secret.length);
    });
  }
  return out;
}

const keyFields = new Set(['key', 'administers', 'from', 'to', 'resource', 'credential', 'identity', 'store', 'eventId', 'platform', 'scope', 'system']);
const keyLists = new Set(['aliases', 'attachedTo', 'keys']);
const jsonFields = new Set(['attrs', 'evidence', 'condition', 'workload']);
/** Closed sets and times: parseFact let nothing else through. */
const closed = new Set(
  'fact issuance presentation status storage revocation class certainty basis outcome audience created expires rotated lastUsed until at edge'.split(' '),
);

function redactField(name: string, value: unknown, fact: Fact['fact'], fingerprint: Fingerprint): unknown {
  if (typeof value === 'string') {
    if (closed.has(name) || (fact === 'coverage' && (name === 'from' || name === 'to'))) return value;
    return keyFields.has(name) ? redactKey(value, fingerprint) : redactText(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'body') return redactDocument(asJson(value), fingerprint);
  if (name === 'source') return { ...value, ...('name' in value ? { name: redactKey(String(value.name), fingerprint) } : {}) };
  if (jsonFields.has(name)) return redactJson(asJson(value), fingerprint);
  if (Array.isArray(value)) return value.map((item) => (keyLists.has(name) ? redactKey(String(item), fingerprint) : redactText(String(item))));
  return value;
}

/** The guarantee: fields of a fact that are objects (attrs, evidence, condition, workload, body) are JSON by their types. */
function asJson(value: object): Json {
  return value as Json;
}

/** The guarantee: each field was replaced by a value of its own kind; texts stay texts, lists lists, closed sets untouched. */
function sameShape(out: Record<string, unknown>): Fact {
  return out as Fact;
}
