import { parseArn } from '../model/arn.ts';
import type { AwsUser, AwsUserCredentials } from '../model/awsDocuments.ts';
import { accessKeyKey, accessKeySlotKey, arnKey } from '../model/awsKeys.ts';
import type { Attrs, Fact, IdentityFact } from '../model/facts.ts';
import { accessKeySlots, type KeyState } from './accessKeySlots.ts';
import type { DerivedFact, Problem } from './deriver.ts';

export type UserDocument = { at: number } & ({ kind: 'user'; body: AwsUser } | { kind: 'user-credentials'; body: AwsUserCredentials });

/**
 * What only several documents together say of the users of IAM: what sort of identity each is, whose a key is that was listed by the user's name alone, and which slot of a credential report is
 * which access key. The other facts of a user's credentials come from their importers; the root user too.
 */
export function awsUsers(documents: readonly UserDocument[]): { facts: DerivedFact[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const facts: DerivedFact[] = [];
  for (const user of gathered(documents, problems).values()) facts.push(...factsOf(user));
  return { facts, problems };
}

/** All that the documents say of one user. */
type Gathered = { arn: string; user?: { at: number; body: AwsUser }; credentials: { at: number; body: AwsUserCredentials }[] };

function gathered(documents: readonly UserDocument[], problems: Problem[]): Map<string, Gathered> {
  const users = new Map<string, Gathered>();
  const of = (arn: string): Gathered => {
    const known = users.get(arn);
    if (known) return known;
    const fresh: Gathered = { arn, credentials: [] };
    users.set(arn, fresh);
    return fresh;
  };
  const names = new Names();
  for (const { at, kind, body } of documents) {
    if (body.arn === undefined) continue;
    names.add(body.account, kind === 'user' ? body.name : body.user, body.arn);
    if (kind === 'user') of(body.arn).user ??= { at, body };
    else of(body.arn).credentials.push({ at, body });
  }
  for (const { at, kind, body } of documents) {
    if (kind === 'user' || body.arn !== undefined) continue;
    const arn = names.arnOf(body.account, body.user);
    if (arn === undefined)
      problems.push({
        document: at,
        reason: 'the list does not say which account its users are of, and no other document, or more than one, has a user of that name',
      });
    else of(arn).credentials.push({ at, body });
  }
  return users;
}

/** ARNs of users by account and name: IAM does not let two names of an account differ by capitals only. */
class Names {
  private readonly inAccount = new Map<string, string>();
  private readonly anywhere = new Map<string, Set<string>>();

  add(account: string | undefined, name: string, arn: string): void {
    const plain = name.toLowerCase();
    if (account !== undefined) this.inAccount.set(`${account} ${plain}`, arn);
    this.anywhere.set(plain, (this.anywhere.get(plain) ?? new Set()).add(arn));
  }

  /** One that no document describes has an ARN without a path, as most have; without an account it is the only one of that name. */
  arnOf(account: string | undefined, name: string): string | undefined {
    const plain = name.toLowerCase();
    if (account !== undefined) return this.inAccount.get(`${account} ${plain}`) ?? `arn:aws:iam::${account}:user/${name}`;
    const [only, ...others] = this.anywhere.get(plain) ?? [];
    return others.length === 0 ? only : undefined;
  }
}

function* factsOf({ arn, user, credentials }: Gathered): Generator<DerivedFact> {
  const { keys, slots } = statesOf(credentials);
  const first = user ?? credentials[0];
  // the root user is described by the credential report alone, whose importer says so
  if (first !== undefined && !isRoot(arn)) yield { document: first.at, fact: identity(arn, user?.body, credentials, [...keys.values(), ...slots.values()]) };
  for (const { at, body } of credentials) {
    for (const { id } of body.accessKeys)
      if (id !== undefined) yield { document: at, fact: { fact: 'edge', edge: 'authenticates', from: accessKeyKey(id), to: arnKey(arn) } };
  }
  for (const [id, slot] of accessKeySlots(keys, slots)) {
    const fact: Fact = { fact: 'credential', key: accessKeyKey(id), aliases: [accessKeySlotKey(arn, slot)] };
    const report = credentials.find(({ body }) => body.accessKeys.some((key) => key.slot === slot));
    if (report) yield { document: report.at, fact };
  }
}

const isRoot = (arn: string): boolean => parseArn(arn)?.resource === 'root';

/** Where documents differ: active before inactive; of two times of creation neither is taken. */
function statesOf(credentials: Gathered['credentials']): { keys: Map<string, KeyState>; slots: Map<number, KeyState> } {
  const keys = new Map<string, KeyState>();
  const slots = new Map<number, KeyState>();
  for (const { id, slot, active, created } of credentials.flatMap(({ body }) => body.accessKeys)) {
    if (id !== undefined) keys.set(id, both(keys.get(id), { active, created }));
    if (slot !== undefined) slots.set(slot, both(slots.get(slot), { active, created }));
  }
  return { keys, slots };
}

function both(a: KeyState | undefined, b: KeyState): KeyState {
  if (a === undefined) return b;
  return {
    active: a.active || b.active,
    created: a.created === undefined || a.created === b.created ? b.created : b.created === undefined ? a.created : undefined,
  };
}

/**
 * A person signs in to the console: a user with a password is one if no active key says that programs use it too, or if a second factor says that somebody holds it. Everything else is a
 * service: what has only keys, and what nothing is known of.
 */
function identity(arn: string, user: AwsUser | undefined, credentials: Gathered['credentials'], keys: readonly KeyState[]): IdentityFact {
  const signsIn = credentials.some(({ body }) => body.password === true);
  const isPerson = signsIn && (keys.every(({ active }) => !active) || credentials.some(({ body }) => body.mfa === true));
  const name = user?.name ?? credentials[0]?.body.user ?? arn;
  return { fact: 'identity', key: arnKey(arn), kind: isPerson ? 'human' : 'service', name, system: 'aws', attrs: attrsOf(arn, user) };
}

function attrsOf(arn: string, user: AwsUser | undefined): Attrs {
  const { id, created, tags = {} } = user ?? {};
  const account = parseArn(arn)?.account;
  const attrs = { account, id, created, tags: Object.keys(tags).length > 0 ? tags : undefined };
  return Object.fromEntries(Object.entries(attrs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
