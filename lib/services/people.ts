import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { findLinkRow, hasAdministrator, insertLink, insertPerson, listPersonRows, type PersonRow, useLink } from '../store/people.ts';
import { maxPasswordLength, minPasswordLength } from './auth.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

const purpose = 'first-administrator';
const linkHours = 24;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export type FirstAdministrator = { kind: 'exists' } | { kind: 'created'; email: string } | { kind: 'link'; path: string };

const Password = z
  .string()
  .min(minPasswordLength, `expected at least ${minPasswordLength} characters`)
  .max(maxPasswordLength, `at most ${maxPasswordLength} characters`);
/** From the environment, where whoever runs the installation answers for it: the least that NIST SP 800-63B admits. */
const GivenPassword = z.string().min(8, 'expected at least 8 characters').max(maxPasswordLength, `at most ${maxPasswordLength} characters`);
const Email = z.email('expected an e-mail address').max(320);

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
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(ctx.now().getTime() + linkHours * 3_600_000);
  await inTransaction(ctx.database, (client) => insertLink(client, { tokenHash: hashOf(token), purpose, role: 'admin', expiresAt }));
  return ok({ kind: 'link', path: `/welcome/${token}` });
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

/** True while the link can be used. */
export async function isLinkUsable(ctx: Context, token: string): Promise<boolean> {
  return (await findLinkRow(ctx.database, hashOf(token), ctx.now())) !== undefined;
}

export const ClaimLink = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().min(1, 'expected a name').max(200),
  email: Email,
  password: Password,
});
export type ClaimLink = z.input<typeof ClaimLink>;

/** Uses a one-time link up and makes the person it is for. Whoever has the link may: it is the permission. */
export async function claimLink(ctx: Context, input: ClaimLink): Promise<Result<{ email: string }>> {
  const read = readInput(ClaimLink, input);
  if (!read.ok) return read;
  const { token, name, email, password } = read.value;
  const passwordHash = await hashPassword(password);
  try {
    await inTransaction(ctx.database, async (client) => {
      const link = await useLink(client, hashOf(token), ctx.now());
      if (!link) throw new KeyblastError('NOT_FOUND', 'This link was used already or has expired. Start Keyblast again for a new one.');
      const made = await addPerson(client, ctx, { name, email, role: link.role ?? 'viewer', passwordHash }, `link:${link.purpose}`);
      if (!made) throw new KeyblastError('CONFLICT', `${email} is taken; choose another address.`);
    });
    return ok({ email });
  } catch (error) {
    if (error instanceof KeyblastError) return fail(error.code, error.message);
    throw error;
  }
}

/** Everybody who can sign in. */
export async function listPeople(ctx: Context): Promise<Result<PersonRow[]>> {
  const refused = forbidden(ctx, 'admin');
  if (refused) return refused;
  return ok(await listPersonRows(ctx.database));
}
