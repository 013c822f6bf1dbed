import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import type { HandedLink, Invitation, LinkPurpose, Person } from '../model/people.ts';
import type { Role } from '../model/roles.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import {
  deleteSessions,
  findLinkRow,
  findPersonByEmail,
  hasAdministrator,
  insertLink,
  insertPerson,
  listInvitationRows,
  listPersonRows,
  type NewLink,
  useLink,
  writePassword,
} from '../store/people.ts';
import { maxPasswordLength, minPasswordLength } from './auth.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

/** The first administrator's link and a new password's are used at once; an invitation may lie over a weekend. */
const linkHours: Record<LinkPurpose, number> = { 'first-administrator': 24, invitation: 72, 'new-password': 24 };
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export type FirstAdministrator = { kind: 'exists' } | { kind: 'created'; email: string } | { kind: 'link'; path: string };

export const Password = z
  .string()
  .min(minPasswordLength, `expected at least ${minPasswordLength} characters`)
  .max(maxPasswordLength, `at most ${maxPasswordLength} characters`);
/** From the environment, where whoever runs the installation answers for it: the least that NIST SP 800-63B admits. */
const GivenPassword = z.string().min(8, 'expected at least 8 characters').max(maxPasswordLength, `at most ${maxPasswordLength} characters`);
export const Email = z.email('expected an e-mail address').max(320);
export const Name = z.string().trim().min(1, 'expected a name').max(200, 'at most 200 characters');

/**
 * Sees to it that somebody can sign in. Where no administrator exists: makes the one that KEYBLAST_ADMIN_EMAIL and KEYBLAST_ADMIN_PASSWORD name, else a new
 * one-time link, good for a day, whose path is to be printed in the terminal (and nowhere else: whoever opens it becomes administrator).
 */
export async function ensureAdministrator(ctx: Context): Promise<Result<FirstAdministrator>> {
  const refused = forbidden(ctx, 'admin');
  if (refused) return refused;
  if (await hasAdministrator(ctx.database)) return ok({ kind: 'exists' });
  const { KEYBLAST_ADMIN_EMAIL: email, KEYBLAST_ADMIN_PASSWORD: password } = process.env;
  if (email || password) return createFromEnvironment(ctx, { email, password });
  return inTransaction(ctx.database, async (client) => {
    const { path, expiresAt } = await makeLink(client, ctx, { purpose: 'first-administrator', role: 'admin' });
    await appendAudit(client, {
      at: ctx.now(),
      actor: ctx.actor.id,
      action: 'person.link',
      after: { purpose: 'first-administrator', role: 'admin', expiresAt },
    });
    return ok({ kind: 'link' as const, path });
  });
}

/** A new link in the caller's transaction; only the answer knows its token. */
export async function makeLink(
  client: Parameters<typeof insertLink>[0],
  ctx: Context,
  link: Pick<NewLink, 'purpose' | 'role' | 'email' | 'name' | 'createdBy'>,
): Promise<HandedLink> {
  const token = randomBytes(24).toString('base64url');
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + linkHours[link.purpose] * 3_600_000);
  await insertLink(client, { ...link, tokenHash: hashOf(token), createdAt, expiresAt });
  return { path: `/welcome/${token}`, expiresAt: expiresAt.toISOString() };
}

async function createFromEnvironment(ctx: Context, given: { email: string | undefined; password: string | undefined }): Promise<Result<FirstAdministrator>> {
  const read = readInput(z.object({ KEYBLAST_ADMIN_EMAIL: Email, KEYBLAST_ADMIN_PASSWORD: GivenPassword }), {
    KEYBLAST_ADMIN_EMAIL: given.email,
    KEYBLAST_ADMIN_PASSWORD: given.password,
  });
  if (!read.ok) return read;
  const { KEYBLAST_ADMIN_EMAIL: email, KEYBLAST_ADMIN_PASSWORD: password } = read.value;
  const passwordHash = await hashPassword(password);
  const made = await inTransaction(ctx.database, (client) =>
    addPerson(client, ctx, { name: 'Administrator', email, role: 'admin', passwordHash }, ctx.actor.id),
  );
  return made
    ? ok({ kind: 'created', email })
    : fail('CONFLICT', `${email} is taken by somebody who is no administrator; name another address in KEYBLAST_ADMIN_EMAIL.`);
}

/** Makes the person and says so in the audit log, in one transaction; false where the address is taken. */
async function addPerson(client: Parameters<typeof appendAudit>[0], ctx: Context, person: Parameters<typeof insertPerson>[1], actor: string): Promise<boolean> {
  const made = await insertPerson(client, person);
  if (made) await appendAudit(client, { at: ctx.now(), actor, action: 'person.create', after: { email: person.email, name: person.name, role: person.role } });
  return made;
}

/** False before the first administrator exists: then only the one-time link leads in. */
export const canAnyoneSignIn = (ctx: Context): Promise<boolean> => hasAdministrator(ctx.database);

/** What a link is for, and for whom; undefined once it cannot be used. */
export async function readLink(ctx: Context, token: string): Promise<{ purpose: LinkPurpose; name: string; email: string; role: Role } | undefined> {
  const link = await findLinkRow(ctx.database, hashOf(token), ctx.now());
  return link && { purpose: link.purpose, name: link.name ?? '', email: link.email ?? '', role: link.role ?? 'viewer' };
}

export const ClaimLink = z.object({
  token: z.string().min(1).max(200),
  /** Left out where the link sets a new password. */
  name: Name.optional(),
  /** Left out where the link says for whom it is. */
  email: Email.optional(),
  password: Password,
});
export type ClaimLink = z.input<typeof ClaimLink>;

/** Uses a one-time link up: makes the person it is for, or gives them a new password. Whoever has the link may: it is the permission. */
export async function claimLink(ctx: Context, input: ClaimLink): Promise<Result<{ email: string }>> {
  const read = readInput(ClaimLink, input);
  if (!read.ok) return read;
  const { token, name, email, password } = read.value;
  const passwordHash = await hashPassword(password);
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const link = await useLink(client, hashOf(token), ctx.now());
      if (!link) throw new KeyblastError('NOT_FOUND', 'This link was used already or has expired. Ask whoever gave it to you for a new one.');
      const address = link.email ?? email;
      if (address === undefined) throw new KeyblastError('INVALID', 'email: expected an e-mail address');
      if (link.purpose === 'new-password') await renewPassword(client, ctx, address, passwordHash);
      else await makePerson(client, ctx, { name: name ?? link.name ?? address, email: address, role: link.role ?? 'viewer', passwordHash }, link.purpose);
      return { email: address };
    }),
  );
}

async function makePerson(
  client: Parameters<typeof appendAudit>[0],
  ctx: Context,
  person: Parameters<typeof insertPerson>[1],
  purpose: LinkPurpose,
): Promise<void> {
  if (!(await addPerson(client, ctx, person, `link:${purpose}`))) throw new KeyblastError('CONFLICT', `${person.email} is taken; choose another address.`);
}

/** Whoever had the former password is signed out everywhere. */
async function renewPassword(client: Parameters<typeof appendAudit>[0], ctx: Context, email: string, passwordHash: string): Promise<void> {
  const person = await findPersonByEmail(client, email);
  if (!person || person.deactivated)
    throw new KeyblastError('NOT_FOUND', 'This account is there no more, or is deactivated. Ask an administrator of this installation.');
  await writePassword(client, person.id, passwordHash);
  await deleteSessions(client, person.id);
  await appendAudit(client, { at: ctx.now(), actor: 'link:new-password', action: 'person.password', after: { email } });
}

/** Everybody who can sign in, or could, and who is invited. */
export async function listPeople(ctx: Context): Promise<Result<{ people: Person[]; invitations: Invitation[] }>> {
  const refused = forbidden(ctx, 'auditor');
  if (refused) return refused;
  const [people, invitations] = await Promise.all([listPersonRows(ctx.database, ctx.now()), listInvitationRows(ctx.database, ctx.now())]);
  return ok({ people, invitations });
}
